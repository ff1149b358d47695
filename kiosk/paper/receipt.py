"""The receipt of a suggestion or complaint as a slip: its number, what happens next, where to ask. Pure."""

from dataclasses import dataclass
from datetime import datetime

from device.printer.document import Align, Document, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.paper.parts import heading, local_time, sample_mark
from kiosk.strings import Strings


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What stands on it: the number, what happens next line by line, and the same as text for a phone."""

    receipt: str
    steps: tuple[str, ...]
    qr: str
    at: datetime


def receipt_document(paper: ReceiptPaper, hall: Hall, strings: Strings, width_mm: int = 80) -> Document:
    """Return the slip; what the visitor wrote does not stand on it, for slips are left lying about."""
    return Document(
        (
            *heading(hall, strings, width_mm),
            Text(strings("receipt.number"), 1, Align.CENTRE),
            Text(paper.receipt, 2, Align.CENTRE, bold=True),
            Rule(),
            *(Text(step, indent=2, marker=strings("print.dot")) for step in paper.steps),
            Feed(2),
            QrCode(paper.qr),
            Feed(2),
            Pair(strings("receipt.date"), local_time(paper.at, hall)),
            Pair(strings("receipt.limit"), strings("receipt.days", days=hall.reply_days)),
            *([Pair(strings("print.phone"), hall.phone)] if hall.phone else []),
            Pair(strings("print.hotline"), hall.hotline, bold=True),
            *sample_mark(hall.sample, strings),
        )
    )
