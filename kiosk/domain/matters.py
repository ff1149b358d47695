"""Matters that offices behind the hall work on: how far each is. Its owner asks by number and check code."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CODE_DIGITS = 6
_NUMBER = re.compile(r"\d{9,11}", re.ASCII)
_YEARLY_DIGITS = 4  # more where a hall has more matters in a year


class MatterState(StrEnum):
    """Where a matter stands; the words that people read are made from these."""

    RECEIVED = "received"
    REVIEWING = "reviewing"
    MISSING = "missing"  # something has to be handed in
    APPROVED = "approved"
    ASSIGNED = "assigned"
    DONE = "done"
    DECLINED = "declined"

    @property
    def final(self) -> bool:
        """Tell whether nothing more is to come."""
        return self in (MatterState.DONE, MatterState.DECLINED)


@dataclass(frozen=True, slots=True)
class MatterStep:
    """One step; `words` are the clerk's own, empty where the state says enough."""

    state: MatterState
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter with its steps, the first one first; `service` is the code of the one it belongs to."""

    number: str
    title: str
    service: str
    steps: tuple[MatterStep, ...]


@dataclass(frozen=True, slots=True)
class MatterKey:
    """What opens a matter: shown once, to the clerk who hands it to the matter's owner."""

    number: str
    code: str


def matter_number(year: int, count: int) -> str:
    """Return the number of a year's matter: year, count, and a check digit that catches any one wrong digit."""
    digits = f"{year:04d}{count:0{_YEARLY_DIGITS}d}"
    return digits + str(_luhn(digits))


def is_matter_number(text: str) -> bool:
    """Tell whether digits can be the number of a matter, by their check digit."""
    return bool(_NUMBER.fullmatch(text)) and text[-1] == str(_luhn(text[:-1]))


def _luhn(digits: str) -> int:
    """Return the check digit of the Luhn formula (ISO/IEC 7812-1, annex B)."""
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(reversed(digits)))
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10
