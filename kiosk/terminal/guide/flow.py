"""Lays the steps of a procedure out as a flow chart: boxes in reading order, an arrow from each to the next. Pure.

A step that may be answered with no has a second box, its branch: to the right of it where steps stand below one another,
below it where they stand in rows. Coordinates are pixels from the top left; the widget that draws turns them over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Point = tuple[float, float]
Line = tuple[Point, ...]

_STEP_SHARE = 0.6  # of the width, when branches stand beside the steps
_BRANCH_SHARE = 0.84  # of a step's width, when branches stand below: the rest is the lane of the main flow
_LANE = 0.93  # where in a step's width that lane runs


@dataclass(frozen=True, slots=True)
class Box:
    """Where a step or a branch stands."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Need:
    """How high a step has to be, and its branch; 0 where it has none."""

    step: float
    branch: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A laid-out flow.

    `boxes` has one for each step, `branches` one or None for each; `lines` join a step to the next, `side_lines` a step to
    its branch.
    """

    boxes: tuple[Box, ...]
    branches: tuple[Box | None, ...]
    lines: tuple[Line, ...]
    side_lines: tuple[Line, ...]
    height: float


def columns_for(count: int, width: float, least: float, gap: float) -> int:
    """Return how many boxes stand in a row: as many as are still `least` wide, the rows as even as can be."""
    fit = max(1, int((width + gap) // (least + gap)))
    rows = -(-count // fit) if count else 1
    return max(1, -(-count // rows))


def lay_out(needs: Sequence[Need], width: float, columns: int, gap: float) -> Chart:
    """Return the chart of steps that need at least these heights; with one column branches stand beside their steps."""
    if not needs:
        return Chart((), (), (), (), 0.0)
    return _beside(needs, width, gap) if columns == 1 else _in_rows(needs, width, columns, gap)


def _beside(needs: Sequence[Need], width: float, gap: float) -> Chart:
    forked = any(need.branch for need in needs)
    step_width = (width - gap) * _STEP_SHARE if forked else width
    x = step_width + gap
    boxes: list[Box] = []
    branches: list[Box | None] = []
    top = 0.0
    for need in needs:
        tall = max(need.step, need.branch)
        boxes.append(Box(0.0, top, step_width, tall))
        branches.append(Box(x, top, width - x, tall) if need.branch else None)
        top += tall + gap
    sides = [_across(a, b) for a, b in zip(boxes, branches, strict=True) if b]
    lines = [_down(a, b, step_width / 2) for a, b in pairwise(boxes)]
    return Chart(tuple(boxes), tuple(branches), tuple(lines), tuple(sides), top - gap)


def _in_rows(needs: Sequence[Need], width: float, columns: int, gap: float) -> Chart:
    box_width = (width - gap * (columns - 1)) / columns
    boxes: list[Box] = []
    branches: list[Box | None] = []
    top = 0.0
    for start in range(0, len(needs), columns):
        row = needs[start : start + columns]
        tall, low = max(need.step for need in row), max(need.branch for need in row)
        new = [Box(i * (box_width + gap), top, box_width, tall) for i in range(len(row))]
        under = Box(0.0, top + tall + gap, box_width * _BRANCH_SHARE, low)
        branches += [replace(under, x=b.x) if need.branch else None for b, need in zip(new, row, strict=True)]
        boxes += new
        top += tall + gap + (low + gap if low else 0.0)
    sides = [_down(a, b, box_width * _BRANCH_SHARE / 2) for a, b in zip(boxes, branches, strict=True) if b]
    lines = [
        _onward(a, b, gap, forked=branch is not None) for (a, b), branch in zip(pairwise(boxes), branches, strict=False)
    ]
    return Chart(tuple(boxes), tuple(branches), tuple(lines), tuple(sides), top - gap)


def _across(start: Box, end: Box) -> Line:
    middle = start.y + start.height / 2
    return ((start.x + start.width, middle), (end.x, middle))


def _down(start: Box, end: Box, offset: float) -> Line:
    x = start.x + offset
    return ((x, start.y + start.height), (x, end.y))


def _onward(start: Box, end: Box, gap: float, *, forked: bool) -> Line:
    """Return the main flow's line: to the box beside, or round the row's end to the first box of the next row."""
    if start.y == end.y:
        return _across(start, end)
    out, into = start.x + start.width * (_LANE if forked else 0.5), end.x + end.width / 2
    if out == into:
        return ((out, start.y + start.height), (into, end.y))
    turn = end.y - gap / 2
    return ((out, start.y + start.height), (out, turn), (into, turn), (into, end.y))
