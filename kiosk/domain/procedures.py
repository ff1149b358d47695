"""A procedure (办事指南): what a visitor wants done, in the elements of the national service platform.

Field comments name the platform's field where one exists (`standards.md` part 1 lists them). A field `x_en` holds the
English of the field `x`: see `languages`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """Whether a material is needed (platform: is_need 1 必要, 2 非必要, 3 容缺后补)."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    LATER = "later"


class Origin(StrEnum):
    """Where a material comes from (platform: source_type 10 申请人自备, 20 政府部门核发, 99 其他)."""

    SELF = "self"
    GOVERNMENT = "government"
    OTHER = "other"


class DayKind(StrEnum):
    """How days are counted."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """An article that a fact rests on: short law title, article in Chinese numerals or empty for the whole law."""

    law: str
    article: str = ""
    note: str = ""
    note_en: str = ""

    @property
    def ref(self) -> str:
        """The id that the law lookup knows it by, such as `法律援助法第四十三条`."""
        return self.law + self.article


@dataclass(frozen=True, slots=True)
class Material:
    """Something to bring. `originals` and `copies` are numbers of sheets (platform keeps both, 原件份数 and 复印件份数)."""

    name: str
    originals: int = 0
    copies: int = 0
    need: Need = Need.REQUIRED
    origin: Origin = Origin.SELF
    note: str = ""
    name_en: str = ""
    note_en: str = ""

    def __post_init__(self) -> None:
        if self.originals < 0 or self.copies < 0:
            raise ValueError(f"{self.name}: originals and copies cannot be negative")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the flow: who does what, and how long it takes at most.

    Where a step decides something, the flow goes on with the answer one hopes for; `branch` is the other answer, such as
    不受理, and `branch_then` what a visitor can do then.
    """

    title: str
    who: str
    detail: str = ""
    limit: str = ""
    branch: str = ""
    branch_then: str = ""
    title_en: str = ""
    who_en: str = ""
    detail_en: str = ""
    limit_en: str = ""
    branch_en: str = ""
    branch_then_en: str = ""

    def __post_init__(self) -> None:
        if bool(self.branch) != bool(self.branch_then):
            raise ValueError(f"{self.title}: branch and branch_then belong together")


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs (is_fee, fee_stand, fee_basis): plain words, with the basis where something is charged."""

    charged: bool
    text: str
    basis: str = ""
    text_en: str = ""
    basis_en: str = ""

    def __post_init__(self) -> None:
        if self.charged and not self.basis:
            raise ValueError("a fee that is charged needs its basis")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long it takes: by law and as promised; 0 days means on the spot, None that the law sets no limit."""

    text: str
    statutory_days: int | None = None
    promised_days: int | None = None
    kind: DayKind = DayKind.WORKING
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A frequent question and its answer."""

    question: str
    answer: str
    question_en: str = ""
    answer_en: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. `slug` is the file's name; `everyday` are words in which people ask for it."""

    slug: str
    title: str  # task_name
    title_en: str
    category: str
    summary: str
    audience: str  # server_type, in words
    conditions: tuple[str, ...]  # accept_condition
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]  # handle_flow
    fee: Fee
    time_limit: TimeLimit
    basis: tuple[LegalBasis, ...]  # by_law
    service: str  # code of the service to take a ticket for
    office: str  # dept_name
    everyday: tuple[str, ...] = ()
    result: str = ""  # result_name
    task_type: str = "公共服务"  # task_type in words: code lists differ between standards
    phone: str = ""  # link_way
    complaints: str = "12348"  # supervise_way
    url: str = ""  # online_handle_url
    faq: tuple[Question, ...] = ()
    body: str = ""
    sample: bool = False
    summary_en: str = ""
    audience_en: str = ""
    conditions_en: tuple[str, ...] = ()  # one for each condition, in the same order
    office_en: str = ""
    everyday_en: tuple[str, ...] = ()  # in words of its own, as many as there are
    result_en: str = ""
    body_en: str = ""

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError(f"procedure {self.slug!r} has no step")
        if not self.basis:
            raise ValueError(f"procedure {self.slug!r} names no legal basis")


@dataclass(frozen=True, slots=True)
class Category:
    """A group of procedures on the terminal."""

    code: str
    name: str
    name_en: str
    summary: str = ""
    summary_en: str = ""
    icon: str = ""
