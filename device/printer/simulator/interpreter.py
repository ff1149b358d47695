"""Reads ESC/POS as a printer does: bytes in, in pieces of any size; printed items, cuts and questions out. No I/O.

Commands are those of the Epson reference that ticket programs use. Like a real printer it draws what it does not
understand as best it can and never stops; it keeps the bytes it did not know for the report.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from device.printer.document import CELL_DOTS, LINE_DOTS
from device.printer.simulator.receipt import Gap, Item, Line, Raster, Receipt, Run, Symbol
from device.printer.wrap import columns_of

_SPACING_DOTS = 30  # ESC 2: a sixth of an inch on many 203 dpi printers
_ESC, _FS, _GS, _LF = 0x1B, 0x1C, 0x1D, 0x0A


@dataclass(frozen=True, slots=True)
class Cut:
    """The knife came down: this piece of paper is done."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class AskPaper:
    """GS r 1."""


@dataclass(frozen=True, slots=True)
class AskProcessId:
    """GS ( H with its mark."""

    mark: bytes


@dataclass(frozen=True, slots=True)
class SetAutoStatus:
    """GS a n."""

    mask: int


Action = Cut | AskPaper | AskProcessId | SetAutoStatus


_Size = Callable[[bytearray], int]
_Handler = Callable[[bytes], Action | None]


@dataclass(slots=True)
class _Style:
    wide: int = 1
    high: int = 1
    bold: bool = False
    align: int = 0
    hanzi: bool = False
    spacing_dots: int = _SPACING_DOTS
    module_dots: int = 3
    symbol: bytes = b""


@dataclass(slots=True)
class _Paper:
    items: list[Item] = field(default_factory=list)
    unknown: list[bytes] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    used_dots: int = 0


class Interpreter:
    """One printer's command reader.

    Args:
        paper_dots: Printable dots across.
    """

    def __init__(self, paper_dots: int) -> None:
        self._paper_dots = paper_dots
        self._buffer = bytearray()
        self._style = _Style()
        self._paper = _Paper()
        self._tables = self._make_tables()

    @property
    def held_bytes(self) -> int:
        """Bytes of a command that is not complete yet."""
        return len(self._buffer)

    def feed(self, data: bytes) -> Iterator[Action]:
        """Work off bytes; yield what is not simply printed. Use up the iterator: the work is done in it."""
        self._buffer += data
        while self._buffer:
            size, run = self._command()
            if size == 0 or len(self._buffer) < size:
                return
            taken = bytes(self._buffer[:size])
            del self._buffer[:size]
            action = run(taken)
            if action is not None:
                yield action

    def _command(self) -> tuple[int, _Handler]:
        """Return the size of the first command in the buffer, 0 when that is not known yet, and what runs it."""
        first = self._buffer[0]
        if first in self._tables:
            if len(self._buffer) < 2:
                return 0, self._skip
            size, handler = self._tables[first].get(self._buffer[1], (_always(2), self._note_unknown))
            return size(self._buffer), handler
        if first < 0x20:
            return 1, self._line_feed if first == _LF else self._skip
        if first < 0x80 or not self._style.hanzi:
            return 1, self._character
        # GB18030: a second byte from 30 to 39 announces the four-byte form
        wide = len(self._buffer) > 1 and 0x30 <= self._buffer[1] <= 0x39
        return 4 if wide else 2, self._character

    def _make_tables(self) -> dict[int, dict[int, tuple[_Size, _Handler]]]:
        """Return, for each byte that begins a command, what the next byte means."""
        escape: dict[str, tuple[_Size, _Handler]] = {
            "@": (_always(2), self._initialise),
            "E": (_always(3), self._set_bold),
            "a": (_always(3), self._set_align),
            "!": (_always(3), self._set_mode),
            "2": (_always(2), self._set_spacing),
            "3": (_always(3), self._set_spacing),
            "J": (_always(3), lambda c: self._feed(c[2])),
            "d": (_always(3), lambda c: self._feed(c[2] * self._style.spacing_dots)),
            **{code: (_always(3), self._skip) for code in "MRt -GV{"},
        }
        group: dict[str, tuple[_Size, _Handler]] = {
            "!": (_always(3), self._set_size),
            "V": (_cut_size, self._cut),
            "r": (_always(3), lambda c: AskPaper() if c[2] in (1, 49) else None),
            "a": (_always(3), lambda c: SetAutoStatus(c[2])),
            "(": (_extended_size, self._extended),
            "v": (_raster_size, self._raster),
            **{code: (_always(4), self._skip) for code in "LW$\\"},
            **{code: (_always(3), self._skip) for code in "BHfhwI"},
        }
        return {
            _ESC: {ord(code): entry for code, entry in escape.items()},
            _FS: {code: (_always(2), self._set_hanzi) for code in (0x26, 0x2E)},
            _GS: {ord(code): entry for code, entry in group.items()},
        }

    def _skip(self, _: bytes) -> None:
        return None

    def _note_unknown(self, command: bytes) -> None:
        self._paper.unknown.append(command)

    def _initialise(self, _: bytes) -> None:
        if self._paper.runs:
            self._end_line()
        self._style = _Style()

    def _set_bold(self, command: bytes) -> None:
        self._style.bold = bool(command[2] & 1)

    def _set_align(self, command: bytes) -> None:
        if not self._paper.runs:  # only at the start of a line
            self._style.align = command[2] % 48 if command[2] % 48 <= 2 else 0

    def _set_mode(self, command: bytes) -> None:
        self._style.bold = bool(command[2] & 0x08)
        self._style.high = 2 if command[2] & 0x10 else 1
        self._style.wide = 2 if command[2] & 0x20 else 1

    def _set_size(self, command: bytes) -> None:
        self._style.wide, self._style.high = (command[2] >> 4 & 7) + 1, (command[2] & 7) + 1

    def _set_spacing(self, command: bytes) -> None:
        self._style.spacing_dots = command[2] if len(command) == 3 else _SPACING_DOTS

    def _set_hanzi(self, command: bytes) -> None:
        self._style.hanzi = command[1] == 0x26

    def _character(self, code: bytes) -> None:
        char = code.decode("gb18030" if self._style.hanzi else "cp437", "replace")[:1]
        width = columns_of(char) * CELL_DOTS * self._style.wide if len(code) > 1 else CELL_DOTS * self._style.wide
        if self._paper.used_dots + width > self._paper_dots:
            self._end_line(full=True)
        self._paper.used_dots += width
        style = self._style
        self._paper.runs.append(Run(char, style.wide, style.high, style.bold))

    def _end_line(self, *, full: bool = False) -> None:
        runs = tuple(self._paper.runs)
        highest = max((run.high for run in runs), default=1)
        step = max(self._style.spacing_dots, highest * LINE_DOTS if runs else 0)
        self._paper.items.append(Line(_join(runs), self._style.align, step, full))
        self._paper.runs.clear()
        self._paper.used_dots = 0

    def _line_feed(self, _: bytes) -> None:
        self._end_line()

    def _feed(self, dots: int) -> None:
        if self._paper.runs:
            self._end_line()
        self._paper.items.append(Gap(dots))

    def _raster(self, command: bytes) -> None:
        row_bytes, rows = int.from_bytes(command[4:6], "little"), int.from_bytes(command[6:8], "little")
        self._paper.items.append(Raster(row_bytes, rows, command[8:]))

    def _extended(self, command: bytes) -> Action | None:
        kind, body = command[2], command[5:]
        if kind == ord("H") and body[:2] == b"\x30\x30" and len(body) == 6:
            return AskProcessId(body[2:])
        if kind != ord("k") or body[:1] != b"1":
            self._paper.unknown.append(command[:3])
        elif body[1:2] == b"C":
            self._style.module_dots = max(1, min(16, body[2])) if len(body) > 2 else 3
        elif body[1:2] == b"P":
            self._style.symbol = body[3:]
        elif body[1:2] == b"Q" and self._style.symbol:
            symbol = Symbol(self._style.symbol, self._style.module_dots, self._style.align)
            self._paper.items.append(symbol)
        return None

    def _cut(self, _: bytes) -> Cut:
        if self._paper.runs:
            self._end_line()
        receipt = Receipt(tuple(self._paper.items), tuple(self._paper.unknown))
        self._paper = _Paper()
        return Cut(receipt)


def _always(size: int) -> _Size:
    return lambda _: size


def _cut_size(held: bytearray) -> int:
    return 0 if len(held) < 3 else 4 if held[2] in (65, 66) else 3


def _extended_size(held: bytearray) -> int:
    return 0 if len(held) < 5 else 5 + int.from_bytes(held[3:5], "little")


def _raster_size(held: bytearray) -> int:
    if len(held) < 8:
        return 0
    return 8 + int.from_bytes(held[4:6], "little") * int.from_bytes(held[6:8], "little")


def _join(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.wide, last.high, last.bold) == (run.wide, run.high, run.bold):
            joined[-1] = Run(last.text + run.text, run.wide, run.high, run.bold)
        else:
            joined.append(run)
    return tuple(joined)
