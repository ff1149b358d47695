"""How far somebody has come at the staff's door, as the visit keeps it. Pure values; `desk.py` drives them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DoorState(StrEnum):
    """How far the door is open."""

    SHUT = "shut"
    LOOKING = "looking"  # whether there is a PIN, and whether one may try, is being looked up
    UNSET = "unset"
    PIN = "pin"
    CHECKING = "checking"
    LOCKED = "locked"
    FAULT = "fault"  # the tries cannot be counted on disk, so that none is allowed
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Report:
    """What is read from this machine's disk for the staff."""

    name: str
    hall: str
    outbox: int
    refused: int
    content_since: datetime | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """The door: the digits entered, the seconds before the next try, and what stands behind it."""

    state: DoorState = DoorState.SHUT
    digits: str = field(default="", repr=False)
    left_s: int = 0
    wrong: int = 0  # tries since the last right PIN
    failed: bool = False  # the last try of this visit was wrong
    sure: bool = False  # the restart was asked for once
    report: Report | None = None
