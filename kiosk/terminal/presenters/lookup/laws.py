"""The law lookup's first page: what many ask for, what is being typed, what it may mean, what is found so far."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.citations import law_words
from kiosk.content.grams import stems
from kiosk.content.laws.answers import Found, Way
from kiosk.content.laws.book import LawBook
from kiosk.content.laws.filter import EVERYTHING, LawFilter
from kiosk.domain.laws import LARGEST_NUMBER, LawKind, article_number
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.lookup.topics import FIRST, TOPICS, questions_of
from kiosk.terminal.presenters.cautions import chinese_only
from kiosk.terminal.presenters.lookup import advice as advice_part
from kiosk.terminal.presenters.lookup.rows import LawRow, found_rows

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf

_HITS = 30
_GROUPS_TYPING = 4  # laws that are shown while somebody still types: two are in sight
_FIGURES = re.compile(r"\d+")
_NO_NAME = stems("law laws article the and for")


@dataclass(frozen=True, slots=True)
class TopicKey:
    """Something people come with; `question` is what to look for at once, for who cannot read our questions."""

    code: str
    name: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class LawKey:
    """A law that many ask for."""

    short: str
    name: str


@dataclass(frozen=True, slots=True)
class LawsView:
    """The page to type on.

    Before anything is typed it has topics, common laws and the way to the cases; then `rows`: what the words may become,
    what to do about it, what is found so far. `way` is what the words were taken for.
    """

    title: str
    hint: str
    note: str
    rows: tuple[LawRow, ...] = ()
    way: Way = Way.WORDS
    topics: tuple[TopicKey, ...] = ()
    more_topics: str = ""
    common: tuple[LawKey, ...] = ()
    common_title: str = ""
    cases: str = ""


def present(facts: Facts, shelf: "Shelf", typed: Typed) -> LawsView:
    """Return the page while somebody types, or before."""
    tr = facts.tr
    view = LawsView(tr("laws.title"), tr("laws.hint"), tr("laws.start"))
    if typed.empty:
        return replace(
            view,
            topics=topic_keys(facts, TOPICS[:FIRST]),
            more_topics=tr("laws.more_topics"),
            common=_common(facts, shelf.law_book, shelf.common_laws),
            common_title=tr("laws.common"),
            cases=tr("laws.to_cases", count=len(cases)) if (cases := shelf.law_book.laws(LawKind.CASE)) else "",
        )
    query, book = typed.query, shelf.law_book
    found = find(facts, book, query)
    rows = [*suggestion_rows(facts, shelf, typed, found), *_what_to_do(facts, shelf, query, found)]
    words = shelf.suggestions.legal_words(query)
    rows += found_rows(facts, book, query, found, words=words, groups_at_most=_GROUPS_TYPING)
    if not rows:
        return replace(view, note=tr("laws.nothing_yet", hotline=facts.hotline))
    if facts.english:
        rows.append(LawRow("", chinese_only(facts), lines=0))
    return replace(view, rows=tuple(rows), way=found.way, note=tr("laws.typing"))


def find(facts: Facts, book: LawBook, query: str) -> Found:
    """Return what a query finds."""
    return find_narrowed(facts, book, query, EVERYTHING)[0]


def find_narrowed(facts: Facts, book: LawBook, query: str, where: LawFilter) -> tuple[Found, Found]:
    """Return what a query finds, and what it finds under restrictions; who reads English may write a law's English name."""
    named = laws_named(query, facts.tr) if facts.english else ()
    article = _FIGURES.search(query)
    tail = article_number(int(article[0])) if article and 0 < int(article[0]) <= LARGEST_NUMBER else ""
    exact = [one for law in named for one in book.find(law + tail).answers[:1] if one.law == law]
    if not exact:
        return book.find_narrowed(query, where)
    found = Found(Way.TITLE if exact[0].article is None else Way.ARTICLE, tuple(exact))
    return found, replace(found, answers=tuple(one for one in exact if where.passes(book.law(one.law))))


def suggestion_rows(facts: Facts, shelf: "Shelf", typed: Typed, found: Found) -> list[LawRow]:
    """Return what the words may become; none once they name an article, and none of our Chinese ones in English."""
    if found.way is Way.ARTICLE or facts.english:
        return []
    letters = typed.pending if not typed.text else ""
    suggestions = shelf.suggestions.find(typed.query, letters, shelf.uses.liked())
    return [LawRow(one.text, does="look", key=one.text, icon="laws" if one.law else "find") for one in suggestions]


def topic_keys(facts: Facts, topics: Iterable[str]) -> tuple[TopicKey, ...]:
    """Return topics by their names."""
    return tuple(
        TopicKey(topic, facts.tr(f"topic.{topic}"), next(iter(questions_of(topic)), "") if facts.english else "")
        for topic in topics
    )


def _what_to_do(facts: Facts, shelf: "Shelf", query: str, found: Found) -> list[LawRow]:
    advice = advice_part.present(facts, shelf.library, query, found) if shelf.library_or_none else None
    if advice is None or not advice.slug:
        return []
    title, text = facts.tr("advice.row", title=advice.title), facts.tr("advice.row_text")
    return [LawRow(title, text, does="open", key=advice.slug, screen="procedure", icon="advice")]


def _common(facts: Facts, book: LawBook, names: Iterable[str]) -> tuple[LawKey, ...]:
    known = {law.short for law in book.laws()}
    return tuple(LawKey(name, law_words(name, facts.tr)) for name in names if name in known)


def laws_named(query: str, tr: Strings) -> tuple[str, ...]:
    """Return the short titles of the laws whose English name holds every word of a query, the closest first."""
    wanted = stems(query) - _NO_NAME
    if not wanted:
        return ()
    keys = (key for key in tr.keys() if key.startswith("law."))  # noqa: SIM118 - no dict
    names = {key.removeprefix("law."): stems(tr(key)) - _NO_NAME for key in keys}
    fits = [law for law, words in names.items() if wanted <= words]
    return tuple(sorted(fits, key=lambda law: (len(names[law]), law))[:_HITS])
