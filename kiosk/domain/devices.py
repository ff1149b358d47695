"""What stands in a hall and how it fares: devices of the terminals, and display boards."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What a machine says about one of its devices.

    `kind` is `printer`, `scanner` and so on; `state` for a printer `ok`, `low`, `out`, `cover`, `offline` or `unknown`;
    `detail` is for the technician, never for a visitor.
    """

    name: str
    kind: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """The last report of a device; `stale` when it has been silent for too long to be believed."""

    name: str
    kind: str
    state: str
    detail: str
    reported_at: datetime
    stale: bool


@dataclass(frozen=True, slots=True)
class BoardStatus:
    """What a display board has on screen, by its own receipts.

    `since` is when its present connection began, `shown_seq` the newest event it has drawn and `shown_at` when,
    `notices` the ids of the pushed notices among what it has drawn.
    """

    board: str
    since: datetime
    seen_at: datetime
    shown_seq: int
    shown_at: datetime
    notices: tuple[str, ...]
    stale: bool
