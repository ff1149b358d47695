"""The staff's PIN: kept salted and hashed, tries counted on disk before they are checked. Not for the Kivy thread.

The count is reset by a right PIN alone, and no time of day is written or read: a delay is served on the monotonic clock
of the process, from when the process first sees the count. A restart therefore begins the delay anew, and a clock that is
set forward or back gives nothing. In any five minutes at most eight tries are checked: five at once, then after 30, 60 and
120 seconds; the pause doubles up to a quarter of an hour.
"""

import fcntl
import hashlib
import hmac
import logging
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil
from pathlib import Path

from kiosk.domain.clock import Clock
from kiosk.domain.errors import ConfigError, StorageError
from kiosk.durable import write_durably
from kiosk.shape import ShapeError, shape

DIGITS_MIN, DIGITS_MAX = 6, 12
FREE_TRIES = 5
_FIRST_DELAY_S, _DELAY_MAX_S = 30, 900
_UNREADABLE = 1_000  # a count that cannot be understood: the longest delay
_SALT_BYTES, _KEY_BYTES = 16, 32
COST = 2**14  # scrypt's N; with r = 8 a check takes 16 MB of memory
_BLOCK, _LANES = 8, 1
_MODE = 0o600

_log = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"  # not checked
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class PinState:
    """Whether a PIN is set, how many tries were wrong since the last right one, and the seconds before the next one."""

    is_set: bool
    wrong: int
    left_s: int


@dataclass(frozen=True, slots=True)
class _Stored:
    salt: str
    key: str
    cost: int
    block: int
    lanes: int


class StaffPin:
    """The PIN of this machine.

    Args:
        data: The data folder.
        clock: Measures the delays; its time of day is not asked for.
    """

    def __init__(self, data: Path, clock: Clock) -> None:
        self._clock = clock
        self._file = pin_file(data)
        self._tries = data / "staff-tries"
        self._lock = data / "staff-lock"
        self._seen: tuple[int, float] | None = None  # the count, and since when this process knows it

    def state(self) -> PinState:
        """Tell how things are.

        Raises:
            StorageError: The folder cannot be used.
        """
        with self._alone():
            return PinState(self._file.exists(), self._count(), self._left_s())

    def try_pin(self, digits: str) -> Verdict:
        """Count a try durably, then check it.

        Raises:
            ConfigError: The PIN's file is damaged.
            StorageError: The try cannot be counted, and is not checked.
        """
        with self._alone():
            if not self._file.exists():
                return Verdict.UNSET
            if self._left_s():
                return Verdict.LOCKED
            stored = self._read()
            self._write_count(self._count() + 1)
            if not _matches(digits, stored):
                _log.warning("a wrong staff PIN, number %s since the last right one", self._count())
                return Verdict.WRONG
            self._write_count(0)
            _log.info("the staff PIN was entered")
            return Verdict.RIGHT

    def set_pin(self, digits: str, *, cost: int = COST) -> None:
        """Set the PIN and begin counting anew.

        Args:
            digits: 6 to 12 digits that are not easily guessed.
            cost: scrypt's N, a power of two.

        Raises:
            ConfigError: The PIN is too short, too long, no digits, or too easily guessed.
            StorageError: It cannot be written.
        """
        check_pin(digits)
        salt = secrets.token_bytes(_SALT_BYTES)
        stored = _Stored(salt.hex(), "", cost, _BLOCK, _LANES)
        text = (
            f'# set by `kiosk staff-pin`\nsalt = "{salt.hex()}"\nkey = "{_key(digits, stored).hex()}"\n'
            f"cost = {cost}\nblock = {_BLOCK}\nlanes = {_LANES}\n"
        )
        with self._alone():
            try:
                write_durably(self._file, text.encode("ascii"), mode=_MODE)
            except OSError as err:
                raise StorageError(f"cannot write {self._file}: {err.strerror}", "check the folder's owner") from err
            self._write_count(0)

    def _read(self) -> _Stored:
        try:
            return shape(_Stored, tomllib.loads(self._file.read_text("ascii")))
        except OSError as err:
            raise StorageError(f"cannot read {self._file}: {err.strerror}", "check the file's owner") from err
        except (ShapeError, ValueError) as err:
            raise ConfigError(f"{self._file} is damaged", "set the PIN anew with kiosk staff-pin") from err

    def _left_s(self) -> int:
        count, now_s = self._count(), self._clock.monotonic()
        if self._seen is None or self._seen[0] != count:
            self._seen = count, now_s
        return max(0, ceil(self._seen[1] + delay_s(count) - now_s))

    def _count(self) -> int:
        try:
            text = self._tries.read_text("ascii").strip()
        except FileNotFoundError:
            return 0
        except OSError as err:
            raise StorageError(f"cannot read {self._tries}: {err.strerror}", "check the file's owner") from err
        except ValueError:
            return _UNREADABLE
        return int(text) if text.isdecimal() else _UNREADABLE

    def _write_count(self, count: int) -> None:
        try:
            write_durably(self._tries, f"{count}\n".encode("ascii"), mode=_MODE)
        except OSError as err:
            raise StorageError(f"cannot write {self._tries}: {err.strerror}", "free space on the disk") from err
        self._seen = count, self._clock.monotonic()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes out: two of them must not count the same try as one."""
        try:
            lock = self._lock.open("wb")
        except OSError as err:
            raise StorageError(f"cannot write {self._lock}: {err.strerror}", "check the folder's owner") from err
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def delay_s(wrong: int) -> int:
    """Return the seconds to wait after so many wrong tries."""
    if wrong < FREE_TRIES:
        return 0
    return min(_DELAY_MAX_S, _FIRST_DELAY_S << min(wrong - FREE_TRIES, 10))


def check_pin(digits: str) -> None:
    """Refuse a PIN that is no good.

    Raises:
        ConfigError: It is too short, too long, not of the digits 0 to 9, all one digit or a run such as 123456.
    """
    if not (digits.isascii() and digits.isdecimal() and DIGITS_MIN <= len(digits) <= DIGITS_MAX):
        raise ConfigError(f"a staff PIN has {DIGITS_MIN} to {DIGITS_MAX} digits and nothing else", "choose another one")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise ConfigError("this PIN is one of the first that anybody would try", "choose another one")


def pin_file(data: Path) -> Path:
    """Return where the PIN of this machine lies."""
    return data / "staff.toml"


def _matches(digits: str, stored: _Stored) -> bool:
    return hmac.compare_digest(_key(digits, stored).hex(), stored.key)


def _key(digits: str, stored: _Stored) -> bytes:
    return hashlib.scrypt(
        digits.encode("utf-8"),
        salt=bytes.fromhex(stored.salt),
        n=stored.cost,
        r=stored.block,
        p=stored.lanes,
        dklen=_KEY_BYTES,
    )
