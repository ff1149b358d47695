"""Opening hours of a hall, counter or institution, in local time."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RULE = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+(?P<spans>.+)")
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d|24:00)")
_DAY_END = time.max


@dataclass(frozen=True, slots=True)
class Span:
    """From a time of day up to another one of the same day; `end` itself is outside."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Spans for each weekday, Monday first."""

    week: tuple[tuple[Span, ...], ...]

    def is_open(self, local: datetime) -> bool:
        """Tell whether a local moment lies inside a span."""
        return any(s.start <= local.time().replace(tzinfo=None) < s.end for s in self.week[local.weekday()])

    def is_over(self, local: datetime) -> bool:
        """Tell whether a local moment lies before the day's first span or after its last one: night, not a noon break."""
        spans = self.week[local.weekday()]
        clock = local.time().replace(tzinfo=None)
        return not spans or clock < spans[0].start or clock >= spans[-1].end

    def closes_at(self, local: datetime) -> datetime | None:
        """Return when the span that holds a local moment ends; None when closed."""
        for span in self.week[local.weekday()]:
            if span.start <= local.time() < span.end:
                return datetime.combine(local.date(), span.end, local.tzinfo)
        return None

    def opens_at(self, local: datetime) -> datetime | None:
        """Return the next start of a span after a local moment; None when never open."""
        for ahead in range(8):
            day = local + timedelta(days=ahead)
            for span in self.week[day.weekday()]:
                start = datetime.combine(day.date(), span.start, local.tzinfo)
                if start > local:
                    return start
        return None


ALWAYS = OpeningHours(week=tuple((Span(time(0), _DAY_END),) for _ in DAYS))
NEVER = OpeningHours(week=tuple(() for _ in DAYS))


def parse_hours(text: str) -> OpeningHours:
    """Return the hours that a text names, such as `mon-fri 09:00-12:00 13:30-17:00; sat 09:00-12:00`.

    `24h` is always, an empty text never. A later rule replaces an earlier one for its days.

    Raises:
        ValueError: The text has another form; the message names the part.
    """
    text = text.strip().lower()
    if text == "24h":
        return ALWAYS
    week: list[tuple[Span, ...]] = [() for _ in DAYS]
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        match = _RULE.fullmatch(rule)
        if not match or match["first"] not in DAYS or (match["last"] or match["first"]) not in DAYS:
            raise ValueError(f"cannot read opening hours {rule!r}: write them like 'mon-fri 09:00-12:00 13:30-17:00'")
        spans = tuple(_parse_span(part) for part in match["spans"].split())
        first, last = DAYS.index(match["first"]), DAYS.index(match["last"] or match["first"])
        for day in range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1)):
            week[day] = spans
    return OpeningHours(week=tuple(week))


def _parse_span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if not match:
        raise ValueError(f"cannot read the span {text!r}: write it like 09:00-12:00")
    try:
        start = time.fromisoformat(match[1])
        end = _DAY_END if match[2] == "24:00" else time.fromisoformat(match[2])
    except ValueError:
        raise ValueError(f"{text!r} names a time that does not exist") from None
    if start >= end:
        raise ValueError(f"the span {text!r} ends before it starts")
    return Span(start, end)
