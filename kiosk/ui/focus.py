"""Focus for people who do not touch: one target at a time, moved with four arrows. Kivy thread only.

Left and right go through all targets in reading order, round and round, so that whoever sees nothing misses nothing; up
and down go by place. A target in a scroll view or a long list is brought into sight first. A target that is `entered`
has the arrows to itself: `steer` takes them, `leave` gives them back.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from kivy.clock import Clock
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from kiosk.ui.list_row import ListRow
from kiosk.ui.lists import RowList
from kiosk.ui.touch import Touchable

Box = tuple[float, float, float, float]  # left, bottom, right, top; y upwards
_FOLLOW_S = 0.05  # lists that run on carry the ring with them
_ASIDE = 3.0  # a target to the side is as far as one this many times as far ahead


class Arrow(Enum):
    """An arrow."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"

    @property
    def forward(self) -> bool:
        """Whether it goes on in reading order."""
        return self in (Arrow.RIGHT, Arrow.DOWN)


def ahead(here: Box, others: Sequence[Box], arrow: Arrow) -> int | None:
    """Return which of the other boxes lies nearest above or below, or None when none does."""
    middle = (here[1] + here[3]) / 2

    def distance(box: Box) -> float:
        gap = box[1] - here[3] if arrow is Arrow.UP else here[1] - box[3]
        aside = max(0.0, box[0] - here[2], here[0] - box[2])
        return max(0.0, gap) + _ASIDE * aside

    def lies_ahead(box: Box) -> bool:
        other = (box[1] + box[3]) / 2
        apart = box[1] >= here[3] - 1 or box[3] <= here[1] + 1
        return apart and (other > middle if arrow is Arrow.UP else other < middle)

    found = [index for index, box in enumerate(others) if lies_ahead(box)]
    return min(found, key=lambda index: (distance(others[index]), abs(others[index][0] - here[0])), default=None)


def after(count: int, here: int, arrow: Arrow) -> int:
    """Return the index that follows in reading order, or goes before; the last is followed by the first."""
    return (here + (1 if arrow.forward else -1)) % count


class Focus:
    """The one target of a stage that keys act on; the stage draws the ring.

    Args:
        stage: A `kiosk.ui.widgets.Stage`.
    """

    def __init__(self, stage: Any) -> None:
        self._stage = stage
        self._target: Any = None
        self._spot: tuple[RowList, int] | None = None  # rows come and go under the finger: their number stays
        self._name, self._at = "", 0
        self._layer: Any = None  # the overlay that `_target` is on; None for the screen
        self._below: list[tuple[Any, tuple[Any, ...]]] = []  # what had the focus on each layer that is covered now
        self._follow = Clock.create_trigger(self._draw, _FOLLOW_S, interval=True)

    @property
    def target(self) -> Any:
        """The target, or None when nothing has the focus or what had it is gone."""
        self._find_again()
        return self._target

    def move(self, arrow: Arrow) -> Any:
        """Move the focus and return the new target; the first move goes to the first target below the top bar.

        None comes back when there is no target, and when the one that is entered took the arrow.
        """
        here = self.target
        if getattr(here, "entered", False):
            here.steer(arrow)
            return None
        targets = list(self._targets())
        if not targets:
            return self.clear()
        if here is None:
            return self.take(next((t for t in targets if not _in_bar(t)), targets[0]))
        row = self._next_row(here, arrow)
        if row is not None:
            return self.take(row)
        there = self._beyond(here, targets, arrow) if arrow in (Arrow.UP, Arrow.DOWN) else None
        return self.take(there or targets[after(len(targets), targets.index(here), arrow)])

    def take(self, target: Any) -> Any:
        """Give the focus to a target, bring it into sight and return it."""
        self._target, self._name = target, target.name
        self._at = list(self._targets()).index(target)
        self._spot = self._spot_of(target)
        for view in _views_of(target):
            view.scroll_to(target, padding=0, animate=False)
        self._draw()
        self._follow()
        return target

    def first(self) -> Any:
        """Give the focus to the first target below the top bar."""
        self.clear()
        return self.move(Arrow.RIGHT)

    def leave(self) -> bool:
        """Leave the target that is entered; tell whether one was."""
        entered = bool(getattr(self._target, "entered", False))
        if entered:
            self._target.leave()
        return entered

    def clear(self) -> None:
        """Give the focus to nothing."""
        if self._target is not None:
            self._target.pressed = False
            self.leave()
        self._target = self._spot = None
        self._follow.cancel()
        self._stage.ring = ()

    def turn_to(self, overlay: Any) -> None:
        """Take up the overlay that is uppermost now, None for the screen: a layer that was covered has its target again."""
        here = self._layer, (self._target, self._spot, self._name, self._at)
        self.clear()
        covered = next((at for at, (layer, _) in enumerate(self._below) if layer is overlay), None)
        if covered is None:
            self._below.append(here)
        else:
            self._target, self._spot, self._name, self._at = self._below[covered][1]
            del self._below[covered:]
        self._layer = overlay
        if self._target is not None:
            self._follow()

    def _find_again(self) -> None:
        """Find the target anew when the screen was made again: its row, its name, or what stands in its place."""
        if self._target is None or (self._spot is None and self._stands(self._target)):
            return
        targets = list(self._targets())
        if self._spot is not None:
            rows, index = self._spot
            self._target = rows.row_at(index) if rows.get_parent_window() else None
        if self._target not in targets:
            named = next((t for t in targets if self._name and t.name == self._name), None)
            self._target = named or (targets[min(self._at, len(targets) - 1)] if targets else None)
            self._spot = self._spot_of(self._target)

    def _stands(self, widget: Any) -> bool:
        """Tell whether a target is still one."""
        line = [widget, *_above(widget)]
        hidden = any(w.opacity == 0 or w.disabled or w.width < 1 or w.height < 1 for w in line)
        return (self._stage.overlay or self._stage.screen) in line and not hidden

    def _targets(self) -> Iterator[Any]:
        root = self._stage.overlay or self._stage.screen
        return _targets_in(root) if root else iter(())

    @staticmethod
    def _spot_of(target: Any) -> tuple[RowList, int] | None:
        rows = _rows_of(target) if target else None
        return (rows, target.index) if rows else None

    @staticmethod
    def _next_row(here: Any, arrow: Arrow) -> Any:
        rows = _rows_of(here)
        return rows.reveal(here.index, forward=arrow.forward) if rows else None

    @staticmethod
    def _beyond(here: Any, targets: list[Any], arrow: Arrow) -> Any:
        """Return what lies above or below: within the same scroll view first, then whatever is in sight."""
        others = [t for t in targets if t is not here]
        view = next(iter(_views_of(here)), None)
        near = [t for t in others if view is not None and next(iter(_views_of(t)), None) is view]
        for group in (near, [t for t in others if _in_sight(t)]):
            index = ahead(box_of(here), [box_of(t) for t in group], arrow)
            if index is not None:
                return group[index]
        return None

    def _draw(self, *_: object) -> None:
        self._find_again()
        if self._target is None:
            self.clear()
            return
        left, bottom, right, top = _seen_of(self._target)
        ring = (left, bottom, right - left, top - bottom) if right > left and top > bottom else ()
        if tuple(self._stage.ring) != ring:
            self._stage.ring = ring


def box_of(widget: Widget) -> Box:
    """Return where a widget stands in the window."""
    left, bottom = widget.to_window(*widget.pos)
    return left, bottom, left + widget.width, bottom + widget.height


def _targets_in(widget: Widget) -> Iterator[Any]:
    if widget.opacity == 0 or widget.disabled or widget.width < 1 or widget.height < 1:
        return
    if isinstance(widget, Touchable):
        if getattr(widget, "role", "") != "text":
            yield widget
        return
    children = widget.children[::-1]
    if children and isinstance(children[0], ListRow):
        children.sort(key=lambda row: int(row.index))
    for child in children:
        yield from _targets_in(child)


def _above(widget: Any) -> Iterator[Any]:
    while isinstance(widget.parent, Widget):
        widget = widget.parent
        yield widget


def _views_of(widget: Any) -> Iterator[Any]:
    return (above for above in _above(widget) if isinstance(above, ScrollView))


def _rows_of(widget: Any) -> RowList | None:
    return next((a for a in _above(widget) if isinstance(a, RowList)), None) if isinstance(widget, ListRow) else None


def _in_bar(widget: Any) -> bool:
    return any(getattr(above, "role", "") == "bar" for above in _above(widget))


def _seen_of(widget: Any) -> Box:
    """Return the part of a widget's box that its scroll views show."""
    left, bottom, right, top = box_of(widget)
    for view in _views_of(widget):
        clip = box_of(view)
        left, bottom = max(left, clip[0]), max(bottom, clip[1])
        right, top = min(right, clip[2]), min(top, clip[3])
    return left, bottom, right, top


def _in_sight(widget: Any) -> bool:
    left, bottom, right, top = _seen_of(widget)
    return right - left >= 1 and top - bottom >= 1
