"""Turns a document into ESC/POS bytes. Pure functions; any thread.

Text goes as GB18030 in characters that take two bytes; many printers know no longer ones. A document with a rarer
character is drawn as dots where the profile names a font, otherwise that character becomes 〓, the printers' own sign
for a missing character.
"""

import logging
from collections.abc import Iterator

from device.printer import commands, raster
from device.printer.document import (
    DOTS_PER_MM,
    Align,
    Block,
    Document,
    Encoding,
    Feed,
    Pair,
    Profile,
    QrCode,
    Rule,
    Text,
    line_spacing_dots,
)
from device.printer.qr import module_width
from device.printer.wrap import clean, indented, pair_lines

_ALIGN = {
    Align.LEFT: commands.ALIGN_LEFT,
    Align.CENTRE: commands.ALIGN_CENTRE,
    Align.RIGHT: commands.ALIGN_RIGHT,
}
_MISSING = "〓"

_log = logging.getLogger(__name__)


def encode(document: Document, profile: Profile, mark: bytes | None = None) -> bytes:
    """Return the bytes that print a document and cut the paper.

    Args:
        document: What to print.
        profile: The paper and what the printer understands.
        mark: Four bytes that the printer shall send back when it is done; None asks for nothing.

    Raises:
        DocumentError: The document has to be drawn and the font cannot be used.
    """
    body = commands.INIT + _body(document, profile) + commands.CUT
    if mark is None:
        return body
    return body + commands.ask_process_id(mark) + commands.ASK_PAPER


def needs_drawing(document: Document) -> bool:
    """Tell whether a document has a character that two bytes of GB18030 cannot hold."""
    return any(_to_bytes(char) is None for text in document.texts() for char in clean(text))


def _body(document: Document, profile: Profile) -> bytes:
    rare = needs_drawing(document)
    if profile.encoding == Encoding.RASTER or (rare and profile.font is not None):
        return raster.encode(document, profile)
    if rare:
        _log.warning("a document has characters beyond two-byte GB18030 and there is no font to draw it with")
    return commands.HANZI_ON + b"".join(_block(block, profile) for block in document.blocks)


def _block(block: Block, profile: Profile) -> bytes:
    match block:
        case Text():
            return _text(block, profile)
        case Pair():
            lines = pair_lines(block.left, block.right, profile.columns)
            return b"".join(_styled(lines, 1, Align.LEFT, block.bold))
        case QrCode():
            return _qr(block, profile)
        case Rule():
            return b"".join(_styled(["-" * profile.columns], 1, Align.LEFT, bold=False))
        case Feed():
            return commands.feed(block.mm * DOTS_PER_MM)


def _text(text: Text, profile: Profile) -> bytes:
    lines = indented(text.text, profile.columns // text.size, text.indent, text.marker)
    return b"".join(_styled(lines, text.size, text.align, text.bold))


def _styled(lines: list[str], size: int, align: Align, bold: bool) -> Iterator[bytes]:
    yield _ALIGN[align] + commands.size(size) + commands.line_spacing(line_spacing_dots(size))
    yield commands.BOLD_ON if bold else commands.BOLD_OFF
    for line in lines:
        yield b"".join(_to_bytes(char) or _MISSING.encode("gb18030") for char in line) + commands.LINE_FEED


def _qr(code: QrCode, profile: Profile) -> bytes:
    data = code.data.encode("utf-8")
    return (
        commands.ALIGN_CENTRE
        + commands.QR_MODEL_2
        + commands.qr_module(module_width(code, profile.dots))
        + commands.QR_LEVEL_M
        + commands.qr_store(data)
        + commands.QR_PRINT
        + commands.ALIGN_LEFT
    )


def _to_bytes(char: str) -> bytes | None:
    """Return a character's bytes, or None where it takes four."""
    found = char.encode("gb18030")
    return found if len(found) <= 2 else None
