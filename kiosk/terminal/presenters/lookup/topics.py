"""The pages of topics: all of them, and what people ask about one."""

from dataclasses import dataclass

from kiosk.terminal.facts import Facts
from kiosk.terminal.lookup.topics import TOPICS, questions_of
from kiosk.terminal.presenters.lookup.laws import TopicKey, topic_keys
from kiosk.terminal.presenters.lookup.rows import LawRow


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


def present(facts: Facts) -> TopicsView:
    """Return all topics."""
    return TopicsView(facts.tr("laws.title"), facts.tr("laws.topics_lead"), topic_keys(facts, TOPICS))


def present_one(facts: Facts, topic: str) -> TopicView:
    """Return what people ask about a topic."""
    rows = tuple(LawRow(question, does="look", key=question) for question in questions_of(topic))
    return TopicView(facts.tr(f"topic.{topic}"), facts.tr("laws.topic_lead"), rows)
