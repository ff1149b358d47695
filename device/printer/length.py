"""How long a document comes out on paper. Pure."""

from device.printer import qr
from device.printer.document import (
    DOTS_PER_MM,
    LINE_DOTS,
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
from device.printer.wrap import indented, pair_lines


def length_mm(document: Document, profile: Profile) -> int:
    """Return the millimetres of paper that a document takes, without the margins that the cutter adds."""
    return round(sum(_dots(block, profile) for block in document.blocks) / DOTS_PER_MM)


def _dots(block: Block, profile: Profile) -> int:
    match block:
        case Text():
            lines = indented(block.text, profile.columns // block.size, block.indent, block.marker)
            return line_spacing_dots(block.size) * len(lines)
        case Pair():
            return line_spacing_dots(1) * len(pair_lines(block.left, block.right, profile.columns))
        case QrCode():
            return len(qr.modules(block.data)) * qr.module_width(block, profile.dots)
        case Rule():
            return LINE_DOTS
        case Feed():
            return block.mm * DOTS_PER_MM
