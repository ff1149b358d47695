"""Lists of procedures: of one group, or those that fit everyday words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.content.library import Library
from kiosk.domain.procedures import Procedure
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed


@dataclass(frozen=True, slots=True)
class ProcedureItem:
    """One procedure in a list."""

    slug: str
    title: str
    summary: str
    facts: str


@dataclass(frozen=True, slots=True)
class ProceduresView:
    """A list of procedures; `empty` is what to say and do when it has none."""

    title: str
    lead: str
    items: tuple[ProcedureItem, ...]
    empty: str
    search: str


@dataclass(frozen=True, slots=True)
class FindView:
    """The search by everyday words: what was typed, what was found."""

    title: str
    hint: str
    typed: Typed
    items: tuple[ProcedureItem, ...]
    note: str


def present(facts: Facts, library: Library, category: str) -> ProceduresView:
    """Return the procedures of one group."""
    group = next((c for c in library.categories() if c.code == category), None)
    return ProceduresView(
        title=facts.named(group.name, group.name_en) if group else facts.tr("categories.title"),
        lead=facts.named(group.summary, group.summary_en) if group else "",
        items=_items(facts, library.procedures(category)),
        empty=facts.tr("procedures.none", hotline=facts.hotline),
        search=facts.tr("procedures.search"),
    )


def find(facts: Facts, library: Library, typed: Typed) -> FindView:
    """Return what everyday words find; before that, the everyday words themselves, to touch instead of typing."""
    found = () if typed.empty else library.search_procedures(typed.query)
    note = "" if found else facts.tr("find.none", hotline=facts.hotline)
    return FindView(
        title=facts.tr("find.title"),
        hint=facts.tr("find.hint"),
        typed=typed,
        items=_everyday(facts, library) if typed.empty else _items(facts, found),
        note=facts.tr("find.start") if typed.empty else note,
    )


def _everyday(facts: Facts, library: Library) -> tuple[ProcedureItem, ...]:
    """Return each procedure under the words in which people ask for it."""
    return tuple(
        ProcedureItem(p.slug, p.everyday[0], p.title, _fee(facts, p)) for p in library.procedures() if p.everyday
    )


def _items(facts: Facts, procedures: Iterable[Procedure]) -> tuple[ProcedureItem, ...]:
    return tuple(
        ProcedureItem(
            p.slug,
            facts.named(p.title, p.title_en),
            p.summary,
            _fee(facts, p),
        )
        for p in procedures
    )


def _fee(facts: Facts, procedure: Procedure) -> str:
    return facts.tr("fee.charged") if procedure.fee.charged else facts.tr("fee.free")
