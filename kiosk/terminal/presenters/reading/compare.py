"""Two versions of a law: which articles differ, and one article with what changed marked."""

import datetime as dt
from dataclasses import dataclass

from kiosk.citations import article_words, cited, law_words
from kiosk.content.laws.book import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.lawdiff import ArticleChange, Mark
from kiosk.domain.laws import Article
from kiosk.terminal.facts import Facts
from kiosk.terminal.reading.passages import Passage, compared
from kiosk.terminal.reading.spot import Spot, find_spot, first_day, key_of, split_key
from kiosk.terminal.words import date_words

_GONE = "~"  # behind the number of an article that only the older version has


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One article that differs: what became of it in a word or two."""

    name: str
    text: str
    what: str
    key: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The articles of a law that differ between a day and today."""

    title: str
    name: str
    lead: str
    items: tuple[ChangeItem, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts; `passages` is empty where the version has no such article, which `none` says."""

    name: str
    number: str
    passages: tuple[Passage, ...]
    none: str


@dataclass(frozen=True, slots=True)
class CompareView:
    """One article twice, what was removed marked in the old text, what was added in the new one."""

    title: str
    name: str
    what: str
    legend: str
    old: Side
    new: Side
    previous: str
    previous_label: str
    next: str
    next_label: str

    @property
    def spoken(self) -> object:
        """What is read aloud as one text: once it is another, the reading stops."""
        return self.old, self.new


def present(facts: Facts, laws: LawBook, key: str) -> ChangesView | CompareView:
    """Return one article compared, or for a whole law the list of those that differ.

    Args:
        facts: What is known now.
        laws: The law book.
        key: As `reading.spot` has them, with the day of the older version.

    Raises:
        NotFoundError: The law book does not have one of the versions, or no day was given.
    """
    gone = _GONE in key
    key = key.replace(_GONE, "")
    (ref, day), tr = split_key(key), facts.tr
    if day is None:
        raise NotFoundError(f"{key} names no day to compare with", "put it behind the title, as in TITLE@2020-01-01")
    spot = find_spot(laws, key) if gone else _spot(laws, ref, key)
    changes = laws.details.compare(spot.law.short, day)
    changed = [change for change in changes if change.changed]
    if spot.number:
        then, now = laws.law(spot.law.short, day), laws.law(spot.law.short)
        change = _find(spot.number, changes, gone=gone)
        return _article(facts, change, changed, (day, first_day(then), first_day(now)))
    return ChangesView(
        title=tr("compare.title"),
        name=law_words(spot.law.short, tr),
        lead=tr("compare.lead", date=date_words(day.isoformat(), tr), count=len(changed)),
        items=tuple(_item(change, day, facts) for change in changed),
    )


def _spot(laws: LawBook, ref: str, key: str) -> Spot:
    """Return the article of today, or the one that only the older version has."""
    try:
        return find_spot(laws, ref)
    except NotFoundError:
        return find_spot(laws, key)


def _article(
    facts: Facts,
    change: ArticleChange,
    changed: list[ArticleChange],
    days: tuple[dt.date, dt.date | None, dt.date | None],
) -> CompareView:
    at = next((i for i, one in enumerate(changed) if one is change), -1)
    tr, (day, then, now), pieces = facts.tr, days, change.pieces
    before = changed[at - 1] if at > 0 else None
    after = changed[at + 1] if 0 <= at < len(changed) - 1 else None
    shown = _either(change)
    return CompareView(
        title=tr("compare.title"),
        name=cited(shown.law, shown.number, tr),
        what=_what(change, facts),
        legend=tr("compare.legend") if change.old and change.new and change.changed else "",
        old=_side(change.old, compared(pieces, Mark.REMOVED, tr), tr("compare.old", date=_day(then, facts)), facts),
        new=_side(change.new, compared(pieces, Mark.ADDED, tr), tr("compare.new", date=_day(now, facts)), facts),
        previous=_key(before, day) if before else "",
        previous_label=article_words(_either(before).number, tr) if before else "",
        next=_key(after, day) if after else "",
        next_label=article_words(_either(after).number, tr) if after else "",
    )


def _find(number: str, changes: tuple[ArticleChange, ...], *, gone: bool) -> ArticleChange:
    """Return the change of an article: of one that is gone, or else of one of today, or else of the one of that number then."""
    of_now = (c for c in changes if not gone and c.new and c.new.number == number)
    of_then = (c for c in changes if c.old and not c.new and c.old.number == number)
    moved = (c for c in changes if c.old and c.old.number == number)
    found = next(of_now, None) or next(of_then, None) or next(moved, None)
    if found is None:
        raise NotFoundError(f"neither version has an article {number}")
    return found


def _side(article: Article | None, passages: tuple[Passage, ...], name: str, facts: Facts) -> Side:
    if article is None:
        return Side(name, "", (), facts.tr("compare.not_there"))
    return Side(name, article_words(article.number, facts.tr), passages, "")


def _item(change: ArticleChange, day: dt.date, facts: Facts) -> ChangeItem:
    article = _either(change)
    text = article.text.replace("\n", "")
    return ChangeItem(article_words(article.number, facts.tr), text, _what(change, facts), _key(change, day))


def _what(change: ArticleChange, facts: Facts) -> str:
    tr = facts.tr
    if change.old is None:
        return tr("compare.is_new")
    if change.new is None:
        return tr("compare.is_gone")
    if not change.changed:
        return tr("compare.is_same")
    if change.old.number != change.new.number:
        return tr("compare.was", article=article_words(change.old.number, tr))
    return tr("compare.is_changed")


def _either(change: ArticleChange) -> Article:
    article = change.new or change.old
    if article is None:
        raise ValueError("a change has an old article, a new one, or both")
    return article


def _key(change: ArticleChange, day: dt.date) -> str:
    """Return the key of a change; an article that is gone may have left its number to another one."""
    return key_of(_either(change).ref + ("" if change.new else _GONE), day)


def _day(day: dt.date | None, facts: Facts) -> str:
    return date_words(day.isoformat(), facts.tr) if day else facts.tr("reading.unknown_day")
