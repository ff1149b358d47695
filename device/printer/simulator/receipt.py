"""What has been printed: the items of one piece of paper, as the interpreter found them in the bytes. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style. `wide` and `high` multiply the size."""

    text: str
    wide: int = 1
    high: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of characters; `full` when the printer itself broke it because no more would fit."""

    runs: tuple[Run, ...]
    align: int = 0  # 0 left, 1 centre, 2 right
    step_dots: int = 30
    full: bool = False

    @property
    def text(self) -> str:
        """The characters without their style."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code that the printer draws itself."""

    data: bytes
    module_dots: int
    align: int = 0


@dataclass(frozen=True, slots=True)
class Raster:
    """A band of dots, one bit each, 1 is black."""

    row_bytes: int
    rows: int
    dots: bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty paper."""

    dots: int


Item = Line | Symbol | Raster | Gap


@dataclass(frozen=True, slots=True)
class Receipt:
    """One piece of paper, cut off. `unknown` are command bytes that the printer did not understand."""

    items: tuple[Item, ...]
    unknown: tuple[bytes, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Every line of characters that is not empty."""
        return [item.text.rstrip() for item in self.items if isinstance(item, Line) and item.text.strip()]

    @property
    def qr(self) -> list[str]:
        """What every QR code holds."""
        return [item.data.decode("utf-8", "replace") for item in self.items if isinstance(item, Symbol)]
