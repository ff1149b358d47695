"""Finds which parts of the window the next frame changes, from Kivy's own marks on its drawing instructions.

Kivy draws the whole window whenever anything in it changes. Where the processor draws, that is dear: two million pixels
for one pressed button. Kivy marks a group of instructions (`needs_redraw`) when something in it or below it has changed.
What is marked, and where it was and is, tells what has to be drawn anew; what cannot be placed counts as the whole.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kivy.graphics import (
    Bezier,
    BindTexture,
    Canvas,
    Color,
    Line,
    Mesh,
    Point,
    PopMatrix,
    PushMatrix,
    Quad,
    Rectangle,
    StencilPop,
    StencilPush,
    StencilUnUse,
    StencilUse,
    Translate,
    Triangle,
)
from kivy.graphics.instructions import Instruction, InstructionGroup, RenderContext

Box = tuple[float, float, float, float]  # left, bottom, right, top in pixels; empty when left >= right

_EMPTY = InstructionGroup()
_NOTHING: Box = (math.inf, math.inf, -math.inf, -math.inf)
_MARGIN_PX = 3  # what smooth edges draw beyond their shape
_MOST_BOXES = 4
_WORTH = 1.5  # two boxes become one when that has at most so many times their area


class _Drawn:
    """A group of instructions as it was last drawn."""

    __slots__ = ("full", "guessed", "lines", "moves", "opacity", "own", "parts", "place", "steers")

    def __init__(self, place: tuple[Any, Box], opacity: float) -> None:
        self.place = place  # the shift and the clip that it was drawn with
        self.opacity = opacity
        self.own = self.full = _NOTHING
        self.parts: dict[Instruction, _Drawn] = {}
        self.lines: list[Line] = []  # their points are known only once they have been drawn
        self.moves: list[tuple[float, float]] = []
        self.steers = False  # changes the shift or the clip of what follows
        self.guessed = False  # holds lines that were not drawn yet: all of the clip counts as theirs until they are


class Damage:
    """Remembers what was drawn where.

    Args:
        root: The window's canvas.
        width: Of the window, in pixels.
        height: Of the window, in pixels.
    """

    def __init__(self, root: InstructionGroup, width: int, height: int) -> None:
        self._root = root
        self._window: Box = (0.0, 0.0, float(width), float(height))
        self._drawn: _Drawn | None = None
        self._boxes: list[Box] = []
        self._shift: tuple[float, float] | None = (0.0, 0.0)  # None: turned or scaled, nothing can be placed
        self._shifts: list[tuple[float, float] | None] = []
        self._clips: list[Box] = []
        self._clipping = False

    def find(self) -> list[tuple[int, int, int, int]] | None:
        """Return left, bottom, width and height of what the next frame changes; None is the whole window."""
        fresh = self._drawn is None
        self._boxes = []
        self._shift, self._shifts, self._clips, self._clipping = (0.0, 0.0), [], [self._window], False
        self._drawn = self._visit(self._root, self._drawn)
        boxes = _gather([_meet(_grow(box), self._window) for box in self._boxes])
        if fresh or not boxes or any(box == self._window for box in boxes):
            return None
        return [(int(left), int(bottom), int(right - left), int(top - bottom)) for left, bottom, right, top in boxes]

    @contextmanager
    def only(self, left: int, bottom: int, width: int, height: int) -> Iterator[None]:
        """Leave out of the canvas, for a while, what was found wholly outside a box: a page is hundreds of calls to draw."""
        aside: list[tuple[list[Instruction], int, Instruction]] = []
        if self._drawn:
            _set_aside(self._root, self._drawn, (left, bottom, left + width, bottom + height), aside)
        try:
            yield
        finally:
            for children, number, group in aside:
                children[number] = group

    def _visit(self, group: InstructionGroup, before: _Drawn | None) -> _Drawn:
        place = (self._shift, self._clips[-1])
        marked = group.needs_redraw
        if before is not None and not (marked or before.steers or before.guessed) and before.place == place:
            return before
        now = _Drawn(place, getattr(group, "opacity", 1.0))
        for instruction in tuple(group.children):
            if isinstance(instruction, InstructionGroup):
                self._visit_part(instruction, before, now)
            else:
                self._read(instruction, now)
        now.full = _join(now.own, *(part.full for part in now.parts.values()))
        if before is not None and marked:
            self._compare(before, now)
        return now

    def _visit_part(self, group: InstructionGroup, before: _Drawn | None, now: _Drawn) -> None:
        if isinstance(group, RenderContext):  # with shaders and matrices of its own
            part = _Drawn((None, _NOTHING), 1.0)
            part.own = part.full = self._clips[-1]
            if group.needs_redraw:
                self._boxes.append(part.full)
        else:
            part = self._visit(group, before.parts.get(group) if before else None)
        now.parts[group] = part
        now.steers = now.steers or (part.steers and not part.parts)
        now.guessed = now.guessed or part.guessed

    def _compare(self, before: _Drawn, now: _Drawn) -> None:
        if before.moves != now.moves:
            self._boxes.append(now.place[1])
        if before.opacity != now.opacity:
            self._boxes += (before.full, now.full)
            return
        own = _join(before.own, now.own, *(self._line_box(line, before.place) for line in before.lines))
        self._boxes.append(own)
        if list(before.parts) == list(now.parts):
            return
        kept = [part for part in before.parts if part in now.parts]
        gone = [part for group, part in before.parts.items() if group not in now.parts]
        come = [part for group, part in now.parts.items() if group not in before.parts]
        if kept != [part for part in now.parts if part in before.parts]:
            gone, come = list(before.parts.values()), list(now.parts.values())  # in another order
        self._boxes += [part.full for part in (*gone, *come)]

    def _read(self, instruction: Instruction, now: _Drawn) -> None:
        match instruction:
            case Color() | BindTexture():
                return
            case Rectangle():
                (x, y), (width, height) = instruction.pos, instruction.size
                box = self._put((x, y, x + width, y + height))
                if self._clipping:
                    self._clips[-1] = _meet(self._clips[-1], box)
                now.own = _join(now.own, box)
            case Line() if not instruction.needs_redraw:
                now.lines.append(instruction)
                now.own = _join(now.own, self._line_box(instruction, (self._shift, self._clips[-1])))
            case Triangle() | Quad():
                now.own = _join(now.own, self._put(_around(instruction.points)))
            case Line() | Mesh() | Bezier() | Point():
                if isinstance(instruction, Line):
                    now.lines.append(instruction)
                    now.guessed = True
                now.own = _join(now.own, self._clips[-1])
            case _:
                self._steer(instruction, now)

    def _steer(self, instruction: Instruction, now: _Drawn) -> None:
        now.steers = True
        match instruction:
            case PushMatrix():
                self._shifts.append(self._shift)
            case PopMatrix() if self._shifts:
                self._shift = self._shifts.pop()
            case Translate():
                x, y, _ = instruction.xyz
                now.moves.append((x, y))
                self._shift = (self._shift[0] + x, self._shift[1] + y) if self._shift else None
            case StencilPush():
                self._clips.append(self._clips[-1])
                self._clipping = True
            case StencilUse():
                self._clipping = False
            case StencilUnUse():
                pass
            case StencilPop() if len(self._clips) > 1:
                self._clips.pop()
            case _:  # turns, scales, or draws what only it knows
                self._shift = None
                now.own = self._clips[-1]

    def _put(self, box: Box) -> Box:
        return _placed(box, self._shift, self._clips[-1])

    def _line_box(self, line: Line, place: tuple[Any, Box]) -> Box:
        left, bottom, right, top = _around(line.points)
        reach = line.width + 1
        return _placed((left - reach, bottom - reach, right + reach, top + reach), *place)


def _set_aside(
    group: InstructionGroup, drawn: _Drawn, box: Box, aside: list[tuple[list[Instruction], int, Instruction]]
) -> None:
    children = group.children
    for number, part in enumerate(children):
        of = drawn.parts.get(part)
        if of is None:
            continue
        if _area(_meet(_grow(of.full), box)):
            if of.parts:
                _set_aside(part, of, box, aside)
        elif isinstance(part, Canvas) or not of.steers:  # a widget's canvas takes back what it steers
            aside.append((children, number, part))
            children[number] = _EMPTY  # a group too: what stands beside it is compiled as ever


def _placed(box: Box, shift: tuple[float, float] | None, clip: Box) -> Box:
    if shift is None:
        return clip
    x, y = shift
    return _meet((box[0] + x, box[1] + y, box[2] + x, box[3] + y), clip)


def _around(points: Sequence[float]) -> Box:
    xs, ys = points[::2], points[1::2]
    return (min(xs), min(ys), max(xs), max(ys)) if xs and ys else _NOTHING


def _join(*boxes: Box) -> Box:
    real = [box for box in boxes if box[0] < box[2] and box[1] < box[3]]
    if not real:
        return _NOTHING
    return min(b[0] for b in real), min(b[1] for b in real), max(b[2] for b in real), max(b[3] for b in real)


def _meet(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _grow(box: Box) -> Box:
    if box[0] >= box[2] or box[1] >= box[3]:
        return _NOTHING
    left, bottom, right, top = box
    return (
        math.floor(left) - _MARGIN_PX,
        math.floor(bottom) - _MARGIN_PX,
        math.ceil(right) + _MARGIN_PX,
        math.ceil(top) + _MARGIN_PX,
    )


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _gather(boxes: Sequence[Box]) -> list[Box]:
    """Return few boxes that cover all of them: each one costs a frame's preparations."""
    left: list[Box] = []
    for box in boxes:
        if not _area(box):
            continue
        merged = box
        for other in tuple(left):
            both = _join(merged, other)
            if _area(both) <= _WORTH * (_area(merged) + _area(other)):
                left.remove(other)
                merged = both
        left.append(merged)
    return left if len(left) <= _MOST_BOXES else [_join(*left)]
