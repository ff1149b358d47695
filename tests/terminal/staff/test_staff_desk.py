"""The staff's page: nobody's data stays, nobody gets in without the PIN, and it closes by itself."""

import logging
from dataclasses import replace

import pytest

from device.printer.document import Document
from kiosk.config import Config, Setup
from kiosk.logs import _FORMAT
from kiosk.terminal.presenters.staff import DoorView, PinView, StaffView
from kiosk.terminal.staff.desk import Backroom
from kiosk.terminal.staff.door import DoorState
from kiosk.terminal.staff.machine import Machine, last_lines
from kiosk.terminal.staff.pin import StaffPin
from kiosk.terminal.tickets.attempt import Stage, Trouble

RIGHT, WRONG = "482915", "111222"


@pytest.fixture
def restarts():
    return []


@pytest.fixture
def pin(tmp_path, clock):
    return StaffPin(tmp_path, clock)


@pytest.fixture
def act(controller, jobs, pin, tmp_path, restarts):
    room = Backroom(jobs, pin, Machine(Setup(Config(), tmp_path)).report, lambda: restarts.append(1))
    controller.staff.connect(room)
    return controller


@pytest.fixture
def guarded(act, pin):
    pin.set_pin(RIGHT, cost=4)
    return act


def enter(act, jobs, digits):
    for digit in digits:
        act.staff.press(digit)
    act.staff.enter()
    jobs.run()


def test_without_a_pin_it_says_plainly_that_none_is_set(act, jobs, window):
    act.staff.open()
    jobs.run()
    assert isinstance(window.view, DoorView)
    assert "kiosk staff-pin" in window.view.advice
    enter(act, jobs, RIGHT)
    assert isinstance(window.view, DoorView)


def test_before_everything_is_connected_nothing_opens(controller, window):
    controller.staff.open()
    assert window.place.screen == "home"


def test_opening_it_forgets_the_visitor(guarded, jobs, session):
    guarded.open("find")
    guarded.typing.put("欠")
    before = session.visit
    guarded.staff.open()
    assert session.visit is not before
    assert not session.visit.typed


def test_the_right_pin_opens_and_the_digits_are_never_shown(guarded, jobs, window, session):
    guarded.staff.open()
    jobs.run()
    for digit in RIGHT[:5]:
        guarded.staff.press(digit)
    assert isinstance(window.view, PinView)
    assert window.view.off
    assert not any(c.isdecimal() for c in window.view.dots)
    assert RIGHT[:5] not in repr(session.visit)
    enter(guarded, jobs, RIGHT[5:])
    assert isinstance(window.view, StaffView)
    assert not session.visit.staff.digits


def test_a_wrong_pin_says_so_and_five_of_them_lock(guarded, jobs, window, clock):
    guarded.staff.open()
    jobs.run()
    for _ in range(4):
        enter(guarded, jobs, WRONG)
        assert window.view.note
    enter(guarded, jobs, WRONG)
    assert isinstance(window.view, DoorView)
    clock.advance(20)
    guarded.staff.touched()
    guarded.tick()
    jobs.run()
    assert "10" in window.view.text
    clock.advance(10)
    guarded.tick()
    jobs.run()
    enter(guarded, jobs, RIGHT)
    assert isinstance(window.view, StaffView)


def opened(act, jobs):
    act.staff.open()
    jobs.run()
    enter(act, jobs, RIGHT)


@pytest.mark.parametrize("way", ["home", "back", "leave"])
def test_whoever_leaves_has_to_enter_the_pin_again(guarded, jobs, window, session, way):
    opened(guarded, jobs)
    getattr(guarded, way)()
    assert window.place.screen == "home"
    assert session.visit.staff.state is DoorState.SHUT
    guarded.open("staff")
    jobs.run()
    assert not isinstance(window.view, StaffView)


def test_a_minute_untouched_closes_it(guarded, jobs, window, clock):
    opened(guarded, jobs)
    clock.advance(59)
    guarded.tick()
    assert window.place.screen == "staff"
    guarded.touched()
    clock.advance(59)
    guarded.tick()
    assert window.place.screen == "staff"
    clock.advance(1)
    guarded.tick()
    assert window.place.screen == "home"


def test_an_answer_that_comes_after_leaving_opens_nothing(guarded, jobs, window):
    guarded.staff.open()
    jobs.run()
    for digit in RIGHT:
        guarded.staff.press(digit)
    guarded.staff.enter()
    guarded.home()
    jobs.run()
    assert window.place.screen == "home"
    guarded.open("staff")
    assert not isinstance(window.view, StaffView)


def test_nothing_behind_the_door_works_before_it_is_open(guarded, jobs, restarts, session):
    guarded.staff.open()
    jobs.run()
    for _ in range(3):
        guarded.staff.restart()
        guarded.staff.print_test()
    assert not restarts
    assert session.visit.slip.name == ""


def test_restart_takes_two_touches(guarded, jobs, restarts, window):
    opened(guarded, jobs)
    first = window.view.restart
    guarded.staff.restart()
    assert not restarts
    assert window.view.restart != first
    guarded.staff.restart()
    assert restarts


def test_the_question_before_a_restart_goes_away_again(guarded, jobs, restarts, window, clock):
    opened(guarded, jobs)
    first = window.view.restart
    guarded.staff.restart()
    clock.advance(6)
    guarded.tick()
    jobs.run()
    assert window.view.restart == first


def test_the_test_print_comes_out(guarded, jobs, window):
    made = []

    def print_slip(maker, language):
        made.append((maker, language))
        return Stage.PRINTED, Trouble.NONE

    guarded.slips.connect(jobs, print_slip)
    opened(guarded, jobs)
    guarded.staff.print_test()
    jobs.run()
    assert window.view.slip.mood == "good"
    assert len(made) == 1


def test_the_trial_slip_is_a_document(facts, clock):
    from kiosk.paper.trial import trial_document

    document = trial_document(facts.content.hall, facts.tr, clock.now())
    assert isinstance(document, Document)
    assert len(document.blocks) > 5


def test_a_full_disk_lets_nobody_in_and_says_so(guarded, jobs, window, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    guarded.staff.open()
    jobs.run()
    monkeypatch.setattr("kiosk.terminal.staff.pin.write_durably", full)
    enter(guarded, jobs, RIGHT)
    assert isinstance(window.view, DoorView)
    assert not window.view.text.startswith("{")


def test_the_menu_tells_how_things_are(guarded, jobs, window, facts):
    opened(guarded, jobs)
    lines = {line.label: line for line in window.view.lines}
    assert facts.content.release in lines[facts.tr("menu.content")].text
    assert lines[facts.tr("menu.hall")].good
    assert "0" in lines[facts.tr("menu.outbox")].text
    guarded.hall_changed(replace(facts.hall, reachable=False))
    lines = {line.label: line for line in window.view.lines}
    assert lines[facts.tr("menu.hall")].good is False


def test_log_lines_are_the_last_ones_without_tracebacks_and_long_numbers(tmp_path):
    file = tmp_path / "terminal.log"
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(logging.Formatter(_FORMAT))
    log = logging.Logger("kiosk.terminal.some")  # noqa: LOG001 - one of its own: pytest listens to the others
    log.addHandler(handler)
    for number in range(20):
        log.info("event %s of 110101199003071234 and 13800138000", number)
    try:
        int("what was typed")
    except ValueError:
        log.exception("it failed")
    handler.close()
    lines = last_lines(file)
    assert len(lines) == 8
    assert lines[0].endswith("ERROR some: it failed")
    assert "event 19" in lines[1]
    assert not any("1990" in line or "1380" in line or "what was typed" in line for line in lines)


def test_no_log_is_no_fault(tmp_path):
    assert last_lines(tmp_path / "none.log") == ()
