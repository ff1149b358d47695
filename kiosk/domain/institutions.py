"""Institutions of the public legal service and the people in them (`standards.md` part 2 lists the fields)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kiosk.domain.places import Position


class InstitutionKind(StrEnum):
    """Kinds of institution that a visitor looks for."""

    LEGAL_AID = "legal_aid"  # 法律援助中心
    LAW_FIRM = "law_firm"  # 律师事务所
    NOTARY = "notary"  # 公证机构
    APPRAISAL = "appraisal"  # 司法鉴定机构
    ARBITRATION = "arbitration"  # 仲裁委员会
    LABOUR_ARBITRATION = "labour_arbitration"  # 劳动人事争议仲裁院
    GRASSROOTS = "grassroots"  # 基层法律服务所
    MEDIATION = "mediation"  # 人民调解委员会
    JUSTICE_OFFICE = "justice_office"  # 司法所
    HALL = "hall"  # 公共法律服务中心、工作站、工作室
    COURT = "court"  # 人民法院、人民法庭


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution. `hours` in the form of `hours.parse_hours`; the position carries its reference system."""

    code: str
    kind: InstitutionKind
    name: str
    address: str
    position: Position
    phone: str
    hours: str
    head: str = ""
    district: str = ""
    licence: str = ""
    scope: str = ""
    summary: str = ""
    free: bool = False
    barrier_free: bool = False
    crs: str = "CGCS2000"
    sample: bool = False
    name_en: str = ""
    address_en: str = ""
    head_en: str = ""
    district_en: str = ""
    scope_en: str = ""
    summary_en: str = ""


class Calling(StrEnum):
    """What somebody does, as visitors look for people; the exact title is `Practitioner.role`."""

    LAWYER = "lawyer"  # 律师
    NOTARY = "notary"  # 公证员
    APPRAISER = "appraiser"  # 鉴定人
    ARBITRATOR = "arbitrator"  # 仲裁员
    LEGAL_WORKER = "legal_worker"  # 基层法律服务工作者
    MEDIATOR = "mediator"  # 调解员
    OTHER = "other"


_SIGNS = {
    "律师": Calling.LAWYER,
    "公证": Calling.NOTARY,
    "鉴定": Calling.APPRAISER,
    "仲裁": Calling.ARBITRATOR,
    "法律服务": Calling.LEGAL_WORKER,
    "调解": Calling.MEDIATOR,
}
NO_PENALTIES = "无"  # what `penalties` says when the record was looked up and holds none; empty is not known


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody who works at an institution, as far as the public may know; no age, no ethnic group, no party.

    `as_of` is the date until which awards, penalties and credit are known.
    """

    code: str
    name: str
    role: str
    institution: str
    licence: str = ""
    since: int = 0
    practice: str = ""
    awards: str = ""
    penalties: str = ""
    credit: str = ""
    as_of: str = ""
    sample: bool = False
    name_en: str = ""
    role_en: str = ""
    practice_en: str = ""
    awards_en: str = ""
    penalties_en: str = ""
    credit_en: str = ""

    @property
    def calling(self) -> Calling:
        """What the title says that this person does; only the Chinese title does."""
        return _calling(self.role)


@lru_cache(maxsize=256)  # few titles, thousands of people
def _calling(role: str) -> Calling:
    return next((calling for sign, calling in _SIGNS.items() if sign in role), Calling.OTHER)


@dataclass(frozen=True, slots=True)
class Duty:
    """An adviser's hours on site (requirements M9): a date, a span, a person, a place."""

    date: str
    start: str
    end: str
    name: str
    role: str
    place: str
    phone: str = ""
    topic: str = ""
    sample: bool = False
    name_en: str = ""
    role_en: str = ""
    place_en: str = ""
    topic_en: str = ""
