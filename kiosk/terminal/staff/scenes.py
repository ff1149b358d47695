"""Drives the controller through the staff's page, for pictures and for the ruler."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.terminal.jobs import Jobs
from kiosk.terminal.staff.desk import Backroom
from kiosk.terminal.staff.door import Report
from kiosk.terminal.staff.pin import PinState, Verdict

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller

_DIGITS = "482915"
_REPORT = Report(
    name="terminal-1",
    hall="http://127.0.0.1:8480",
    outbox=2,
    refused=0,
    content_since=datetime(2026, 11, 20, 1, 5, tzinfo=UTC),
    lines=(
        "10:23:58 keyboard: the input engine is ready",
        "10:21:07 controller: visit 41 is over",
        "10:20:31 WARNING live: the hall has not been heard for 3 s, trying again in 2 s",
        "10:18:44 outbox: letter ****** is in the outbox",
    ),
)


@dataclass
class _Pin:
    """A PIN that answers as it is told."""

    stands: PinState
    verdict: Verdict = Verdict.RIGHT

    def state(self) -> PinState:
        return self.stands

    def try_pin(self, _: str) -> Verdict:
        return self.verdict


def staff_scenes(act: "Controller", jobs: Jobs) -> Iterator[str]:
    """Yield the name of each picture once its screen is up; starts anywhere, ends at home."""
    pin = _Pin(PinState(is_set=False, wrong=0, left_s=0))
    act.staff.connect(Backroom(jobs, pin, lambda: _REPORT, lambda: None))
    act.staff.open()
    yield "staff-unset"
    pin.stands, pin.verdict = PinState(is_set=True, wrong=2, left_s=0), Verdict.WRONG
    act.staff.open()
    _press(act, 4)
    yield "staff-pin"
    _press(act, 6)
    act.staff.enter()
    yield "staff-wrong"
    pin.stands = PinState(is_set=True, wrong=9, left_s=437)
    act.staff.open()
    yield "staff-locked"
    pin.stands, pin.verdict = PinState(is_set=True, wrong=0, left_s=0), Verdict.RIGHT
    act.staff.open()
    _press(act, 6)
    act.staff.enter()
    act.staff.restart()
    yield "staff-menu"
    act.leave()


def _press(act: "Controller", count: int) -> None:
    for digit in _DIGITS[:count]:
        act.staff.press(digit)
