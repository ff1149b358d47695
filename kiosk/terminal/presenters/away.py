"""What stands in place of a page whose content is not there: plain words, what still works, what to do."""

from dataclasses import dataclass

from kiosk.domain.errors import NotFoundError
from kiosk.terminal.facts import Facts
from kiosk.terminal.offers import is_offered
from kiosk.terminal.reading.screens import SCREENS as READING_SCREENS

_LAW_SCREENS = frozenset({"laws", *READING_SCREENS})


@dataclass(frozen=True, slots=True)
class AwayView:
    """The page as drawn; `tickets` says whether this hall has any, to offer one instead."""

    title: str
    text: str
    tickets: bool


@dataclass(frozen=True, slots=True)
class LoadingView:
    """What stands for a page that takes longer than a moment."""

    text: str


def present(facts: Facts, screen: str, err: Exception) -> AwayView:
    """Return what to say when a screen's content could not be had."""
    missing = "away.laws" if screen in _LAW_SCREENS else "away.content"
    key = "away.gone" if isinstance(err, NotFoundError) else missing
    return AwayView(facts.tr("away.title"), facts.tr(key, hotline=facts.hotline), is_offered(facts, "services"))
