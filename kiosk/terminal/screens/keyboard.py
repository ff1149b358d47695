"""The on-screen keyboard: tabs, candidates, the pad that is written on by finger, and the boxes that show what was typed.

They all draw `app.keyboard`, a `KeyboardView`; touches go to `act.typing`. Looks stand in layouts/keyboard.kv.
"""

from typing import Any

from kivy.app import App
from kivy.factory import Factory
from kivy.graphics import Color, Ellipse, InstructionGroup, Rectangle, SmoothLine
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.terminal.input.rows import page_end, page_starts, tab_shown, tabs_of
from kiosk.terminal.input.typed import Stroke, Typed
from kiosk.terminal.screens.base import ItemKey
from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.measure import text_measure
from kiosk.ui.typeset import break_lines, end_that_fits
from kiosk.ui.widgets import Words

_PANELS = {"pinyin": "PinyinPanel", "hand": "HandPanel", "latin": "LatinPanel", "digits": "DigitsPanel"}
_NIB_MM = 1.3
_STEP_MM = 0.8  # shorter moves of the finger say nothing


class Keyboard(BoxLayout):  # type: ignore[misc]
    """A keyboard; goes under anything that is typed into. Dispatches `on_done` for the key at the lower right.

    `kinds` says what may be typed: a selection of `pinyin,hand,latin,digits`, empty for all. `marks` adds the marks that
    sentences need. `done_text` is what the last key says; empty leaves it out. `folds` lets that key put the keyboard away,
    so that what was found has the room.
    """

    act = ObjectProperty(None, allownone=True)
    kinds = StringProperty("")
    marks = BooleanProperty(False)
    done_text = StringProperty("")
    view = ObjectProperty(None, allownone=True)  # bound to app.keyboard
    tabs = ListProperty()
    tab = StringProperty("")
    upper = BooleanProperty(False)
    folds = BooleanProperty(False)
    folded = BooleanProperty(False)
    area = ObjectProperty(None, allownone=True)
    role = "keyboard"

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_done")
        self._panels: dict[str, Widget] = {}
        super().__init__(**kwargs)
        for name in ("kinds", "view", "area", "act", "folded"):
            self.fbind(name, self._turn)
        self._turn()

    def give_up(self) -> list[Widget]:
        """Return the panels that are kept and forget them: this keyboard is no longer shown."""
        panels, self._panels = list(self._panels.values()), {}
        return panels

    def on_done(self) -> None:
        """Handle the confirm key; what waited for a candidate has been settled."""

    def settle(self) -> None:
        """Take what waits and say that the visitor is done."""
        self.act.typing.settle()
        portrait = App.get_running_app().look.portrait  # beside the keyboard nothing is gained
        self.folded = self.folds and portrait and not self.act.typing.typed.empty
        self.dispatch("on_done")

    def latin(self, key: str) -> None:
        """Take a Latin letter; a capital is for one letter only."""
        self.upper = False
        self.act.typing.put(key)

    def _turn(self, *_: object) -> None:
        if self.act is None or self.view is None or self.area is None:
            return
        if not self._panels:
            self.act.typing.wake()
        self.tabs = tabs_of(self.kinds, self.view)
        tab = tab_shown(self.kinds, self.view)
        if self.folded:
            self.area.clear_widgets()
        elif tab != self.tab or not self.area.children:
            self.tab = tab
            if tab not in self._panels:
                self._panels[tab] = Factory.get(_PANELS[tab])(board=self, act=self.act)
            self.area.clear_widgets()
            self.area.add_widget(self._panels[tab])


class DigitPage(BoxLayout):  # type: ignore[misc]
    """Boxes for digits, what they come to, the button that goes on, and the keys. Dispatches `on_go` for the button."""

    act = ObjectProperty(None, allownone=True)
    boxes = ObjectProperty(())
    note = StringProperty("")
    button = StringProperty("")
    off = StringProperty("")
    __events__ = ("on_go",)

    def on_go(self) -> None:
        """Go on; for who uses the page."""


class Panel(BoxLayout):  # type: ignore[misc]
    """What a tab shows; `board` is its keyboard."""

    board = ObjectProperty(None, allownone=True)
    act = ObjectProperty(None, allownone=True)


class TabKey(ItemKey):
    """One tab; `item` is its name."""

    chosen = BooleanProperty(False)


class FramedKey(ItemKey):
    """A key with a frame."""


class CandidateKey(FramedKey):
    """One candidate; `item` is a `Candidate`."""


class CandidateRow(BoxLayout):  # type: ignore[misc]
    """Candidates in a row, as many as fit, with keys to the next and the last of them."""

    items = ObjectProperty(())
    act = ObjectProperty(None, allownone=True)
    row = ObjectProperty(None, allownone=True)
    page = NumericProperty(0)
    pages = NumericProperty(1)
    role = "candidates"

    def __init__(self, **kwargs: Any) -> None:
        self._keys: list[CandidateKey] = []
        super().__init__(**kwargs)
        self.fbind("items", self._from_the_start)
        for name in ("page", "width", "row", "act"):
            self.fbind(name, self._deal)

    def give_up(self) -> list[CandidateKey]:
        """Return the keys that are kept and forget them: this row is no longer shown."""
        keys, self._keys = self._keys, []
        return [key for key in keys if key.parent is None]

    def turn(self, pages: int) -> None:
        """Go some pages on, or back."""
        self.page = min(max(0, self.page + pages), self.pages - 1)

    def _from_the_start(self, *_: object) -> None:
        self.page = 0
        self._deal()

    def _deal(self, *_: object) -> None:
        if self.row is None or self.act is None or self.width <= 1:
            return
        look = App.get_running_app().look
        measure = text_measure(int(look.heading), True)
        widths = [max(look.target, measure(item.text) + 1.6 * look.gap) for item in self.items]
        gap, room = look.gap / 2, self.width
        if page_end(widths, 0, room, gap) < len(widths):
            room -= 2 * (look.target + gap)
        starts = page_starts(widths, room, gap)
        self.pages = len(starts)
        start = starts[min(self.page, len(starts) - 1)]
        self._lay(start, page_end(widths, start, room, gap), widths, room)

    def _lay(self, start: int, end: int, widths: list[float], room: float) -> None:
        while len(self._keys) < end - start:
            self._keys.append(CandidateKey(act=self.act, index=len(self._keys)))
        keys = self._keys[: end - start]
        for key, index in zip(keys, range(start, end), strict=True):
            key.item, key.width = self.items[index], min(widths[index], room)
        if self.row.children[::-1] != keys:
            self.row.clear_widgets()
            for key in keys:
                self.row.add_widget(key)


class DrawingPad(Widget):  # type: ignore[misc]
    """Where a finger writes a Hanzi. One finger at a time: a palm beside it draws nothing."""

    strokes = ObjectProperty(())
    act = ObjectProperty(None, allownone=True)
    ink = ListProperty((0, 0, 0, 1))
    hint = StringProperty("")
    name = "pad"
    role = "pad"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._drawn = InstructionGroup()
        self.canvas.after.add(self._drawn)
        self._line: SmoothLine | None = None
        for name in ("strokes", "pos", "size", "ink"):
            self.fbind(name, self._redraw)

    def label(self) -> str:
        """Say what it is for."""
        return str(self.hint)

    def on_touch_down(self, touch: Any) -> bool:
        """Begin a stroke."""
        if touch.is_mouse_scrolling or self.disabled or not self.collide_point(*touch.pos):
            return False
        if self._line is None:
            touch.grab(self)
            self._line = self._new_line([*touch.pos, touch.x + 0.5, touch.y])
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Draw on, within the pad."""
        if touch.grab_current is not self or self._line is None:
            return False
        x, y = min(max(touch.x, self.x), self.right), min(max(touch.y, self.y), self.top)
        last_x, last_y = self._line.points[-2:]
        if abs(x - last_x) + abs(y - last_y) >= _STEP_MM * App.get_running_app().look.mm:
            self._line.points = [*self._line.points, x, y]
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """End the stroke and hand it on."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if self._line is not None:
            points, self._line = self._line.points, None
            self.act.typing.stroke(self._in_parts(points))
        return True

    def _in_parts(self, points: list[float]) -> Stroke:
        pairs = zip(points[::2], points[1::2], strict=True)
        return tuple(((x - self.x) / self.height, (self.top - y) / self.height) for x, y in pairs)

    def _redraw(self, *_: object) -> None:
        self._drawn.clear()
        self._drawn.add(Color(*self.ink))
        right = max((x for stroke in self.strokes for x, _ in stroke), default=0.0)
        # a pad that has become narrower shrinks what is drawn
        part = min(self.height, self.width / right) if right else self.height
        for stroke in self.strokes:
            self._new_line([v for x, y in stroke for v in (self.x + x * part, self.top - y * part)])

    def _new_line(self, points: list[float]) -> SmoothLine:
        nib = _NIB_MM * App.get_running_app().look.mm
        line = SmoothLine(points=points, width=nib, overdraw_width=1.2)
        self._drawn.add(line)
        for x, y in {(points[0], points[1]), (points[-2], points[-1])}:  # smooth lines have no round ends of their own
            self._drawn.add(Ellipse(pos=(x - nib, y - nib), size=(2 * nib, 2 * nib)))
        return line


class SearchBox(BoxLayout):  # type: ignore[misc]
    """One line that is typed into: the end of a text that is too long, and letters that wait underlined."""

    typed = ObjectProperty(Typed())
    hint = StringProperty("")
    text = StringProperty("")
    pending = StringProperty("")
    role = "field"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("typed", "width"):
            self.fbind(name, self._fit)
        self._fit()

    def label(self) -> str:
        """Return nothing: the words inside speak."""
        return ""

    def on_touch_down(self, touch: Any) -> bool:
        """Bring a keyboard back that was put away."""
        if self.collide_point(*touch.pos):
            for widget in App.get_running_app().stage.screen.walk():
                if isinstance(widget, Keyboard):
                    widget.folded = False
        return bool(super().on_touch_down(touch))

    def _fit(self, *_: object) -> None:
        look = App.get_running_app().look
        measure, room = text_measure(int(look.heading)), self.width - 3 * look.gap
        pending = end_that_fits(self.typed.pending, room, measure)
        self.text = end_that_fits(self.typed.text, room - measure(pending), measure)
        self.pending = pending


class TextPad(BoxLayout):  # type: ignore[misc]
    """Many lines that are typed into, such as a suggestion."""

    hint = StringProperty("")


class TextLines(Words):
    """A text of many lines that is typed into: its last lines, what waits underlined, a mark where the next sign goes."""

    typed = ObjectProperty(Typed())
    grows = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._marks = InstructionGroup()
        self.canvas.after.add(self._marks)
        for name in ("typed", "height", "pos", "color"):
            self.fbind(name, self._set)

    def set_lines(self, *_: object) -> None:
        """Break what was typed into lines and keep the last of them that there is room for."""
        text, pending = self.typed.text, self.typed.pending
        measure, step = text_measure(int(self.font_size), self.bold), self._step
        room = max(1, int(self.height / step))
        lines = break_lines(text + pending, self.width, measure)[-room:] if text or pending else [""]
        self.words = text + pending
        self.text = "\n".join(lines)
        self._marks.clear()
        self._marks.add(Color(*self.color))
        thick = max(1.0, self.font_size / 14)
        left = len(pending)
        for index in range(len(lines) - 1, -1, -1):
            line, bottom = lines[index], self.top - (index + 1) * step
            if index == len(lines) - 1:
                end = self.x + measure(line)
                self._marks.add(Rectangle(pos=(end + thick, bottom + step * 0.12), size=(thick, step * 0.76)))
            if left > 0:
                kept = line[: max(0, len(line) - left)]
                left -= len(line) - len(kept)
                start = measure(kept)
                self._marks.add(Rectangle(pos=(self.x + start, bottom), size=(measure(line) - start, thick)))

    @property
    def _step(self) -> float:
        return float(self.font_size * self.line_height * LINE_HEIGHT_EM)
