"""An institution as a slip to take along: where it is, when it is open, and a code that a phone finds the way with."""

from dataclasses import dataclass
from datetime import datetime

from device.printer.document import Block, Document, Feed, Pair, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.paper.parts import code, foot, heading, sample_mark
from kiosk.strings import Strings


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
            *code(place.link, place.app),
            *foot(hall, strings, printed_at),
            *sample_mark(place.sample, strings),
        )
    )


def _hours(place: PlaceWords, strings: Strings) -> list[Block]:
    lines: list[Block] = [Pair(days, times) if days else Text(times) for days, times in place.hours]
    return [Rule(), Text(strings("place_slip.hours"), bold=True), *lines] if lines else []
