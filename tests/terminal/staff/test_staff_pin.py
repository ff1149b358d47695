"""The staff's PIN: what is kept, what is counted, and that no clock and no restart gives more tries than the bound."""

import argparse
import io
import stat
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config import Config, Setup
from kiosk.domain.clock import FixedClock
from kiosk.domain.errors import ConfigError, StorageError
from kiosk.terminal.staff import command, pin
from kiosk.terminal.staff.pin import FREE_TRIES, StaffPin, Verdict, check_pin, delay_s, pin_file

RIGHT, WRONG = "482915", "111222"
CHEAP = 4
START = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def staff_pin(tmp_path, clock):
    staff_pin = StaffPin(tmp_path, clock)
    staff_pin.set_pin(RIGHT, cost=CHEAP)
    return staff_pin


def test_without_a_pin_nothing_is_right(tmp_path, clock):
    staff_pin = StaffPin(tmp_path, clock)
    assert not staff_pin.state().is_set
    assert staff_pin.try_pin(RIGHT) is Verdict.UNSET


def test_the_right_pin_opens_and_only_it(staff_pin):
    assert staff_pin.try_pin(WRONG) is Verdict.WRONG
    assert staff_pin.try_pin(RIGHT + "0") is Verdict.WRONG
    assert staff_pin.state().wrong == 2
    assert staff_pin.try_pin(RIGHT) is Verdict.RIGHT
    assert staff_pin.state().wrong == 0


def test_neither_the_pin_nor_a_plain_hash_of_it_is_kept(staff_pin, tmp_path):
    text = pin_file(tmp_path).read_text("ascii")
    assert RIGHT not in text
    assert stat.S_IMODE(pin_file(tmp_path).stat().st_mode) == 0o600
    staff_pin.set_pin(RIGHT, cost=CHEAP)
    assert pin_file(tmp_path).read_text("ascii") != text, "each setting has a salt of its own"


def test_after_five_wrong_tries_even_the_right_one_waits(staff_pin, clock):
    for _ in range(FREE_TRIES):
        assert staff_pin.try_pin(WRONG) is Verdict.WRONG
    assert staff_pin.state().left_s == 30
    assert staff_pin.try_pin(RIGHT) is Verdict.LOCKED
    clock.advance(29)
    assert staff_pin.try_pin(RIGHT) is Verdict.LOCKED
    clock.advance(1)
    assert staff_pin.try_pin(RIGHT) is Verdict.RIGHT


def test_the_pause_doubles_up_to_a_quarter_of_an_hour():
    assert [delay_s(n) for n in range(4, 12)] == [0, 30, 60, 120, 240, 480, 900, 900]
    assert delay_s(10_000) == 900


def test_a_restart_begins_the_pause_anew(staff_pin, tmp_path, clock):
    for _ in range(FREE_TRIES):
        staff_pin.try_pin(WRONG)
    clock.advance(29)
    again = StaffPin(tmp_path, clock)
    assert again.try_pin(RIGHT) is Verdict.LOCKED
    clock.advance(29)
    assert again.try_pin(RIGHT) is Verdict.LOCKED
    clock.advance(1)
    assert again.try_pin(RIGHT) is Verdict.RIGHT


def test_what_another_process_has_counted_counts(staff_pin, tmp_path, clock):
    staff_pin.state()
    other = StaffPin(tmp_path, clock)
    for _ in range(FREE_TRIES):
        other.try_pin(WRONG)
    clock.advance(3600)
    assert staff_pin.try_pin(RIGHT) is Verdict.LOCKED, "this process has only now learned of it"


def test_a_try_is_on_disk_before_it_is_checked(staff_pin, tmp_path, clock, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pin, "_matches", die)
    with pytest.raises(KeyboardInterrupt):
        staff_pin.try_pin(RIGHT)
    assert StaffPin(tmp_path, clock).state().wrong == 1


def test_what_cannot_be_counted_is_not_checked(staff_pin, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pin, "write_durably", full)
    monkeypatch.setattr(pin, "_matches", lambda *_: pytest.fail("it was checked"))
    with pytest.raises(StorageError, match="No space"):
        staff_pin.try_pin(RIGHT)


@pytest.mark.parametrize("damage", ["", "-3", "many", "9" * 400, "\xff"])
def test_a_count_that_cannot_be_read_locks_for_the_longest_time(staff_pin, tmp_path, damage, clock):
    (tmp_path / "staff-tries").write_text(damage, "latin-1")
    assert StaffPin(tmp_path, clock).state().left_s == 900


def test_a_damaged_pin_says_how_to_mend_it(staff_pin, tmp_path):
    pin_file(tmp_path).write_text('salt = "zz"\n', "ascii")
    with pytest.raises(ConfigError, match="kiosk staff-pin"):
        staff_pin.try_pin(RIGHT)


class JumpingClock(FixedClock):
    """A clock whose time of day anybody may set, and whose monotonic hand begins anywhere in a new process."""

    began_s = 0.0

    def jump(self, seconds):
        self._now += timedelta(seconds=seconds)

    def restart(self, at_s):
        self.began_s = self._elapsed_s - at_s

    def monotonic(self):
        return super().monotonic() - self.began_s

    @property
    def true_s(self):
        return self._elapsed_s


STEPS = st.lists(
    st.one_of(
        st.just(("try", 0)),
        st.tuples(st.just("wait"), st.sampled_from([0.5, 10, 30, 31, 61, 121, 240, 901])),
        st.tuples(st.just("jump"), st.integers(-(10**7), 10**7)),
        st.tuples(st.just("restart"), st.integers(0, 10**6)),
        st.tuples(st.just("storm"), st.integers(1, 15)),
    ),
    min_size=20,
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_never_more_than_ten_tries_in_five_minutes(tmp_path_factory, steps):
    clock, folder = JumpingClock(START), tmp_path_factory.mktemp("pin")
    StaffPin(folder, clock).set_pin(RIGHT, cost=CHEAP)
    staff_pin, tries = StaffPin(folder, clock), []
    plain = [
        pair for kind, n in steps for pair in ([("restart", n), ("try", 0)] * n if kind == "storm" else [(kind, n)])
    ]
    for kind, amount in plain:
        if kind == "wait":
            clock.advance(amount)
        elif kind == "jump":
            clock.jump(amount)
        elif kind == "restart":
            clock.restart(amount)
            staff_pin = StaffPin(folder, clock)
        elif staff_pin.try_pin(WRONG) is Verdict.WRONG:
            tries.append(clock.true_s)
    for start in tries:
        assert sum(1 for t in tries if start <= t < start + 300) <= 10


@pytest.mark.parametrize("weak", ["", "12345", "1234567890123", "12345a", "１２３４５６", "111111", "123456", "987654"])
def test_weak_pins_are_refused(weak):
    with pytest.raises(ConfigError):
        check_pin(weak)


@given(st.from_regex(r"[0-9]{6,12}", fullmatch=True))
def test_any_other_digits_will_do(digits):
    if len({(int(b) - int(a)) % 10 for a, b in pairwise(digits)}) > 1:
        check_pin(digits)


def test_the_command_sets_the_pin(tmp_path, clock, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{RIGHT}\n"))
    assert command.run(argparse.Namespace(stdin=True), Setup(Config(), tmp_path)) == 0
    assert RIGHT not in capsys.readouterr().out
    assert StaffPin(tmp_path, clock).try_pin(RIGHT) is Verdict.RIGHT


def test_the_command_asks_twice_and_never_a_pipe(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(ConfigError, match="--stdin"):
        command.run(argparse.Namespace(stdin=False), Setup(Config(), tmp_path))
    answers = iter([RIGHT, WRONG])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    with pytest.raises(ConfigError, match="not the same"):
        command.run(argparse.Namespace(stdin=False), Setup(Config(), tmp_path))
    assert not pin_file(tmp_path).exists()
