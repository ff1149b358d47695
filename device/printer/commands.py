"""ESC/POS commands by name. Source: Epson ESC/POS command reference (TM-T88III, TM-U220A) and Citizen manuals."""

INIT = b"\x1b\x40"  # ESC @: modes back to their defaults; the receive buffer stays
HANZI_ON = b"\x1c\x26"  # FS &: bytes from 81 on are GB18030 pairs

LINE_FEED = b"\n"
BOLD_ON = b"\x1b\x45\x01"  # ESC E n
BOLD_OFF = b"\x1b\x45\x00"
ALIGN_LEFT = b"\x1b\x61\x00"  # ESC a n
ALIGN_CENTRE = b"\x1b\x61\x01"
ALIGN_RIGHT = b"\x1b\x61\x02"

CUT = b"\x1d\x56\x42\x00"  # GS V 66 0: feed to the knife, then cut

STATUS_PRINTER, STATUS_OFFLINE, STATUS_ERROR, STATUS_PAPER = 1, 2, 3, 4  # n of DLE EOT
ASK_PAPER = b"\x1d\x72\x01"  # GS r 1: answered when everything before it has been worked off

QR_MODEL_2 = b"\x1d\x28\x6b\x04\x00\x31\x41\x32\x00"  # GS ( k, function 165
QR_LEVEL_M = b"\x1d\x28\x6b\x03\x00\x31\x45\x31"  # function 169: 15 % may be lost
QR_PRINT = b"\x1d\x28\x6b\x03\x00\x31\x51\x30"  # function 181

PROCESS_ID_BYTES = 4
PROCESS_ID_FIRST, PROCESS_ID_LAST = 0x20, 0x7E


def ask_status(n: int) -> bytes:
    """Return DLE EOT n, which is answered at once, even offline and inside raster data."""
    return bytes((0x10, 0x04, n))


def size(factor: int) -> bytes:
    """Return GS ! for characters `factor` times as wide and as high, 1 to 8."""
    return bytes((0x1D, 0x21, (factor - 1) << 4 | (factor - 1)))


def line_spacing(dots: int) -> bytes:
    """Return ESC 3: from one line's top to the next one's, in dots, 0 to 255."""
    return bytes((0x1B, 0x33, dots))


def feed(dots: int) -> bytes:
    """Return ESC J as often as needed to move the paper by some dots."""
    full, rest = divmod(dots, 255)
    return b"\x1b\x4a\xff" * full + (bytes((0x1B, 0x4A, rest)) if rest else b"")


def qr_module(dots: int) -> bytes:
    """Return GS ( k function 167: the width of one module, 1 to 16 dots."""
    return b"\x1d\x28\x6b\x03\x00\x31\x43" + bytes((dots,))


def qr_store(data: bytes) -> bytes:
    """Return GS ( k function 180: keep the data of the next symbol."""
    return b"\x1d\x28\x6b" + (len(data) + 3).to_bytes(2, "little") + b"\x31\x50\x30" + data


def raster(row_bytes: int, rows: int, dots: bytes) -> bytes:
    """Return GS v 0 for a band of dots, one bit each, black is 1, rows from top to bottom."""
    return b"\x1d\x76\x30\x00" + row_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little") + dots


def ask_process_id(mark: bytes) -> bytes:
    """Return GS ( H function 48: the four bytes come back when everything before them is on paper.

    Raises:
        ValueError: Not four bytes from 20 to 7E (hex).
    """
    if len(mark) != PROCESS_ID_BYTES or not all(PROCESS_ID_FIRST <= b <= PROCESS_ID_LAST for b in mark):
        raise ValueError(f"a process id is four bytes from 20 to 7E, not {mark.hex()}")
    return b"\x1d\x28\x48\x06\x00\x30\x30" + mark


def process_id(job: int) -> bytes:
    """Return the mark of a job number: four printable bytes, all different for 95^4 jobs in a row."""
    count = PROCESS_ID_LAST - PROCESS_ID_FIRST + 1
    digits = []
    for _ in range(PROCESS_ID_BYTES):
        job, digit = divmod(job, count)
        digits.append(PROCESS_ID_FIRST + digit)
    return bytes(reversed(digits))
