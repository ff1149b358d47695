"""Finds which parts of the window the next frame changes, from Kivy's own marks on its drawing instructions.

Kivy draws the whole window whenever anything in it changes. Where the processor draws, that is dear: two million pixels
for one pressed button. Kivy marks a group of instructions (`needs_redraw`) when something in it or below it has changed.
What is marked, and where it was and is, tells what has to be drawn anew; what cannot be placed counts as the whole.
What only moves up or down in a view, such as a list under a finger, is found too: its picture is there already.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

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

from kiosk.ui.boxes import NOTHING, Box, Pixels, area, around, gather, grown, join, meet, pixels, shifted

_EMPTY = InstructionGroup()
_MOST_MENDED = 0.5  # of what has moved: where more has to be drawn anew, all of it is


class Move(NamedTuple):
    """What the picture shows in a box has moved up by so many pixels, or down where that is negative."""

    box: Pixels
    up: int


class Change(NamedTuple):
    """What the next frame changes: first a part moves, then boxes are drawn."""

    move: Move | None
    boxes: list[Pixels]


class _Drawn:
    """A group of instructions as it was last drawn."""

    __slots__ = ("full", "guessed", "lines", "moves", "opacity", "own", "parts", "place", "shapes", "steers")

    def __init__(self, place: tuple[Any, Box], opacity: float) -> None:
        self.place = place  # the shift and the clip that it was drawn with
        self.opacity = opacity
        self.own = self.full = NOTHING
        self.shapes: list[tuple[Box, Instruction]] = []  # all that it draws itself
        self.parts: dict[Instruction, _Drawn] = {}
        self.lines: list[Line] = []  # their points are known only once they have been drawn
        self.moves: list[tuple[float, float]] = []
        self.steers = False  # changes the shift or the clip of what follows
        self.guessed = False  # holds lines that were not drawn yet: all of the clip counts as theirs until they are


class _Motion:
    """All that is below one shift has moved up or down by whole pixels, and nothing else of it has changed but what is noted here.

    Args:
        clip: The box in which it moves.
        up: By so many pixels; negative is down.
        depth: Of shifts, at that one.
    """

    def __init__(self, clip: Box, up: int, depth: int) -> None:
        self.clip, self.up, self.depth = clip, up, depth
        self.passing = True  # what is visited now is below that shift
        self.parts: set[_Drawn] = set()
        self.boxes: list[Box] = []  # to be drawn anew in it

    def taken(self, box: Box) -> Box:
        """Return where what was seen in a box is taken."""
        return meet(shifted(meet(box, self.clip), 0, self.up), self.clip)

    def uncovered(self) -> Box:
        """Return where the picture is not known."""
        left, bottom, right, top = self.clip
        return (left, bottom, right, bottom + self.up) if self.up > 0 else (left, top + self.up, right, top)


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
        self._laid_over: list[Box] = []
        self._motion: _Motion | None = None
        self._shift: tuple[float, float] | None = (0.0, 0.0)  # None: turned or scaled, nothing can be placed
        self._shifts: list[tuple[float, float] | None] = []
        self._clips: list[Box] = []
        self._clipping = False

    def lay_over(self, box: Box) -> None:
        """Take note of what was drawn over the picture and is part of no canvas yet: it does not move."""
        self._laid_over.append(box)

    def find(self) -> Change | None:
        """Return what the next frame changes; None is the whole window."""
        fresh = self._drawn is None
        self._boxes, self._motion = [], None
        self._shift, self._shifts, self._clips, self._clipping = (0.0, 0.0), [], [self._window], False
        self._drawn = self._visit(self._root, self._drawn)
        move = self._settle(self._motion, self._drawn) if self._motion else None
        self._laid_over = []
        boxes = gather([meet(grown(box), self._window) for box in self._boxes])
        if fresh or not (boxes or move) or any(box == self._window for box in boxes):
            return None
        return Change(move, [pixels(box) for box in boxes])

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
        if self._motion and self._motion.passing:
            self._motion.parts.add(now)
        for instruction in tuple(group.children):
            if isinstance(instruction, InstructionGroup):
                self._visit_part(instruction, before, now)
            else:
                self._read(instruction, now)
        now.own = join(*(box for box, _ in now.shapes))
        now.full = join(now.own, *(part.full for part in now.parts.values()))
        if before is not None and marked:
            self._compare(before, now)
        return now

    def _visit_part(self, group: InstructionGroup, before: _Drawn | None, now: _Drawn) -> None:
        if isinstance(group, RenderContext):  # with shaders and matrices of its own
            part = _Drawn((None, NOTHING), 1.0)
            part.own = part.full = self._clips[-1]
            part.shapes = [(part.full, group)]
            if group.needs_redraw:
                self._note(part.full)
        else:
            part = self._visit(group, before.parts.get(group) if before else None)
        now.parts[group] = part
        now.steers = now.steers or (part.steers and not part.parts)
        now.guessed = now.guessed or part.guessed

    def _compare(self, before: _Drawn, now: _Drawn) -> None:
        if before.moves != now.moves:
            if motion := self._begun(before, now):
                self._motion = motion
            else:
                self._note(now.place[1])
        if before.opacity != now.opacity:
            self._note(now.full, was=before.full)
            return
        self._note(now.own, was=join(before.own, *(self._line_box(line, before.place) for line in before.lines)))
        if list(before.parts) == list(now.parts):
            return
        kept = [part for part in before.parts if part in now.parts]
        gone = [part for group, part in before.parts.items() if group not in now.parts]
        come = [part for group, part in now.parts.items() if group not in before.parts]
        if kept != [part for part in now.parts if part in before.parts]:
            gone, come = list(before.parts.values()), list(now.parts.values())  # in another order
        for part in gone:
            self._note(was=part.full)
        for part in come:
            self._note(part.full)

    def _note(self, box: Box = NOTHING, *, was: Box = NOTHING) -> None:
        """Take note of what has to be drawn anew, where it is and where it was."""
        if self._motion and self._motion.passing:
            self._motion.boxes += (box, self._motion.taken(was))
        else:
            self._boxes += (box, was)

    def _begun(self, before: _Drawn, now: _Drawn) -> _Motion | None:
        """Return the motion of what follows until the shift is taken back; None if it is not one, or not the first of the frame."""
        shift, clip = now.place
        known = not self._motion and self._shifts and shift is not None and before.place == now.place
        if not known or not len(before.moves) == len(now.moves) == 1:
            return None
        (x, y), (x_before, y_before) = now.moves[0], before.moves[0]
        up, height = y - y_before, clip[3] - clip[1]
        if x != x_before or not abs(up) < height or not all(float(px).is_integer() for px in (up, *clip)):
            return None
        return _Motion(clip, int(up), len(self._shifts))

    def _settle(self, motion: _Motion, drawn: _Drawn) -> Move | None:
        """Add to what is drawn anew what a motion uncovers, and what it would wrongly take along; None where that is too much."""
        still = [meet(box, motion.clip) for box in self._standing(motion, drawn)]
        taken = map(motion.taken, (*still, *self._boxes, *self._laid_over))
        mended = [motion.uncovered(), *still, *taken]
        self._boxes += motion.boxes
        if sum(map(area, mended)) > _MOST_MENDED * area(motion.clip):
            self._boxes.append(motion.clip)
            return None
        self._boxes += mended
        return Move(pixels(motion.clip), motion.up)

    def _standing(self, motion: _Motion, drawn: _Drawn) -> Iterator[Box]:
        """Yield what is seen where something moves, below or above, and does not move with it; an even ground may move."""
        clip = motion.clip
        if drawn in motion.parts or not drawn.opacity or not area(meet(drawn.full, clip)):
            return
        for box, shape in drawn.shapes:
            if area(meet(box, clip)) and not (meet(box, clip) == clip and _is_even(shape)):
                yield box
        for part in drawn.parts.values():
            yield from self._standing(motion, part)

    def _read(self, instruction: Instruction, now: _Drawn) -> None:
        match instruction:
            case Color() | BindTexture():
                return
            case Rectangle():
                (x, y), (width, height) = instruction.pos, instruction.size
                box = self._put((x, y, x + width, y + height))
                if self._clipping:
                    self._clips[-1] = meet(self._clips[-1], box)
                now.shapes.append((box, instruction))
            case Line() if not instruction.needs_redraw:
                now.lines.append(instruction)
                now.shapes.append((self._line_box(instruction, (self._shift, self._clips[-1])), instruction))
            case Triangle() | Quad():
                now.shapes.append((self._put(around(instruction.points)), instruction))
            case Line() | Mesh() | Bezier() | Point():
                if isinstance(instruction, Line):
                    now.lines.append(instruction)
                    now.guessed = True
                now.shapes.append((self._clips[-1], instruction))
            case _:
                self._steer(instruction, now)

    def _steer(self, instruction: Instruction, now: _Drawn) -> None:
        now.steers = True
        match instruction:
            case PushMatrix():
                self._shifts.append(self._shift)
            case PopMatrix() if self._shifts:
                self._shift = self._shifts.pop()
                if self._motion and len(self._shifts) < self._motion.depth:
                    self._motion.passing = False
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
                now.shapes.append((self._clips[-1], instruction))

    def _put(self, box: Box) -> Box:
        return _placed(box, self._shift, self._clips[-1])

    def _line_box(self, line: Line, place: tuple[Any, Box]) -> Box:
        left, bottom, right, top = around(line.points)
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
        if area(meet(grown(of.full), box)):
            if of.parts:
                _set_aside(part, of, box, aside)
        elif isinstance(part, Canvas) or not of.steers:  # a widget's canvas takes back what it steers
            aside.append((children, number, part))
            children[number] = _EMPTY  # a group too: what stands beside it is compiled as ever


@lru_cache(maxsize=1)
def plain_texture() -> Any:
    """Return the white picture that Kivy lays under every plain shape."""
    return Rectangle().texture


def _is_even(shape: Instruction) -> bool:
    return type(shape) is Rectangle and shape.texture is plain_texture()


def _placed(box: Box, shift: tuple[float, float] | None, clip: Box) -> Box:
    return clip if shift is None else meet(shifted(box, *shift), clip)
