"""Text with marked words: links that can be touched, words taken out and put in. Never by colour alone: lines go with it."""

from typing import Any

from kivy.app import App
from kivy.properties import ObjectProperty, StringProperty
from kivy.utils import get_hex_from_color

from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.marks import escaped
from kiosk.ui.measure import text_measure
from kiosk.ui.spans import spanned
from kiosk.ui.touch import Touchable
from kiosk.ui.typeset import fit_lines
from kiosk.ui.widgets import Words

_KINDS = {  # colour token, what goes with it
    "link": ("primary", "[ref={n}][u]", "[/u][/ref]"),
    "removed": ("ink_soft", "[s]", "[/s]"),
    "added": ("good", "[b][u]", "[/u][/b]"),
}


class MarkedWords(Touchable, Words):
    """Words of which some are marked.

    `spans` are (first letter, letter behind the last, `link`, `removed` or `added`). A touch on a link, or as near as a
    finger comes, dispatches `on_link` with its place among the spans. `says` is what it is spoken as, where that differs.
    """

    spans = ObjectProperty(())
    says = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_link")
        self._near = -1
        super().__init__(**kwargs)
        self.markup = True
        for name in ("spans", "size"):
            self.fbind(name, self._set)
        App.get_running_app().look.fbind("changes", self._set)

    def label(self) -> str:
        """Return what it says."""
        return str(self.says or self.words)

    def give_up(self) -> list[Any]:
        """Follow the look no more: this text is no longer shown."""
        App.get_running_app().look.funbind("changes", self._set)
        return super().give_up()

    def set_lines(self, *args: object) -> None:
        """Break the words into lines and mark them."""
        if not self.spans:
            super().set_lines(*args)
            self.text = "".join(map(escaped, self.text))
            return
        label: Any = self
        size, look = int(label.font_size), App.get_running_app().look
        label.font_size = size
        lines = fit_lines(self.words, self.width, text_measure(size, True), 0)  # what is put in is bold
        self.height = max(1, len(lines)) * size * self.line_height * LINE_HEIGHT_EM
        marks = {
            kind: (f"[color={get_hex_from_color(look.colour(tint))}]{opens}", f"{closes}[/color]")
            for kind, (tint, opens, closes) in _KINDS.items()
        }
        self.text = spanned(lines, self.words, self.spans, marks)

    def on_link(self, place: int) -> None:
        """Handle a touch on a link."""

    def on_touch_down(self, touch: Any) -> bool:
        """Take a touch on a link, or near one."""
        self._near = self._link_at(*touch.pos) if self.collide_point(*touch.pos) else -1
        return self._near >= 0 and bool(super().on_touch_down(touch))

    def on_tap(self) -> None:
        """Tell which link it was."""
        if self._near >= 0:
            self.dispatch("on_link", self._near)

    def _link_at(self, x: float, y: float) -> int:
        """Return the place of the nearest link that a finger at a point may mean, -1 when there is none."""
        high = self.texture_size[1]
        across, down = x - int(self.x), int(self.y + (self.height - high) * self.lift) + high - y
        reach, best = App.get_running_app().look.target / 2, -1
        for name, boxes in self.refs.items():
            for left, top, right, bottom in boxes:
                aside = max(left - across, across - right, 0)
                away = max(aside, abs((top + bottom) / 2 - down))
                if away <= reach:
                    reach, best = away, int(name)
        return best
