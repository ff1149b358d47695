"""The page on which a day is typed, to read the text of a law that applied then; says plainly where there is none."""

import datetime as dt
from dataclasses import dataclass

from kiosk.citations import article_words, law_words
from kiosk.content.laws.book import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.lawdays import OnDay, Standing, starts_on
from kiosk.domain.laws import Law
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.digit_box import DigitBox
from kiosk.terminal.reading.passages import Goal
from kiosk.terminal.reading.spot import Spot, find_spot, first_day, key_of
from kiosk.terminal.words import date_words

_DIGITS = 8
_YEAR, _MONTH = 4, 6  # digits up to the end of each
_NOTHING = Goal("", "", "")


@dataclass(frozen=True, slots=True)
class OnDayView:
    """The page as drawn; `note` tells how the law stood on the day, `off` why there is nothing to go to."""

    title: str
    key: str
    lead: str
    boxes: tuple[DigitBox, ...]
    note: str
    button: str
    off: str
    way: Goal


def present(facts: Facts, laws: LawBook, key: str, typed: Typed) -> OnDayView:
    """Return the page on which a day is typed.

    Args:
        facts: What is known now.
        laws: The law book.
        key: A law or an article of it, as `reading.spot` has them.
        typed: The digits of year, month and day.

    Raises:
        NotFoundError: The law is not in the law book.
    """
    spot, tr = find_spot(laws, key), facts.tr
    day = _day(typed.text)
    found = laws.on_day(spot.law.short, day) if day and not _to_come(laws, spot, day, facts) else None
    way = _way(laws, spot, found, day, tr) if found and day else _NOTHING
    note = _note(laws, spot, found, way, facts) if found else _why_not(typed.text, day, tr)
    return OnDayView(
        title=tr("on_day.title"),
        key=key,
        lead=tr("on_day.lead", law=law_words(spot.law.short, tr)),
        boxes=(DigitBox("", "day", tr("on_day.label"), _written(typed.text, tr), tr("on_day.hint"), chosen=True),),
        note=note if typed.text else "",
        button=way.label or tr("on_day.button"),
        off="" if way.key else note,
        way=way,
    )


def _day(digits: str) -> dt.date | None:
    """Return the day that eight digits name; None for anything else."""
    if len(digits) != _DIGITS or not digits.isdecimal():
        return None
    try:
        return dt.date(int(digits[:_YEAR]), int(digits[_YEAR:_MONTH]), int(digits[_MONTH:]))
    except ValueError:
        return None


def _written(digits: str, tr: Strings) -> str:
    """Return the digits with the signs of year, month and day where each is whole."""
    year, month, day = digits[:_YEAR], digits[_YEAR:_MONTH], digits[_MONTH:]
    signs = [len(year) == _YEAR, len(month) == _MONTH - _YEAR, len(day) >= _DIGITS - _MONTH]
    parts = zip((year, month, day), signs, tr("on_day.signs").split("|"), strict=True)
    return "".join(part + (sign if whole else "") for part, whole, sign in parts)


def _why_not(digits: str, day: dt.date | None, tr: Strings) -> str:
    if len(digits) < _DIGITS:
        return tr("on_day.type")
    return tr("on_day.to_come") if day else tr("on_day.no_day")


def _to_come(laws: LawBook, spot: Spot, day: dt.date, facts: Facts) -> bool:
    """Tell whether nobody knows yet what will apply on a day: after today, and after the newest text has begun."""
    newest = starts_on(laws.versions(spot.law.short)[-1])
    return day.isoformat() > max(facts.now.date().isoformat(), newest)


def _way(laws: LawBook, spot: Spot, found: OnDay, day: dt.date, tr: Strings) -> Goal:
    """Return what there is to read: the text of the day, or the one that is nearest to it."""
    if found.text is None:
        return _NOTHING
    if found.standing is Standing.REPLACED and (other := laws.details.replaced_by(spot.law.short, day)):
        name = law_words(other[0], tr)
        return Goal(tr("on_day.go_other", law=name), "law", key_of(other[0], _held(laws, other[0], day)))
    applied = found.standing is Standing.APPLIED
    words = tr("on_day.go", date=date_words(day.isoformat(), tr)) if applied else tr("on_day.go_near")
    as_of = None if found.text == laws.law(spot.law.short) else day if applied else first_day(found.text)
    number = spot.number if _has(laws, spot, as_of) else ""
    return Goal(words, "article" if number else "law", key_of(spot.law.short + number, as_of))


def _held(laws: LawBook, short: str, day: dt.date) -> dt.date | None:
    """Return the day if a text of a law applied then that is not the one of today."""
    try:
        return None if laws.law(short, day) == laws.law(short) else day
    except NotFoundError:
        return None


def _has(laws: LawBook, spot: Spot, day: dt.date | None) -> bool:
    try:
        return bool(spot.number) and laws.article(spot.law.short + spot.number, day).number == spot.number
    except NotFoundError:
        return False


def _note(laws: LawBook, spot: Spot, found: OnDay, way: Goal, facts: Facts) -> str:
    """Return in plain words how the law stood."""
    tr, text = facts.tr, found.text
    start = date_words(starts_on(text), tr) if text else ""
    match found.standing:
        case Standing.APPLIED:
            said = _applied(laws, text, start, tr) if text else ""
        case Standing.UNBORN | Standing.WAITING:
            said = tr(f"on_day.{found.standing}", date=date_words(found.since, tr))
        case Standing.OTHER | Standing.BEFORE:
            said = tr(f"on_day.{found.standing}", date=start, hotline=facts.hotline)
        case Standing.REPLACED:
            other = laws.details.replaced_by(spot.law.short, first_day(text) if text else None)
            name, since = (law_words(other[0], tr), date_words(other[2], tr)) if other else ("", "")
            said = tr("on_day.replaced", law=name, date=since)
        case _:
            said = tr(f"on_day.{found.standing}")
    lacks = spot.number and way.screen == "law" and found.standing is not Standing.REPLACED
    missing = tr("on_day.no_article", article=article_words(spot.number, tr)) if lacks else ""
    return tr("list.gap").join(filter(None, (said, missing)))


def _applied(laws: LawBook, text: Law, start: str, tr: Strings) -> str:
    newer = laws.details.replaced_by(text.short, first_day(text))
    if newer:
        return tr("on_day.applied_until", start=start, end=date_words(newer[2], tr))
    return tr("on_day.applied", start=start)
