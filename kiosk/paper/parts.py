"""What papers have in common: the hall's name on top, codes with what they are for, below when it was printed and whom to call. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from device.printer.document import QR_BYTES_MAX, Align, Block, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.paper.texts import size_of
from kiosk.strings import Strings

WIDE_MM = 80  # narrower paper gets smaller headings and shorter words
QR_MODULE_DOTS = 5  # 0.6 mm: paper is held close


def heading(hall: Hall, strings: Strings, width_mm: int) -> list[Block]:
    """Return the hall's name with a rule below, as it stands at the top of every paper."""
    name = name_of(hall.name, hall.name_en, strings)
    large = width_mm >= WIDE_MM and strings.language == "zh"
    return [
        Text(name, 2 if large else 1, Align.CENTRE, bold=True),
        *for_the_clerk(hall.name, strings),
        Rule(),
    ]


def for_the_clerk(chinese: str, strings: Strings) -> list[Block]:
    """Return the Chinese name below an English one: who is shown the paper may read only that."""
    return [Text(chinese, 1, Align.CENTRE)] if strings.language != "zh" else []


def name_of(chinese: str, english: str, strings: Strings) -> str:
    """Return the name in the language of the strings; the Chinese one where there is no other."""
    return english if strings.language == "en" and english else chinese


def local_time(moment: datetime, hall: Hall) -> str:
    """Return a moment to the minute in the hall's zone."""
    return f"{moment.astimezone(ZoneInfo(hall.zone)):%Y-%m-%d %H:%M}"


def sample_mark(sample: bool, strings: Strings) -> list[Block]:
    """Return the line that says that a paper shows sample content; nothing for real content."""
    return [Text(strings("print.sample"), 1, Align.CENTRE)] if sample else []


def code(text: str, words: str) -> list[Block]:
    """Return a QR code below a rule with what it is for; nothing where there is no text, or more than a code can hold."""
    if not 0 < size_of(text) <= QR_BYTES_MAX:
        return []
    return [Rule(), QrCode(text, QR_MODULE_DOTS), Feed(1), Text(words, 1, Align.CENTRE)]


def foot(hall: Hall, strings: Strings, printed_at: datetime | None, phone: str = "") -> list[Block]:
    """Return when a slip was printed, for it stays in a drawer while what it says changes; and whom to call."""
    return [
        Rule(),
        *([Pair(strings("print.printed"), local_time(printed_at, hall))] if printed_at else []),
        *([Pair(strings("print.phone"), phone)] if phone else []),
        Pair(strings("print.hotline"), hall.hotline, bold=True),
    ]
