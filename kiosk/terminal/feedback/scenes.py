"""Drives the controller through rating and opinions, for pictures and for the ruler."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.domain.feedback import About, Grade, OpinionKind, Reason
from kiosk.terminal.input.typed import Typed

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller
    from kiosk.terminal.session import Session

_SAID = "等了两个小时才轮到，中间没有人说明要等多久。下次能不能先告诉一声？"


def feedback_scenes(act: "Controller", session: "Session") -> Iterator[str]:
    """Yield the name of each picture once its screen is up; starts anywhere, ends on a receipt."""
    act.leave()
    act.open("feedback")
    yield "feedback"
    yield from _rating(act, session)
    yield from _opinion(act, session)


def _rating(act: "Controller", session: "Session") -> Iterator[str]:
    act.open("rating")
    yield "rating"
    act.feedback.grade(Grade.SATISFIED)
    yield "rating-more"
    act.back()
    act.feedback.grade(Grade.DISSATISFIED)
    act.feedback.reason(Reason.WAITED)
    _type(session, "rating_ticket", "A005")
    act.open("rating_ticket")
    yield "rating-ticket"
    act.feedback.use_ticket("A005")
    act.back()
    yield "rating-poor"
    act.feedback.send_rating()
    yield "thanks"


def _opinion(act: "Controller", session: "Session") -> Iterator[str]:
    act.swap("suggestion")
    yield "suggestion"
    act.feedback.kind(OpinionKind.COMPLAINT)
    yield "suggestion-about"
    act.feedback.about(About.PROCESS)
    yield "suggestion-text"
    _type(session, "suggestion_text", _SAID * 4)
    act.refresh_live()
    yield "suggestion-typed"
    _type(session, "suggestion_phone", "05550000000")
    act.open("suggestion_phone")
    yield "suggestion-phone"
    act.open("suggestion_check")
    yield "suggestion-check"
    act.feedback.send_opinion()
    yield "receipt"
    act.feedback.withdraw()
    yield "receipt-withdrawn"


def _type(session: "Session", screen: str, text: str) -> None:
    session.visit.typed[screen] = Typed(text)
