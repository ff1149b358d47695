"""The rows of `hall.db` as values, and every SQL statement on tickets. Called inside a transaction of the journal."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.clock import from_iso, to_iso
from kiosk.domain.tickets import Priority, TicketNote, TicketState, ticket_number
from kiosk.shape import shape, unshape

ISSUE, NEXT, CALL = "issue", "next", "call"  # moves in the log beside those of kiosk.domain.tickets.Move
AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket as stored."""

    id: int
    day: str
    number: str
    service: str
    queue: str
    request_id: str
    priority: Priority
    state: TicketState
    issued_at: datetime
    counter: str
    call_id: str
    calls: int
    called_at: datetime | None
    note: TicketNote


class Tickets:
    """The tickets of one day, on the connection of an open transaction.

    Args:
        connection: Of the transaction.
        day: ISO date in the hall's zone.
    """

    def __init__(self, connection: sqlite3.Connection, day: str) -> None:
        self._db = connection
        self.day = day

    def add(
        self, service: str, prefix: str, request_id: str, priority: Priority, *, at: datetime, note: TicketNote
    ) -> TicketRow:
        """Store a new ticket with the next free number of its letter."""
        # services may share a letter, so the count goes by letter: a number is unique in the whole hall
        last = self._db.execute(
            "SELECT max(count) FROM tickets WHERE day = ? AND substr(number, 1, 1) = ?", (self.day, prefix)
        ).fetchone()[0]
        count = (last or 0) + 1
        if count == 1:
            self._db.execute("UPDATE tickets SET note = '' WHERE day <> ? AND note <> ''", (self.day,))
        told = "" if note.empty else json.dumps(unshape(note), ensure_ascii=False)
        values = (ticket_number(prefix, count), request_id, priority.value, TicketState.WAITING.value, to_iso(at), told)
        row = self._db.execute(
            "INSERT INTO tickets (day, service, queue, count, number, request_id, priority, state, issued_at, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            (self.day, service, service, count, *values),
        ).fetchone()
        return _ticket(row)

    def by_request(self, request_id: str) -> TicketRow | None:
        """Return the ticket of a request, of whichever day."""
        return self._one("request_id = ?", request_id)

    def by_number(self, number: str) -> TicketRow | None:
        """Return today's ticket with a number."""
        return self._one("day = ? AND number = ?", self.day, number)

    def at_counter(self, counter: str) -> TicketRow | None:
        """Return the ticket that is called to or served at a counter."""
        return self._one("day = ? AND counter = ? AND state IN (?, ?)", self.day, counter, *AT_COUNTER)

    def in_states(self, *states: TicketState) -> list[TicketRow]:
        """Return today's tickets in some states, oldest first."""
        marks = ",".join("?" * len(states))
        return self._many(f"day = ? AND state IN ({marks})", self.day, *states)

    def waiting(self, queues: Collection[str]) -> list[TicketRow]:
        """Return who waits in some queues, oldest first."""
        marks = ",".join("?" * len(queues))
        return self._many(f"day = ? AND state = ? AND queue IN ({marks})", self.day, TicketState.WAITING, *queues)

    def issued(self, service: str) -> int:
        """Return how many tickets a service has issued today."""
        sql = "SELECT count(*) FROM tickets WHERE day = ? AND service = ?"
        return int(self._db.execute(sql, (self.day, service)).fetchone()[0])

    def passed(self, queues: Collection[str]) -> int:
        """Return how many priority tickets in a row went past the normal one that has waited longest."""
        marks = ",".join("?" * len(queues))
        today = f"t.day = ? AND t.queue IN ({marks})"
        key = (self.day, *queues)
        join = "FROM ticket_log l JOIN tickets t ON t.id = l.ticket WHERE"
        oldest = self._db.execute(
            f"SELECT min(l.id) {join} {today} AND l.move = 'issue' AND t.state = 'waiting' AND t.priority = 'normal'",
            key,
        ).fetchone()[0]
        last = self._db.execute(
            f"SELECT max(l.id) {join} {today} AND l.move = 'next' AND t.priority = 'normal'", key
        ).fetchone()[0]
        if oldest is None:
            return 0
        sql = f"SELECT count(*) {join} {today} AND l.move = 'next' AND t.priority <> 'normal' AND l.id > ?"
        return int(self._db.execute(sql, (*key, max(oldest, last or 0))).fetchone()[0])

    def claim(self, row: TicketRow, counter: str, call_id: str, at: datetime) -> None:
        """Call a ticket to a counter for the first time in this call."""
        self._db.execute(
            "UPDATE tickets SET state = ?, counter = ?, call_id = ?, calls = 1, called_at = ? WHERE id = ?",
            (TicketState.CALLED.value, counter, call_id, to_iso(at), row.id),
        )

    def repeat_call(self, row: TicketRow, at: datetime) -> None:
        """Count one more repeat of the present call."""
        self._db.execute("UPDATE tickets SET calls = calls + 1, called_at = ? WHERE id = ?", (to_iso(at), row.id))

    def move(self, row: TicketRow, state: TicketState) -> None:
        """Put a ticket into a state; one that is done needs its note no longer."""
        self._db.execute("UPDATE tickets SET state = ? WHERE id = ?", (state.value, row.id))
        if state is TicketState.DONE:
            self._db.execute("UPDATE tickets SET note = '' WHERE id = ?", (row.id,))

    def requeue(self, row: TicketRow, queue: str) -> None:
        """Let a ticket wait in another queue, with the place that its time of issue gives it."""
        self._db.execute(
            "UPDATE tickets SET state = ?, queue = ?, counter = '' WHERE id = ?",
            (TicketState.WAITING.value, queue, row.id),
        )

    def log(self, row: TicketRow, move: str, counter: str, who: str, at: datetime) -> None:
        """Write down that somebody moved a ticket."""
        self._db.execute(
            "INSERT INTO ticket_log (at, ticket, move, counter, who) VALUES (?, ?, ?, ?, ?)",
            (to_iso(at), row.id, move, counter, who),
        )

    def last_called(self, count: int) -> list[TicketRow]:
        """Return the tickets called today, newest call first."""
        return [
            _ticket(row)
            for row in self._db.execute(
                "SELECT * FROM tickets WHERE day = ? AND called_at <> '' ORDER BY called_at DESC, id DESC LIMIT ?",
                (self.day, count),
            )
        ]

    def paused(self) -> frozenset[str]:
        """Return the counters that have closed their window for a while."""
        return frozenset(row["counter"] for row in self._db.execute("SELECT counter FROM counters WHERE paused"))

    def set_paused(self, counter: str, *, paused: bool) -> None:
        """Close or open a counter's window."""
        self._db.execute(
            "INSERT INTO counters (counter, paused) VALUES (?, ?)"
            " ON CONFLICT (counter) DO UPDATE SET paused = excluded.paused",
            (counter, int(paused)),
        )

    def _one(self, where: str, *values: object) -> TicketRow | None:
        rows = self._many(where, *values)
        return rows[0] if rows else None

    def _many(self, where: str, *values: object) -> list[TicketRow]:
        rows = self._db.execute(f"SELECT * FROM tickets WHERE {where} ORDER BY id", values)  # noqa: S608 - our own words
        return [_ticket(row) for row in rows]


def _ticket(row: sqlite3.Row) -> TicketRow:
    return TicketRow(
        id=row["id"],
        day=row["day"],
        number=row["number"],
        service=row["service"],
        queue=row["queue"],
        request_id=row["request_id"],
        priority=Priority(row["priority"]),
        state=TicketState(row["state"]),
        issued_at=from_iso(row["issued_at"]),
        counter=row["counter"],
        call_id=row["call_id"],
        calls=row["calls"],
        called_at=from_iso(row["called_at"]) if row["called_at"] else None,
        note=shape(TicketNote, json.loads(row["note"])) if row["note"] else TicketNote(),
    )
