"""The pages of the law lookup, by the key of the place; and the pages of topics."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.domain.errors import NotFoundError
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.lookup.choice import FACET, FOUND, TOPIC, TOPICS, Facet, LawsChoice
from kiosk.terminal.lookup.topics import TOPICS as EVERY_TOPIC
from kiosk.terminal.lookup.topics import questions_of
from kiosk.terminal.presenters.lookup import found as found_page
from kiosk.terminal.presenters.lookup import laws
from kiosk.terminal.presenters.lookup.laws import TopicKey, topic_keys
from kiosk.terminal.presenters.lookup.rows import LawRow

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All topics."""

    title: str
    lead: str
    topics: tuple[TopicKey, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """What people ask about one topic."""

    title: str
    lead: str
    rows: tuple[LawRow, ...]


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
        return found_page.present(facts, shelf, choice)
    if key == TOPICS:
        return TopicsView(facts.tr("laws.title"), facts.tr("laws.topics_lead"), topic_keys(facts, EVERY_TOPIC))
    if kind + slash == FACET and rest in set(Facet):
        return found_page.narrow(facts, shelf, choice, Facet(rest))
    if kind + slash == TOPIC and rest in EVERY_TOPIC:
        return _topic(facts, rest)
    raise NotFoundError(f"there is no page {key!r} of the law lookup")


def _topic(facts: Facts, topic: str) -> TopicView:
    rows = tuple(LawRow(question, does="look", key=question) for question in questions_of(topic))
    return TopicView(facts.tr(f"topic.{topic}"), facts.tr("laws.topic_lead"), rows)
