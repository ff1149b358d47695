"""A serial ticket printer: documents, their ESC/POS bytes, the port, the answers, and a simulator on a pty."""

from device.printer.document import Align, Block, Document, Encoding, Feed, Pair, Profile, QrCode, Rule, Text
from device.printer.printer import Evidence, Outcome, Printer, PrintOutcome, Timing
from device.printer.status import Flag, PrinterStatus, State
from device.printer.transport import Flow, PortSettings

__all__ = [
    "Align",
    "Block",
    "Document",
    "Encoding",
    "Evidence",
    "Feed",
    "Flag",
    "Flow",
    "Outcome",
    "Pair",
    "PortSettings",
    "PrintOutcome",
    "Printer",
    "PrinterStatus",
    "Profile",
    "QrCode",
    "Rule",
    "State",
    "Text",
    "Timing",
]
