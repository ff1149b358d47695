"""The widgets of a board; layouts/board.kv holds their looks. They draw what the presenter decided, no more."""

from collections.abc import Sequence
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.board.presenter import CallLine, QueueLine, SlideView, View
from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.measure import scaled_measure, text_measure
from kiosk.ui.typeset import break_lines
from kiosk.ui.widgets import Words

_ROWS = 5
_SMALLEST = 0.6  # of the wished size; below that the words are cut instead


class FitWords(Words):
    """One line of words that grows smaller rather than wider."""

    most_px = NumericProperty(40)
    least = NumericProperty(_SMALLEST)
    grows = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("most_px", self._set)

    def set_lines(self, *_: object) -> None:
        """Choose the size, then set the one line."""
        most = snapped(self.most_px)
        natural = text_measure(most, self.bold)(self.words)
        share = min(1.0, max(self.least, (self.width - 1) / natural)) if natural and self.width > 1 else 1.0
        self.font_size = snapped(most * share)
        super().set_lines()


class BodyWords(Words):
    """Several lines that grow smaller until they fit the height there is."""

    most_px = NumericProperty(40)
    grows = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("most_px", self._set)
        self.fbind("height", self._set)

    def set_lines(self, *_: object) -> None:
        """Choose the largest size that fits, then set the lines."""
        size, least = snapped(self.most_px), snapped(self.most_px * _SMALLEST)
        while size > least and self._height_at(size) > self.height > 1:
            size = snapped(size - 1)
        self.font_size = size
        super().set_lines()

    def _height_at(self, font_px: int) -> float:
        lines = break_lines(self.words, self.width, scaled_measure(snapped(self.most_px), font_px, self.bold))
        return float(len(lines) * font_px * self.line_height * LINE_HEIGHT_EM)


def snapped(font_px: float) -> int:
    """Return the next smaller of few sizes, because each size in use costs memory."""
    step = 2 if font_px < 24 else 4 if font_px < 48 else 12
    return max(8, int(font_px) // step * step)


class CallRow(BoxLayout):  # type: ignore[misc]
    """One call: number, arrow, counter."""

    ticket = StringProperty("")
    counter = StringProperty("")
    note = StringProperty("")
    fresh = BooleanProperty(False)
    current = BooleanProperty(False)
    large = BooleanProperty(False)
    role = "call"

    def label(self) -> str:
        """Return what it says."""
        return f"{self.ticket} {self.counter}" if self.ticket else ""

    def draw(self, line: CallLine | None) -> None:
        """Show a call, or nothing."""
        line = line or CallLine("", "", "", fresh=False, current=False)
        for name in ("ticket", "counter", "note", "fresh", "current"):
            setattr(self, name, getattr(line, name))


class CallsPanel(BoxLayout):  # type: ignore[misc]
    """The calls, newest first and largest; a welcome while there are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._welcome = WelcomePanel()
        self._lines = [CallRow(large=index == 0) for index in range(_ROWS)]

    def draw(self, calls: Sequence[CallLine]) -> None:
        """Show the newest calls."""
        wanted = self._lines if calls else [self._welcome]
        if wanted[0].parent is not self:
            self.clear_widgets()
            for part in wanted:
                self.add_widget(part)
        for index, row in enumerate(self._lines):
            row.draw(calls[index] if index < len(calls) else None)


class WelcomePanel(BoxLayout):  # type: ignore[misc]
    """What stands in the place of calls before the first one."""


class QueueRow(BoxLayout):  # type: ignore[misc]
    """How many wait for one service."""

    title = StringProperty("")
    count = StringProperty("")
    waits = BooleanProperty(False)
    role = "queue"

    def label(self) -> str:
        """Return what it says."""
        return f"{self.title} {self.count}"


class QueuesPanel(BoxLayout):  # type: ignore[misc]
    """How many wait, per service."""

    def draw(self, queues: Sequence[QueueLine]) -> None:
        """Show the queues."""
        grid = self.ids.grid
        if len(grid.children) != len(queues):
            grid.clear_widgets()
            for _ in queues:
                grid.add_widget(QueueRow())
        for row, line in zip(reversed(grid.children), queues, strict=True):
            row.title, row.count, row.waits = line.name, line.count, line.waits


class NoticePanel(BoxLayout):  # type: ignore[misc]
    """One notice at a time."""

    text = StringProperty("")
    place = StringProperty("")
    role = "notice"

    def label(self) -> str:
        """Return what it says."""
        return str(self.text)


class SlidePanel(BoxLayout):  # type: ignore[misc]
    """The slide of the moment; takes no room without one."""

    title = StringProperty("")
    body = StringProperty("")
    source = StringProperty("")
    role = "slide"

    def label(self) -> str:
        """Return what it says."""
        return f"{self.title} {self.body}"


class EmergencyPanel(BoxLayout):  # type: ignore[misc]
    """A notice that takes the screen."""

    text = StringProperty("")
    role = "emergency"

    def label(self) -> str:
        """Return what it says."""
        return str(self.text)


class WaitingPanel(BoxLayout):  # type: ignore[misc]
    """Before the hall was ever heard."""

    text = StringProperty("")
    role = "text"

    def label(self) -> str:
        """Return what it says."""
        return str(self.text)


class BoardBanner(BoxLayout):  # type: ignore[misc]
    """Calm information above everything else; takes no room without words."""

    text = StringProperty("")
    role = "banner"

    def label(self) -> str:
        """Return what it says."""
        return str(self.text)


class BoardScreen(BoxLayout):  # type: ignore[misc]
    """The whole board; `draw` shows a view and changes only what differs, so that a quiet board draws nothing."""

    hall = StringProperty("")
    date = StringProperty("")
    time = StringProperty("")
    banner = StringProperty("")
    name = "board"
    role = "screen"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._view = View()
        self._emergency = EmergencyPanel()
        self._waiting = WaitingPanel()
        self._normal = self.ids.normal

    def draw(self, view: View) -> None:
        """Show a view."""
        if view == self._view:
            return
        self._view = view
        self.hall, self.date, self.time, self.banner = view.hall, view.date, view.time, view.banner
        self._emergency.text, self._waiting.text = view.emergency, view.waiting
        if view.emergency:
            self._put(self._emergency)
        elif view.waiting:
            self._put(self._waiting)
        else:
            self._put(self._normal)
            self._draw_normal(view)

    def _draw_normal(self, view: View) -> None:
        self.ids.calls.draw(view.calls)
        self.ids.queues.draw(view.queues)
        self.ids.notice.text, self.ids.notice.place = view.notice, view.notice_place
        slide = view.slide or SlideView("", "", "")
        panel = self.ids.slide
        panel.title, panel.body, panel.source = slide.title, slide.body, slide.source

    def _put(self, part: Widget) -> None:
        content = self.ids.content
        if part.parent is not content:
            content.clear_widgets()
            content.add_widget(part)
