"""Prints documents and says honestly whether they are on paper.

Any thread may call it; a lock lets one at a time, and nothing waits longer than `Timing` says.

A document is confirmed when the printer sends back the mark that follows it (GS ( H), which it does once everything
before is on paper. Printers without that command answer the GS r behind the cut instead; together with a clean status
afterwards that is weaker evidence, and the outcome says so. Silence is never read as a state.
"""

import logging
import secrets
import threading
import time
from dataclasses import dataclass
from enum import StrEnum

from device.errors import PortBusyError, PortError, WriteTimeoutError
from device.printer import commands
from device.printer.document import Document, Profile
from device.printer.escpos import encode
from device.printer.raster import BAND_BYTES_MAX
from device.printer.status import (
    NO_PORT,
    PORT_BUSY,
    SILENT,
    PaperReply,
    PrinterStatus,
    ProcessId,
    RealTimeReply,
    Reply,
    ReplyParser,
    from_real_time,
)
from device.printer.transport import Port, PortSettings

# Ends a command that a broken-off job may have left open (a raster band is the longest), then cuts its stub away.
# Printers skip NUL between commands.
_MEND = bytes(BAND_BYTES_MAX) + commands.INIT + commands.LINE_FEED + commands.CUT
_MARKS = (commands.PROCESS_ID_LAST - commands.PROCESS_ID_FIRST + 1) ** commands.PROCESS_ID_BYTES

_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a document."""

    CONFIRMED = "confirmed"  # it is on paper
    UNCERTAIN = "uncertain"  # bytes went out, and nobody said what became of them
    FAILED = "failed"  # not a byte of it went out


class Evidence(StrEnum):
    """What a confirmation rests on."""

    NONE = "none"
    PROCESS_ID = "process_id"
    STATUS = "status"  # weaker: GS r answered behind the cut, then a clean status


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """What became of a document, and the printer's status after it."""

    outcome: Outcome
    status: PrinterStatus
    evidence: Evidence = Evidence.NONE


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait, in seconds; the time that the bytes need on the wire comes on top.

    Attributes:
        reply_s: For the answer to one status question.
        quiet_s: For any sign of life while a document prints.
        finish_s: For the whole of a document.
        grace_s: For the process id after GS r has been answered.
        poll_s: Between two looks at the status while a document prints.
    """

    reply_s: float = 0.5
    quiet_s: float = 1.5
    finish_s: float = 12.0
    grace_s: float = 1.0
    poll_s: float = 0.25


class Printer:
    """A ticket printer. The port is opened when first needed, and again after it was lost.

    Args:
        settings: Where it is.
        profile: Its paper and what it understands.
        timing: How long to wait for it.
    """

    def __init__(self, settings: PortSettings, profile: Profile, timing: Timing = Timing()) -> None:
        self._settings = settings
        self._profile = profile
        self._timing = timing
        self._lock = threading.Lock()
        self._parser = ReplyParser()
        self._port: Port | None = None
        self._job = secrets.randbelow(_MARKS)  # so that a mark from before a restart is not taken for a new one
        self._unsure: bytes | None = None  # mark of a job that may have broken off inside the printer
        self._finished: set[bytes] = set()
        self._paper_replied = False
        self._last: PrinterStatus | None = None

    def print(self, document: Document) -> PrintOutcome:
        """Print a document and wait until it is known what became of it.

        Raises:
            DocumentError: It has to be drawn and the profile's font cannot be used.
        """
        with self._lock:
            self._job = (self._job + 1) % _MARKS
            mark = commands.process_id(self._job)
            data = encode(document, self._profile, mark)
            result = self._send(data, mark)
            _log.info(
                "job %s: %s, printer %s, evidence %s", mark.hex(), result.outcome, result.status.state, result.evidence
            )
            return result

    def status(self) -> PrinterStatus:
        """Ask the printer how it is; waits for a document that is printing."""
        with self._lock:
            return self._query()

    def close(self) -> None:
        """Give the port back; it opens again when needed."""
        with self._lock:
            self._drop()

    def _send(self, data: bytes, mark: bytes) -> PrintOutcome:
        self._finished.clear()
        status = self._query()
        # A printer that never answers may still print: many are wired one way. One that names a fault does not.
        if self._port is None or not (status.can_print or status == SILENT):
            return PrintOutcome(Outcome.FAILED, status)
        self._paper_replied = False
        mend, self._unsure = self._unsure is not None, mark
        try:
            self._port.write(_MEND + data if mend else data)
        except PortError as err:
            _log.warning("job %s broke off: %s", mark.hex(), err)
            self._drop()
            return PrintOutcome(Outcome.UNCERTAIN, SILENT if isinstance(err, WriteTimeoutError) else NO_PORT)
        result = self._wait(mark, self._settings.wire_s(len(data)))
        if result.outcome is Outcome.CONFIRMED:
            self._unsure = None
        return result

    def _wait(self, mark: bytes, wire_s: float) -> PrintOutcome:
        start = time.monotonic()
        heard_at = start + wire_s
        replied_at: float | None = None
        while True:
            try:
                self._listen(self._timing.poll_s, mark)
            except PortError:
                self._drop()
                return PrintOutcome(Outcome.UNCERTAIN, NO_PORT)
            status = self._query(reopen=False)
            if mark in self._finished:
                return PrintOutcome(Outcome.CONFIRMED, status, Evidence.PROCESS_ID)
            now = time.monotonic()
            if status == SILENT and self._port is not None:
                if now - heard_at > self._timing.quiet_s:
                    return PrintOutcome(Outcome.UNCERTAIN, status)
                continue
            if not status.can_print or now - start > self._timing.finish_s + wire_s:
                return PrintOutcome(Outcome.UNCERTAIN, status)
            heard_at = max(heard_at, now)
            replied_at = replied_at or (now if self._paper_replied else None)
            if replied_at is not None and now - replied_at >= self._timing.grace_s:
                return PrintOutcome(Outcome.CONFIRMED, status, Evidence.STATUS)

    def _query(self, *, reopen: bool = True) -> PrinterStatus:
        """Return the status; a port that was lost is opened again once, unless a document depends on it."""
        for attempt in (1, 2):
            try:
                status = self._ask_all()
                break
            except WriteTimeoutError as err:
                _log.debug("%s", err)
                self._drop()
                status = SILENT
                break
            except PortError as err:
                was_open = self._port is not None
                self._drop()
                if attempt == 2 or not (reopen and was_open):
                    _log.debug("%s", err)
                    status = PORT_BUSY if isinstance(err, PortBusyError) else NO_PORT
                    break
        self._note(status)
        return status

    def _ask_all(self) -> PrinterStatus:
        if self._port is None:
            self._port = Port(self._settings)
            self._parser.reset()
        self._listen(0)
        replies: list[int] = []
        for n in (commands.STATUS_PRINTER, commands.STATUS_OFFLINE, commands.STATUS_ERROR, commands.STATUS_PAPER):
            self._port.write(commands.ask_status(n))
            reply = self._next_real_time()
            if reply is None:
                return SILENT
            replies.append(reply)
        return from_real_time(replies)

    def _next_real_time(self) -> int | None:
        deadline = time.monotonic() + self._timing.reply_s
        while (left := deadline - time.monotonic()) > 0:
            for reply in self._read(left):
                if isinstance(reply, RealTimeReply):
                    return reply.byte
        return None

    def _listen(self, timeout_s: float, mark: bytes | None = None) -> None:
        """Take in what arrives for a while, or until the mark does."""
        deadline = time.monotonic() + timeout_s
        while True:
            self._read(max(0.0, deadline - time.monotonic()))
            if mark in self._finished or time.monotonic() >= deadline:
                return

    def _read(self, timeout_s: float) -> list[Reply]:
        if self._port is None:
            raise PortError(f"{self._settings.url} is not open")
        replies = self._parser.feed(self._port.read(timeout_s))
        for reply in replies:
            if isinstance(reply, ProcessId):
                self._finished.add(reply.mark)
                if reply.mark == self._unsure:  # it was only late
                    self._unsure = None
            elif isinstance(reply, PaperReply):
                self._paper_replied = True
        return replies

    def _drop(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None

    def _note(self, status: PrinterStatus) -> None:
        if status != self._last:
            flags = ", ".join(sorted(status.flags))
            _log.info("printer %s: %s%s", self._settings.url, status.state, f" ({flags})" if flags else "")
            self._last = status
