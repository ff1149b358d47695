from dataclasses import replace
from pathlib import Path

import pytest
from hall_parts import AID, CONSULT, MONDAY_10, PLAN

from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.live import Call, LiveState, Notice, Queues, Slide, Snapshot
from kiosk.domain.tickets import CounterState, Move, Priority, TicketNote, TicketState, WaitRange
from kiosk.hall.noticeboard import MAX_ACTIVE
from kiosk.wire.events import encode_snapshot


def issue(desk, count, service="consult", priority=Priority.NORMAL):
    tickets = []
    for _ in range(count):
        issue.calls += 1
        desk.clock.advance(1)
        tickets.append(desk.dispatch.issue(f"r{issue.calls}", service, priority, "t")[0].number)
    return tickets


issue.calls = 0


def code_of(call, *args, **more):
    with pytest.raises(RefusedError) as caught:
        call(*args, **more)
    return caught.value.code


def test_numbers_count_up_by_service(desk):
    assert issue(desk, 3) == ["A001", "A002", "A003"]
    assert issue(desk, 1, "aid") == ["B001"]


def test_the_same_request_gives_the_same_ticket(desk):
    first, new = desk.dispatch.issue("same", "consult", Priority.NORMAL, "t")
    again, new_again = desk.dispatch.issue("same", "consult", Priority.NORMAL, "t")
    assert (new, new_again) == (True, False)
    assert again == first


def test_a_note_follows_the_ticket_to_each_clerk_and_goes_with_it(desk):
    note = TicketNote("申请法律援助", ("身份证",))
    number = desk.dispatch.issue("noted", "consult", Priority.NORMAL, "t", note)[0].number
    assert desk.dispatch.issue("noted", "consult", Priority.NORMAL, "t")[0].note == note
    called = desk.dispatch.call_next("2", "t")
    assert (called.number, called.note) == (number, note)
    desk.dispatch.move("2", Move.START, "t")
    desk.dispatch.move("2", Move.TRANSFER, "t", "aid")
    assert desk.dispatch.call_next("2", "t").note == note
    desk.dispatch.move("2", Move.START, "t")
    desk.dispatch.move("2", Move.FINISH, "t")
    assert desk.dispatch.ticket(number).note.empty


@pytest.mark.parametrize("missing", [None, ()])
def test_unchecked_is_not_the_same_as_nothing_missing(desk, missing):
    number = desk.dispatch.issue("noted", "consult", Priority.NORMAL, "t", TicketNote("办事", missing))[0].number
    assert desk.dispatch.ticket(number).note.missing == missing


def test_notes_are_gone_on_the_next_day(desk):
    desk.dispatch.issue("noted", "consult", Priority.NORMAL, "t", TicketNote("办事", ("身份证",)))
    desk.clock.advance(24 * 3600)
    issue(desk, 1)
    assert desk.dispatch.issue("noted", "consult", Priority.NORMAL, "t")[0].note.empty


def test_the_same_request_on_another_day_gives_the_old_ticket_as_void(desk):
    first, _ = desk.dispatch.issue("same", "consult", Priority.NORMAL, "t")
    desk.clock.advance(24 * 3600)
    again, new = desk.dispatch.issue("same", "consult", Priority.NORMAL, "t")
    assert (new, again) == (False, replace(first, state=TicketState.VOID, wait_minutes=WaitRange(0, 0)))
    assert issue(desk, 1) == ["A001"]


def test_services_that_share_a_letter_never_share_a_number(make_desk):
    twin = replace(AID, code="twin", prefix="A")
    desk = make_desk(replace(PLAN, services=(CONSULT, twin)))
    assert issue(desk, 2) + issue(desk, 2, "twin") == ["A001", "A002", "A003", "A004"]


def test_place_and_wait_in_the_line(desk):
    issue(desk, 3)
    ticket = desk.dispatch.ticket("A003")
    assert (ticket.ahead, ticket.wait_minutes) == (2, WaitRange(7, 13))  # 2 x 10 minutes, two counters
    desk.dispatch.pause("2", paused=True)
    assert desk.dispatch.ticket("A003").wait_minutes == WaitRange(10, 30)
    issue(desk, 1, priority=Priority.ELDERLY)
    assert desk.dispatch.ticket("A003").ahead == 3


def test_a_closed_service_and_used_up_tickets_are_refused_with_the_reason(desk):
    with pytest.raises(RefusedError, match="2026-11-24 08:00") as closed:
        desk.dispatch.issue("x", "morning", Priority.NORMAL, "t")
    assert closed.value.code == "closed"
    issue(desk, 2, "notary")
    assert code_of(desk.dispatch.issue, "x", "notary", Priority.NORMAL, "t") == "quota"
    assert {q.service: q.open for q in desk.dispatch.queues().queues} == {
        "consult": True,
        "aid": True,
        "notary": False,
        "morning": False,
    }
    with pytest.raises(NotFoundError):
        desk.dispatch.issue("x", "nothing", Priority.NORMAL, "t")


def test_oldest_first_among_the_services_of_the_counter(desk):
    issue(desk, 1, "aid"), issue(desk, 1)
    assert desk.dispatch.call_next("1", "c").number == "A001"
    assert desk.dispatch.call_next("2", "c").number == "B001"
    assert code_of(desk.dispatch.call_next, "2", "c") == "counter-busy"


def test_priority_goes_first_but_never_past_a_waiting_visitor_more_than_twice(desk):
    issue(desk, 2)
    issue(desk, 4, priority=Priority.DISABLED)
    order = []
    while ticket := desk.dispatch.call_next("1", "c"):
        order.append(ticket.number)
        desk.dispatch.move("1", Move.NO_SHOW, "c")
    assert order == ["A003", "A004", "A001", "A005", "A006", "A002"]


def test_priority_visitors_called_before_a_normal_one_came_do_not_count(desk):
    issue(desk, 3, priority=Priority.ELDERLY)
    for _ in range(2):
        desk.dispatch.call_next("1", "c")
        desk.dispatch.move("1", Move.NO_SHOW, "c")
    issue(desk, 1)
    assert desk.dispatch.call_next("1", "c").number == "A003"


def test_a_visit_from_call_to_finish_as_the_boards_see_it(desk):
    issue(desk, 1)
    desk.said.clear()
    desk.dispatch.call_next("2", "c")
    call, queues = desk.said
    assert isinstance(call, Call)
    assert (call.ticket, call.counter_name, call.service_name, call.times) == ("A001", "2号", "法律咨询", 1)
    assert isinstance(queues, Queues)
    assert queues.queues[0].serving == ("A001",)
    assert queues.counters[1].state is CounterState.CALLING
    assert desk.dispatch.move("2", Move.RECALL, "c").calls == 2
    assert (desk.said[-1].id, desk.said[-1].times) == (call.id, 2)
    assert desk.dispatch.move("2", Move.START, "c").state is TicketState.SERVING
    assert code_of(desk.dispatch.move, "2", Move.RECALL, "c") == "state"
    assert desk.dispatch.move("2", Move.FINISH, "c").state is TicketState.DONE
    assert code_of(desk.dispatch.move, "2", Move.FINISH, "c") == "nobody"
    assert desk.dispatch.queues().counters[1].state is CounterState.FREE


def test_a_missed_ticket_comes_back(desk):
    issue(desk, 1)
    desk.dispatch.call_next("1", "c")
    desk.dispatch.move("1", Move.NO_SHOW, "c")
    back = desk.dispatch.call_again("2", "A001", "c")
    assert (back.state, back.counter, back.calls) == (TicketState.CALLED, "2", 1)
    desk.dispatch.move("2", Move.START, "c")
    desk.dispatch.move("2", Move.PARK, "c")
    assert desk.dispatch.call_again("1", "A001", "c").counter == "1"
    assert code_of(desk.dispatch.call_again, "2", "A001", "c") == "state"


def test_only_a_counter_that_serves_it_calls_a_ticket_back(desk):
    issue(desk, 1, "aid")
    desk.dispatch.call_next("2", "c")
    desk.dispatch.move("2", Move.PARK, "c")
    assert code_of(desk.dispatch.call_again, "1", "B001", "c") == "other-service"


def test_a_transfer_keeps_number_and_place(desk):
    issue(desk, 1)
    issue(desk, 2, "aid")
    desk.dispatch.call_next("1", "c")
    assert code_of(desk.dispatch.move, "1", Move.TRANSFER, "c", "consult") == "same"
    with pytest.raises(NotFoundError):
        desk.dispatch.move("1", Move.TRANSFER, "c", "nothing")
    moved = desk.dispatch.move("1", Move.TRANSFER, "c", "aid")
    assert (moved.number, moved.service, moved.state, moved.ahead) == ("A001", "aid", TicketState.WAITING, 0)
    assert desk.dispatch.call_next("2", "c").number == "A001"


def test_a_paused_counter_calls_nobody_and_a_busy_one_cannot_pause(desk):
    issue(desk, 1)
    assert desk.dispatch.pause("1", paused=True).state is CounterState.PAUSED
    assert code_of(desk.dispatch.call_next, "1", "c") == "paused"
    assert desk.dispatch.pause("1", paused=False).state is CounterState.FREE
    desk.dispatch.call_next("1", "c")
    assert code_of(desk.dispatch.pause, "1", paused=True) == "counter-busy"


def test_a_new_day_begins_at_midnight_of_the_hall(desk):
    issue(desk, 2)
    desk.dispatch.call_next("1", "c")
    desk.clock.advance(14 * 3600)  # 00:00:02 in Shanghai, 16:00 in UTC
    assert issue(desk, 1) == ["A001"]
    assert desk.dispatch.queues().counters[0].state is CounterState.FREE
    assert desk.dispatch.queues().queues[0].waiting == 1


def test_a_refusal_announces_and_changes_nothing(desk):
    issue(desk, 1)
    desk.dispatch.call_next("1", "c")
    before = desk.dispatch.tickets()
    desk.said.clear()
    code_of(desk.dispatch.move, "1", Move.FINISH, "c")
    assert desk.said == []
    assert desk.dispatch.tickets() == before


def test_a_restart_keeps_everything(make_desk, tmp_path: Path):
    desk = make_desk()
    issue(desk, 3)
    desk.dispatch.call_next("1", "c")
    desk.dispatch.pause("2", paused=True)
    before = (desk.dispatch.queues(), desk.dispatch.tickets(), desk.dispatch.last_calls())
    desk.journal.close()
    again = make_desk()
    again.clock.advance((desk.clock.now() - again.clock.now()).total_seconds())
    assert (again.dispatch.queues(), again.dispatch.tickets(), again.dispatch.last_calls()) == before
    assert issue(again, 1) == ["A004"]


def test_every_move_is_in_the_log(desk):
    issue(desk, 1)
    desk.dispatch.call_next("1", "clerk-7")
    desk.dispatch.move("1", Move.NO_SHOW, "clerk-7")
    with desk.journal.transaction() as db:
        rows = db.execute("SELECT move, counter, who FROM ticket_log ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [
        ("issue", "", "t"),
        ("next", "1", "clerk-7"),
        ("no-show", "1", "clerk-7"),
    ]


def test_content_that_is_too_long_for_a_snapshot_is_cut_not_refused(caplog):
    long = replace(
        PLAN,
        slides=tuple(Slide(f"s{i}", "题" * 40, "文" * 400) for i in range(200)),
        notices=tuple(Notice(f"n{i}", "通" * 200) for i in range(200)),
    )
    pushed = tuple(Notice(f"p{i}", "𠮷" * 300) for i in range(MAX_ACTIVE))
    state = LiveState(notices=(*pushed, *long.standing()), playlist=long.playlist())
    assert 10 < len(long.standing()) < 200
    assert 10 < len(long.playlist().slides) < 200
    assert encode_snapshot(Snapshot("run", 1, MONDAY_10, state))
    assert "notices are left out" in caplog.text
