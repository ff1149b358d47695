"""The ticket desk: drives one visitor's attempts at a ticket through hall and printer. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.errors import NotReachableError, RefusedError
from kiosk.domain.tickets import Priority, Ticket, TicketNote
from kiosk.terminal.access.cues import Cue
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session, Visit
from kiosk.terminal.tickets.attempt import BUSY, Attempt, Stage, Trouble, asked, new_attempt, reprinting

_log = logging.getLogger(__name__)

_TROUBLED = frozenset({Stage.AWAY, Stage.REFUSED, Stage.UNCERTAIN, Stage.UNPRINTED})

Printed = tuple[Stage, Trouble]
Issue = Callable[[str, str, Priority, TicketNote], Ticket]  # request id, service, priority, note for the clerk
PrintTicket = Callable[[Ticket, str, bool], Printed]  # ticket, language, whether it is printed once more


class TicketDesk:
    """Takes tickets for the visitor.

    Args:
        session: Whose visit it is.
        hall_jobs: Where the hall is asked.
        print_jobs: Where the printer is driven.
        issue: Asks the hall for a ticket; may block.
        print_ticket: Prints a ticket and says what became of it; may block.
        on_change: Called after each change of the attempt.
        give: Gives a sound.
    """

    def __init__(
        self,
        session: Session,
        hall_jobs: Jobs,
        print_jobs: Jobs,
        *,
        issue: Issue,
        print_ticket: PrintTicket,
        on_change: Callable[[], None],
        give: Callable[[Cue], None] = lambda _: None,
    ) -> None:
        self._session = session
        self._hall_jobs = hall_jobs
        self._print_jobs = print_jobs
        self._issue = issue
        self._print = print_ticket
        self._on_change = on_change
        self._give = give

    @property
    def busy(self) -> bool:
        """Tell whether hall or printer are at it: the visitor is waiting, not gone."""
        return any(attempt.stage in BUSY for attempt in self._session.visit.attempts.values())

    def take(self, service: str, note: TicketNote | None = None, own_note: TicketNote | None = None) -> bool:
        """Ask the hall for a ticket for a service; return False when it was asked already (a second touch).

        Args:
            service: Its code.
            note: What the clerk is told.
            own_note: The same in the visitor's language, for the ticket.
        """
        visit = self._session.visit
        note = note or TicketNote()
        attempt = asked(self._attempt(visit, service), visit.priority, note, own_note or note)
        if attempt is None:
            return False
        visit.attempts[service] = attempt
        self._on_change()
        self._hall_jobs.submit(
            lambda: self._issue(attempt.request_id, attempt.service, attempt.priority, attempt.note),
            lambda ticket: self._issued(visit, attempt, ticket),
            lambda err: self._not_issued(visit, attempt, err),
        )
        return True

    def print_again(self, service: str) -> bool:
        """Print the ticket of a service once more; return False when that makes no sense now."""
        visit = self._session.visit
        attempt = reprinting(self._attempt(visit, service))
        if attempt is None:
            return False
        self._set(visit, attempt)
        self._start_printing(visit, attempt, again=True)
        return True

    @staticmethod
    def _attempt(visit: Visit, service: str) -> Attempt:
        """Return the attempt under way; a refused one gave no number, so it makes room for a new one."""
        attempt = visit.attempts.get(service)
        return new_attempt(service) if attempt is None or attempt.stage is Stage.REFUSED else attempt

    def _issued(self, visit: Visit, attempt: Attempt, ticket: Ticket) -> None:
        own = replace(ticket, note=attempt.own_note)  # the hall tells it to clerks only
        printing = replace(attempt, stage=Stage.PRINTING, ticket=own)
        self._set(visit, printing, Cue.DONE)
        self._start_printing(visit, printing, again=False)

    def _not_issued(self, visit: Visit, attempt: Attempt, err: Exception) -> None:
        match err:
            case NotReachableError():
                after = replace(attempt, stage=Stage.AWAY)
            case RefusedError(code="quota"):
                after = replace(attempt, stage=Stage.REFUSED, trouble=Trouble.USED_UP)
            case RefusedError(status=409):
                after = replace(attempt, stage=Stage.REFUSED, trouble=Trouble.CLOSED)
            case _:
                after = replace(attempt, stage=Stage.REFUSED, trouble=Trouble.OTHER)
        _log.warning("no ticket for request %s: %s", attempt.request_id, err)
        self._set(visit, after)

    def _start_printing(self, visit: Visit, attempt: Attempt, *, again: bool) -> None:
        ticket, language = attempt.ticket, self._session.language
        if ticket is None:
            return
        self._print_jobs.submit(
            lambda: self._print(ticket, language, again),
            lambda result: self._set(visit, replace(attempt, stage=result[0], trouble=result[1])),
            lambda err: self._not_printed(visit, attempt, err),
        )

    def _not_printed(self, visit: Visit, attempt: Attempt, err: Exception) -> None:
        _log.warning("ticket of request %s is not printed: %s", attempt.request_id, err)
        self._set(visit, replace(attempt, stage=Stage.UNPRINTED, trouble=Trouble.OFFLINE))

    def _set(self, visit: Visit, attempt: Attempt, cue: Cue | None = None) -> None:
        """Keep the attempt, unless a newer one has taken its place; show and sound it, unless its visitor has gone."""
        present = visit.attempts.get(attempt.service)
        if present is not None and present.request_id == attempt.request_id:
            visit.attempts[attempt.service] = attempt
            if visit is self._session.visit:
                self._on_change()
                if attempt.stage in _TROUBLED:
                    cue = Cue.ATTENTION
                if cue is not None:
                    self._give(cue)
