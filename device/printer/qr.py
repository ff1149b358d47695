"""QR codes as dots: how large a symbol is, and its picture. Level M throughout (15 % of it may be lost)."""

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from device.printer.document import QrCode

QUIET_MODULES = 4  # ISO/IEC 18004: empty margin on each side


def modules(data: str) -> list[list[bool]]:
    """Return the rows of a symbol, without margin; true is black."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(data.encode("utf-8"), optimize=0)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def module_width(code: QrCode, paper_dots: int) -> int:
    """Return the width of one module in dots: the wanted one, or less where symbol and margin would not fit."""
    count = len(modules(code.data)) + 2 * QUIET_MODULES
    return max(1, min(code.module_dots, paper_dots // count))


def draw(data: str, module_dots: int) -> Image.Image:
    """Return a symbol without margin, 8-bit grey."""
    rows = modules(data)
    picture = Image.new("L", (len(rows), len(rows)), 255)
    picture.putdata([0 if cell else 255 for row in rows for cell in row])
    side = len(rows) * module_dots
    return picture.resize((side, side), Image.Resampling.NEAREST)
