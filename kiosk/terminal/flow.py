"""Lays the steps of a procedure out as a flow chart: boxes in reading order, an arrow from each to the next. Pure.

Coordinates are pixels from the top left; the widget that draws turns them over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a step stands."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A laid-out flow: a box for each step, and between two steps the corners of the line that joins them."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[Point, ...], ...]
    height: float


def columns_for(count: int, width: float, least: float, gap: float) -> int:
    """Return how many boxes stand in a row: as many as are still `least` wide, the rows as even as can be."""
    fit = max(1, int((width + gap) // (least + gap)))
    rows = -(-count // fit) if count else 1
    return max(1, -(-count // rows))


def lay_out(heights: Sequence[float], width: float, columns: int, gap: float) -> Chart:
    """Return the chart of steps whose boxes need at least these heights, all boxes of a row equally high."""
    box_width = (width - gap * (columns - 1)) / columns
    boxes: list[Box] = []
    top = 0.0
    for start in range(0, len(heights), columns):
        row = heights[start : start + columns]
        tall = max(row)
        boxes += [Box(i * (box_width + gap), top, box_width, tall) for i in range(len(row))]
        top += tall + gap
    lines = tuple(_line(a, b, gap) for a, b in pairwise(boxes))
    return Chart(tuple(boxes), lines, max(0.0, top - gap))


def _line(start: Box, end: Box, gap: float) -> tuple[Point, ...]:
    if start.y == end.y:
        middle = start.y + start.height / 2
        return ((start.x + start.width, middle), (end.x, middle))
    out, into = start.x + start.width / 2, end.x + end.width / 2
    if out == into:
        return ((out, start.y + start.height), (into, end.y))
    turn = end.y - gap / 2
    return ((out, start.y + start.height), (out, turn), (into, turn), (into, end.y))
