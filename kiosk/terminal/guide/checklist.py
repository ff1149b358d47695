"""The visitor's checklist: ticks materials off and takes procedure and gaps along to the ticket. Kivy thread only."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.domain.checklist import Ticks, missing, toggled
from kiosk.domain.languages import in_language
from kiosk.domain.procedures import Procedure
from kiosk.domain.tickets import TicketNote
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session
from kiosk.terminal.slips import Sheet, Slips

if TYPE_CHECKING:
    from device.printer import Document
    from kiosk.terminal.shelf import Shelf

_log = logging.getLogger(__name__)


class Checklist:
    """What the visitor came for and has ticked off; all of it stands in the visit.

    Args:
        session: Whose visit it is.
        shelf: The content; only used inside jobs.
        jobs: The content worker.
        slips: Prints.
        on_change: Called after each tick.
        open_screen: Goes to a screen.
    """

    def __init__(
        self,
        session: Session,
        shelf: "Shelf",
        jobs: Jobs,
        *,
        slips: Slips,
        on_change: Callable[[], None],
        open_screen: Callable[[str, str], None],
    ) -> None:
        self._session = session
        self._shelf = shelf
        self._jobs = jobs
        self._slips = slips
        self._on_change = on_change
        self._open = open_screen

    def tick(self, slug: str, index: int) -> None:
        """Tick a material of a procedure off, or take the tick away."""
        ticks = self._session.visit.ticks
        ticks[slug] = toggled(ticks.get(slug, frozenset()), index)
        self._on_change()

    def take(self, slug: str, service: str) -> None:
        """Go and take a ticket for a procedure; should the content lose it meanwhile, then for its service alone."""
        visit = self._session.visit

        def go(procedure: Procedure | None) -> None:
            if visit is self._session.visit:
                visit.errand = procedure
                self._open("confirm", service)

        def lost(err: Exception) -> None:
            _log.warning("procedure %s is not taken along: %s", slug, err)
            go(None)

        self._jobs.submit(lambda: self._shelf.library.procedure(slug), go, lost)

    def take_plain(self, service: str) -> None:
        """Go and take a ticket for a service, with no procedure in mind."""
        self._session.visit.errand = None
        self._open("confirm", service)

    def print(self, slug: str) -> None:
        """Print a procedure's slip with the ticks of now."""
        from kiosk.terminal.presenters.guide.handover import slip_name  # noqa: PLC0415 - home need not wait for it

        visit = self._session.visit
        ticks = visit.ticks.get(slug, frozenset())

        def slip(procedure: Procedure) -> None:
            if visit is self._session.visit:
                self._slips.print(lambda sheet: _document(procedure, ticks, sheet), slip_name(slug))

        self._jobs.submit(
            lambda: self._shelf.library.procedure(slug),
            slip,
            lambda err: _log.warning("procedure %s cannot be printed: %s", slug, err),
        )

    def note(self, service: str, language: str = "zh") -> TicketNote:
        """Return what the clerk is to know: the errand, and what is missing if the visitor went through the materials."""
        visit = self._session.visit
        if visit.errand is None or visit.errand.service != service:
            return TicketNote()
        procedure = in_language(visit.errand, language)
        ticks = visit.ticks.get(procedure.slug)
        gaps = None if ticks is None else tuple(m.name for m in missing(procedure, ticks))
        return TicketNote(procedure.title, gaps)


def _document(procedure: Procedure, ticks: Ticks, sheet: Sheet) -> "Document":
    from kiosk.paper.slip import procedure_document  # noqa: PLC0415 - home need not wait for it

    return procedure_document(procedure, sheet.hall, sheet.strings, sheet.width_mm, ticks=ticks, printed_at=sheet.at)
