"""Tells the centre how many tickets of each service were finished on a day, so that it knows how many visitors gave no rating.

One letter for each day that is over; a crash between writing it and noting so writes it twice, and the centre counts a
day once. Called from the hall's main thread.
"""

import logging
from collections.abc import Callable
from itertools import groupby

from kiosk.domain.clock import Clock
from kiosk.domain.feedback import Letter, Served
from kiosk.domain.tickets import TicketState
from kiosk.hall.journal import Journal
from kiosk.hall.plan import HallPlan
from kiosk.wire.letters import new_id, seal
from kiosk.wire.outbox import Outbox

_log = logging.getLogger(__name__)
_LOOK_S = 600.0
_TOLD = "served_told"  # in `meta`: the last day that the centre was told of
_MACHINE = "hall"


class Tally:
    """The report of finished tickets.

    Args:
        journal: Has the tickets.
        outbox: Takes the letters.
        plan: Gives the present plan.
        key: Gives the centre's public key for letters, empty while no release brought one.
        clock: Tells the time.
    """

    def __init__(
        self, journal: Journal, outbox: Outbox, plan: Callable[[], HallPlan], key: Callable[[], str], clock: Clock
    ) -> None:
        self._journal = journal
        self._outbox = outbox
        self._plan, self._key = plan, key
        self._clock = clock
        self._next_s = 0.0

    def tick(self) -> None:
        """Report now and then.

        Raises:
            StorageError: The outbox is full, or a disk refuses; tried again later.
        """
        now_s = self._clock.monotonic()
        if now_s >= self._next_s:
            self._next_s = now_s + _LOOK_S
            self.report()

    def report(self) -> int:
        """Write a letter for each day that is over and not told of yet; return how many.

        Raises:
            StorageError: The outbox is full, or a disk refuses.
        """
        key = self._key()
        if not key:
            return 0
        days = self._untold()
        for day, counts in days:
            letter = Letter(new_id(), self._plan().hall.name, _MACHINE, Served(day, counts))
            self._outbox.put(letter.id, seal(letter, key), self._clock.now(), receipt=False)
            with self._journal.transaction() as db:
                db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_TOLD, day))
            _log.info("letter %s tells of the tickets finished on %s", letter.id, day)
        return len(days)

    def _untold(self) -> list[tuple[str, dict[str, int]]]:
        today = self._plan().local(self._clock.now()).date().isoformat()
        with self._journal.transaction() as db:
            rows = db.execute(
                "SELECT day, service, count(*) AS count FROM tickets WHERE state = ? AND day < ?"
                " AND day > COALESCE((SELECT value FROM meta WHERE key = ?), '') GROUP BY day, service ORDER BY day",
                (TicketState.DONE.value, today, _TOLD),
            ).fetchall()
        return [
            (day, {row["service"]: row["count"] for row in of_day})
            for day, of_day in groupby(rows, key=lambda row: row["day"])
        ]
