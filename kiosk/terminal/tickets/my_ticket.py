"""My ticket: asks the hall how a number of today stands, prints it once more. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import replace

from device.printer import Document
from kiosk.domain.errors import NotFoundError
from kiosk.domain.halls import Service
from kiosk.domain.tickets import Ticket
from kiosk.paper.ticket import ticket_document
from kiosk.terminal.facts import bare_service
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session, Visit
from kiosk.terminal.slips import Sheet, Slips
from kiosk.terminal.tickets.enquiry import Enquiry, EnquiryState, number_in

_log = logging.getLogger(__name__)
BOX = "my_ticket"  # where the number is typed

Find = Callable[[str], Ticket]  # may block
ServiceOf = Callable[[str], Service | None]


class MyTicket:
    """Looks a ticket up by the number that was typed; question and answer stand in the visit.

    Args:
        session: Whose visit it is.
        slips: Prints.
        on_change: Called after each change.
        service_of: Gives a service by its code, as content knows it.
    """

    def __init__(self, session: Session, slips: Slips, *, on_change: Callable[[], None], service_of: ServiceOf) -> None:
        self._session = session
        self._slips = slips
        self._on_change = on_change
        self._service_of = service_of
        self._hall: tuple[Jobs, Find] | None = None
        self._freshening = False

    def connect(self, jobs: Jobs, find: Find) -> None:
        """Set who knows the tickets; until then the hall counts as away."""
        self._hall = (jobs, find)

    def look(self) -> None:
        """Ask the hall for the number typed; nothing happens while it is no number, or while the hall is being asked."""
        visit = self._session.visit
        number = number_in(visit.box(BOX).query)
        if not number or visit.enquiry.state is EnquiryState.ASKING:
            return
        self._set(visit, Enquiry(number, EnquiryState.ASKING))
        if self._hall is None:
            self._set(visit, Enquiry(number, EnquiryState.AWAY))
            return
        jobs, find = self._hall
        jobs.submit(
            lambda: find(number),
            lambda ticket: self._answered(visit, Enquiry(number, EnquiryState.FOUND, ticket)),
            lambda err: self._lost(visit, number, err),
        )

    def freshen(self) -> None:
        """Ask again how the ticket on the screen stands; what cannot be had leaves it as it is."""
        visit = self._session.visit
        seen = visit.enquiry
        if self._hall is None or seen.state is not EnquiryState.FOUND or self._freshening:
            return
        jobs, find = self._hall
        self._freshening = True

        def fresh(ticket: Ticket) -> None:
            self._freshening = False
            if visit.enquiry == seen and ticket != seen.ticket:
                self._set(visit, replace(seen, ticket=ticket))

        def stale(err: Exception) -> None:
            self._freshening = False
            _log.debug("the ticket on the screen stays as it was: %s", err)

        jobs.submit(lambda: find(seen.number), fresh, stale)

    def again(self) -> None:
        """Clear the answer, to look another number up."""
        self.forget()
        self._on_change()

    def forget(self) -> None:
        """Forget number and answer: whoever has left the page shall not leave them to the next one at home."""
        visit = self._session.visit
        visit.typed.pop(BOX, None)
        visit.enquiry = Enquiry()

    def print(self) -> None:
        """Print the ticket found once more, marked as such (补打)."""
        ticket = self._session.visit.enquiry.ticket
        if ticket is not None:
            service = self._service_of(ticket.service) or bare_service(ticket.service, ticket.service_name)
            self._slips.print(lambda sheet: _document(ticket, service, sheet), slip_name(ticket.number))

    def _lost(self, visit: Visit, number: str, err: Exception) -> None:
        gone = isinstance(err, NotFoundError)
        if not gone:
            _log.warning("a ticket cannot be looked up: %s", err)
        self._answered(visit, Enquiry(number, EnquiryState.NONE if gone else EnquiryState.AWAY))

    def _answered(self, visit: Visit, enquiry: Enquiry) -> None:
        """Keep an answer, unless its question has been forgotten meanwhile."""
        if visit.enquiry == Enquiry(enquiry.number, EnquiryState.ASKING):
            self._set(visit, enquiry)

    def _set(self, visit: Visit, enquiry: Enquiry) -> None:
        visit.enquiry = enquiry
        if visit is self._session.visit:
            self._on_change()


def slip_name(number: str) -> str:
    """Return the name of a looked-up ticket's paper."""
    return f"ticket:{number}"


def _document(ticket: Ticket, service: Service, sheet: Sheet) -> Document:
    return ticket_document(ticket, sheet.hall, service, sheet.strings, sheet.width_mm, reprint=True)
