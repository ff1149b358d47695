"""Brings the letters of the outbox to the centre, in a thread of its own; they wait on the disk for as long as it takes.

A letter leaves the disk only when the centre has answered that it keeps it. A kill, a power cut or a lost answer in
between sends it once more, and the centre knows the id.
"""

import json
import logging
import random
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3

from kiosk.config import SyncConfig
from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError, NotReachableError, RefusedError, StorageError
from kiosk.wire.outbox import Outbox, Waiting

log = logging.getLogger(__name__)

BATCH = 20  # letters in one request
_LOOK_S = 2.0  # how soon a new letter leaves; looking is one folder listing
_FIRST_RETRY_S = 5.0
_LONGEST_RETRY_S = 900.0
_HANGS_S = 1800.0  # far longer than any wait, and than any answer of a centre
_SPREAD = 0.2
_STOP_S = 5.0
_SCHEMES = ("http://", "https://")
_TIMEOUT = urllib3.Timeout(connect=5.0, read=30.0)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round came to: letters that the centre keeps now, and those that it could not open."""

    kept: int = 0
    refused: int = 0


Send = Callable[[list[tuple[str, bytes]]], tuple[set[str], set[str]]]  # letters; ids kept, ids that cannot be opened


class Courier:
    """Empties the outbox. `run` belongs to one thread, `stop` to any.

    Args:
        outbox: The letters.
        send: Hands letters in at the centre.
        clock: This machine's clock.
    """

    def __init__(self, outbox: Outbox, send: Send, clock: Clock) -> None:
        self._outbox = outbox
        self._send = send
        self._clock = clock
        self._stopping = threading.Event()
        self._turned_s = time.monotonic()

    def answers(self) -> bool:
        """Tell whether the thread of `run` gets on; callable from any thread."""
        return time.monotonic() - self._turned_s <= _HANGS_S

    def run(self) -> None:
        """Deliver until stopped; a centre that is away is tried again, each time a little later."""
        failures = 0
        self._outbox.sweep(self._clock.now())
        while not self._stopping.is_set():
            self._turned_s = time.monotonic()
            try:
                self.round()
                failures = 0
            except KioskError as err:
                failures += 1
                if failures == 1:
                    log.warning("letters wait: %s", err)
            except Exception:  # the outermost loop of this thread
                failures += 1
                log.exception("delivering ended in a fault")
            self._stopping.wait(_pause_s(failures))

    def stop(self) -> None:
        """Let `run` return after the request under way."""
        self._stopping.set()

    def round(self) -> Delivered:
        """Hand in all that waits, oldest first.

        Raises:
            NotReachableError: The centre does not answer.
            RefusedError: The centre does not let this machine in.
            StorageError: The outbox cannot be read or written.
        """
        kept = refused = 0
        while not self._stopping.is_set() and (letters := self._outbox.waiting(BATCH)):
            self._turned_s = time.monotonic()
            taken, unreadable = self._send([(w.id, data) for w in letters if (data := _read(w)) is not None])
            done = [w for w in letters if w.id in taken]
            aside = [w for w in letters if w.id in unreadable - taken]
            for letter in done:
                self._outbox.remove(letter)
            for letter in aside:
                log.error("the centre cannot open letter %s: it is set aside", letter.id)
                self._outbox.set_aside(letter)
            if not done and not aside:
                raise NotReachableError("the centre's answer names none of the letters", "look at the centre's log")
            kept, refused = kept + len(done), refused + len(aside)
        if kept:
            log.info("%s letters are at the centre", kept)
        return Delivered(kept, refused)


@contextmanager
def delivering(config: SyncConfig, data: Path, clock: Clock) -> Iterator[Callable[[], bool]]:
    """Deliver letters while the block runs, in a thread of its own; where there is no centre to reach, none leave.

    What it hands over tells whether that thread gets on.
    """
    if not config.token or not config.centre.startswith(_SCHEMES):
        log.info("letters are not delivered: [sync] has no token, or its centre is a folder")
        yield lambda: True
        return
    courier = Courier(Outbox(data), centre_sender(config), clock)
    thread = threading.Thread(target=courier.run, name="courier", daemon=True)
    thread.start()
    try:
        yield courier.answers
    finally:
        courier.stop()
        thread.join(_STOP_S)


def centre_sender(config: SyncConfig) -> Send:
    """Return what hands letters in at the centre of a configuration, over HTTP."""
    pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False)
    url = config.centre.rstrip("/") + "/inbox/"
    headers = {"Authorization": f"Bearer {config.token}", "Content-Type": "application/json"}

    def send(letters: list[tuple[str, bytes]]) -> tuple[set[str], set[str]]:
        body = {"letters": [{"id": name, "sealed": b64encode(data).decode()} for name, data in letters]}
        try:
            answer = pool.request("POST", url, body=json.dumps(body).encode(), headers=headers)
        except (urllib3.exceptions.HTTPError, OSError) as err:
            raise NotReachableError(f"{url} does not answer", "letters wait until it does") from err
        return _ids(url, answer.status, answer.data)

    return send


def _ids(url: str, status: int, data: bytes) -> tuple[set[str], set[str]]:
    if status == 401:
        raise RefusedError(
            "the centre does not know this machine",
            "run `kiosk centre add-machine NAME` there and put the token under [sync]",
            status=status,
        )
    if status != 200:
        raise NotReachableError(f"{url} answers with status {status}", "look at the centre's log")
    try:
        answer: Any = json.loads(data)
        return set(answer["kept"]), set(answer["refused"])
    except (ValueError, KeyError, TypeError) as err:
        raise NotReachableError(f"the answer of {url} cannot be read", "use the same version on both machines") from err


def _read(letter: Waiting) -> bytes | None:
    try:
        return letter.file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as err:
        raise StorageError(f"cannot read {letter.file}: {err.strerror}", "check the disk") from err


def _pause_s(failures: int) -> float:
    """Return the seconds to wait: short while all is well, then doubling to a quarter of an hour."""
    pause = _LOOK_S if not failures else min(_LONGEST_RETRY_S, _FIRST_RETRY_S * 2 ** min(failures - 1, 10))
    return pause * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311 - spreads load, keeps no secret
