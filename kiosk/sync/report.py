"""What one synchronisation came to, and the status file that doctor and terminal read."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from kiosk.durable import write_durably
from kiosk.shape import ShapeError, shape, unshape

EXPIRY_WARNING = timedelta(days=6)  # the centre signs daily: so little left means that it has stopped
AWAY_WARNING = timedelta(days=1)  # the centre may be away for months; that nobody knows of it may not


class State(StrEnum):
    """How a synchronisation ended."""

    ACTIVATED = "activated"
    UP_TO_DATE = "up_to_date"
    NOTHING_YET = "nothing_yet"  # the centre has not published anything
    NOT_REACHABLE = "not_reachable"
    REFUSED = "refused"
    FAILED = "failed"  # this machine is at fault: no trusted root, a full disk

    @property
    def fine(self) -> bool:
        """Whether this machine now has what the centre offers."""
        return self in (State.ACTIVATED, State.UP_TO_DATE, State.NOTHING_YET)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """One synchronisation. `reason` says in plain words why not; `files` and `fetched_bytes` what was downloaded."""

    state: State
    at: datetime
    release: int = 0
    data_as_of: datetime | None = None
    fresh_until: datetime | None = None
    files: int = 0
    fetched_bytes: int = 0
    reason: str = ""

    def line(self) -> str:
        """Return one line for the command line."""
        match self.state:
            case State.ACTIVATED:
                return f"release {self.release} is active ({self.files} files, {self.fetched_bytes:,} bytes fetched)"
            case State.UP_TO_DATE:
                return f"release {self.release} is the newest and active"
            case State.NOTHING_YET:
                return "the centre has not published a release yet"
            case State.NOT_REACHABLE:
                return f"centre not reachable: {self.reason}"
            case State.REFUSED:
                return f"release refused: {self.reason}"
            case State.FAILED:
                return f"cannot synchronise: {self.reason}"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """DATA/run/sync.json: the last attempt, and what stands since the last success."""

    last: SyncReport
    last_success: datetime | None = None
    release: int = 0
    data_as_of: datetime | None = None
    fresh_until: datetime | None = None
    failures: int = 0

    def warning(self, now: datetime) -> str:
        """Return what the operator should know, empty when all is well."""
        if self.last.state is State.REFUSED:
            return f"the newest release was refused: {self.last.reason}"
        if self.last.state is State.FAILED:
            return self.last.line()
        if self.fresh_until and self.fresh_until <= now:
            return (
                f"content is only as of {self.data_as_of or self.last_success:%Y-%m-%d}: the centre's signature ended"
            )
        if self.fresh_until and self.fresh_until - now < EXPIRY_WARNING:
            return f"the centre's signature ends on {self.fresh_until:%Y-%m-%d}: see that the centre runs"
        if not self.last.state.fine and (self.last_success is None or now - self.last_success > AWAY_WARNING):
            since = f"since {self.last_success:%Y-%m-%d}" if self.last_success else "ever"
            return f"no contact with the centre {since}, {self.failures} attempts: {self.last.reason}"
        return ""


def status_path(data: Path) -> Path:
    """Return where the status of this machine's synchronisation is."""
    return data / "run" / "sync.json"


def read_status(data: Path) -> SyncStatus | None:
    """Return the status; None when there is none yet or it cannot be read."""
    try:
        return shape(SyncStatus, json.loads(status_path(data).read_text("utf-8")))
    except (OSError, ValueError, ShapeError):
        return None


def write_status(data: Path, report: SyncReport) -> SyncStatus:
    """Add one report to the status, write it, and return it.

    Raises:
        OSError: The run folder cannot be written.
    """
    before = read_status(data)
    if report.state.fine:
        status = SyncStatus(report, report.at, report.release, report.data_as_of, report.fresh_until)
    elif before:
        status = SyncStatus(
            report,
            before.last_success,
            before.release,
            before.data_as_of,
            before.fresh_until,
            before.failures + 1,
        )
    else:
        status = SyncStatus(report, failures=1)
    write_durably(status_path(data), json.dumps(unshape(status), ensure_ascii=False, indent=1).encode())
    return status
