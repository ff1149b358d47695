"""The progress of one's matter: asks the hall by number and check code. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable

from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.matters import CODE_DIGITS, Matter, is_matter_number
from kiosk.terminal.feedback.progress import Progress, ProgressState
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session, Visit

_log = logging.getLogger(__name__)
NUMBER_BOX = "progress"
CODE_FIELD = "code"
CODE_BOX = f"{NUMBER_BOX}.{CODE_FIELD}"

LookUp = Callable[[str, str], Matter]  # number and code; may block


def typed_digits(visit: Visit, box: str) -> str:
    """Return the digits that stand in a box."""
    return "".join(visit.box(box).query.split())


def code_is_whole(code: str) -> bool:
    """Tell whether a check code has all its digits."""
    return len(code) == CODE_DIGITS and code.isascii() and code.isdigit()


class MatterDesk:
    """Looks a matter up; question and answer stand in the visit, the code only until it has been asked with.

    Args:
        session: Whose visit it is.
        turn_to: Turns the keys to another box.
        on_change: Called after each change.
    """

    def __init__(self, session: Session, *, turn_to: Callable[[str], None], on_change: Callable[[], None]) -> None:
        self._session = session
        self._turn_to = turn_to
        self._on_change = on_change
        self._hall: tuple[Jobs, LookUp] | None = None

    def connect(self, jobs: Jobs, look_up: LookUp) -> None:
        """Set who knows the matters; until then the hall counts as away."""
        self._hall = (jobs, look_up)

    def go_on(self) -> None:
        """Turn to the box that is still to be filled, or ask the hall; nothing happens while something is wrong."""
        visit = self._session.visit
        number, code = typed_digits(visit, NUMBER_BOX), typed_digits(visit, CODE_BOX)
        if not is_matter_number(number) or visit.matter.state is ProgressState.ASKING:
            return
        if code_is_whole(code):
            self._ask(visit, number, code)
        else:
            self._turn_to(CODE_FIELD)

    def again(self) -> None:
        """Go back to the boxes: after a wrong code the number stays, after anything else both are empty."""
        visit = self._session.visit
        if visit.matter.state is not ProgressState.FOUND:
            visit.matter = Progress()
        else:
            self.forget()
        self._turn_to(CODE_FIELD if NUMBER_BOX in visit.typed else "")
        self._on_change()

    def forget(self) -> None:
        """Forget number, code and answer: whoever has left the page shall not leave them to the next one at home."""
        visit = self._session.visit
        for box in (NUMBER_BOX, CODE_BOX):
            visit.typed.pop(box, None)
        visit.fields.pop(NUMBER_BOX, None)
        visit.matter = Progress()

    def _ask(self, visit: Visit, number: str, code: str) -> None:
        visit.typed.pop(CODE_BOX, None)
        asking = Progress(ProgressState.ASKING)
        self._set(visit, asking)
        if self._hall is None:
            self._set(visit, Progress(ProgressState.AWAY))
            return
        jobs, look_up = self._hall

        def answered(progress: Progress) -> None:
            if visit.matter is asking:  # not forgotten meanwhile
                self._set(visit, progress)

        jobs.submit(
            lambda: look_up(number, code),
            lambda matter: answered(Progress(ProgressState.FOUND, matter)),
            lambda err: answered(Progress(_state_of(err))),
        )

    def _set(self, visit: Visit, progress: Progress) -> None:
        visit.matter = progress
        if visit is self._session.visit:
            self._on_change()


def _state_of(err: Exception) -> ProgressState:
    if isinstance(err, NotFoundError):
        return ProgressState.REFUSED
    if isinstance(err, RefusedError) and err.code == "locked":
        return ProgressState.LOCKED
    _log.warning("a matter cannot be looked up: %s", err)
    return ProgressState.AWAY
