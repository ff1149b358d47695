"""The matters that the hall keeps, and the lock in front of them. Any thread may call it.

A check code has a million values, so what protects a matter is that few can be tried: wrong tries are counted on the disk,
for each number (whether there is such a matter or not, so that nothing tells them apart) and for each terminal.
"""

import hashlib
import hmac
import logging
import secrets
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.clock import Clock, from_iso, to_iso
from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.matters import CODE_DIGITS, Matter, MatterKey, MatterState, MatterStep, matter_number
from kiosk.hall.journal import Journal
from kiosk.hall.plan import HallPlan

_log = logging.getLogger(__name__)
NUMBER_TRIES = 5
TERMINAL_TRIES = 20
LOCK_MINUTES = 15
LISTED = 200  # the newest, for clerks
_SALT_BYTES = 16


class Matters:
    """The matters of the hall.

    Every method raises StorageError when the database fails.

    Args:
        journal: Where they are stored.
        plan: Gives the present plan.
        clock: Tells the time.
    """

    def __init__(self, journal: Journal, plan: Callable[[], HallPlan], clock: Clock) -> None:
        self._journal = journal
        self._plan = plan
        self._clock = clock
        self._turn = threading.Lock()  # tries come one after the other, or many at once would slip by the count

    def open(self, title: str, service: str, who: str) -> MatterKey:
        """Take in a matter and return what opens it; the code is stored nowhere.

        Raises:
            NotFoundError: The hall has no such service.
        """
        plan, now = self._plan(), self._clock.now()
        plan.service(service)  # is there one
        code, salt = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}", secrets.token_bytes(_SALT_BYTES)
        code_hash = _hash(code, salt)
        year = plan.local(now).year
        with self._journal.transaction() as db:
            count = db.execute("SELECT COALESCE(MAX(count), 0) + 1 FROM matters WHERE year = ?", (year,)).fetchone()[0]
            number = matter_number(year, count)
            row = db.execute(
                "INSERT INTO matters (year, count, number, salt, code_hash, title, service) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (year, count, number, salt, code_hash, title, service),
            )
            _add_step(db, row.lastrowid, MatterStep(MatterState.RECEIVED, now), who)
        _log.info("a matter was taken in by %s", who)
        return MatterKey(number, code)

    def add_step(self, number: str, state: MatterState, words: str, who: str) -> Matter:
        """Note how far a matter has come and return it.

        Raises:
            NotFoundError: There is no such matter.
        """
        with self._journal.transaction() as db:
            row = _row(db, number)
            if row is None:
                raise NotFoundError("there is no matter with this number", "GET /api/v1/matters lists them")
            _add_step(db, row["id"], MatterStep(state, self._clock.now(), words), who)
            _log.info("a matter went on to %s by %s", state, who)
            return _matter(db, row)

    def newest(self) -> list[Matter]:
        """Return the newest matters, the newest first."""
        with self._journal.transaction() as db:
            rows = db.execute("SELECT * FROM matters ORDER BY id DESC LIMIT ?", (LISTED,)).fetchall()
            return [_matter(db, row) for row in rows]

    def look_up(self, number: str, code: str, terminal: str) -> Matter:
        """Return a matter to whoever knows its code.

        Raises:
            NotFoundError: Number and code do not belong together; the same words whether the number exists or not.
            RefusedError: Too many wrong tries (`locked`), whatever was asked for now.
        """
        limits = {f"number:{number}": NUMBER_TRIES, f"terminal:{terminal}": TERMINAL_TRIES}
        with self._turn:
            now = self._clock.now()
            with self._journal.transaction() as db:
                _check_locks(db, limits, now)
                row = _row(db, number)
            # as long for a number that does not exist; outside the transaction, for tickets must not wait for it
            stored, salt = (row["code_hash"], row["salt"]) if row else (b"", bytes(_SALT_BYTES))
            right = hmac.compare_digest(_hash(code, salt), stored)
            with self._journal.transaction() as db:
                if row and right:
                    db.execute("DELETE FROM matter_tries WHERE subject = ?", (f"number:{number}",))
                    return _matter(db, row)
                _count_wrong(db, limits, now)
        raise NotFoundError("no matter has this number and check code", "compare both with the slip and try again")


def _hash(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1)  # RFC 7914; takes 16 MiB


def _check_locks(db: sqlite3.Connection, subjects: dict[str, int], now: datetime) -> None:
    db.execute("DELETE FROM matter_locks WHERE until <= ?", (to_iso(now),))
    locked = {row["subject"] for row in db.execute("SELECT subject FROM matter_locks")}
    if locked & subjects.keys():
        raise RefusedError("too many wrong tries", f"try again in {LOCK_MINUTES} minutes", status=429, code="locked")


def _count_wrong(db: sqlite3.Connection, limits: dict[str, int], now: datetime) -> None:
    span = timedelta(minutes=LOCK_MINUTES)
    db.execute("DELETE FROM matter_tries WHERE at <= ?", (to_iso(now - span),))
    for subject, limit in limits.items():
        db.execute("INSERT INTO matter_tries (subject, at) VALUES (?, ?)", (subject, to_iso(now)))
        count = db.execute("SELECT COUNT(*) FROM matter_tries WHERE subject = ?", (subject,)).fetchone()[0]
        if count >= limit:
            db.execute("DELETE FROM matter_tries WHERE subject = ?", (subject,))
            db.execute(
                "INSERT OR REPLACE INTO matter_locks (subject, until) VALUES (?, ?)", (subject, to_iso(now + span))
            )
            _log.warning(
                "progress is locked for %s minutes after wrong tries: a %s", LOCK_MINUTES, subject.split(":")[0]
            )


def _add_step(db: sqlite3.Connection, matter: int | None, step: MatterStep, who: str) -> None:
    db.execute(
        "INSERT INTO matter_steps (matter, at, state, words, who) VALUES (?, ?, ?, ?, ?)",
        (matter, to_iso(step.at), step.state.value, step.words, who),
    )


def _row(db: sqlite3.Connection, number: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute("SELECT * FROM matters WHERE number = ?", (number,)).fetchone()
    return row


def _matter(db: sqlite3.Connection, row: sqlite3.Row) -> Matter:
    steps = db.execute("SELECT * FROM matter_steps WHERE matter = ? ORDER BY id", (row["id"],))
    return Matter(
        row["number"],
        row["title"],
        row["service"],
        tuple(MatterStep(MatterState(s["state"]), from_iso(s["at"]), s["words"]) for s in steps),
    )
