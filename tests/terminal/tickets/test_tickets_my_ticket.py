"""My ticket: what may be typed, what the hall's answer means, and that nothing of it outlives the visit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import NotFoundError, NotReachableError
from kiosk.domain.tickets import Priority, Ticket, TicketState, WaitRange, ticket_number
from kiosk.terminal.presenters.tickets import my_ticket
from kiosk.terminal.session import Visit
from kiosk.terminal.slip import Slip, SlipState
from kiosk.terminal.tickets.attempt import Stage, Trouble
from kiosk.terminal.tickets.enquiry import Enquiry, EnquiryState, number_in
from kiosk.terminal.tickets.my_ticket import slip_name

TICKET = Ticket(
    "A005",
    "consult",
    "法律咨询",
    Priority.NORMAL,
    TicketState.WAITING,
    datetime(2026, 11, 23, tzinfo=UTC),
    "r",
    3,
    WaitRange(10, 25),
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("A005", "A005"), ("a5", "A005"), (" b 12 ", "B012"), ("A1234", "A1234"), ("A00005", "A005")],
)
def test_a_number_is_understood_however_it_is_typed(typed, number):
    assert number_in(typed) == number


@pytest.mark.parametrize("typed", ["", "A", "5", "A0", "A000", "AA5", "5A", "A12345", "甲5", "A5甲"])
def test_what_is_no_number_is_not_asked_for(typed):
    assert number_in(typed) == ""


@given(st.sampled_from("ABCDEFGHJK"), st.integers(1, 9999))
def test_every_number_of_a_hall_can_be_typed(prefix, count):
    assert number_in(ticket_number(prefix, count)) == ticket_number(prefix, count)


def test_the_page_first_asks(facts):
    view = my_ticket.present(facts, Visit(1))
    assert view.letters == "ABCDEFGHJK"
    assert view.off


def shown(facts, **changes):
    visit = Visit(1, enquiry=Enquiry("A005", EnquiryState.FOUND, replace(TICKET, **changes)))
    return my_ticket.present(facts, visit)


def test_a_waiting_number_says_who_is_ahead_and_the_range(facts):
    view = shown(facts)
    assert (view.number, view.service, view.mood) == ("A005", "法律咨询", "calm")
    assert view.ahead == "您前面还有3人"
    assert "10到25分钟" in view.wait
    assert view.slip.button


def test_a_called_number_says_where_to_go(facts):
    counter = facts.content.counters[1]
    view = shown(facts, state=TicketState.CALLED, counter=counter.code, counter_name="?")
    assert counter.name in view.advice
    assert (view.ahead, view.wait, view.mood) == ("", "", "good")


def test_a_missed_number_needs_no_new_one(facts):
    assert "不用重新排队" in shown(facts, state=TicketState.NO_SHOW).advice


@pytest.mark.parametrize("state", [TicketState.DONE, TicketState.VOID])
def test_what_is_over_is_not_printed_again(facts, state):
    assert not shown(facts, state=state).slip.button


def test_every_answer_has_words_in_both_languages(facts, in_english):
    for known in (facts, in_english):
        for state in TicketState:
            view = shown(known, state=state)
            assert view.state
            assert view.advice
        for enquiry in (EnquiryState.ASKING, EnquiryState.NONE, EnquiryState.AWAY):
            view = my_ticket.present(known, Visit(1, enquiry=Enquiry("A005", enquiry)))
            assert view.state
            assert bool(view.advice) == (enquiry is not EnquiryState.ASKING)
            assert not view.slip.button


@pytest.fixture
def hall(controller, jobs):
    """A hall that knows one ticket; the list holds what it was asked."""
    asked, answer = [], [TICKET]

    def find(number):
        asked.append(number)
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    controller.my_ticket.connect(jobs, find)
    controller.open("my_ticket")
    return asked, answer


def type_number(controller, text="A5"):
    for sign in text:
        controller.typing.put(sign)


def test_a_number_is_looked_up_once_for_two_touches(controller, window, jobs, hall):
    controller.my_ticket.look()
    assert hall[0] == []
    type_number(controller)
    assert window.view.off == ""
    controller.my_ticket.look()
    controller.my_ticket.look()
    jobs.run()
    assert hall[0] == ["A005"]
    assert window.view.ahead


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (NotFoundError("there is no ticket"), EnquiryState.NONE),
        (NotReachableError("no answer", "wait"), EnquiryState.AWAY),
    ],
)
def test_no_answer_and_no_such_number_are_told_apart(controller, session, window, jobs, hall, fault, state):
    hall[1][0] = fault
    type_number(controller)
    controller.my_ticket.look()
    jobs.run()
    assert session.visit.enquiry.state is state
    assert window.view.mood == "bad"
    controller.my_ticket.again()
    assert isinstance(window.view, my_ticket.AskNumberView)
    assert window.view.off, "the box is empty again"


def test_the_answer_on_the_screen_follows_the_hall(controller, window, jobs, hall, hall_now):
    type_number(controller)
    controller.my_ticket.look()
    jobs.run()
    hall[1][0] = replace(TICKET, state=TicketState.CALLED, counter="1")
    controller.hall_changed(hall_now)
    controller.hall_changed(hall_now)
    jobs.run()
    assert window.view.mood == "good"
    assert hall[0] == ["A005", "A005"], "one question at a time"
    hall[1][0] = NotReachableError("no answer", "wait")
    controller.hall_changed(hall_now)
    jobs.run()
    assert window.view.mood == "good", "what was known stays"
    controller.my_ticket.again()
    controller.hall_changed(hall_now)
    assert jobs.run() == 0


def test_before_the_hall_is_known_it_counts_as_away(controller, window):
    controller.open("my_ticket")
    type_number(controller)
    controller.my_ticket.look()
    assert "12348" in window.view.advice


@pytest.mark.parametrize("way", ["home", "back"])
def test_at_home_the_number_is_forgotten(controller, session, window, jobs, hall, way):
    type_number(controller)
    controller.my_ticket.look()
    getattr(controller, way)()
    jobs.run()
    assert session.untouched
    controller.open("my_ticket")
    assert isinstance(window.view, my_ticket.AskNumberView)


def test_a_late_answer_is_not_for_the_next_visitor(controller, session, window, jobs, hall):
    type_number(controller)
    controller.my_ticket.look()
    controller.leave()
    jobs.run()
    assert session.untouched
    assert window.place.screen == "home"


def test_a_found_ticket_is_printed_once_more_and_marked(controller, session, jobs, hall):
    printed = []

    def print_slip(maker, _):
        printed.append(maker)
        return Stage.PRINTED, Trouble.NONE

    controller.slips.connect(jobs, print_slip)
    controller.my_ticket.print()
    assert not session.visit.slip.name, "nothing is found yet"
    type_number(controller)
    controller.my_ticket.look()
    jobs.run()
    controller.my_ticket.print()
    jobs.run()
    assert session.visit.slip == Slip(slip_name("A005"), SlipState.PRINTED)
    assert len(printed) == 1


def test_the_paper_of_a_looked_up_ticket(controller, content, strings, clock, jobs, hall):
    from kiosk.terminal.slips import Sheet

    documents = []
    sheet = Sheet(strings["zh"], content.hall, 80, clock.now())
    controller.slips.connect(jobs, lambda maker, _: documents.append(maker(sheet)) or (Stage.PRINTED, Trouble.NONE))
    type_number(controller)
    controller.my_ticket.look()
    jobs.run()
    controller.my_ticket.print()
    jobs.run()
    texts = documents[0].texts()
    assert "补打" in texts
    assert "A005" in texts
