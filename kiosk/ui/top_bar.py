"""The bar at the top of every screen. Its looks stand in layouts/widgets.kv."""

from typing import Any

from kivy.app import App
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.ui.measure import text_measure

_UNPLACED_PX = 100  # as wide as Kivy begins with


class TopBar(BoxLayout):  # type: ignore[misc]
    """Way back on the left, title, room for actions on the right (`ids.actions`).

    A title that does not fit in between stands in a line of its own: smaller than a heading it never gets.
    """

    title = StringProperty("")
    can_back = BooleanProperty(True)
    role = "bar"

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_back")
        super().__init__(**kwargs)

    def on_kv_post(self, _: Any) -> None:
        """Follow title and room, once the layout stands."""
        self.fbind("title", self._fit_title)
        for part in (self.ids.title, self.ids.below):
            part.fbind("width", self._fit_title)
        self._fit_title()

    def _fit_title(self, *_: object) -> None:
        look, beside, below = App.get_running_app().look, self.ids.title, self.ids.below

        def largest(room: float) -> int:
            sizes = (look.title, look.heading)
            return next((size for size in sizes if text_measure(int(size), True)(self.title) <= room), 0)

        placed = self.width > _UNPLACED_PX  # until then it stands in the bar: nothing below has to move twice
        size = largest(beside.width) if placed else look.heading
        beside.words, below.words = (self.title, "") if size else ("", self.title)
        beside.font_size = size or look.heading
        below.font_size = largest(below.width) or look.heading

    def on_back(self) -> None:
        """Handle a tap on the way back."""
