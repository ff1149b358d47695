"""What the rows of long lists say. No Kivy here: presenters make them."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Self


class Row(NamedTuple):
    """What a row says; a plain tuple, for thousands are made when a list opens.

    `value` is handed to `on_choose`, None makes it plain reading text; `lines` limits `text`, 0 is all. `glyph` is the
    Hanzi of its badge, `icon` what is drawn instead where there is an icon font, `marks` are words to be underlined.
    A `heading` stands out among rows of text. A `band` begins a group: it has a ground of its own.
    """

    title: str
    text: str = ""
    note: str = ""
    glyph: str = ""
    icon: str = ""
    value: Any = None
    lines: int = 2
    marks: tuple[str, ...] = ()
    heading: bool = False
    band: bool = False


class KeptRows(tuple[Row, ...]):  # noqa: SLOT001 - a subclass of tuple has none for `edges`
    """Rows that belong to the content and not to a visit: made once, and measured once for each width and scale.

    Attributes:
        edges: The edges of the rows in pixels from the top of the list, by what they were measured for; the list's.
    """

    edges: dict[Any, list[float]]

    def __new__(cls, rows: Iterable[Row]) -> Self:
        """Keep the rows; nothing is measured yet."""
        kept = super().__new__(cls, rows)
        kept.edges = {}
        return kept
