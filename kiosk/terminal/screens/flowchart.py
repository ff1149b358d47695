"""Draws the steps of a procedure as a flow chart; `kiosk.terminal.guide.flow` says where everything stands."""

from collections.abc import Iterable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.factory import Factory
from kivy.graphics import Color, Line, Triangle
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.terminal.guide.flow import Box, Chart, Need, Point, columns_for, lay_out
from kiosk.terminal.guide.flow import Line as Path

_BOX_LEAST_MM = 75.0
_GAP_MM = 9.0
_LINE_MM = 0.5
_HEAD_MM = 2.0


class FlowChart(Widget):  # type: ignore[misc]
    """A flow chart of `steps` (`presenters.guide.procedure.StepItem`); its height follows from its width.

    Narrow screens have one column with branches at the side, wide ones rows. Each box says its own step, so the chart needs
    no words of its own.
    """

    steps = ObjectProperty(())

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, **kwargs)
        self._boxes: list[tuple[Any, Any]] = []
        self._place = Clock.create_trigger(self._lay_out, -1)
        self.fbind("steps", self._fill)
        for name in ("x", "y", "width"):
            self.fbind(name, self._place)
        self._fill()

    def _fill(self, *_: object) -> None:
        self.clear_widgets()
        self._boxes = [
            (self._box("StepBox", step), self._box("BranchBox", step) if step.branch else None) for step in self.steps
        ]
        self._place()

    def _box(self, kind: str, step: Any) -> Any:
        box = Factory.get(kind)(item=step)
        box.fbind("minimum_height", self._place)
        self.add_widget(box)
        return box

    def _lay_out(self, *_: object) -> None:
        if not self._boxes:
            self.height = 0.0
            return
        look = App.get_running_app().look
        gap = _GAP_MM * look.mm
        least = _BOX_LEAST_MM * look.mm * (1.3 if look.large else 1.0)
        columns = 1 if look.portrait else columns_for(len(self._boxes), self.width, least, gap)
        needs = [Need(step.minimum_height, branch.minimum_height if branch else 0.0) for step, branch in self._boxes]
        chart = lay_out(needs, self.width, columns, gap)
        self.height = chart.height
        for (step, branch), spot, side in zip(self._boxes, chart.boxes, chart.branches, strict=True):
            self._put(step, spot)
            if branch and side:
                self._put(branch, side)
        self._draw(chart)

    def _put(self, box: Widget, spot: Box) -> None:
        box.size = (spot.width, spot.height)
        box.pos = (self.x + spot.x, self.top - spot.y - spot.height)

    def _draw(self, chart: Chart) -> None:
        look = App.get_running_app().look
        self.canvas.before.clear()
        with self.canvas.before:
            Color(*look.primary)
            self._arrows(chart.lines, look.mm)
            Color(*look.wait)
            self._arrows(chart.side_lines, look.mm)

    def _arrows(self, lines: Iterable[Path], mm: float) -> None:
        for line in lines:
            points = [(self.x + x, self.top - y) for x, y in line]
            Line(points=[value for point in points for value in point], width=_LINE_MM * mm / 2)
            Triangle(points=_head(points[-2], points[-1], _HEAD_MM * mm))


def _head(start: Point, tip: Point, size: float) -> list[float]:
    """Return the corners of an arrow head; lines run along the axes only."""
    (x, y), across = tip, size * 0.7
    if start[0] == x:
        back = y + size if start[1] > y else y - size
        return [x, y, x - across, back, x + across, back]
    back = x - size if start[0] < x else x + size
    return [x, y, back, y - across, back, y + across]
