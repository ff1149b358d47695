"""The queue at work: issues tickets, calls them to counters, moves them on. Any thread may call it; they take turns.

Each change is committed and synced first, then announced to the boards, in that order and without another in between.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from kiosk.domain.clock import Clock
from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.live import CALLS_KEPT, Body, Call, CounterStatus, Queues
from kiosk.domain.tickets import Move, Priority, Ticket, TicketNote, TicketState, state_after
from kiosk.hall.fairness import line_up
from kiosk.hall.journal import Journal
from kiosk.hall.plan import HallPlan
from kiosk.hall.records import CALL, ISSUE, NEXT, TicketRow, Tickets
from kiosk.hall.views import View

_log = logging.getLogger(__name__)
_ACTIVE = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED, TicketState.NO_SHOW)


class Step:
    """One turn: the open transaction, the plan and the moment it happens at."""

    def __init__(self, plan: HallPlan, tickets: Tickets, now: datetime) -> None:
        self.plan = plan
        self.tickets = tickets
        self.now = now
        self.news: list[Body] = []
        self.notes: list[tuple[str, ...]] = []

    def note(self, line: str, *values: str) -> None:
        """Have a line logged once this turn is on the disk."""
        self.notes.append((line, *values))

    def view(self) -> View:
        """Return the hall as it is now, inside this turn."""
        return View(self.plan, self.tickets, self.now)

    def fresh(self, row: TicketRow) -> TicketRow:
        """Return a ticket as stored now."""
        return self.tickets.by_number(row.number) or row


class Dispatch:
    """Tickets and counters of the hall.

    Every method that changes something raises StorageError when the database fails; nothing is changed then.

    Args:
        journal: Where everything is stored.
        plan: Gives the present plan.
        clock: Tells the time.
        announce: Sends a change to the boards; called in the order of the changes.
    """

    def __init__(
        self, journal: Journal, plan: Callable[[], HallPlan], clock: Clock, announce: Callable[[Body], object]
    ) -> None:
        self._journal = journal
        self._plan = plan
        self._clock = clock
        self._announce = announce
        self._turn = threading.RLock()
        self._announced: Queues | None = None

    def issue(
        self, request_id: str, service: str, priority: Priority, who: str, note: TicketNote | None = None
    ) -> tuple[Ticket, bool]:
        """Return a ticket for a service and whether it is new: a request id seen before gives its ticket again.

        Raises:
            NotFoundError: There is no such service.
            RefusedError: The service is closed now (`closed`) or has no tickets left today (`quota`).
        """
        with self._change() as step:
            known = step.tickets.by_request(request_id)
            if known:
                return step.view().ticket(known), False
            offer = step.plan.service(service)
            _check_open(step, offer.code)
            row = step.tickets.add(
                offer.code, offer.prefix, request_id, priority, at=step.now, note=note or TicketNote()
            )
            step.tickets.log(row, ISSUE, "", who, step.now)
            step.note("ticket %s issued by %s", row.number, who)
            return step.view().ticket(row), True

    def ticket(self, number: str) -> Ticket:
        """Return one ticket of today.

        Raises:
            NotFoundError: There is no such ticket today.
        """
        with self._look() as step:
            return step.view().ticket(_ticket(step, number))

    def tickets(self) -> list[Ticket]:
        """Return today's tickets that are not finished, in the order of issue."""
        with self._look() as step:
            view = step.view()
            return [view.ticket(row) for row in step.tickets.in_states(*_ACTIVE)]

    def queues(self) -> Queues:
        """Return every queue and counter."""
        with self._look() as step:
            return step.view().queues()

    def last_calls(self) -> tuple[Call, ...]:
        """Return today's last calls, newest first, for boards after a restart."""
        with self._look() as step:
            view = step.view()
            return tuple(view.call(row) for row in step.tickets.last_called(CALLS_KEPT) if row.counter)

    def call_next(self, counter: str, who: str) -> Ticket | None:
        """Call whoever is next for a counter; None when nobody waits.

        Raises:
            NotFoundError: There is no such counter.
            RefusedError: The counter is paused (`paused`) or still has a visitor (`counter-busy`).
        """
        with self._change() as step:
            services = step.plan.counter(counter).services
            _check_free(step, counter)
            line = line_up(step.tickets.waiting(services), step.tickets.passed(services))
            return self._claim(step, line[0], counter, NEXT, who) if line else None

    def call_again(self, counter: str, number: str, who: str) -> Ticket:
        """Call a parked or missed ticket back to a counter: this also undoes a park or no-show made by mistake.

        Raises:
            NotFoundError: There is no such counter or ticket.
            RefusedError: The ticket is in another state (`state`), waits for a service that this counter does not
                serve (`other-service`), or the counter is not free.
        """
        with self._change() as step:
            services = step.plan.counter(counter).services
            _check_free(step, counter)
            row = _ticket(step, number)
            if row.state not in (TicketState.PARKED, TicketState.NO_SHOW):
                raise RefusedError(f"ticket {number} is {row.state.value}, not parked or missed", code="state")
            if row.queue not in services:
                raise RefusedError(f"counter {counter} does not serve ticket {number}", code="other-service")
            return self._claim(step, row, counter, CALL, who)

    def move(self, counter: str, move: Move, who: str, service: str = "") -> Ticket:
        """Move the ticket at a counter on; `service` is where a transfer leads.

        Raises:
            NotFoundError: There is no such counter or service.
            RefusedError: Nobody is at the counter (`nobody`) or the ticket's state forbids the move (`state`).
        """
        with self._change() as step:
            step.plan.counter(counter)
            target = step.plan.service(service).code if move is Move.TRANSFER else ""
            row = step.tickets.at_counter(counter)
            if row is None:
                raise RefusedError(
                    f"no ticket is called to counter {counter}", "call the next one first", code="nobody"
                )
            after = state_after(row.state, move)
            if after is None:
                raise RefusedError(
                    f"ticket {row.number} is {row.state.value}: {move.value} is not possible", code="state"
                )
            self._apply(step, row, move, after, target)
            step.tickets.log(row, move.value, counter, who, step.now)
            step.note("ticket %s: %s at counter %s by %s", row.number, move.value, counter, who)
            return step.view().ticket(step.fresh(row))

    def pause(self, counter: str, *, paused: bool) -> CounterStatus:
        """Close a counter's window for a while, or open it again.

        Raises:
            NotFoundError: There is no such counter.
            RefusedError: Somebody is still called to it or served at it (`counter-busy`).
        """
        with self._change() as step:
            plan = step.plan.counter(counter)
            busy = step.tickets.at_counter(counter)
            if paused and busy:
                raise RefusedError(
                    f"ticket {busy.number} is still at counter {counter}",
                    "finish or park it first",
                    code="counter-busy",
                )
            step.tickets.set_paused(counter, paused=paused)
            step.note("counter %s %s", counter, "paused" if paused else "resumed")
            return step.view().counter(plan)

    def refresh(self) -> None:
        """Announce the queues if time or new content changed them (opening hours, a new day, other services)."""
        with self._turn:
            self._tell(self.queues())

    @contextmanager
    def _look(self) -> Iterator[Step]:
        plan, now = self._plan(), self._clock.now()
        with self._journal.transaction() as connection:
            yield Step(plan, Tickets(connection, plan.local(now).date().isoformat()), now)

    @contextmanager
    def _change(self) -> Iterator[Step]:
        with self._turn:
            with self._look() as step:
                yield step
            for line, *values in step.notes:
                _log.info(line, *values)
            for body in step.news:
                self._announce(body)
            self.refresh()

    def _claim(self, step: Step, row: TicketRow, counter: str, move: str, who: str) -> Ticket:
        step.tickets.claim(row, counter, uuid.uuid4().hex, step.now)
        step.tickets.log(row, move, counter, who, step.now)
        step.note("ticket %s called to counter %s by %s", row.number, counter, who)
        view, row = step.view(), step.fresh(row)
        step.news.append(view.call(row))
        return view.ticket(row)

    def _apply(self, step: Step, row: TicketRow, move: Move, after: TicketState, target: str) -> None:
        if move is Move.RECALL:
            step.tickets.repeat_call(row, step.now)
            step.news.append(step.view().call(step.fresh(row)))
        elif move is Move.TRANSFER:
            if target == row.queue:
                raise RefusedError(f"ticket {row.number} is in queue {target!r} already", "name another", code="same")
            step.tickets.requeue(row, target)
        else:
            step.tickets.move(row, after)

    def _tell(self, queues: Queues) -> None:
        if queues != self._announced:
            self._announce(queues)
            self._announced = queues


def _ticket(step: Step, number: str) -> TicketRow:
    row = step.tickets.by_number(number)
    if row is None:
        raise NotFoundError(f"there is no ticket {number!r} today", "check the number")
    return row


def _check_open(step: Step, code: str) -> None:
    service = step.plan.service(code)
    if not step.plan.is_open(service, step.now):
        opens = step.plan.opens_at(service, step.now)
        cure = f"tickets are issued again from {opens:%Y-%m-%d %H:%M}" if opens else "ask at the front desk"
        raise RefusedError(f"{service.name} is closed now", cure, code="closed")
    if not step.view().issues(service):
        raise RefusedError(f"today's tickets for {service.name} are used up", "come another day", code="quota")


def _check_free(step: Step, counter: str) -> None:
    row = step.tickets.at_counter(counter)
    if row:
        raise RefusedError(
            f"ticket {row.number} is still at counter {counter}", "finish, park or miss it first", code="counter-busy"
        )
    if counter in step.tickets.paused():
        raise RefusedError(f"counter {counter} is paused", "resume it first", code="paused")
