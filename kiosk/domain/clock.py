"""Time as a collaborator: passed in, so that tests can turn the hands."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the time of day, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that only ever rise, for measuring spans."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the time of day, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only ever rise, for measuring spans."""
        return time.monotonic()


class FixedClock:
    """A clock for tests and pictures: it moves only when told to.

    Args:
        start: The first time of day it shows, aware.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._elapsed_s = 0.0

    def now(self) -> datetime:
        """Return the time of day, aware, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds passed through `advance` so far."""
        return self._elapsed_s

    def advance(self, seconds: float) -> None:
        """Move both hands forward by a number of seconds."""
        self._now += timedelta(seconds=seconds)
        self._elapsed_s += seconds


def to_iso(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC with milliseconds and a Z, the form used in storage and on the wire."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """Return the aware moment that an ISO 8601 text names.

    Raises:
        ValueError: The text is not ISO 8601 or has no zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return moment.astimezone(UTC)
