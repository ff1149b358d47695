"""Draws the steps of a procedure as a flow chart; `kiosk.terminal.flow` says where everything stands."""

from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.factory import Factory
from kivy.graphics import Color, Line, Triangle
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.terminal.flow import Chart, Point, columns_for, lay_out

_BOX_LEAST_MM = 75.0
_GAP_MM = 9.0
_LINE_MM = 0.5
_HEAD_MM = 2.0


class FlowChart(Widget):  # type: ignore[misc]
    """A flow chart of `steps`; its height follows from its width."""

    steps = ObjectProperty(())
    role = "figure"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, **kwargs)
        self._place = Clock.create_trigger(self._lay_out, -1)
        self.fbind("steps", self._fill)
        for name in ("x", "y", "width"):
            self.fbind(name, self._place)
        self._fill()

    def _fill(self, *_: object) -> None:
        self.clear_widgets()
        for step in self.steps:
            box = Factory.StepBox(item=step)
            box.fbind("minimum_height", self._place)
            self.add_widget(box)
        self._place()

    def _lay_out(self, *_: object) -> None:
        boxes = self.children[::-1]
        if not boxes:
            self.height = 0.0
            return
        mm = App.get_running_app().look.mm
        factor = 1.3 if App.get_running_app().look.large else 1.0
        columns = columns_for(len(boxes), self.width, _BOX_LEAST_MM * factor * mm, _GAP_MM * mm)
        chart = lay_out([box.minimum_height for box in boxes], self.width, columns, _GAP_MM * mm)
        self.height = chart.height
        for box, spot in zip(boxes, chart.boxes, strict=True):
            box.size = (spot.width, spot.height)
            box.pos = (self.x + spot.x, self.top - spot.y - spot.height)
        self._draw(chart, mm)

    def _draw(self, chart: Chart, mm: float) -> None:
        self.canvas.before.clear()
        with self.canvas.before:
            Color(*App.get_running_app().look.primary)
            for line in chart.lines:
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
