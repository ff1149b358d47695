"""An institution as a slip to take along: where it is, when it is open, and a code that a phone finds the way with."""

from dataclasses import dataclass
from datetime import datetime

from device.printer.document import QR_BYTES_MAX, Align, Block, Document, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.paper.ticket import heading, local_time, sample_mark
from kiosk.strings import Strings

_QR_MODULE_DOTS = 5  # 0.6 mm: paper is held close


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What the slip says of a place, in the visitor's language.

    `chinese` is its Chinese name where `name` is another, the address is one that a driver can read, `hours` are pairs of
    days and times, `app` says what the code in `link` is scanned with.
    """

    name: str
    chinese: str
    address: str
    phone: str
    hours: tuple[tuple[str, str], ...]
    link: str
    app: str
    sample: bool = False


def place_document(
    place: PlaceWords, hall: Hall, strings: Strings, width_mm: int = 80, *, printed_at: datetime | None = None
) -> Document:
    """Return the slip of a place.

    Args:
        place: What it says.
        hall: Where it is printed.
        strings: The visitor's language.
        width_mm: Paper width.
        printed_at: When it was printed: hours change, a slip stays in a pocket.
    """
    return Document(
        (
            *heading(hall, strings, width_mm),
            Text(place.name, 2, bold=True),
            *([Text(place.chinese)] if place.chinese else []),
            Feed(1),
            Text(strings("place_slip.address"), bold=True),
            Text(place.address, 2),
            *([Pair(strings("place_slip.phone"), place.phone, bold=True)] if place.phone else []),
            *_hours(place, strings),
            *_code(place),
            Rule(),
            *([Pair(strings("print.printed"), local_time(printed_at, hall))] if printed_at else []),
            Pair(strings("print.hotline"), hall.hotline, bold=True),
            *sample_mark(place.sample, strings),
        )
    )


def _hours(place: PlaceWords, strings: Strings) -> list[Block]:
    lines: list[Block] = [Pair(days, times) if days else Text(times) for days, times in place.hours]
    return [Rule(), Text(strings("place_slip.hours"), bold=True), *lines] if lines else []


def _code(place: PlaceWords) -> list[Block]:
    if not place.link or len(place.link.encode("utf-8")) > QR_BYTES_MAX:
        return []
    return [Rule(), QrCode(place.link, _QR_MODULE_DOTS), Feed(1), Text(place.app, 1, Align.CENTRE)]
