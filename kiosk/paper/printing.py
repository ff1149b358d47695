"""The configured ticket printer, and its outcomes in the plain words that programs act on.

Every call may take some seconds: use it from a worker, never from a thread that draws. Any thread may call, one at a
time is served.
"""

import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from device.errors import DeviceError
from device.printer import Document, Encoding, Flow, Outcome, PortSettings, Printer, Profile
from kiosk.config import PrinterConfig
from kiosk.domain.devices import DeviceReport

NO_PRINTER = "none"  # the state of a machine without a printer

_log = logging.getLogger(__name__)


class PaperResult(StrEnum):
    """What a program tells its user about a piece of paper."""

    PRINTED = "printed"
    UNCERTAIN = "uncertain"  # look whether it is there; otherwise print it once more, marked as such
    NOT_PRINTED = "not_printed"
    NO_PRINTER = "no_printer"


@dataclass(frozen=True, slots=True)
class PaperReport:
    """What became of a document, and the printer's state in one word of `device.printer.State`, or `none`."""

    result: PaperResult
    state: str


_RESULTS = {
    Outcome.CONFIRMED: PaperResult.PRINTED,
    Outcome.UNCERTAIN: PaperResult.UNCERTAIN,
    Outcome.FAILED: PaperResult.NOT_PRINTED,
}


def make_printer(config: PrinterConfig, font: Path | None, font_index: int = 0) -> Printer | None:
    """Return the printer of a configuration, or None where no port is named. Nothing is opened yet.

    Args:
        config: The `[printer]` table.
        font: Draws raster text and rare characters; None: none can be drawn.
        font_index: The face inside a font collection.
    """
    if not config.port:
        return None
    settings = PortSettings(config.port, config.baudrate, Flow(config.flow))
    return Printer(settings, Profile(config.width_mm, Encoding(config.encoding), font, font_index))


class TicketPrinter:
    """Prints documents on the configured printer, if there is one.

    Args:
        printer: From `make_printer`.
        name: This machine's name, for reports.
    """

    def __init__(self, printer: Printer | None, name: str) -> None:
        self._printer = printer
        self._name = name

    def print(self, document: Document) -> PaperReport:
        """Print a document; say what became of it. A printer's fault is an answer, never an exception."""
        if self._printer is None:
            return PaperReport(PaperResult.NO_PRINTER, NO_PRINTER)
        try:
            outcome = self._printer.print(document)
        except DeviceError as err:
            _log.warning("a document cannot be printed: %s", err)
            return PaperReport(PaperResult.NOT_PRINTED, self._printer.status().state)
        return PaperReport(_RESULTS[outcome.outcome], outcome.status.state)

    def report(self) -> DeviceReport:
        """Ask the printer how it is, for the hall's manager page; `detail` lists its flags."""
        if self._printer is None:
            return DeviceReport(self._name, "printer", NO_PRINTER)
        status = self._printer.status()
        return DeviceReport(self._name, "printer", status.state.value, ", ".join(sorted(status.flags)))

    def close(self) -> None:
        """Give the port back."""
        if self._printer is not None:
            self._printer.close()
