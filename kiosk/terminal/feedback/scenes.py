"""Drives the controller through rating, opinions and progress, for pictures and for the ruler."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.domain.errors import NotFoundError
from kiosk.domain.feedback import About, Grade, OpinionKind, Reason
from kiosk.domain.matters import Matter, MatterState, MatterStep, matter_number
from kiosk.terminal.input.typed import Typed

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller
    from kiosk.terminal.jobs import Jobs
    from kiosk.terminal.session import Session

_SAID = "等了两个小时才轮到，中间没有人说明要等多久。下次能不能先告诉一声？"


def feedback_scenes(act: "Controller", session: "Session") -> Iterator[str]:
    """Yield the name of each picture once its screen is up; starts anywhere, ends on a receipt."""
    act.leave()
    act.open("feedback")
    yield "feedback"
    yield from _rating(act, session)
    yield from _opinion(act, session)


def progress_scenes(act: "Controller", jobs: "Jobs", now: datetime) -> Iterator[str]:
    """Yield the name of each picture of a matter's progress."""
    act.leave()
    act.open("progress")
    yield "progress-empty"
    number = matter_number(now.year, 15)
    steps = (
        MatterStep(MatterState.RECEIVED, now - timedelta(days=12)),
        MatterStep(MatterState.REVIEWING, now - timedelta(days=10)),
        MatterStep(MatterState.MISSING, now - timedelta(days=2), "请补交一份村委会出的经济困难证明"),
    )
    matter = Matter(number, "申请法律援助：讨要工钱", "aid", steps)
    act.progress.connect(jobs, lambda *_: matter)
    _put(act, number)
    act.progress.go_on()
    _put(act, "40718")
    yield "progress"
    _put(act, "2")
    act.progress.go_on()
    yield "progress-found"
    act.progress.again()
    act.progress.connect(jobs, _unknown)
    _put(act, number)
    act.progress.go_on()
    _put(act, "407182")
    act.progress.go_on()
    yield "progress-refused"


def _unknown(*_: str) -> Matter:
    raise NotFoundError("no matter has this number and check code")


def _put(act: "Controller", digits: str) -> None:
    for digit in digits:
        act.typing.put(digit)


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
