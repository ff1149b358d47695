"""What a visitor says of the hall: a rating in the national wording, or a suggestion, complaint or praise. Pure values.

Grades are kept as words. GB/T 39046-2020 table A.8 counts 1 (非常满意) to 5 (非常不满意), provincial interfaces count the
other way round: a bare digit would be read wrong by one of them. `stars` and `a8_code` are for exports only.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

CHANNEL = "政务大厅其他终端"  # 评价渠道 of GB/T 39046-2020 table 9
TEXT_MAX = 500  # characters
_NAME_MAX = 60
# no letter or digit that looks like another one; 31 is prime, so the check below finds every single slip
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_RANDOM_SIGNS = 5  # 31 ** 5 = 28.6 million numbers a day and hall: two alike are as good as impossible
_NO_NAME = "法服"
_SATURDAY = 5


class Grade(StrEnum):
    """How satisfied a visitor is, from best to worst."""

    VERY_SATISFIED = "非常满意"
    SATISFIED = "满意"
    FAIRLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"
    VERY_DISSATISFIED = "非常不满意"

    @property
    def poor(self) -> bool:
        """Tell whether it is one of the two that ask for a reason and a follow-up (差评)."""
        return self in (Grade.DISSATISFIED, Grade.VERY_DISSATISFIED)

    @property
    def stars(self) -> int:
        """Return the number of stars, 5 for the best: the coding of provincial interfaces."""
        return len(Grade) - list(Grade).index(self)

    @property
    def a8_code(self) -> int:
        """Return the code of GB/T 39046-2020 table A.8, 1 for the best."""
        return list(Grade).index(self) + 1


class Reason(StrEnum):
    """Why somebody was not satisfied; the list is ours, for annex B of GB/T 39734 is not public."""

    WAITED = "waited"
    UNCLEAR = "unclear"
    ATTITUDE = "attitude"
    SENT_AROUND = "sent_around"
    UNSOLVED = "unsolved"
    PLACE = "place"


class OpinionKind(StrEnum):
    """What sort of thing a visitor wants to say."""

    SUGGESTION = "suggestion"  # 建议
    COMPLAINT = "complaint"  # 投诉
    PRAISE = "praise"  # 表扬


class About(StrEnum):
    """What it is about."""

    STAFF = "staff"
    PROCESS = "process"
    ADVISER = "adviser"
    PLACE = "place"
    MACHINE = "machine"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating. Nothing in it says who gave it; `ticket` is empty unless the visitor named it.

    Raises:
        ValueError: Reasons are given for a grade that asks for none, or the text is too long.
    """

    grade: Grade
    at: datetime
    service: str = ""
    counter: str = ""
    ticket: str = ""
    reasons: tuple[Reason, ...] = ()
    text: str = ""
    channel: str = CHANNEL

    def __post_init__(self) -> None:
        if self.reasons and not self.grade.poor:
            raise ValueError(f"{self.grade.value} needs no reasons")
        _check_text(self.text)


@dataclass(frozen=True, slots=True)
class Opinion:
    """One suggestion, complaint or praise. Name and phone only if the visitor wants to be called back.

    Raises:
        ValueError: The text is empty or too long, the receipt is none, or a reply is wanted with nobody to call.
    """

    kind: OpinionKind
    about: About
    text: str
    receipt: str
    at: datetime
    name: str = ""
    phone: str = ""
    wants_reply: bool = False
    channel: str = CHANNEL

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("the text is empty")
        _check_text(self.text)
        if max(len(self.name), len(self.phone)) > _NAME_MAX:
            raise ValueError(f"name and phone have at most {_NAME_MAX} characters")
        if self.wants_reply and not self.phone:
            raise ValueError("a reply is wanted, but there is no phone number")
        if not receipt_is_right(self.receipt):
            raise ValueError(f"{self.receipt!r} is not a receipt number")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A visitor takes an opinion back, before they leave; `receipt` and `letter` name it."""

    letter: str
    receipt: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Served:
    """How many tickets of each service a hall finished on one day: so that silence is counted as 未评价, not as 满意."""

    day: str
    counts: dict[str, int]

    def __post_init__(self) -> None:
        date.fromisoformat(self.day)
        if any(count < 0 for count in self.counts.values()):
            raise ValueError("a count is negative")


Body = Rating | Opinion | Withdrawal | Served


@dataclass(frozen=True, slots=True)
class Letter:
    """What a machine sends to the centre. `id` stays the same however often it is sent."""

    id: str
    hall: str
    machine: str
    body: Body


def working_days_after(day: date, count: int) -> date:
    """Return the day some working days after a day: Saturdays and Sundays do not count, holidays are not known."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def new_receipt(hall: str, day: date, pick: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return a receipt number such as `云溪-1123-7K3FQ2`: hall, month and day, five random signs and a check sign.

    Args:
        hall: The hall's Chinese name; its first two characters stand in the number.
        day: In the hall's zone.
        pick: Chooses one of the signs.
    """
    prefix = "".join(sign for sign in hall if "一" <= sign <= "鿿")[:2]
    random = "".join(pick(_SIGNS) for _ in range(_RANDOM_SIGNS))
    digits = f"{day:%m%d}"
    return f"{prefix if len(prefix) == 2 else _NO_NAME}-{digits}-{random}{_check_sign(digits, random)}"


def receipt_is_right(receipt: str) -> bool:
    """Tell whether a text is a receipt number copied without a slip."""
    prefix, _, rest = receipt.partition("-")
    digits, _, signs = rest.partition("-")
    if len(prefix) != 2 or len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        return False
    if len(signs) != _RANDOM_SIGNS + 1 or not set(signs) <= set(_SIGNS):
        return False
    return signs[-1] == _check_sign(digits, signs[:-1])


def tidy_receipt(text: str) -> str:
    """Return a receipt number as somebody copied it in the form in which it was given out."""
    compact = "".join(text.split()).upper().replace("—", "-").replace("–", "-").replace("-", "")
    return f"{compact[:2]}-{compact[2:6]}-{compact[6:]}" if len(compact) > 6 else compact


def _check_sign(digits: str, signs: str) -> str:
    """Return the sign that makes the sum of values times place divisible by 31.

    The places 1 to 10 differ from one another and from 0 by less than 31, a prime: one wrong sign, or two that changed
    places, alter the sum.
    """
    values = [int(digit) for digit in digits] + [_SIGNS.index(sign) for sign in signs]
    total = sum(place * value for place, value in enumerate(values, start=2))
    return _SIGNS[-total % len(_SIGNS)]


def _check_text(text: str) -> None:
    if len(text) > TEXT_MAX:
        raise ValueError(f"the text has more than {TEXT_MAX} characters")
