"""A slip that shows what the printer can: both sizes, bold, a long line, a code, the cut. Pure."""

from datetime import datetime

from device.printer.document import Align, Document, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.paper.parts import heading, local_time
from kiosk.strings import Strings


def trial_document(hall: Hall, strings: Strings, at: datetime, width_mm: int = 80) -> Document:
    """Return the slip.

    Args:
        hall: Whose printer it is.
        strings: The words.
        at: The moment of printing.
        width_mm: The paper's width.
    """
    return Document(
        (
            *heading(hall, strings, width_mm),
            Text(strings("trial.title"), 2, Align.CENTRE, bold=True),
            Text(strings("trial.text")),
            Rule(),
            Pair(strings("trial.at"), local_time(at, hall), bold=True),
            Feed(2),
            QrCode(local_time(at, hall)),
            Feed(2),
            Text(strings("trial.end"), 1, Align.CENTRE),
        )
    )
