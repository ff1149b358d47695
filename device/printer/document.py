"""What a printer can put on paper: plain blocks, and the profile of the paper they go on. Values only."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DOTS_PER_MM = 8  # 203 dpi heads
CELL_DOTS = 12  # width of a Latin character of size 1; a Hanzi takes two cells
LINE_DOTS = 24  # height of a character of size 1
SIZE_MAX = 8
INDENT_MAX = 8
QR_BYTES_MAX = 700
_LEADING_DOTS = 10  # between lines of size 1; grows with half the size

# dots across the printable part of the two usual paper widths (reliability.md part 4: 48 and 72 bytes a row)
_DOTS_OF_WIDTH_MM = {58: 384, 80: 576}


class Align(StrEnum):
    """Where a block stands across the paper."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Encoding(StrEnum):
    """How text travels: as GB18030 characters, or drawn by us as dots."""

    GB18030 = "gb18030"
    RASTER = "raster"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `size` multiplies the width and height of the 3 mm character, 1 to 8.

    `indent` is empty columns at the left, 0 to 8; the first line carries the `marker` there, such as a list's dot.
    """

    text: str
    size: int = 1
    align: Align = Align.LEFT
    bold: bool = False
    indent: int = 0
    marker: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.size <= SIZE_MAX:
            raise ValueError(f"size {self.size} is outside 1 to {SIZE_MAX}")
        if not 0 <= self.indent <= INDENT_MAX * (self.size == 1):
            raise ValueError(f"an indent of {self.indent} columns at size {self.size}: only size 1 has one, up to 8")


@dataclass(frozen=True, slots=True)
class Pair:
    """A left and a right text on one line, or on two where they do not fit."""

    left: str
    right: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code, centred. `module_dots` is the wanted width of one module; narrow paper may get a smaller one."""

    data: str
    module_dots: int = 6

    def __post_init__(self) -> None:
        size = len(self.data.encode("utf-8"))
        if not 0 < size <= QR_BYTES_MAX:
            raise ValueError(f"a QR code holds 1 to {QR_BYTES_MAX} bytes, not {size}")
        if not 1 <= self.module_dots <= 16:
            raise ValueError(f"module width {self.module_dots} is outside 1 to 16 dots")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty paper, in millimetres."""

    mm: int = 3

    def __post_init__(self) -> None:
        if not 0 < self.mm <= 100:
            raise ValueError(f"a feed of {self.mm} mm is outside 1 to 100")


Block = Text | Pair | QrCode | Rule | Feed


@dataclass(frozen=True, slots=True)
class Document:
    """One piece of paper, cut at its end."""

    blocks: tuple[Block, ...]

    def texts(self) -> tuple[str, ...]:
        """Return every text in it, in order."""
        found: list[str] = []
        for block in self.blocks:
            if isinstance(block, Text):
                found += [block.marker, block.text]
            elif isinstance(block, Pair):
                found += [block.left, block.right]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Profile:
    """The printer's paper and what it understands.

    `font` is the file that raster text is drawn with, `font_index` its face inside a collection. It is needed for
    `Encoding.RASTER`, and lets a GB18030 printer still show a rare character of a name.
    """

    width_mm: int = 80
    encoding: Encoding = Encoding.GB18030
    font: Path | None = None
    font_index: int = 0

    def __post_init__(self) -> None:
        if self.width_mm not in _DOTS_OF_WIDTH_MM:
            raise ValueError(f"paper of {self.width_mm} mm is not 58 or 80")

    @property
    def dots(self) -> int:
        """Printable dots across."""
        return _DOTS_OF_WIDTH_MM[self.width_mm]

    @property
    def columns(self) -> int:
        """Columns of size 1 across: 32 or 48; a Hanzi takes two."""
        return self.dots // CELL_DOTS


def line_spacing_dots(size: int) -> int:
    """Return the distance between the tops of two lines of a text size, in dots."""
    return LINE_DOTS * size + _LEADING_DOTS * (size + 1) // 2
