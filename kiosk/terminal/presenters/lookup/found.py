"""What the law lookup found: what to do about it, the laws with their articles, the restrictions they were narrowed by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.citations import cited
from kiosk.content.laws.answers import Found, Way
from kiosk.content.laws.book import LawBook
from kiosk.domain.laws import Law
from kiosk.terminal.facts import Facts
from kiosk.terminal.lookup.choice import Facet, LawsChoice, differing, narrowed
from kiosk.terminal.lookup.topics import FIRST, TOPICS
from kiosk.terminal.presenters.cautions import chinese_only
from kiosk.terminal.presenters.lookup import advice as advice_part
from kiosk.terminal.presenters.lookup.advice import Advice
from kiosk.terminal.presenters.lookup.filters import (
    FacetKey,
    FilterChoice,
    Restriction,
    choices,
    facet_keys,
    restrictions,
)
from kiosk.terminal.presenters.lookup.laws import TopicKey, find_narrowed, topic_keys
from kiosk.terminal.presenters.lookup.rows import LawRow, found_rows, law_row

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf


@dataclass(frozen=True, slots=True)
class LawsFoundView:
    """The page as drawn.

    `at` is the row to begin with; `nothing` and `topics` are there where nothing was found, with near titles as `rows`;
    `free` says how to drop all restrictions where it is they that leave nothing.
    """

    title: str
    asked: str
    note: str
    way: Way
    advice: Advice | None
    facets: tuple[FacetKey, ...]
    restrictions: tuple[Restriction, ...]
    rows: tuple[LawRow, ...]
    at: int = 0
    nothing: str = ""
    free: str = ""
    topics: tuple[TopicKey, ...] = ()


@dataclass(frozen=True, slots=True)
class LawsFilterView:
    """The page on which one chooses by what to narrow."""

    title: str
    lead: str
    choices: tuple[FilterChoice, ...]


def present(facts: Facts, shelf: "Shelf", choice: LawsChoice) -> LawsFoundView:
    """Return what was found for what was asked."""
    tr, book = facts.tr, shelf.law_book
    every, found = find_narrowed(facts, book, choice.asked, choice.where)
    words = shelf.suggestions.legal_words(choice.asked)
    rows = found_rows(facts, book, choice.asked, found, words=words, opened=choice.opened)
    if facts.english and rows:
        rows = (LawRow("", chinese_only(facts), lines=0), *rows)
    advice = advice_part.present(facts, shelf.library, choice.asked, every) if shelf.library_or_none else None
    if not every.answers:
        rows = tuple(law_row(facts, book.law(short)) for short in shelf.suggestions.near(choice.asked))
        advice = advice if advice and advice.slug else advice_part.ask_somebody(facts, "advice.nothing")
    return LawsFoundView(
        title=tr("laws.title"),
        asked=tr(f"topic.{choice.topic}") if choice.topic and facts.english else choice.asked,
        note=_note(facts, found) if every.answers else tr("laws.near") if rows else "",
        way=found.way,
        advice=advice,
        facets=facet_keys(facts, _differ(shelf, every), choice.where),
        restrictions=restrictions(facts, choice.where),
        rows=rows,
        at=_row_of(rows, choice.opened[-1]) if choice.opened else 0,
        nothing="" if every.answers else tr("laws.nothing"),
        free=""
        if found.answers or not every.answers
        else tr("laws.free", count=len({answer.law for answer in every.answers})),
        topics=() if every.answers else topic_keys(facts, TOPICS[:FIRST]),
    )


def narrow(facts: Facts, shelf: "Shelf", choice: LawsChoice, facet: Facet) -> LawsFilterView:
    """Return what can be chosen in one respect."""
    book = shelf.law_book
    _, found = find_narrowed(facts, book, choice.asked, narrowed(choice.where, facet, ""))
    laws = _laws(book, found) if found.way is Way.ARTICLE else book.laws(None)
    return LawsFilterView(
        title=facts.tr(f"facet.{facet}_title"),
        lead=facts.tr("laws.narrow_lead", asked=choice.asked),
        choices=choices(facts, laws, _laws(book, found), choice.where, facet),
    )


def _laws(book: LawBook, found: Found) -> tuple[Law, ...]:
    return tuple(book.law(short) for short in dict.fromkeys(answer.law for answer in found.answers))


def _differ(shelf: "Shelf", found: Found) -> frozenset[Facet]:
    """Return in what one can narrow: an article by its number is what it is, anything else is looked for in all laws."""
    if found.way is Way.ARTICLE or not found.answers:
        return differing(_laws(shelf.law_book, found))
    return shelf.facets


def _note(facts: Facts, found: Found) -> str:
    """Return in plain words what was looked for and found."""
    tr = facts.tr
    if not found.answers:
        return tr("laws.filtered_out")
    first = found.answers[0]
    match found.way:
        case Way.ARTICLE:
            return tr("laws.found", name=cited(first.law, first.ref.removeprefix(first.law), tr))
        case Way.TITLE:
            return tr("laws.found", name=cited(first.law, "", tr))
        case Way.QUESTION:
            return tr("laws.found_question")
        case Way.WORDS:
            return tr("laws.found_words")


def _row_of(rows: tuple[LawRow, ...], group: str) -> int:
    """Return the row of a group's head."""
    end = next((i for i, row in enumerate(rows) if row.does == "unfold" and row.key == group), 0)
    return next((i for i in range(end, -1, -1) if rows[i].head), 0)
