"""Boxes on the window: what meets, what covers, what is worth drawing as one. No Kivy here."""

import math
from collections.abc import Iterator, Sequence

Box = tuple[float, float, float, float]  # left, bottom, right, top in pixels; empty when left >= right or bottom >= top
Pixels = tuple[int, int, int, int]  # left, bottom, width, height of a box in whole pixels

NOTHING: Box = (math.inf, math.inf, -math.inf, -math.inf)
_MARGIN_PX = 3  # what smooth edges draw beyond their shape
_MOST_BOXES = 4
_WORTH = 1.5  # two boxes become one when that has at most so many times their area


def around(points: Sequence[float]) -> Box:
    """Return the box round points given as x, y, x, y ..."""
    xs, ys = points[::2], points[1::2]
    return (min(xs), min(ys), max(xs), max(ys)) if xs and ys else NOTHING


def join(*boxes: Box) -> Box:
    """Return the least box that holds all that are not empty."""
    real = [box for box in boxes if box[0] < box[2] and box[1] < box[3]]
    if not real:
        return NOTHING
    return min(b[0] for b in real), min(b[1] for b in real), max(b[2] for b in real), max(b[3] for b in real)


def meet(one: Box, other: Box) -> Box:
    """Return what two boxes share."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def shifted(box: Box, x: float, y: float) -> Box:
    """Return a box so much further right and up."""
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def grown(box: Box) -> Box:
    """Return the whole pixels of a box and what smooth edges draw around it."""
    if box[0] >= box[2] or box[1] >= box[3]:
        return NOTHING
    left, bottom, right, top = box
    return (
        math.floor(left) - _MARGIN_PX,
        math.floor(bottom) - _MARGIN_PX,
        math.ceil(right) + _MARGIN_PX,
        math.ceil(top) + _MARGIN_PX,
    )


def pixels(box: Box) -> Pixels:
    """Return a box whose edges are whole as OpenGL wants it."""
    left, bottom, right, top = map(int, box)
    return left, bottom, right - left, top - bottom


def area(box: Box) -> float:
    """Return the area; an empty box has none."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def gather(boxes: Sequence[Box]) -> list[Box]:
    """Return few boxes that cover all of them: each one costs a frame's preparations."""
    left: list[Box] = []
    for box in boxes:
        if not area(box):
            continue
        merged = box
        for other in tuple(left):
            both = join(merged, other)
            if area(both) <= _WORTH * (area(merged) + area(other)):
                left.remove(other)
                merged = both
        left.append(merged)
    return left if len(left) <= _MOST_BOXES else [join(*left)]


def bands(bottom: int, top: int, up: int) -> Iterator[tuple[int, int]]:
    """Yield the rows from and up to which a picture is moved within its box, step by step.

    A copy within one picture is sure only where source and target share nothing: no step is higher than the way, and none
    lands on what still has to move.

    Args:
        bottom: First row of the box.
        top: The row above its last.
        up: By how many rows; negative is down, not 0.
    """
    way = abs(up)
    if up > 0:
        for end in range(top - way, bottom, -way):
            yield max(bottom, end - way), end
    else:
        for start in range(bottom + way, top, way):
            yield start, min(top, start + way)
