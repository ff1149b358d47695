"""The queue ticket as a printable document. Pure: values in, document out.

The QR code holds plain text, so that any phone shows it without a network: a photographed ticket is a ticket.
"""

from device.printer.document import Align, Block, Document, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall, Service
from kiosk.domain.languages import in_language
from kiosk.domain.tickets import Priority, Ticket
from kiosk.paper.parts import QR_MODULE_DOTS, WIDE_MM, for_the_clerk, heading, local_time, name_of, sample_mark
from kiosk.paper.texts import fitting
from kiosk.strings import Strings

_NUMBER_SIZE = 5  # 15 mm high: read at arm's length without glasses
_QR_TEXT_BYTES = 300  # a small symbol: the ticket is photographed in passing


def ticket_document(
    ticket: Ticket, hall: Hall, service: Service, strings: Strings, width_mm: int = 80, *, reprint: bool = False
) -> Document:
    """Return a ticket for printing.

    Args:
        ticket: The number and the wait, as the hall issued it.
        hall: Whose ticket it is; its zone gives the time on paper.
        service: What the visitor takes it for.
        strings: The visitor's language.
        width_mm: Paper width: the narrow one gets a smaller heading.
        reprint: Mark it as printed once more (补打); the number stays the same.
    """
    taken, chinese, service = local_time(ticket.issued_at, hall), service.name, in_language(service, strings.language)
    return Document(
        (
            *heading(hall, strings, width_mm),
            *([Text(strings("print.reprint"), 2, Align.CENTRE, bold=True)] if reprint else []),
            Text(strings("print.your_number"), 1, Align.CENTRE),
            Text(ticket.number, _NUMBER_SIZE, Align.CENTRE, bold=True),
            Text(service.name, 2, Align.CENTRE, bold=True),
            *for_the_clerk(chinese, strings),
            *_priority(ticket, strings),
            Rule(),
            *_wait(ticket, strings, narrow=width_mm < WIDE_MM),
            *_errand(ticket, strings),
            *_bring(ticket, service, strings),
            Rule(),
            Text(strings("print.wait_here")),
            Feed(1),
            Text(strings("print.missed")),
            Feed(2),
            QrCode(_qr_text(ticket, hall, service, taken, strings), QR_MODULE_DOTS),
            Feed(2),
            Pair(strings("print.taken"), taken),
            Pair(strings("print.hotline"), hall.hotline, bold=True),
            *sample_mark(hall.sample, strings),
        )
    )


def _wait(ticket: Ticket, strings: Strings, *, narrow: bool) -> list[Block]:
    """Return people ahead and wait in large type; narrow paper has shorter words, so that each stays on its line."""
    short = "_short" if narrow else ""
    if ticket.ahead == 0:
        return [Text(strings(f"print.next{short}"), 2, bold=True)]
    wait = ticket.wait_minutes
    about = "" if wait.low < wait.high else "_about"
    return [
        Text(strings(f"print.ahead{short}", count=ticket.ahead), 2, bold=True),
        Feed(1),
        Text(strings(f"print.wait{about}{short}", low=wait.low, high=wait.high), 2),
    ]


def _priority(ticket: Ticket, strings: Strings) -> list[Block]:
    """Return the line that says who goes first and why: by the visitor's own word."""
    if ticket.priority is Priority.NORMAL:
        return []
    return [Text(strings("print.priority", group=strings(f"priority.{ticket.priority}")), 1, Align.CENTRE, bold=True)]


def _errand(ticket: Ticket, strings: Strings) -> list[Block]:
    return [Rule(), Text(strings("print.errand", title=ticket.note.errand))] if ticket.note.errand else []


def _bring(ticket: Ticket, service: Service, strings: Strings) -> list[Block]:
    """Return what the visitor still lacks, or what one brings for the service where nobody went through the list."""
    if ticket.note.missing == ():
        return [Text(strings("print.all_there"), bold=True)]
    things = ticket.note.missing or service.bring
    if not things:
        return []
    mark = strings("print.box" if ticket.note.missing else "print.dot")
    heading = Text(strings("print.still" if ticket.note.missing else "print.bring"), bold=True)
    lines = [Text(thing, indent=3 if ticket.note.missing else 2, marker=mark) for thing in things]
    return [*([] if ticket.note.errand else [Rule()]), heading, *lines]


def _qr_text(ticket: Ticket, hall: Hall, service: Service, taken: str, strings: Strings) -> str:
    names = name_of(hall.name, hall.name_en, strings), service.name
    things = ticket.note.missing if ticket.note.missing is not None else service.bring
    heading = strings("print.still" if ticket.note.missing else "print.bring")
    bring = [heading, *(strings("print.box") + thing for thing in things)] if things else []
    errand = [strings("print.errand", title=ticket.note.errand)] if ticket.note.errand else []
    return fitting((ticket.number, *names, taken, *errand, *bring), _QR_TEXT_BYTES)
