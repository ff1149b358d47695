"""The staff's page: opened by holding home's clock or OK, a PIN, then a few tools. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kiosk.domain.clock import Clock
from kiosk.paper.trial import trial_document
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session, Visit
from kiosk.terminal.slips import Slips
from kiosk.terminal.staff.door import Door, DoorState, Report
from kiosk.terminal.staff.pin import DIGITS_MAX, DIGITS_MIN, PinState, Verdict

_log = logging.getLogger(__name__)
SCREEN = "staff"
TEST_SLIP = "staff"
_STAY_S = 60.0
_LOOK_AGAIN_S = 5.0


class Pin(Protocol):
    """Checks PINs; may block."""

    def state(self) -> PinState:
        """Tell how things are."""

    def try_pin(self, digits: str) -> Verdict:
        """Count a try, then check it."""


@dataclass(frozen=True, slots=True)
class Backroom:
    """What the desk works with: a worker, the PIN, the machine's report (may block), and what ends the program."""

    jobs: Jobs
    pin: Pin
    report: Callable[[], Report]
    restart: Callable[[], None]


class StaffDesk:
    """Lets the staff in and does what they ask. All of it stands in the visit, and goes with it.

    Args:
        session: Whose visit it is.
        slips: Prints.
        clock: Measures the minute after which the page closes by itself.
        go: Opens a screen.
        leave: Forgets the visit and shows home.
        refresh: Shows the present screen anew.
    """

    def __init__(
        self,
        session: Session,
        slips: Slips,
        clock: Clock,
        *,
        go: Callable[[str], None],
        leave: Callable[[], None],
        refresh: Callable[[], None],
    ) -> None:
        self._session = session
        self._slips = slips
        self._clock = clock
        self._go, self._leave, self._refresh = go, leave, refresh
        self._room: Backroom | None = None
        self._touched_s = self._looked_s = 0.0

    def connect(self, room: Backroom) -> None:
        """Set what the desk works with; until then nothing opens it."""
        self._room = room

    def open(self) -> None:
        """Forget the visitor and show the door."""
        if self._room is None:
            return
        self._leave()
        self.touched()
        self._session.visit.staff = Door(DoorState.LOOKING)
        self._go(SCREEN)
        self._look(self._room)

    def touched(self) -> None:
        """Note that somebody is there."""
        self._touched_s = self._clock.monotonic()

    def tick(self) -> None:
        """Close after a minute untouched; count a pause down; read again how the machine does."""
        door, now_s = self._door, self._clock.monotonic()
        if door.state is DoorState.SHUT or self._room is None:
            return
        if now_s - self._touched_s >= _STAY_S:
            self._leave()
        elif door.state is DoorState.LOCKED:
            self._look(self._room)
        elif door.state is DoorState.OPEN and now_s - self._looked_s >= _LOOK_AGAIN_S:
            self._read(self._room)

    def forget(self) -> None:
        """Shut the door: whoever is not on the page has no business with it."""
        self._session.visit.staff = Door()

    # the door

    def press(self, digit: str) -> None:
        """Take a digit."""
        door = self._door
        if door.state is DoorState.PIN and len(door.digits) < DIGITS_MAX:
            self._set(replace(door, digits=door.digits + digit, failed=False))

    def delete(self) -> None:
        """Take the last digit back."""
        self._set(replace(self._door, digits=self._door.digits[:-1]))

    def enter(self) -> None:
        """Have the digits checked."""
        room, visit, door = self._room, self._session.visit, self._door
        if room is None or door.state is not DoorState.PIN or len(door.digits) < DIGITS_MIN:
            return
        self._set(Door(DoorState.CHECKING))
        pin = room.pin
        room.jobs.submit(
            lambda: (pin.try_pin(door.digits), pin.state()),
            lambda done: self._tried(visit, *done),
            lambda err: self._failed(visit, err),
        )

    # behind the door

    def print_test(self) -> None:
        """Print a slip that shows what the printer can."""
        if self._door.state is DoorState.OPEN:
            self._slips.print(
                lambda sheet: trial_document(sheet.hall, sheet.strings, sheet.at, sheet.width_mm), TEST_SLIP
            )

    def restart(self) -> None:
        """End the program, for whoever watches over it to start it again; the first touch only asks."""
        door = self._door
        if door.state is not DoorState.OPEN or self._room is None:
            return
        if door.sure:
            _log.warning("the staff restarts the terminal")
            self._room.restart()
        else:
            self._looked_s = self._clock.monotonic()  # the question stands until the next look
            self._set(replace(door, sure=True))

    @property
    def _door(self) -> Door:
        return self._session.visit.staff

    def _look(self, room: Backroom) -> None:
        visit = self._session.visit
        self._submit(room.pin.state, lambda state: self._found(visit, state))

    def _read(self, room: Backroom) -> None:
        visit = self._session.visit
        self._looked_s = self._clock.monotonic()
        self._submit(room.report, lambda report: self._reported(visit, report))

    def _submit(self, job: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        visit = self._session.visit
        if self._room is not None:
            self._room.jobs.submit(job, on_done, lambda err: self._failed(visit, err))

    def _found(self, visit: Visit, state: PinState) -> None:
        if visit.staff.state in (DoorState.LOOKING, DoorState.LOCKED):
            self._set(_door_at(state), visit)

    def _tried(self, visit: Visit, verdict: Verdict, state: PinState) -> None:
        if visit.staff.state is not DoorState.CHECKING:
            return
        if verdict is Verdict.RIGHT:
            self._set(Door(DoorState.OPEN), visit)
            if self._room is not None and visit is self._session.visit:
                self._read(self._room)
            return
        self._set(replace(_door_at(state), failed=verdict is Verdict.WRONG), visit)

    def _reported(self, visit: Visit, report: Report) -> None:
        if visit.staff.state is DoorState.OPEN:
            self._set(replace(visit.staff, report=report, sure=False), visit)

    def _failed(self, visit: Visit, err: Exception) -> None:
        _log.warning("the staff's page: %s", err)
        if visit.staff.state not in (DoorState.OPEN, DoorState.SHUT):
            self._set(Door(DoorState.FAULT), visit)

    def _set(self, door: Door, visit: Visit | None = None) -> None:
        visit = visit or self._session.visit
        visit.staff = door
        if visit is self._session.visit:
            self._refresh()


def _door_at(pin: PinState) -> Door:
    state = DoorState.UNSET if not pin.is_set else DoorState.LOCKED if pin.left_s else DoorState.PIN
    return Door(state, left_s=pin.left_s, wrong=pin.wrong)
