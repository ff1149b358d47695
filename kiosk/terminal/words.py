"""Distances, times, waits and hours in the words of a language. Pure; every text comes from the strings."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kiosk.domain.hours import OpeningHours, Span, parse_hours
from kiosk.domain.tickets import WaitRange
from kiosk.domain.travel import Travel, minutes
from kiosk.strings import Strings

HERE_M = 50
_WALK_MAX_M = 2000
_DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def distance_words(metres: float, tr: Strings) -> str:
    """Return how far a place is, as one says it: rounded, and with the walk where one would walk."""
    if metres < HERE_M:
        return tr("distance.here")
    far = far_words(metres, tr)
    if metres > _WALK_MAX_M:
        return far
    return tr("distance.walk", far=far, minutes=minutes(metres, Travel.WALK))


def far_words(metres: float, tr: Strings) -> str:
    """Return how far a place is, rounded as one says it."""
    near = round(metres / 50) * 50
    if near < 1000:
        return tr("distance.metres", metres=near)
    kilometres = metres / 1000
    return tr("distance.kilometres", kilometres=f"{kilometres:.1f}" if kilometres < 9.95 else f"{kilometres:.0f}")


def wait_words(wait: WaitRange, tr: Strings) -> str:
    """Return how long the wait may be."""
    if wait.high <= 0:
        return tr("wait.none")
    if wait.low <= 0:
        return tr("wait.upto", high=wait.high)
    if wait.low == wait.high:
        return tr("wait.about", minutes=wait.high)
    return tr("wait.range", low=wait.low, high=wait.high)


def waiting_words(waiting: int, tr: Strings) -> str:
    """Return how many people wait."""
    if waiting == 0:
        return tr("waiting.nobody")
    return tr("waiting.one") if waiting == 1 else tr("waiting.many", count=waiting)


def read_hours(text: str) -> OpeningHours | None:
    """Return the hours that a text names, or None where it says nothing that can be read."""
    if not text.strip():
        return None
    try:
        return parse_hours(text)
    except ValueError:
        return None


def is_open(hours: OpeningHours | None, local: datetime) -> bool:
    """Tell whether hours that can be read say open at a local moment."""
    return hours is not None and hours.is_open(local)


def open_words(hours: OpeningHours | None, local: datetime, tr: Strings) -> str:
    """Return whether a place is open at a local moment, and until or from when."""
    if hours is None:
        return tr("hours.unknown")
    if hours.is_open(local):
        until = hours.closes_at(local)
        if until is None or (until.hour, until.minute) == (23, 59):
            return tr("hours.open_day")
        return tr("hours.open_until", time=f"{until:%H:%M}")
    start = hours.opens_at(local)
    if start is None:
        return tr("hours.closed")
    return tr("hours.opens", day=near_day_words(start, local, tr), time=f"{start:%H:%M}")


def near_day_words(moment: datetime, local: datetime, tr: Strings) -> str:
    """Return the day of a moment within a week, as one says it: today, tomorrow, or the weekday."""
    days = (moment.date() - local.date()).days
    return (tr("hours.today"), tr("hours.tomorrow"))[days] if days < 2 else tr(f"day.{_DAY_KEYS[moment.weekday()]}")


def opening_words(hours: OpeningHours | None, local: datetime, tr: Strings) -> str:
    """Return when a place opens next, such as tomorrow 09:00; empty while it is open and where it never opens."""
    start = None if hours is None or hours.is_open(local) else hours.opens_at(local)
    return start_words(start, local, tr) if start else ""


def start_words(start: datetime, local: datetime, tr: Strings) -> str:
    """Return a moment within a week as one says it: tomorrow 09:00."""
    return tr("hours.when", day=near_day_words(start, local, tr), time=f"{start:%H:%M}")


@dataclass(frozen=True, slots=True)
class DayLine:
    """Days with the same hours; `today` when the present day is one of them."""

    days: str
    times: str
    today: bool


def week_lines(hours: OpeningHours | None, local: datetime, tr: Strings) -> tuple[DayLine, ...]:
    """Return the week's hours, a line for each run of days with the same hours."""
    if hours is None:
        return (DayLine("", tr("hours.unknown"), today=False),)
    if all(spans and spans[0] == Span(spans[0].start.min, spans[0].end.max) for spans in hours.week):
        return (DayLine("", tr("hours.always"), today=False),)
    runs = [list(run) for _, run in groupby(range(7), key=lambda day: hours.week[day])]
    return tuple(
        DayLine(_days(run, tr), _spans(hours.week[run[0]], tr) or tr("hours.closed_day"), local.weekday() in run)
        for run in runs
    )


def _days(days: list[int], tr: Strings) -> str:
    first = tr(f"day.{_DAY_KEYS[days[0]]}")
    if len(days) == 1:
        return first
    return tr("hours.days", first=first, last=tr(f"day.{_DAY_KEYS[days[-1]]}"))


def _spans(spans: tuple[Span, ...], tr: Strings) -> str:
    return tr("hours.and").join(
        f"{s.start:%H:%M}–{'24:00' if s.end.hour == 23 and s.end.minute == 59 else f'{s.end:%H:%M}'}" for s in spans
    )


def date_words(date: str, tr: Strings) -> str:
    """Return an ISO date as one says it; what is no date comes back as it is."""
    try:
        day = datetime.fromisoformat(date)
    except ValueError:
        return date
    return tr("date.day", year=day.year, month=day.month, day=day.day)


def day_words(local: datetime, tr: Strings) -> str:
    """Return a date with its weekday."""
    return tr(
        "date.full", year=local.year, month=local.month, day=local.day, weekday=tr(f"day.{_DAY_KEYS[local.weekday()]}")
    )
