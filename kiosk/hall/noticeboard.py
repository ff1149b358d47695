"""Notices that the manager pushes onto the boards: stored, announced, withdrawn when their time is over."""

import logging
import sqlite3
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

from kiosk.domain.clock import Clock, from_iso, to_iso
from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.live import Notice
from kiosk.hall.journal import Journal

_log = logging.getLogger(__name__)
MAX_ACTIVE = 16  # all of them travel in one snapshot


class Noticeboard:
    """The pushed notices.

    Args:
        journal: Where they are stored.
        clock: Tells the time.
        announce: Sends a notice to the boards.
    """

    def __init__(self, journal: Journal, clock: Clock, announce: Callable[[Notice], object]) -> None:
        self._journal = journal
        self._clock = clock
        self._announce = announce
        self._turn = threading.RLock()

    def push(self, text: str, board: str, ttl_s: int | None, *, emergency: bool, who: str) -> Notice:
        """Put a text on a board, or on all when `board` is empty; `ttl_s` in seconds, None until withdrawn.

        Raises:
            RefusedError: Too many notices are active (`full`).
        """
        with self._turn:
            now = from_iso(to_iso(self._clock.now()))  # as precise as it is stored
            if len(self.active()) >= MAX_ACTIVE:
                raise RefusedError(f"{MAX_ACTIVE} notices are active already", "withdraw one first", code="full")
            ends_at = now + timedelta(seconds=ttl_s) if ttl_s is not None else None
            notice = Notice(uuid.uuid4().hex[:12], text, emergency, board, ends_at)
            with self._journal.transaction() as db:
                db.execute(
                    "INSERT INTO notices (id, text, board, emergency, pushed_at, ends_at, who)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (notice.id, text, board, int(emergency), to_iso(now), to_iso(ends_at) if ends_at else None, who),
                )
            _log.info("notice %s pushed by %s to %s", notice.id, who, board or "all boards")
            self._announce(notice)
            return notice

    def withdraw(self, notice_id: str) -> None:
        """Take a notice off the boards.

        Raises:
            NotFoundError: No such notice is active.
        """
        with self._turn:
            notice = next((n for n in self.active() if n.id == notice_id), None)
            if notice is None:
                raise NotFoundError(f"no notice {notice_id!r} is active", "GET /api/v1/board/notices lists them")
            self._end(notice)

    def active(self) -> tuple[Notice, ...]:
        """Return the notices that are not over, newest first."""
        now = self._clock.now()
        return tuple(n for n in self._stored() if n.ends_at is None or n.ends_at > now)

    def expire(self) -> None:
        """Withdraw the notices whose time is over."""
        with self._turn:
            now = self._clock.now()
            for notice in self._stored():
                if notice.ends_at and notice.ends_at <= now:
                    self._end(notice)

    def _end(self, notice: Notice) -> None:
        with self._journal.transaction() as db:
            db.execute("UPDATE notices SET over = 1 WHERE id = ?", (notice.id,))
        _log.info("notice %s is over", notice.id)
        self._announce(Notice(notice.id, notice.text, notice.emergency, notice.board, notice.ends_at, withdrawn=True))

    def _stored(self) -> list[Notice]:
        with self._journal.transaction() as db:
            return [_notice(row) for row in db.execute("SELECT * FROM notices WHERE NOT over ORDER BY pushed_at DESC")]


def _notice(row: sqlite3.Row) -> Notice:
    ends_at = from_iso(row["ends_at"]) if row["ends_at"] else None
    return Notice(row["id"], row["text"], bool(row["emergency"]), row["board"], ends_at)
