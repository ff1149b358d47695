"""The screens of rating and opinions: which presenter makes which. All are made on the spot, from facts and the visit."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.feedback import feedback, opinion
from kiosk.terminal.session import Visit

_PAGES: Mapping[str, Callable[[Facts, Visit], Any]] = {
    "feedback": lambda facts, _: feedback.present(facts),
    "rating": feedback.rating,
    "rating_more": feedback.rating_more,
    "rating_ticket": lambda facts, visit: feedback.rating_ticket(facts, visit.box("rating_ticket")),
    "rating_text": lambda facts, visit: opinion.words(facts, visit.box("rating_text"), rating=True),
    "thanks": feedback.thanks,
    "suggestion": lambda facts, _: opinion.kinds(facts),
    "suggestion_about": lambda facts, _: opinion.abouts(facts),
    "suggestion_text": lambda facts, visit: opinion.words(facts, visit.box("suggestion_text"), rating=False),
    "suggestion_phone": opinion.phone,
    "suggestion_check": opinion.check,
    "receipt": opinion.receipt,
}
SCREENS = frozenset(_PAGES)


def view(facts: Facts, screen: str, visit: Visit) -> Any:
    """Return the view of one of `SCREENS`."""
    return _PAGES[screen](facts, visit)
