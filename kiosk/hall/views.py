"""Stored rows and the plan, put together into what the API answers and the boards show."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.halls import CounterPlan, Service
from kiosk.domain.live import Call, CounterStatus, Queues, QueueStatus
from kiosk.domain.tickets import CounterState, Ticket, TicketState, WaitRange, wait_range
from kiosk.hall.fairness import line_up
from kiosk.hall.plan import HallPlan
from kiosk.hall.records import AT_COUNTER, TicketRow, Tickets


class View:
    """The hall at one moment, seen through an open transaction.

    Args:
        plan: What the hall offers.
        tickets: Today's tickets.
        now: The moment.
    """

    def __init__(self, plan: HallPlan, tickets: Tickets, now: datetime) -> None:
        self._plan = plan
        self._tickets = tickets
        self._now = now
        self._paused = tickets.paused()
        self._lines: dict[str, list[int]] = {}

    def ticket(self, row: TicketRow) -> Ticket:
        """Return a stored ticket with its place in the line; an unfinished one of an earlier day is void."""
        over = row.day != self._tickets.day and row.state is not TicketState.DONE
        state = TicketState.VOID if over else row.state
        waits = state is TicketState.WAITING
        ahead = self._ahead(row) if waits else 0
        return Ticket(
            number=row.number,
            service=row.queue,
            service_name=self._plan.service_name(row.queue),
            priority=row.priority,
            state=state,
            issued_at=row.issued_at,
            request_id=row.request_id,
            ahead=ahead,
            wait_minutes=self._wait(row.queue, ahead) if waits else WaitRange(0, 0),
            counter=row.counter,
            counter_name=self._plan.counter_name(row.counter) if row.counter else "",
            calls=row.calls,
            note=row.note,
        )

    def call(self, row: TicketRow) -> Call:
        """Return the call of a ticket as the boards announce it."""
        return Call(
            id=row.call_id,
            ticket=row.number,
            counter=row.counter,
            counter_name=self._plan.counter_name(row.counter),
            service_name=self._plan.service_name(row.queue),
            times=row.calls,
            called_at=row.called_at or self._now,
        )

    def queues(self) -> Queues:
        """Return every queue and counter."""
        active = self._tickets.in_states(TicketState.WAITING, *AT_COUNTER)
        return Queues(
            queues=tuple(self._queue(service, active) for service in self._plan.services),
            counters=tuple(self.counter(counter) for counter in self._plan.counters),
        )

    def counter(self, counter: CounterPlan) -> CounterStatus:
        """Return what a counter is doing."""
        row = self._tickets.at_counter(counter.code)
        if row:
            state = CounterState.CALLING if row.state is TicketState.CALLED else CounterState.SERVING
        else:
            state = CounterState.PAUSED if counter.code in self._paused else CounterState.FREE
        return CounterStatus(counter.code, counter.name, state, counter.services, row.number if row else "")

    def issues(self, service: Service) -> bool:
        """Tell whether a ticket for a service can be taken now."""
        used_up = service.quota and self._tickets.issued(service.code) >= service.quota
        return not used_up and self._plan.is_open(service, self._now)

    def _queue(self, service: Service, active: Iterable[TicketRow]) -> QueueStatus:
        here = [row for row in active if row.queue == service.code]
        waiting = sum(row.state is TicketState.WAITING for row in here)
        return QueueStatus(
            service=service.code,
            name=service.name,
            waiting=waiting,
            serving=tuple(row.number for row in here if row.state in AT_COUNTER),
            wait_minutes=self._wait(service.code, waiting),
            open=self.issues(service),
        )

    def _ahead(self, row: TicketRow) -> int:
        if row.queue not in self._lines:
            line = line_up(self._tickets.waiting([row.queue]), self._tickets.passed([row.queue]))
            self._lines[row.queue] = [waiting.id for waiting in line]
        return self._lines[row.queue].index(row.id)

    def _wait(self, queue: str, ahead: int) -> WaitRange:
        minutes = next((s.minutes for s in self._plan.services if s.code == queue), 10)
        at_work = sum(queue in c.services and c.code not in self._paused for c in self._plan.counters)
        return wait_range(ahead, minutes, at_work)
