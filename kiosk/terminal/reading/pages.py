"""The screens for reading laws and cases: which presenter makes which. Content worker only."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.reading import article, cases, compare, law, take

if TYPE_CHECKING:
    from kiosk.terminal.entry import Entry
    from kiosk.terminal.shelf import Shelf

_PAGES: "Mapping[str, Callable[[Facts, Shelf, str, Entry], Any]]" = {
    "law": lambda facts, shelf, key, entry: law.present(facts, shelf.law_book, key, entry.row),
    "contents": lambda facts, shelf, key, _: law.contents(facts, shelf.law_book, key),
    "jump": lambda facts, shelf, key, entry: law.jump(facts, shelf.law_book, key, entry.typed),
    "versions": lambda facts, shelf, key, _: law.versions(facts, shelf.law_book, key),
    "article": lambda facts, shelf, key, _: article.present(facts, shelf.law_book, key, shelf.library_or_none),
    "cited_by": lambda facts, shelf, key, _: article.cited_by(facts, shelf.law_book, key),
    "compare": lambda facts, shelf, key, _: compare.present(facts, shelf.law_book, key),
    "take": lambda facts, shelf, key, entry: take.present(
        facts, shelf.law_book, key, ticks=entry.ticks, choice=entry.choice, holder=entry
    ),
    "cases": lambda facts, shelf, *_: cases.list_all(facts, shelf.law_book),
    "case": lambda facts, shelf, key, _: cases.present(facts, shelf.law_book, key),
}


def view(facts: Facts, screen: str, shelf: "Shelf", key: str, entry: "Entry") -> Any:
    """Return the view of one of the screens of `reading.screens`.

    Raises:
        ContentError: There is no law book on this machine.
        NotFoundError: The law book does not have what the key names.
    """
    return _PAGES[screen](facts, shelf, key, entry)
