"""Draws a whole document as dots, for printers without Hanzi and for characters that no printer font holds."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from device.errors import DocumentError
from device.printer import commands, qr
from device.printer.document import (
    CELL_DOTS,
    DOTS_PER_MM,
    LINE_DOTS,
    Align,
    Block,
    Document,
    Feed,
    Pair,
    Profile,
    QrCode,
    Rule,
    Text,
    line_spacing_dots,
)
from device.printer.wrap import columns_of, indented, pair_lines

BAND_ROWS = 24  # a band stays small, so that a printer that lost its place is soon back in step
BAND_BYTES_MAX = BAND_ROWS * 72 + 8
_BLACK_BELOW = 144  # of 255; a little above the middle keeps thin strokes whole
_DLE = 0x10
_REAL_TIME = frozenset((0x04, 0x05, 0x14))  # EOT, ENQ, DC4: after DLE they act even inside raster data


def encode(document: Document, profile: Profile) -> bytes:
    """Return the raster commands for a document.

    Raises:
        DocumentError: The profile names no font, or one that cannot be used.
    """
    picture = draw(document, profile)
    return commands.ALIGN_LEFT + b"".join(_bands(picture))


def draw(document: Document, profile: Profile) -> Image.Image:
    """Return a document as a picture, one pixel a dot, 1 bit, as wide as the paper.

    Raises:
        DocumentError: The profile names no font, or one that cannot be used.
    """
    parts = [_block(block, profile) for block in document.blocks]
    picture = Image.new("L", (profile.dots, max(1, sum(part.height for part in parts))), 255)
    top = 0
    for part in parts:
        picture.paste(part, (0, top))
        top += part.height
    return picture.point(lambda grey: 255 if grey >= _BLACK_BELOW else 0).convert("1", dither=Image.Dither.NONE)


def draw_line(
    picture: Image.Image, text: str, place: tuple[int, int], face: ImageFont.FreeTypeFont, *, bold: bool
) -> None:
    """Draw a line of text, its top left corner at `place`, in the printer's cells: a Latin character fills half the place of a Hanzi."""
    left, top = place
    pen = ImageDraw.Draw(picture)
    cell = int(face.size) // 2
    baseline = top + round(face.size * 0.86)
    for char in text:
        width = cell * columns_of(char)
        if not char.isspace():
            middle = left + width / 2
            pen.text((middle, baseline), char, fill=0, font=face, anchor="ms")
            for shift in (face.size / 48, face.size / 24) if bold else ():
                pen.text((middle + max(1, shift), baseline), char, fill=0, font=face, anchor="ms")
        left += width


@lru_cache(maxsize=32)
def load_face(path: Path, index: int, size: int) -> ImageFont.FreeTypeFont:
    """Return a font face, `size` dots high.

    Raises:
        DocumentError: The file is not a font, or has no such face.
    """
    try:
        return ImageFont.truetype(str(path), size, index=index)
    except (OSError, ValueError) as err:
        raise DocumentError(f"cannot use the font {path}, face {index}: {err}") from err


def _block(block: Block, profile: Profile) -> Image.Image:
    match block:
        case Text():
            lines = indented(block.text, profile.columns // block.size, block.indent, block.marker)
            return _lines(lines, profile, block.size, block.align, block.bold)
        case Pair():
            return _lines(pair_lines(block.left, block.right, profile.columns), profile, 1, Align.LEFT, block.bold)
        case QrCode():
            return _qr(block, profile)
        case Rule():
            picture = Image.new("L", (profile.dots, LINE_DOTS), 255)
            ImageDraw.Draw(picture).line((0, LINE_DOTS // 2, profile.dots, LINE_DOTS // 2), fill=0, width=2)
            return picture
        case Feed():
            return Image.new("L", (profile.dots, block.mm * DOTS_PER_MM), 255)


def _lines(lines: list[str], profile: Profile, size: int, align: Align, bold: bool) -> Image.Image:
    if profile.font is None:
        raise DocumentError("a document has to be drawn, and the printer's profile names no font")
    face = load_face(profile.font, profile.font_index, LINE_DOTS * size)
    step = line_spacing_dots(size)
    picture = Image.new("L", (profile.dots, step * len(lines)), 255)
    for row, line in enumerate(lines):
        spare = profile.dots - columns_of(line) * CELL_DOTS * size
        left = {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[align]
        draw_line(picture, line, (left, row * step), face, bold=bold)
    return picture


def _qr(code: QrCode, profile: Profile) -> Image.Image:
    symbol = qr.draw(code.data, qr.module_width(code, profile.dots))
    picture = Image.new("L", (profile.dots, symbol.height), 255)
    picture.paste(symbol, ((profile.dots - symbol.width) // 2, 0))
    return picture


def _bands(picture: Image.Image) -> Iterator[bytes]:
    row_bytes = picture.width // 8
    dots = bytes(byte ^ 0xFF for byte in picture.tobytes())  # Pillow: 1 is white; the printer: 1 is black
    for start in range(0, len(dots), row_bytes * BAND_ROWS):
        band = dots[start : start + row_bytes * BAND_ROWS]
        yield commands.raster(row_bytes, len(band) // row_bytes, defuse(band))


def defuse(dots: bytes) -> bytes:
    """Return raster bytes without DLE EOT, DLE ENQ or DLE DC4 in them: one dot beside the DLE's is set.

    Printers act on these wherever they stand: ENQ 2 would throw the ticket away, EOT would send an answer that nobody
    asked for.
    """
    safe = bytearray(dots)
    for at in range(len(safe) - 1):
        if safe[at] == _DLE and safe[at + 1] in _REAL_TIME:
            safe[at] |= 0x08
    return bytes(safe)
