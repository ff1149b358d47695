"""What a printer says back: tells its answers apart in one stream of bytes, and reads their flags. No I/O.

Answers of several kinds share the line and only their bit patterns tell them apart (x is data):

- DLE EOT reply       0xx1xx10
- automatic status    0xx1xx00, then three bytes 0xx0xxxx
- GS r reply          0xx0xxxx, outside an automatic status
- XON 11, XOFF 13     anywhere, even inside the others
- process id          37 22 d1 d2 d3 d4 00, d from 20 to 7E

Source: Epson ESC/POS reference, "Identification of transmission status"; reliability notes of the project.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

XON, XOFF = 0x11, 0x13
_BLOCK_HEADER, _BLOCK_PROCESS_ID, _BLOCK_END = 0x37, 0x22, 0x00
_BLOCK_BYTES = 7
_AUTO_BYTES = 4


@dataclass(frozen=True, slots=True)
class RealTimeReply:
    """The answer to one DLE EOT; which one, only the order of the questions tells."""

    byte: int


@dataclass(frozen=True, slots=True)
class PaperReply:
    """The answer to GS r 1."""

    byte: int


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Four bytes that the printer sends by itself when something changes (GS a)."""

    data: bytes


@dataclass(frozen=True, slots=True)
class FlowReply:
    """XON (`may_send`) or XOFF."""

    may_send: bool


@dataclass(frozen=True, slots=True)
class ProcessId:
    """Everything before the GS ( H with this mark is on paper."""

    mark: bytes


Reply = RealTimeReply | PaperReply | AutoStatus | FlowReply | ProcessId


class ReplyParser:
    """Splits the printer's bytes into replies. Damaged ones are dropped; it is in step again after at most 7 bytes."""

    def __init__(self) -> None:
        self._held = bytearray()  # the start of an automatic status or of a process id
        self.dropped_bytes = 0

    def feed(self, data: bytes) -> list[Reply]:
        """Return the replies that are complete now; the rest waits for more bytes."""
        return [reply for byte in data for reply in self._take(byte)]

    def reset(self) -> None:
        """Forget the start of an unfinished reply."""
        self.dropped_bytes += len(self._held)
        self._held.clear()

    def _take(self, byte: int) -> Iterator[Reply]:
        if byte in (XON, XOFF):
            yield FlowReply(byte == XON)
            return
        if self._held and not _continues(self._held, byte):
            self.reset()
        if self._held:
            self._held.append(byte)
            yield from self._finished()
        elif byte == _BLOCK_HEADER or _is_auto_first(byte):
            self._held.append(byte)
        elif byte & 0b1001_0011 == 0b0001_0010:
            yield RealTimeReply(byte)
        elif byte & 0b1001_0000 == 0:
            yield PaperReply(byte)
        else:
            self.dropped_bytes += 1

    def _finished(self) -> Iterator[Reply]:
        if self._held[0] == _BLOCK_HEADER and len(self._held) == _BLOCK_BYTES:
            yield ProcessId(bytes(self._held[2:6]))
            self._held.clear()
        elif self._held[0] != _BLOCK_HEADER and len(self._held) == _AUTO_BYTES:
            yield AutoStatus(bytes(self._held))
            self._held.clear()


def _is_auto_first(byte: int) -> bool:
    return byte & 0b1001_0011 == 0b0001_0000


def _continues(held: bytearray, byte: int) -> bool:
    if held[0] != _BLOCK_HEADER:
        return byte & 0b1001_0000 == 0
    if len(held) == 1:
        return byte == _BLOCK_PROCESS_ID
    if len(held) == _BLOCK_BYTES - 1:
        return byte == _BLOCK_END
    return 0x20 <= byte <= 0x7E


class Flag(StrEnum):
    """One thing that a printer tells about itself, or that we know about its port."""

    NO_PORT = "no_port"  # the port cannot be opened, or the device behind it is gone
    PORT_BUSY = "port_busy"  # another program holds the port
    SILENT = "silent"  # it does not answer
    OFFLINE = "offline"
    RECOVERING = "recovering"
    FEED_KEY = "feed_key"
    COVER_OPEN = "cover_open"
    PAPER_STOP = "paper_stop"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    CUTTER = "cutter"
    MECHANICAL = "mechanical"
    UNRECOVERABLE = "unrecoverable"
    RECOVERABLE = "recoverable"  # a hot head: it goes on by itself
    ERROR = "error"


class State(StrEnum):
    """A printer in one word. OFFLINE: it says so, or its port is gone. UNKNOWN is silence, never a guess."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    COVER = "cover"
    ERROR = "error"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


_REAL_TIME_FLAGS: tuple[tuple[tuple[int, Flag], ...], ...] = (
    ((0x08, Flag.OFFLINE), (0x20, Flag.RECOVERING), (0x40, Flag.FEED_KEY)),
    ((0x04, Flag.COVER_OPEN), (0x08, Flag.FEED_KEY), (0x20, Flag.PAPER_STOP), (0x40, Flag.ERROR)),
    ((0x08, Flag.CUTTER), (0x20, Flag.UNRECOVERABLE), (0x40, Flag.RECOVERABLE)),
    ((0x0C, Flag.PAPER_LOW), (0x60, Flag.PAPER_OUT)),
)
_AUTO_FLAGS: tuple[tuple[tuple[int, Flag], ...], ...] = (
    ((0x08, Flag.OFFLINE), (0x20, Flag.COVER_OPEN), (0x40, Flag.FEED_KEY)),
    ((0x04, Flag.MECHANICAL), (0x08, Flag.CUTTER), (0x20, Flag.UNRECOVERABLE), (0x40, Flag.RECOVERABLE)),
    ((0x03, Flag.PAPER_LOW), (0x0C, Flag.PAPER_OUT)),
)
# the first state whose flags are set counts: what a person has to mend first
_STATE_OF_FLAGS: tuple[tuple[State, frozenset[Flag]], ...] = (
    (State.UNKNOWN, frozenset({Flag.SILENT})),
    (State.COVER, frozenset({Flag.COVER_OPEN})),
    (State.OUT, frozenset({Flag.PAPER_OUT, Flag.PAPER_STOP})),
    (
        State.ERROR,
        frozenset({Flag.CUTTER, Flag.MECHANICAL, Flag.UNRECOVERABLE, Flag.RECOVERABLE, Flag.ERROR}),
    ),
    (State.OFFLINE, frozenset({Flag.NO_PORT, Flag.PORT_BUSY, Flag.OFFLINE, Flag.RECOVERING, Flag.FEED_KEY})),
    (State.LOW, frozenset({Flag.PAPER_LOW})),
)


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What is known about a printer at one moment."""

    flags: frozenset[Flag] = frozenset()

    @property
    def state(self) -> State:
        """Return the most urgent thing in one word."""
        return next((state for state, flags in _STATE_OF_FLAGS if flags & self.flags), State.OK)

    @property
    def can_print(self) -> bool:
        """Tell whether the printer said that it prints."""
        return self.state in (State.OK, State.LOW)


NO_PORT = PrinterStatus(frozenset({Flag.NO_PORT}))
PORT_BUSY = PrinterStatus(frozenset({Flag.PORT_BUSY}))
SILENT = PrinterStatus(frozenset({Flag.SILENT}))


def from_real_time(replies: Sequence[int]) -> PrinterStatus:
    """Return the status in the answers to DLE EOT 1, 2, 3 and 4, in that order.

    A flag of two bits is set when either is: sensors differ in which one they drive.

    Raises:
        ValueError: There are not four.
    """
    if len(replies) != len(_REAL_TIME_FLAGS):
        raise ValueError(f"a status has four answers, not {len(replies)}")
    return PrinterStatus(_flags(replies, _REAL_TIME_FLAGS))


def from_auto(status: AutoStatus) -> PrinterStatus:
    """Return the status in an automatic status."""
    return PrinterStatus(_flags(status.data, _AUTO_FLAGS))


def _flags(data: Sequence[int], table: tuple[tuple[tuple[int, Flag], ...], ...]) -> frozenset[Flag]:
    return frozenset(flag for byte, flags in zip(data, table, strict=False) for mask, flag in flags if byte & mask)
