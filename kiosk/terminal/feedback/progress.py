"""The hall's answer on a matter, as the visit keeps it. Pure values; `matter.py` drives them."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.matters import Matter


class ProgressState(StrEnum):
    """How far the question has come."""

    NOTHING = "nothing"  # nothing asked yet
    ASKING = "asking"
    FOUND = "found"
    REFUSED = "refused"  # number and code do not belong together
    LOCKED = "locked"  # too many wrong tries
    AWAY = "away"  # the hall did not answer


@dataclass(frozen=True, slots=True)
class Progress:
    """What came of the question asked last."""

    state: ProgressState = ProgressState.NOTHING
    matter: Matter | None = None
