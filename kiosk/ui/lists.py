"""Long lists: only the rows in sight exist, so that 5,000 results or a whole law scroll like ten."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.list_row import ListRow, room_of, title_size
from kiosk.ui.look import Look
from kiosk.ui.measure import text_measure
from kiosk.ui.row import KeptRows, Row
from kiosk.ui.scrolling import FingerScroll
from kiosk.ui.typeset import Measure, fit_lines


class Rows(FingerScroll, ScrollView):  # type: ignore[misc]
    """The scrolling part of a RowList."""


class RowColumn(Widget):  # type: ignore[misc]
    """As high as all rows together; holds those in sight."""


class RowList(BoxLayout):  # type: ignore[misc]
    """A list of `Row`s with page keys. Set `rows`; dispatches `on_choose(value)`."""

    rows = ObjectProperty(())
    view = ObjectProperty(None, allownone=True)
    text_width = NumericProperty(0)
    role = "list"

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_choose")
        self._set = Clock.create_trigger(self._set_rows, -1)
        self._place = Clock.create_trigger(self._place_rows, -1)
        self._state: tuple[Any, ...] = ()
        self._measured: tuple[Row, ...] = ()
        self._edges = [0.0]  # of the rows, in pixels from the top of the list
        # the row that was asked for, and how far the list was scrolled for it
        self._wanted: tuple[int, float] | None = None
        self._shown: dict[int, ListRow] = {}
        self._spare: list[ListRow] = []
        super().__init__(**kwargs)
        self.fbind("rows", self._show_top)
        self.fbind("text_width", self._set)
        App.get_running_app().look.bind(changes=self._set)
        self._set()

    def on_kv_post(self, _: Any) -> None:
        """Let the rows and the page keys follow the view."""
        column = self._column
        for widget, name in ((self.view, "scroll_y"), (self.view, "size"), (column, "pos"), (column, "size")):
            widget.fbind(name, self._place)
        self.view.fbind("height", self._stay)
        self.ids.pager.watch(self.view, column)

    def on_choose(self, value: Any) -> None:
        """Handle the choice of a row."""

    def show_row(self, index: int) -> None:
        """Scroll so that a row stands at the top, as far as the list's end allows; it stays there while the list settles."""
        self._set_rows()
        self._scroll_to(index)

    @property
    def top_row(self) -> int:
        """The row that stands at the top of what is in sight."""
        return max(0, bisect_right(self._edges, self._seen_from() + 1) - 1)

    def _scroll_to(self, index: int) -> None:
        beyond = self._edges[-1] - self.view.height
        if beyond > 0 and index < len(self._edges):
            self.view.scroll_y = min(1.0, max(0.0, 1 - self._edges[index] / beyond))
        self._wanted = index, self.view.scroll_y

    def _stay(self, *_: object) -> None:
        """Keep the row at the top that was asked for, unless the list has been scrolled since."""
        if self._wanted and self._wanted[1] == self.view.scroll_y:
            self._scroll_to(self._wanted[0])

    def _seen_from(self) -> float:
        return float((1 - self.view.scroll_y) * max(0.0, self._column.height - self.view.height))

    def row_at(self, index: int) -> ListRow | None:
        """Return the widget of a row while it is in sight."""
        return self._shown.get(index)

    def reveal(self, index: int, *, forward: bool) -> ListRow | None:
        """Bring the next row that can be chosen after (or before) another into sight; None at the end of the list."""
        later = range(index + 1, len(self.rows)) if forward else range(index - 1, -1, -1)
        found = next((i for i in later if self.rows[i].value is not None), None)
        if found is None:
            return None
        beyond = self._edges[-1] - self.view.height
        if beyond > 0:
            highest, lowest = self._edges[found] / beyond, (self._edges[found + 1] - self.view.height) / beyond
            self.view.scroll_y = 1 - min(highest, max(lowest, 1 - self.view.scroll_y))
        self._place_rows()
        return self.row_at(found)

    def give_up(self) -> list[ListRow]:
        """Return the rows that are kept and forget them: this list is no longer shown."""
        App.get_running_app().look.unbind(changes=self._set)
        self._set.cancel()
        self._place.cancel()
        rows, self._spare, self._shown = [*self._spare, *self._shown.values()], [], {}
        return rows

    @property
    def _column(self) -> RowColumn:
        column: RowColumn = self.view.children[0]
        return column

    def _show_top(self, *_: object) -> None:
        self._set()
        if self.view:
            self.view.scroll_y = 1

    def _set_rows(self, *_: object) -> None:
        look = App.get_running_app().look
        state = (tuple(self.rows), self.text_width, look.changes)
        if self.view and self.text_width > 1 and state != self._state:
            least = len(self.rows) * look.body
            if least > self.view.height + 1 and not self.ids.pager.needed:
                self._column.height = least  # the page keys will take some width: measured then, not twice
                self._set()
                return
            self._state, self._measured = state, state[0]
            self._edges = self._measure(look)
            self._column.height = self._edges[-1]
            self._spare += self._shown.values()
            self._shown = {}
            self._stay()
            self._place()

    def _place_rows(self, *_: object) -> None:
        """Have a widget for each row in sight, and none for the others."""
        column, view = self._column, self.view
        seen_from = self._seen_from()
        first = max(0, bisect_right(self._edges, seen_from) - 1)
        end = min(bisect_left(self._edges, seen_from + view.height), len(self._edges) - 1)
        self._spare += [self._shown.pop(index) for index in list(self._shown) if not first <= index < end]
        for index in range(first, end):
            if index not in self._shown:
                self._shown[index] = self._row(index)
            row = self._shown[index]
            row.size = column.width, self._edges[index + 1] - self._edges[index]
            row.pos = column.x, column.top - self._edges[index + 1]
        for row in self._spare:
            column.remove_widget(row)
        column.children.sort(key=lambda row: -row.index)  # as they are read

    def _row(self, index: int) -> ListRow:
        row = self._spare.pop() if self._spare else ListRow(size_hint=(None, None), chooser=self)
        row.width = self._column.width
        row.show(self._measured[index], index)
        if row.parent is None:
            self._column.add_widget(row)
        return row

    def _measure(self, look: Look) -> list[float]:
        kept = self.rows.edges if isinstance(self.rows, KeptRows) else {}
        about = self.text_width, look.scale
        if about not in kept:
            kept[about] = list(accumulate(self._heights(look), initial=0.0))
        return kept[about]

    def _heights(self, look: Look) -> Iterator[float]:
        """Yield the heights of all rows without breaking their lines: thousands are measured when a list opens."""
        size = int(look.body)
        measure = text_measure(size)
        line = look.body * look.line_height * LINE_HEIGHT_EM
        rooms: dict[tuple[str, str], float] = {}
        for row in self._measured:
            about = row.note, row.glyph
            room = rooms.get(about) or rooms.setdefault(about, room_of(row, self.text_width, look))
            letters = room // size  # so many stand in a line for sure: none is wider than the font is large
            title, text, tall = row.title, row.text, title_size(row, look)
            short = 0 < len(title) * tall <= room and "\n" not in title
            lines = (1 if short else _count_lines(title, room, text_measure(tall, True), 0)) * tall / size
            lines += (
                1 if 0 < len(text) <= letters and "\n" not in text else _count_lines(text, room, measure, row.lines)
            )
            height = lines * line + 1.5 * look.gap
            yield height if row.value is None else max(height, look.target) + look.gap / 2


def _count_lines(text: str, room: float, measure: Measure, limit: int) -> int:
    if not text:
        return 0
    if "\n" not in text:
        if measure(text) <= room:
            return 1
        if 0 < limit <= 2:
            return limit
    return _broken(text, room, measure, limit)


@lru_cache(maxsize=4096)
def _broken(text: str, room: float, measure: Measure, limit: int) -> int:
    """Return the number of lines; a long law is measured once, however often it is opened."""
    return len(fit_lines(text, room, measure, limit))
