"""Which advisers are on duty when. Pure; all times are the hall's local ones."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kiosk.domain.institutions import Duty

_ADVISERS = ("法律顾问", "legal adviser")  # how rosters name the one of a village: 村法律顾问, 村（居）法律顾问


def is_village_adviser(duty: Duty) -> bool:
    """Tell whether somebody comes as a village's own legal adviser (requirements M9)."""
    return any(words in duty.role.lower() for words in _ADVISERS)


def on_duty(duties: Iterable[Duty], local: datetime) -> tuple[Duty, ...]:
    """Return who is on duty at a moment."""
    day, clock = local.date().isoformat(), f"{local:%H:%M}"
    return tuple(d for d in duties if d.date == day and d.start <= clock < d.end)


def still_to_come(duties: Iterable[Duty], local: datetime) -> tuple[Duty, ...]:
    """Return the duties that begin after a moment, the soonest first."""
    at = (local.date().isoformat(), f"{local:%H:%M}")
    return tuple(sorted((d for d in duties if (d.date, d.start) > at), key=lambda d: (d.date, d.start)))


def between(duties: Iterable[Duty], first: date, days: int) -> dict[str, tuple[Duty, ...]]:
    """Return the duties of some days from `first` on, by ISO date; days without any are left out."""
    last = (first + timedelta(days=days - 1)).isoformat()
    found: dict[str, tuple[Duty, ...]] = {}
    for duty in sorted(duties, key=lambda d: (d.date, d.start)):
        if first.isoformat() <= duty.date <= last:
            found[duty.date] = (*found.get(duty.date, ()), duty)
    return found
