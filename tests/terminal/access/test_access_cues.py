"""Which sound comes when: decided without a window or a sound card."""

from datetime import timedelta

import pytest

from kiosk.domain.errors import NotReachableError, RefusedError
from kiosk.domain.tickets import Priority, Ticket, TicketState, WaitRange
from kiosk.terminal.access.comfort import Comfort
from kiosk.terminal.access.cues import Cue
from kiosk.terminal.tickets.attempt import Stage, Trouble

MADE = (Stage.PRINTED, Trouble.NONE)


@pytest.fixture
def given(controller):
    given = []
    controller.cues.open(given.append)
    return given


@pytest.fixture
def take(controller, jobs, clock):
    """Return a function that takes a ticket with a hall and a printer that do as they are told."""

    def take(fault=None, printed=MADE, service="aid"):
        def issue(request_id, service, priority, note):
            if fault:
                raise fault
            return Ticket(
                "A001",
                service,
                "法律援助",
                Priority.NORMAL,
                TicketState.WAITING,
                clock.now(),
                request_id,
                0,
                WaitRange(0, 5),
            )

        controller.open_desk(jobs, jobs, issue, lambda *_: printed)
        controller.take_ticket(service)
        jobs.run()

    return take


def test_a_number_has_its_sound(take, given):
    take()
    assert given == [Cue.DONE]


@pytest.mark.parametrize("fault", [NotReachableError("away", "wait"), RefusedError("none left", code="quota")])
def test_a_refusal_has_its_own(take, given, fault):
    take(fault)
    assert given == [Cue.ATTENTION]


@pytest.mark.parametrize("printed", [(Stage.UNCERTAIN, Trouble.NONE), (Stage.UNPRINTED, Trouble.NO_PAPER)])
def test_a_number_without_paper_has_both(take, given, printed):
    take(printed=printed)
    assert given == [Cue.DONE, Cue.ATTENTION]


def test_who_is_read_to_hears_no_sounds(take, given, controller, session):
    class Speech:
        def say(self, *words, **how):
            pass

        def stop(self):
            pass

        def rest(self):
            pass

    controller.voice.open(Speech(), lambda act: act())
    session.comfort = Comfort(aloud="on")
    take()
    controller.cues.give(Cue.TOUCH)
    assert given == []


def test_there_is_none_at_night(take, given, controller, clock):
    clock.advance(timedelta(hours=12).total_seconds())
    assert controller.facts().night
    take()
    controller.cues.give(Cue.TOUCH)
    assert given == []


def test_whoever_has_left_gets_no_sound(controller, jobs, given, take):
    controller.open_desk(jobs, jobs, lambda *_: 1 / 0, lambda *_: MADE)
    controller.take_ticket("aid")
    controller.leave()
    jobs.run()
    assert given == []


def test_what_was_missed_without_a_player_is_not_made_up_for(take, controller):
    late = []
    controller.cues.give(Cue.TOUCH)
    take()
    controller.cues.open(late.append)
    assert late == []
    controller.cues.give(Cue.TOUCH)
    assert late == [Cue.TOUCH]
