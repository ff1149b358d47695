import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.tickets import Move, TicketState, state_after, ticket_number, wait_range


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_numbers_differ_when_counts_differ(a, b):
    assert (ticket_number("A", a) == ticket_number("A", b)) is (a == b)


def test_number_form():
    assert ticket_number("A", 5) == "A005"
    assert ticket_number("C", 1000) == "C1000"
    with pytest.raises(ValueError, match="count 1"):
        ticket_number("A", 0)


@given(st.integers(0, 500), st.integers(1, 60), st.integers(0, 12))
def test_wait_range_holds_the_middle(ahead, minutes, counters):
    wait = wait_range(ahead, minutes, counters)
    assert 0 <= wait.low <= ahead * minutes / max(1, counters) <= wait.high


@given(st.integers(0, 100), st.integers(1, 30), st.integers(1, 6))
def test_more_people_never_wait_less(ahead, minutes, counters):
    assert wait_range(ahead + 1, minutes, counters).high >= wait_range(ahead, minutes, counters).high


def test_finished_tickets_do_not_move():
    assert all(state_after(state, move) is None for state in (TicketState.DONE, TicketState.VOID) for move in Move)


def test_transfer_waits_again():
    assert state_after(TicketState.SERVING, Move.TRANSFER) is TicketState.WAITING
    assert state_after(TicketState.WAITING, Move.START) is None
