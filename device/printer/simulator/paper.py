"""Draws a receipt as it would lie in the hand: thermal paper with a torn edge, one pixel a printer dot."""

import io
import json
import os
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from device.printer import qr
from device.printer.document import CELL_DOTS, LINE_DOTS
from device.printer.raster import draw_line, load_face
from device.printer.simulator.receipt import Gap, Item, Line, Raster, Receipt, Run, Symbol
from device.printer.wrap import columns_of

_MARGIN_DOTS = 32  # 4 mm of paper that the head does not reach, each side
_TOP_DOTS, _BOTTOM_DOTS = 40, 56
_TOOTH_DOTS = 6
_DESK_DOTS = 36  # the surface around the paper
_PAPER, _INK, _DESK = (253, 252, 248), (38, 38, 44), (222, 225, 230)


class Painter:
    """Draws receipts and stores them.

    Args:
        folder: Where the pictures go.
        paper_dots: Printable dots across.
        font: The font file for the printer's characters.
        font_index: The face inside it.

    Raises:
        DocumentError: The font cannot be used.
    """

    def __init__(self, folder: Path, paper_dots: int, font: Path, font_index: int) -> None:
        self._folder = folder
        self._paper_dots = paper_dots
        self._font, self._index = font, font_index
        load_face(font, font_index, LINE_DOTS)
        folder.mkdir(parents=True, exist_ok=True)
        self.count = max((int(p.stem[7:]) for p in folder.glob("ticket-*.png") if p.stem[7:].isdigit()), default=0)

    def store(self, receipt: Receipt) -> Path:
        """Draw a receipt to the next `ticket-NNNNNN.png` with a `.json` of its words, and as `latest.png`."""
        self.count += 1
        path = self._folder / f"ticket-{self.count:06d}.png"
        words = {
            "number": self.count,
            "image": path.name,
            "lines": receipt.lines,
            "qr": receipt.qr,
            "raster": any(isinstance(item, Raster) for item in receipt.items),
            "broken_lines": sum(item.full for item in receipt.items if isinstance(item, Line)),
            "unknown": [command.hex() for command in receipt.unknown],
        }
        picture = io.BytesIO()
        self.draw(receipt).save(picture, "PNG", compress_level=1)  # the printer answers nothing meanwhile: be quick
        _replace(path.with_suffix(".json"), json.dumps(words, ensure_ascii=False, indent=1).encode("utf-8"))
        for target in (path, self._folder / "latest.png"):
            _replace(target, picture.getvalue())
        return path

    def draw(self, receipt: Receipt) -> Image.Image:
        """Return a receipt as a picture."""
        print_ = self._print(receipt.items)
        width = self._paper_dots + 2 * _MARGIN_DOTS
        height = print_.height + _TOP_DOTS + _BOTTOM_DOTS
        ink = Image.new("L", (width, height), 255)
        ink.paste(print_, (_MARGIN_DOTS, _TOP_DOTS))
        paper = Image.composite(Image.new("RGB", ink.size, _PAPER), Image.new("RGB", ink.size, _INK), ink)
        return _lay_down(paper)

    def _print(self, items: tuple[Item, ...]) -> Image.Image:
        parts = [self._item(item) for item in items]
        page = Image.new("L", (self._paper_dots, max(1, sum(part.height for part in parts))), 255)
        top = 0
        for part in parts:
            page.paste(part, (0, top))
            top += part.height
        return page

    def _item(self, item: Item) -> Image.Image:
        match item:
            case Line():
                return self._line(item)
            case Symbol():
                symbol = qr.draw(item.data.decode("utf-8", "replace"), item.module_dots)
                band = Image.new("L", (self._paper_dots, symbol.height), 255)
                band.paste(symbol, (self._left(symbol.width, item.align), 0))
                return band
            case Raster():
                band = Image.new("L", (self._paper_dots, item.rows), 255)
                dots = Image.frombytes("1", (item.row_bytes * 8, item.rows), bytes(b ^ 0xFF for b in item.dots))
                band.paste(dots.convert("L"), (0, 0))
                return band
            case Gap():
                return Image.new("L", (self._paper_dots, max(1, item.dots)), 255)

    def _line(self, line: Line) -> Image.Image:
        band = Image.new("L", (self._paper_dots, max(1, line.step_dots)), 255)
        parts = [self._run(run) for run in line.runs]
        left = self._left(sum(part.width for part in parts), line.align)
        highest = max((part.height for part in parts), default=0)
        for part in parts:
            band.paste(part, (left, highest - part.height))
            left += part.width
        return band

    def _run(self, run: Run) -> Image.Image:
        columns, size = columns_of(run.text), LINE_DOTS * run.high
        height = size + size // 6  # room for the tails of g and y
        part = Image.new("L", (columns * CELL_DOTS * run.high, height), 255)
        draw_line(part, run.text, (0, 0), load_face(self._font, self._index, size), bold=run.bold)
        return part if run.wide == run.high else part.resize((columns * CELL_DOTS * run.wide, height))

    def _left(self, width: int, align: int) -> int:
        return (self._paper_dots - width) * align // 2


def _lay_down(paper: Image.Image) -> Image.Image:
    """Return the paper on a desk, its ends torn along the knife's teeth, with a soft shadow."""
    width, height = paper.size
    mask = Image.new("L", paper.size, 0)
    ImageDraw.Draw(mask).polygon(_outline(width, height), fill=255)
    size = (width + 2 * _DESK_DOTS, height + 2 * _DESK_DOTS)
    shade = Image.new("L", size, 0)
    shade.paste(mask.point(lambda v: v * 90 // 255), (_DESK_DOTS, _DESK_DOTS + 8))
    shade = shade.filter(ImageFilter.GaussianBlur(12))
    desk = Image.composite(Image.new("RGB", size, (90, 98, 110)), Image.new("RGB", size, _DESK), shade)
    desk.paste(paper, (_DESK_DOTS, _DESK_DOTS), mask)
    return desk


def _outline(width: int, height: int) -> list[tuple[int, int]]:
    teeth = range(0, width + _TOOTH_DOTS, _TOOTH_DOTS)
    top = [(x, (i % 2) * _TOOTH_DOTS) for i, x in enumerate(teeth)]
    bottom = [(x, height - 1 - (i % 2) * _TOOTH_DOTS) for i, x in enumerate(teeth)]
    return top + bottom[::-1]


def _replace(target: Path, data: bytes) -> None:
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(data)
    os.replace(part, target)  # noqa: PTH105 - says that it replaces
