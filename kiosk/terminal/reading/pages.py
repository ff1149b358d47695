"""The screens for reading laws and cases: which presenter makes which. Content worker only."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kiosk.domain.laws import LawKind
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.reading import article, cases, compare, law, on_day, take, take_case
from kiosk.terminal.reading.spot import find_spot

if TYPE_CHECKING:
    from kiosk.content.laws.book import LawBook
    from kiosk.terminal.entry import Entry
    from kiosk.terminal.shelf import Shelf

_PAGES: "Mapping[str, Callable[[Facts, Shelf, str, Entry], Any]]" = {
    "law": lambda facts, shelf, key, entry: law.present(facts, shelf.law_book, key, entry.row),
    "contents": lambda facts, shelf, key, _: law.contents(facts, shelf.law_book, key),
    "jump": lambda facts, shelf, key, entry: law.jump(facts, shelf.law_book, key, entry.typed),
    "versions": lambda facts, shelf, key, _: law.versions(facts, shelf.law_book, key),
    "on_day": lambda facts, shelf, key, entry: on_day.present(facts, shelf.law_book, key, entry.typed),
    "article": lambda facts, shelf, key, _: article.present(facts, shelf.law_book, key, shelf.library_or_none),
    "cited_by": lambda facts, shelf, key, _: article.cited_by(facts, shelf.law_book, key),
    "compare": lambda facts, shelf, key, _: compare.present(facts, shelf.law_book, key),
    "take": lambda facts, shelf, key, entry: _take(facts, shelf.law_book, key, entry),
    "cases": lambda facts, shelf, *_: cases.list_all(facts, shelf.law_book),
    "case": lambda facts, shelf, key, _: cases.present(facts, shelf.law_book, key),
}


def _take(facts: Facts, laws: "LawBook", key: str, entry: "Entry") -> Any:
    is_law = find_spot(laws, key).law.kind is LawKind.LAW
    page = take.present if is_law else take_case.present
    return page(facts, laws, key, ticks=entry.ticks, choice=entry.choice, holder=entry)


def view(facts: Facts, screen: str, shelf: "Shelf", key: str, entry: "Entry") -> Any:
    """Return the view of one of the screens of `reading.screens`.

    Raises:
        ContentError: There is no law book on this machine.
        NotFoundError: The law book does not have what the key names.
    """
    return _PAGES[screen](facts, shelf, key, entry)
