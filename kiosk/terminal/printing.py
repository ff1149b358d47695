"""Tickets and slips on paper as the terminal needs them. Print worker only: every call may take seconds."""

from collections.abc import Callable

from device.printer import Document, Flag
from kiosk.domain.clock import Clock
from kiosk.domain.devices import DeviceReport
from kiosk.domain.tickets import Ticket
from kiosk.paper.printing import PaperResult, TicketPrinter
from kiosk.paper.ticket import ticket_document
from kiosk.strings import Strings
from kiosk.terminal.facts import Content, Paper, bare_service, hall_of
from kiosk.terminal.slips import Sheet, SlipMaker
from kiosk.terminal.tickets.attempt import Stage, Trouble

_PAPER = {"ok": Paper.OK, "low": Paper.LOW, "out": Paper.OUT, "cover": Paper.COVER, "none": Paper.NONE}
_TROUBLE = {"out": Trouble.NO_PAPER, "cover": Trouble.COVER, "none": Trouble.NO_PRINTER}


def paper_of(report: DeviceReport) -> Paper:
    """Return what a printer's report means to a visitor: one that is silent may still print, one unplugged does not."""
    if report.state == "unknown" and Flag.NO_PORT.value not in report.detail.split(", "):
        return Paper.UNKNOWN
    return _PAPER.get(report.state, Paper.OFFLINE)


class TicketPaper:
    """Prints tickets and slips.

    Args:
        printer: The machine's printer.
        strings: The words of each language.
        content: Gives the present content: hall and services.
        width_mm: Paper width.
        clock: Tells when a slip was printed.
    """

    def __init__(
        self,
        printer: TicketPrinter,
        strings: dict[str, Strings],
        content: Callable[[], Content | None],
        width_mm: int,
        clock: Clock,
    ) -> None:
        self._printer = printer
        self._strings = strings
        self._content = content
        self._width_mm = width_mm
        self._clock = clock

    def print(self, ticket: Ticket, language: str, again: bool = False) -> tuple[Stage, Trouble]:
        """Print a ticket; return what became of it."""
        return self._print(self._document(ticket, language, again=again))

    def print_slip(self, maker: SlipMaker, language: str) -> tuple[Stage, Trouble]:
        """Print what a maker makes for this machine; return what became of it."""
        tr, content = self._strings[language], self._content()
        return self._print(maker(Sheet(tr, hall_of(content, tr), self._width_mm, self._clock.now())))

    def _print(self, document: Document) -> tuple[Stage, Trouble]:
        report = self._printer.print(document)
        match report.result:
            case PaperResult.PRINTED:
                return Stage.PRINTED, Trouble.NONE
            case PaperResult.UNCERTAIN if report.state in {"ok", "low", "unknown"}:
                return Stage.UNCERTAIN, Trouble.NONE
            case _:
                return Stage.UNPRINTED, _TROUBLE.get(report.state, Trouble.OFFLINE)

    def report(self) -> DeviceReport:
        """Ask the printer how it is."""
        return self._printer.report()

    def _document(self, ticket: Ticket, language: str, *, again: bool) -> Document:
        tr, content = self._strings[language], self._content()
        service = content.service(ticket.service) if content else None
        return ticket_document(
            ticket,
            hall_of(content, tr),
            service or bare_service(ticket.service, ticket.service_name),
            tr,
            self._width_mm,
            reprint=again,
        )
