"""One row of a long list: a single widget that draws its own words, for a screen of rows is built while a visitor waits."""

from typing import Any

from kivy.app import App
from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui.lettering import draw_text
from kiosk.ui.look import Look
from kiosk.ui.marks import marked
from kiosk.ui.measure import text_measure
from kiosk.ui.row import Row
from kiosk.ui.touch import Touchable
from kiosk.ui.typeset import fit_lines
from kiosk.ui.widgets import Badge


class ListRow(Touchable, Widget):  # type: ignore[misc]
    """A row on the screen: title above text, a badge before them, a note behind."""

    says = StringProperty("")
    note = StringProperty("")
    index = NumericProperty(0)  # of the row in its list
    chooser = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        self._badge: Badge | None = None
        self._heading = self._band = False
        self._look: Look = App.get_running_app().look
        super().__init__(**kwargs)
        with self.canvas:
            self._ground = Color()
            self._field = Rectangle()
            self._ink = Color()
            self._line = Rectangle()
            Color(1, 1, 1, 1)
            self._title, self._text, self._note = Rectangle(size=(0, 0)), Rectangle(size=(0, 0)), Rectangle(size=(0, 0))
        for name in ("pos", "size"):
            self.fbind(name, self._place)
        self.fbind("pressed", self._colour)

    def show(self, row: Row, index: int) -> None:
        """Take over what a row says; its width stands already."""
        look = self._look
        self.index, self.pressed, self._heading, self._band = index, False, row.heading, row.band
        self.value, self.note = row.value, row.note
        self.says = " ".join(filter(None, (row.title, row.text, row.note)))
        self._show_badge(row)
        room, size = room_of(row, self.width, look), int(look.body)
        title = fit_lines(row.title, room, text_measure(title_size(row, look), True), 0) if row.title else []
        text = fit_lines(row.text, room, text_measure(size), row.lines) if row.text else []
        leads = row.value is not None or row.heading or not text
        tint = look.primary if leads else look.ink
        self._draw(self._title, title, row.marks, bold=True, font_size=title_size(row, look), color=tint)
        self._draw(self._text, text, row.marks, color=look.ink)
        self._draw(self._note, [row.note] if row.note else [], (), color=look.ink_soft)
        self._colour()
        self._place()

    @property
    def role(self) -> str:
        """`row` when it can be chosen, else `text`."""
        return "row" if self.value is not None else "text"

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)

    def position(self) -> tuple[int, int] | None:
        """Return which of how many rows that can be chosen it is, from 1."""
        rows = self.chooser.rows if self.chooser else ()
        choosable = [i for i, row in enumerate(rows) if row.value is not None]
        return (choosable.index(self.index) + 1, len(choosable)) if self.index in choosable else None

    def on_touch_down(self, touch: Any) -> bool:
        """Take a touch only when there is something to choose."""
        return self.value is not None and super().on_touch_down(touch)

    def on_tap(self) -> None:
        """Tell the list."""
        self.chooser.dispatch("on_choose", self.value)

    def _show_badge(self, row: Row) -> None:
        if row.glyph and not self._badge:
            self._badge = Badge()
            self.add_widget(self._badge)
        if self._badge:
            self._badge.glyph, self._badge.icon = row.glyph, row.icon
            self._badge.opacity = 1 if row.glyph else 0

    def _draw(self, place: Rectangle, lines: list[str], marks: tuple[str, ...], **looks: Any) -> None:
        words, look = "\n".join(lines), self._look
        if not words:
            place.texture, place.size = None, (0, 0)
            return
        looks = {"font_size": int(look.body), "line_height": look.line_height} | looks
        drawn = draw_text(marked(words, marks) if marks else words, markup=bool(marks), **looks)
        drawn.mag_filter = drawn.min_filter = "nearest"
        place.texture, place.size = drawn, drawn.size

    def _colour(self, *_: object) -> None:
        look = self._look
        rest = look.primary_soft if self._band else look.ground if self._heading else look.surface
        self._ground.rgba = (look.line if self._band else look.primary_soft) if self.pressed else rest
        self._ink.rgba = self._look.line

    def _place(self, *_: object) -> None:
        gap, middle = self._look.gap, self.center_y
        self._field.pos, self._field.size = self.pos, self.size
        self._line.pos, self._line.size = self.pos, (self.width, self._look.hairline)
        left, top = int(self.x + gap), middle + (self._title.size[1] + self._text.size[1]) / 2
        if self._badge and self._badge.opacity:
            self._badge.pos = left, middle - self._badge.height / 2
            left = int(left + self._badge.width + gap)
        for words in (self._title, self._text):
            top -= words.size[1]
            words.pos = left, int(top)
        self._note.pos = int(self.right - gap - self._note.size[0]), int(middle - self._note.size[1] / 2)


def title_size(row: Row, look: Look) -> int:
    """Return the size of a row's title in pixels."""
    return int(look.heading if row.heading else look.body)


def room_of(row: Row, width: float, look: Look) -> float:
    """Return the width in pixels that title and text of a row have."""
    room = width - 2 * look.gap
    room -= look.target + look.gap if row.glyph else 0
    room -= text_measure(int(look.body))(row.note) + 2 * look.gap if row.note else 0
    return float(room)
