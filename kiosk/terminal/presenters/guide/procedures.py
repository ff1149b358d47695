"""Lists of procedures: of one group, or those that fit everyday words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.content.library import Library
from kiosk.domain.procedures import Procedure
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.offers import is_offered
from kiosk.terminal.presenters.guide import categories
from kiosk.terminal.presenters.guide.categories import CategoryItem
from kiosk.terminal.presenters.quotes import QueryWords, quote_of


@dataclass(frozen=True, slots=True)
class ProcedureItem:
    """One procedure in a list."""

    slug: str
    title: str
    summary: str
    facts: str
    marks: tuple[str, ...] = ()


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
    """The search by everyday words: what was found; where nothing was, the ways that are left.

    Those are the `groups` to look through and the service `plain` that answers every question.
    """

    title: str
    hint: str
    items: tuple[ProcedureItem, ...]
    note: str
    groups: tuple[CategoryItem, ...] = ()
    plain: str = ""
    plain_words: str = ""


def present(facts: Facts, library: Library, category: str) -> ProceduresView:
    """Return the procedures of one group."""
    group = next((c for c in library.categories() if c.code == category), None)
    return ProceduresView(
        title=group.name if group else facts.tr("categories.title"),
        lead=group.summary if group else "",
        items=_items(facts, library.procedures(category)),
        empty=facts.tr("procedures.none", hotline=facts.hotline),
        search=facts.tr("procedures.search"),
    )


def find(facts: Facts, library: Library, typed: Typed) -> FindView:
    """Return what everyday words find; before that, the everyday words themselves, to touch instead of typing."""
    tr = facts.tr
    view = FindView(tr("find.title"), tr("find.hint"), (), "")
    if typed.empty:
        return replace(view, items=_everyday(facts, library), note=tr("find.start"))
    found = library.search_procedures(typed.query)
    if not found:
        return _nothing(facts, library, view)
    query = QueryWords(typed.query)
    items = tuple(_found(facts, procedure, query) for procedure in found)
    return replace(view, items=items, note=tr("find.one" if len(items) == 1 else "find.many", count=len(items)))


def _nothing(facts: Facts, library: Library, view: FindView) -> FindView:
    """Return what to do when the words find nothing: look through the groups, or ask somebody."""
    first = facts.first_service
    return replace(
        view,
        note=facts.tr("find.none", hotline=facts.hotline),
        groups=categories.present(facts, library).items,
        plain=first.code if first and is_offered(facts, "services") else "",
        plain_words=facts.tr("find.plain", service=first.name) if first else "",
    )


def _found(facts: Facts, procedure: Procedure, query: QueryWords) -> ProcedureItem:
    title = procedure.title
    quote = quote_of(procedure, query, facts.tr)
    marks = (*query.shared(title), *query.shared(quote))
    return ProcedureItem(procedure.slug, title, quote, _fee(facts, procedure), tuple(dict.fromkeys(marks)))


def _everyday(facts: Facts, library: Library) -> tuple[ProcedureItem, ...]:
    """Return each procedure under the words in which people ask for it."""
    return tuple(
        ProcedureItem(p.slug, p.everyday[0], p.title, _fee(facts, p)) for p in library.procedures() if p.everyday
    )


def _items(facts: Facts, procedures: Iterable[Procedure]) -> tuple[ProcedureItem, ...]:
    return tuple(ProcedureItem(p.slug, p.title, p.summary, _fee(facts, p)) for p in procedures)


def _fee(facts: Facts, procedure: Procedure) -> str:
    return facts.tr("fee.charged") if procedure.fee.charged else facts.tr("fee.free")
