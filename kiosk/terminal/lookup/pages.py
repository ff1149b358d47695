"""The pages of the law lookup, by the key of the place: which presenter makes which. Content worker only."""

from typing import TYPE_CHECKING, Any

from kiosk.domain.errors import NotFoundError
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.lookup.choice import FACET, FOUND, TOPIC, TOPICS, Facet, LawsChoice
from kiosk.terminal.lookup.topics import TOPICS as EVERY_TOPIC
from kiosk.terminal.presenters.lookup import found, laws, topics

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf


def view(facts: Facts, shelf: "Shelf", key: str, typed: Typed, choice: LawsChoice) -> Any:
    """Return the view of one of the pages.

    Raises:
        ContentError: There are no laws on this machine.
        NotFoundError: There is no such page.
    """
    kind, slash, rest = key.partition("/")
    if not key:
        return laws.present(facts, shelf, typed)
    if key == FOUND:
        return found.present(facts, shelf, choice)
    if key == TOPICS:
        return topics.present(facts)
    if kind + slash == FACET and rest in set(Facet):
        return found.narrow(facts, shelf, choice, Facet(rest))
    if kind + slash == TOPIC and rest in EVERY_TOPIC:
        return topics.present_one(facts, rest)
    raise NotFoundError(f"there is no page {key!r} of the law lookup")
