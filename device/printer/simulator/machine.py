"""The printer behind the port: sensors, receive buffer, answers. No I/O and no clock: bytes in, bytes and paper out."""

from dataclasses import dataclass
from enum import StrEnum

from device.printer.simulator.interpreter import AskPaper, AskProcessId, Cut, Interpreter, SetAutoStatus
from device.printer.simulator.receipt import Receipt
from device.printer.status import XOFF, XON

BUFFER_BYTES = 4096
_XOFF_FREE_BYTES = 128  # reliability.md part 4: a 4 KB buffer is full at 128 free bytes, released at 256
_XON_FREE_BYTES = 256
_PIECE_BYTES = 16  # how finely a fault can hit a document
_DLE, _EOT, _ENQ = 0x10, 0x04, 0x05


class Paper(StrEnum):
    """What the paper sensors see."""

    OK = "ok"
    LOW = "low"
    OUT = "out"


class Cover(StrEnum):
    """What the cover switch sees."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Fault:
    """A change of the sensors that comes once `after_bytes` more have been printed."""

    after_bytes: int
    paper: Paper | None = None
    cover: Cover | None = None
    error: bool | None = None


class Machine:
    """One printer.

    Args:
        paper_dots: Printable dots across.
        process_ids: Whether it knows GS ( H; many clones do not.
    """

    def __init__(self, paper_dots: int, *, process_ids: bool = True) -> None:
        self.paper = Paper.OK
        self.cover = Cover.CLOSED
        self.error = False
        self.discarded_bytes = 0
        self.printed_bytes = 0
        self._receipts: list[Receipt] = []
        self._process_ids = process_ids
        self._interpreter = Interpreter(paper_dots)
        self._buffer = bytearray()
        self._real_time = bytearray()  # the start of a real-time command that came in pieces
        self._answers = bytearray()
        self._faults: list[Fault] = []
        self._auto_mask = 0
        self._auto_sent = b""
        self._held_back = False

    @property
    def online(self) -> bool:
        """Whether it prints: there is paper, the cover is closed, nothing is broken."""
        return self.paper is not Paper.OUT and self.cover is Cover.CLOSED and not self.error

    @property
    def buffered_bytes(self) -> int:
        """Bytes that wait to be printed."""
        return len(self._buffer)

    def receive(self, data: bytes) -> bytes:
        """Take bytes from the line; return what the printer answers. `take_receipts` has what was cut."""
        for byte in data:
            plain = self._sift(byte)
            room = BUFFER_BYTES - len(self._buffer)
            self._buffer += plain[:room]
            self.discarded_bytes += len(plain[room:])
            if len(self._buffer) >= BUFFER_BYTES - _XOFF_FREE_BYTES:
                self._work()
        self._work()
        return self._take_answers()

    def take_receipts(self) -> list[Receipt]:
        """Return what was cut since the last call."""
        taken, self._receipts = self._receipts, []
        return taken

    def set(self, *, paper: Paper | None = None, cover: Cover | None = None, error: bool | None = None) -> bytes:
        """Change what the sensors see; return what the printer says about it."""
        self._apply(Fault(0, paper, cover, error))
        self._work()
        return self._take_answers()

    def plan(self, fault: Fault) -> None:
        """Let a fault come in the middle of what is printed from now on."""
        self._faults.append(Fault(self.printed_bytes + fault.after_bytes, fault.paper, fault.cover, fault.error))
        self._faults.sort(key=lambda planned: planned.after_bytes)

    def _sift(self, byte: int) -> bytes:
        """Act on real-time commands as they arrive, whatever they stand in; return the bytes that are none."""
        held = self._real_time
        held.append(byte)
        if held[0] == _DLE and len(held) == 1:
            return b""
        if held[0] == _DLE and held[1] in (_EOT, _ENQ):
            return self._act() if len(held) == 3 else b""
        keep = 1 if byte == _DLE else 0  # this one may start a command
        plain = bytes(held[: len(held) - keep])
        del held[: len(plain)]
        return plain

    def _act(self) -> bytes:
        """Carry out the real-time command that is held; return its bytes where it is none after all."""
        command = bytes(self._real_time)
        self._real_time.clear()
        kind, n = command[1], command[2]
        if kind == _EOT and 1 <= n <= 4:
            self._answers.append(self.real_time_status(n))
        elif kind == _ENQ and n in (1, 2):
            self._recover(clear=n == 2)
        else:
            return command
        return b""

    def real_time_status(self, n: int) -> int:
        """Return the answer to DLE EOT n."""
        out, opened = self.paper is Paper.OUT, self.cover is Cover.OPEN
        low = self.paper is not Paper.OK
        return (
            0x12
            | {
                1: 0x08 * (not self.online),
                2: 0x04 * opened | 0x20 * out | 0x40 * self.error,
                3: 0x08 * self.error,
                4: 0x0C * low | 0x60 * out,
            }[n]
        )

    def _recover(self, *, clear: bool) -> None:
        self.error = False
        if clear:
            self._buffer.clear()

    def _work(self) -> None:
        """Print what can be printed now, in small pieces so that a planned fault hits the middle."""
        self._apply_due()
        while self._buffer and self.online:
            size = _PIECE_BYTES
            if self._faults:
                size = max(1, min(size, self._faults[0].after_bytes - self.printed_bytes))
            piece = bytes(self._buffer[:size])
            del self._buffer[:size]
            self.printed_bytes += len(piece)
            for action in self._interpreter.feed(piece):
                self._do(action)
            self._apply_due()
        self._hold_back()

    def _do(self, action: Cut | AskPaper | AskProcessId | SetAutoStatus) -> None:
        match action:
            case Cut(receipt):
                self._receipts.append(receipt)
            case AskPaper():
                self._answers.append(0x03 if self.paper is Paper.LOW else 0x00)
            case AskProcessId(mark) if self._process_ids:
                self._answers += b"\x37\x22" + mark + b"\x00"
            case SetAutoStatus(mask):
                self._auto_mask = mask
                self._auto_sent = b""
                self._tell_change()

    def _apply_due(self) -> None:
        while self._faults and self._faults[0].after_bytes <= self.printed_bytes:
            self._apply(self._faults.pop(0))

    def _apply(self, change: Fault) -> None:
        self.paper = change.paper or self.paper
        self.cover = change.cover or self.cover
        self.error = self.error if change.error is None else change.error
        self._tell_change()

    def _tell_change(self) -> None:
        status = self._auto_status()
        if self._auto_mask and status != self._auto_sent:
            self._answers += status
            self._auto_sent = status

    def _auto_status(self) -> bytes:
        out, low = self.paper is Paper.OUT, self.paper is not Paper.OK
        opened = self.cover is Cover.OPEN
        first = 0x10 | 0x08 * (not self.online) | 0x20 * opened
        return bytes((first, 0x08 * self.error, 0x03 * low | 0x0C * out, 0))

    def _hold_back(self) -> None:
        free = BUFFER_BYTES - len(self._buffer)
        if not self._held_back and free <= _XOFF_FREE_BYTES:
            self._held_back = True
            self._answers.append(XOFF)
        elif self._held_back and free >= _XON_FREE_BYTES:
            self._held_back = False
            self._answers.append(XON)

    def _take_answers(self) -> bytes:
        answers = bytes(self._answers)
        self._answers.clear()
        return answers
