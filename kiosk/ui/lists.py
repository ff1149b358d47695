"""Long lists: only the rows in sight exist, so that 5,000 results or a whole law scroll like ten."""

from dataclasses import dataclass
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.recycleboxlayout import RecycleBoxLayout  # noqa: F401 - named in widgets.kv
from kivy.uix.recycleview import RecycleView

from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.look import Look
from kiosk.ui.marks import marked
from kiosk.ui.measure import text_measure
from kiosk.ui.scrolling import FingerScroll
from kiosk.ui.touch import Touchable
from kiosk.ui.typeset import break_lines, fit_lines


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `value` is handed to `on_choose`, None makes it plain reading text; `lines` limits `text`, 0 is all.

    `glyph` is the Hanzi of its badge, `icon` what is drawn instead where there is an icon font, `marks` are words to be
    underlined.
    """

    title: str
    text: str = ""
    note: str = ""
    glyph: str = ""
    icon: str = ""
    value: Any = None
    lines: int = 2
    marks: tuple[str, ...] = ()


class ListRow(Touchable, BoxLayout):  # type: ignore[misc]
    """A row on the screen; its texts come broken into lines already."""

    title_lines = StringProperty("")
    text_lines = StringProperty("")
    note = StringProperty("")
    glyph = StringProperty("")
    icon = StringProperty("")
    says = StringProperty("")
    marked = BooleanProperty(False)
    index = NumericProperty(0)  # of the row in its list
    chooser = ObjectProperty(None, allownone=True)

    @property
    def role(self) -> str:
        """`row` when it can be chosen, else `text`."""
        return "row" if self.value is not None else "text"

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)

    def on_touch_down(self, touch: Any) -> bool:
        """Take a touch only when there is something to choose."""
        return self.value is not None and super().on_touch_down(touch)

    def on_tap(self) -> None:
        """Tell the list."""
        self.chooser.dispatch("on_choose", self.value)


class Rows(FingerScroll, RecycleView):  # type: ignore[misc]
    """The scrolling part of a RowList."""


class RowList(BoxLayout):  # type: ignore[misc]
    """A list of `Row`s with page keys. Set `rows`; dispatches `on_choose(value)`."""

    rows = ListProperty()
    view = ObjectProperty(None, allownone=True)
    text_width = NumericProperty(0)
    role = "list"

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_choose")
        self._set = Clock.create_trigger(self._set_rows, -1)
        self._state: tuple[Any, ...] = ()
        super().__init__(**kwargs)
        self.fbind("rows", self._show_top)
        self.fbind("text_width", self._set)
        App.get_running_app().look.bind(body=self._set)
        self._set()

    def on_kv_post(self, _: Any) -> None:
        """Let the page keys follow the rows."""
        self.ids.pager.watch(self.view, self.view.children[0])

    def on_choose(self, value: Any) -> None:
        """Handle the choice of a row."""

    def show_row(self, index: int) -> None:
        """Scroll so that a row stands at the top, as far as the list's end allows."""
        self._set_rows()
        heights = [entry["cell"][1] for entry in self.view.data]
        beyond = sum(heights) - self.view.height
        if beyond > 0:
            self.view.scroll_y = min(1.0, max(0.0, 1 - sum(heights[:index]) / beyond))

    def row_at(self, index: int) -> ListRow | None:
        """Return the widget of a row while it is in sight."""
        return next((row for row in self.view.children[0].children if row.index == index), None)

    def reveal(self, index: int, *, forward: bool) -> ListRow | None:
        """Bring the next row that can be chosen after (or before) another into sight; None at the end of the list."""
        later = range(index + 1, len(self.rows)) if forward else range(index - 1, -1, -1)
        found = next((i for i in later if self.rows[i].value is not None), None)
        if found is None:
            return None
        heights = [entry["cell"][1] for entry in self.view.data]
        top, beyond = sum(heights[:found]), sum(heights) - self.view.height
        if beyond > 0:
            highest, lowest = top / beyond, (top + heights[found] - self.view.height) / beyond
            self.view.scroll_y = 1 - min(highest, max(lowest, 1 - self.view.scroll_y))
        self.view.refresh_views()
        return self.row_at(found)

    def _show_top(self, *_: object) -> None:
        self._set()
        if self.view:
            self.view.scroll_y = 1

    def _set_rows(self, *_: object) -> None:
        look = App.get_running_app().look
        state = (tuple(self.rows), self.text_width, look.body)
        if self.view and self.text_width > 1 and state != self._state:
            self._state = state
            self.view.data = [{"index": i, **self._entry(row, look)} for i, row in enumerate(self.rows)]

    def _entry(self, row: Row, look: Look) -> dict[str, Any]:
        room = self.text_width - 2 * look.gap
        room -= look.target + look.gap if row.glyph else 0
        room -= text_measure(int(look.body))(row.note) + 2 * look.gap if row.note else 0
        title = break_lines(row.title, room, text_measure(int(look.body), True)) if row.title else []
        text = fit_lines(row.text, room, text_measure(int(look.body)), row.lines) if row.text else []
        line = look.body * look.line_height * LINE_HEIGHT_EM
        height = (len(title) + len(text)) * line + 1.5 * look.gap
        if row.value is not None:
            height = max(height, look.target) + look.gap / 2
        lines = ["\n".join(part) for part in (title, text)]
        return {
            "marked": bool(row.marks),
            "title_lines": marked(lines[0], row.marks) if row.marks else lines[0],
            "text_lines": marked(lines[1], row.marks) if row.marks else lines[1],
            "note": row.note,
            "glyph": row.glyph,
            "icon": row.icon,
            "value": row.value,
            "says": " ".join(filter(None, (row.title, row.text, row.note))),
            "chooser": self,
            "cell": (self.text_width, height),
        }
