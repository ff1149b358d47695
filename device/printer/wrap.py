"""Breaks text into lines by display columns, in the manner of Chinese typesetting."""

import re
from collections.abc import Iterator

CLOSING = frozenset("，。、；：！？）》〉」』】〕｝”’…—%‰℃,.;:!?)]}")
OPENING = frozenset("（《〈「『【〔｛“‘￥$([{")
_PIECE = re.compile(r"[\x21-\x7e]+| +|.", re.DOTALL)
_UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]+"
)


def columns_of(text: str) -> int:
    """Return the columns that a text takes: one for each ASCII character, two for each other."""
    return sum(1 if char.isascii() else 2 for char in text)


def clean(text: str) -> str:
    """Return a text with control, invisible and no-break characters as plain spaces; new lines stay."""
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def wrap(text: str, columns: int) -> list[str]:
    """Return the lines of a text, none wider than `columns`.

    Latin words and numbers stay whole; no closing mark begins a line and no opening one ends it, as long as what
    belongs together fits a line at all. An empty text is one empty line.

    Raises:
        ValueError: There is no room for a single Hanzi.
    """
    if columns < 2:
        raise ValueError(f"{columns} columns hold no Hanzi")
    return [line for paragraph in clean(text).split("\n") for line in _fill(paragraph, columns)]


def indented(text: str, columns: int, indent: int, marker: str = "") -> list[str]:
    """Return the lines of a text with empty columns at the left; the marker stands there in the first line."""
    start = wrap(marker, indent)[0] if indent >= 2 else ""
    lines = wrap(text, columns - indent)
    first = start + " " * (indent - columns_of(start)) + lines[0]
    return [first, *(" " * indent + line for line in lines[1:])]


def pair_lines(left: str, right: str, columns: int) -> list[str]:
    """Return the lines of a left and a right text, each at most `columns` wide; the right one ends at the edge."""
    left, right = (clean(text).replace("\n", " ").strip() for text in (left, right))
    gap = columns - columns_of(left) - columns_of(right)
    if gap >= 1:
        return [left + " " * gap + right]
    ends = (" " * (columns - columns_of(line)) + line for line in wrap(right, columns))
    return [*(line for line in wrap(left, columns) if line), *(line for line in ends if line.strip())]


def _fill(paragraph: str, columns: int) -> Iterator[str]:
    line = ""
    for unit in _units(paragraph):
        for part in _split(unit, columns):
            if columns_of(line) + columns_of(part.rstrip()) > columns:
                yield line.rstrip()
                line = ""
            line += part if line else part.lstrip()
    yield line.rstrip()


def _units(paragraph: str) -> Iterator[str]:
    """Yield the pieces that a line break may not part: words, single Hanzi, with the marks that cling to them."""
    unit = ""
    for match in _PIECE.finditer(paragraph):
        piece = match[0]
        clings = bool(unit) and (piece[0] in CLOSING or piece.isspace() or unit[-1] in OPENING)
        if unit and not clings:
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _split(unit: str, columns: int) -> Iterator[str]:
    """Yield a unit whole, or in full lines where it is wider than a line."""
    part = ""
    for char in unit if columns_of(unit.rstrip()) > columns else ():
        if columns_of(part + char) > columns:
            yield part
            part = ""
        part += char
    yield part or unit
