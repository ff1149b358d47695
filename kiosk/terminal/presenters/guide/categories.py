"""The groups of procedures."""

from dataclasses import dataclass

from kiosk.content.library import Library
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts


@dataclass(frozen=True, slots=True)
class CategoryItem:
    """One group, how many procedures are in it, and what somebody said who needed one of them."""

    code: str
    name: str
    summary: str
    count: str
    example: str
    icon: str


@dataclass(frozen=True, slots=True)
class CategoriesView:
    """The list of groups."""

    title: str
    search: str
    items: tuple[CategoryItem, ...]


def present(facts: Facts, library: Library) -> CategoriesView:
    """Return the groups that have procedures in them."""
    tr, counts = facts.tr, _counts(library)
    return CategoriesView(
        title=tr("categories.title"),
        search=tr("categories.search"),
        items=tuple(
            CategoryItem(
                c.code,
                c.name,
                c.summary,
                tr("categories.count", count=counts[c.code]),
                _example(library, c.code, tr),
                c.icon,
            )
            for c in library.categories()
            if c.code in counts
        ),
    )


def _example(library: Library, code: str, tr: Strings) -> str:
    said = next((p.everyday[0] for p in library.procedures(code) if p.everyday), "")
    return tr("categories.example", words=said) if said else ""


def _counts(library: Library) -> dict[str, int]:
    counts: dict[str, int] = {}
    for procedure in library.procedures():
        counts[procedure.category] = counts.get(procedure.category, 0) + 1
    return counts
