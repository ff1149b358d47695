"""The report of finished tickets: each day once, only what was finished, nothing lost where it cannot be written."""

import pytest
from hall_parts import PLAN

from kiosk.domain.errors import StorageError
from kiosk.domain.feedback import Served
from kiosk.domain.tickets import Move, Priority
from kiosk.hall.tally import Tally
from kiosk.wire.letters import new_key_pair, unseal
from kiosk.wire.outbox import Outbox

PRIVATE, PUBLIC = new_key_pair()
DAY_S = 24 * 3600


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path)


@pytest.fixture
def tally(desk, outbox):
    return Tally(desk.journal, outbox, lambda: PLAN, lambda: PUBLIC, desk.clock)


def told(outbox):
    return [unseal(waiting.file.read_bytes(), PRIVATE) for waiting in outbox.waiting()]


def serve(desk, name, *moves):
    desk.dispatch.issue(name, "consult", Priority.NORMAL, "t")
    desk.dispatch.call_next("2", "t")
    for move in moves:
        desk.dispatch.move("2", move, "t")


def test_tells_of_a_day_once_it_is_over(desk, tally, outbox):
    for name in ("one", "two"):
        serve(desk, name, Move.START, Move.FINISH)
    serve(desk, "away", Move.NO_SHOW)
    assert tally.report() == 0, "today is not over"
    desk.clock.advance(DAY_S)
    assert tally.report() == 1
    assert tally.report() == 0
    (letter,) = told(outbox)
    assert (letter.hall, letter.body) == (PLAN.hall.name, Served("2026-11-23", {"consult": 2}))


def test_days_that_could_not_be_told_are_told_later(desk, outbox):
    keys = [""]
    tally = Tally(desk.journal, outbox, lambda: PLAN, lambda: keys[0], desk.clock)
    for name in ("one", "two"):
        serve(desk, name, Move.START, Move.FINISH)
        desk.clock.advance(DAY_S)
    assert tally.report() == 0, "no release brought a key"
    keys[0] = PUBLIC
    assert tally.report() == 2
    assert {letter.body.day for letter in told(outbox)} == {"2026-11-23", "2026-11-24"}


def test_a_full_outbox_loses_no_day(desk, tally, tmp_path):
    serve(desk, "one", Move.START, Move.FINISH)
    desk.clock.advance(DAY_S)
    full = Tally(desk.journal, Outbox(tmp_path, limit=0), lambda: PLAN, lambda: PUBLIC, desk.clock)
    with pytest.raises(StorageError):
        full.report()
    assert tally.report() == 1


def test_looks_again_only_after_a_while(desk, tally, outbox):
    tally.tick()
    serve(desk, "one", Move.START, Move.FINISH)
    desk.clock.advance(DAY_S)
    tally.tick()
    tally.tick()
    assert len(told(outbox)) == 1
