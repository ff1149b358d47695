"""Matters: who may ask, what a wrong code says, and the lock that counts on the disk."""

from datetime import timedelta

import pytest
from hall_parts import MONDAY_10, PLAN

from kiosk.domain.clock import FixedClock
from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.matters import MatterState, is_matter_number
from kiosk.hall.journal import Journal
from kiosk.hall.matters import LOCK_MINUTES, NUMBER_TRIES, TERMINAL_TRIES, Matters

TITLE = "申请法律援助"
LOCK_S = LOCK_MINUTES * 60


@pytest.fixture
def clock():
    return FixedClock(MONDAY_10)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "hall.db")
    yield journal
    journal.close()


@pytest.fixture
def matters(journal, clock):
    return Matters(journal, lambda: PLAN, clock)


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def miss(matters, number, code, terminal="t"):
    with pytest.raises(NotFoundError) as caught:
        matters.look_up(number, code, terminal)
    return caught.value


def lock(matters, number, code):
    for _ in range(NUMBER_TRIES):
        miss(matters, number, code)


def test_a_matter_opens_with_its_code(matters, clock):
    key = matters.open(TITLE, "aid", "clerk-1")
    assert is_matter_number(key.number)
    assert key.number.startswith("2026")
    assert (len(key.code), key.code.isdigit()) == (6, True)
    clock.advance(60)
    matters.add_step(key.number, MatterState.ASSIGNED, "张律师", "clerk-1")
    found = matters.look_up(key.number, key.code, "t")
    assert (found.title, found.service) == (TITLE, "aid")
    assert [(s.state, s.words) for s in found.steps] == [(MatterState.RECEIVED, ""), (MatterState.ASSIGNED, "张律师")]
    assert found.steps[1].at - found.steps[0].at == timedelta(seconds=60)


def test_numbers_count_up(matters):
    first, second = (matters.open(TITLE, "aid", "c").number for _ in range(2))
    assert (first[:8], second[:8]) == ("20260001", "20260002")


def test_a_matter_needs_a_service_of_the_hall_and_a_step_needs_a_matter(matters):
    with pytest.raises(NotFoundError):
        matters.open(TITLE, "nothing", "c")
    with pytest.raises(NotFoundError):
        matters.add_step("1", MatterState.DONE, "", "c")


def test_a_wrong_code_and_an_unknown_number_say_the_same(matters):
    key = matters.open(TITLE, "aid", "c")
    known, unknown = miss(matters, key.number, wrong(key.code)), miss(matters, "20269999", "123456")
    assert (known.what, known.cure, known.status, known.code) == (
        unknown.what, unknown.cure, unknown.status, unknown.code,
    )  # fmt: skip


@pytest.mark.parametrize("known", [True, False])
def test_five_wrong_tries_lock_a_number_for_everybody_and_15_minutes(matters, clock, known):
    key = matters.open(TITLE, "aid", "c")
    number = key.number if known else "20269999"
    lock(matters, number, wrong(key.code))
    clock.advance(LOCK_S - 1)
    with pytest.raises(RefusedError) as caught:
        matters.look_up(number, key.code, "another")
    assert (caught.value.status, caught.value.code) == (429, "locked")
    clock.advance(1)
    if known:
        assert matters.look_up(number, key.code, "t").title == TITLE
    else:
        miss(matters, number, key.code)


def test_the_right_code_clears_the_count_of_the_number(matters):
    key = matters.open(TITLE, "aid", "c")
    for _ in range(2):
        for _ in range(NUMBER_TRIES - 1):
            miss(matters, key.number, wrong(key.code))
        assert matters.look_up(key.number, key.code, "t")


def test_wrong_tries_are_forgotten_after_a_while(matters, clock):
    key = matters.open(TITLE, "aid", "c")
    for _ in range(NUMBER_TRIES * 2):
        miss(matters, key.number, wrong(key.code))
        clock.advance(LOCK_S / (NUMBER_TRIES - 1))


def test_twenty_wrong_tries_lock_the_terminal_and_no_other(matters):
    key = matters.open(TITLE, "aid", "c")
    for count in range(TERMINAL_TRIES):
        miss(matters, f"2027{count:05d}", "123456")
        if count == NUMBER_TRIES:
            assert matters.look_up(key.number, key.code, "t"), "a code of one's own opens nothing more"
    with pytest.raises(RefusedError, match="wrong tries"):
        matters.look_up(key.number, key.code, "t")
    assert matters.look_up(key.number, key.code, "another").title == TITLE


def test_the_lock_and_the_matter_outlive_a_restart(tmp_path, clock):
    journal = Journal(tmp_path / "hall.db")
    matters = Matters(journal, lambda: PLAN, clock)
    key = matters.open(TITLE, "aid", "c")
    for _ in range(NUMBER_TRIES - 1):
        miss(matters, key.number, wrong(key.code))
    journal.close()
    journal = Journal(tmp_path / "hall.db")
    matters = Matters(journal, lambda: PLAN, clock)
    miss(matters, key.number, wrong(key.code))
    journal.close()
    journal = Journal(tmp_path / "hall.db")
    matters = Matters(journal, lambda: PLAN, clock)
    with pytest.raises(RefusedError):
        matters.look_up(key.number, key.code, "t")
    clock.advance(LOCK_S)
    assert matters.look_up(key.number, key.code, "t").title == TITLE
    journal.close()


def test_no_code_stands_on_the_disk_or_in_the_log(matters, journal, tmp_path, caplog):
    caplog.set_level("DEBUG")
    key = matters.open(TITLE, "aid", "c")
    assert matters.look_up(key.number, key.code, "t")
    lock(matters, key.number, wrong(key.code))
    with journal.transaction() as db:
        row = db.execute("SELECT * FROM matters").fetchone()
        assert key.code not in [row[name] for name in row.keys()]  # noqa: SIM118 - a row iterates over values
        assert key.code.encode() not in row["code_hash"]
    assert "locked" in caplog.text
    for secret in (key.number, key.code, wrong(key.code)):
        assert secret not in caplog.text


def test_over_the_api_a_matter_goes_from_clerk_to_visitor(own_hall):
    made = own_hall.api("POST", "/matters", {"title": TITLE, "service": "aid"}, role="clerk")
    assert made.status == 201
    number, code = made.data["number"], made.data["code"]
    step = {"state": "missing", "words": "请补交收入证明"}
    assert own_hall.api("POST", f"/matters/{number}/steps", step, role="clerk").status == 201
    assert own_hall.api("POST", f"/matters/{number}/steps", {"state": "lost"}, role="clerk").status == 422
    listed = own_hall.api("GET", "/matters", role="clerk").data
    assert [m["number"] for m in listed] == [number]
    assert "code" not in listed[0]
    found = own_hall.api("POST", "/matters/look-up", {"number": number, "code": code}, role="terminal")
    assert found.status == 200
    assert [(s["state"], s["words"]) for s in found.data["steps"]] == [("received", ""), ("missing", "请补交收入证明")]
    question = {"number": number, "code": wrong(code)}
    refused = [own_hall.api("POST", "/matters/look-up", question, role="terminal") for _ in range(NUMBER_TRIES + 1)]
    assert [a.status for a in refused] == [404] * NUMBER_TRIES + [429]
    assert refused[-1].data["type"] == "urn:kiosk:problem:locked"
    for bad in ({"number": "A005", "code": code}, {"number": number, "code": "12345"}, {"number": number}):
        assert own_hall.api("POST", "/matters/look-up", bad, role="terminal").status == 422
    own_hall.stop()
    for log in (own_hall.data / "logs").glob("*"):
        assert number not in log.read_text("utf-8")
        assert code not in log.read_text("utf-8")
