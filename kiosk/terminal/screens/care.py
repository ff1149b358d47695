"""The advisers' roster, and the slides of a terminal that nobody uses."""

from typing import Any

from kivy.animation import Animation
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.terminal.navigator import Place
from kiosk.terminal.screens.base import TerminalScreen

_FADE_S = 0.4
_FADE_STEP_S = 0.05  # a fade at full frame rate would cost the poorest machines more than all else at rest


class DutyScreen(TerminalScreen):
    """Draws `presenters.places.duty`."""


class SlidesScreen(BoxLayout):  # type: ignore[misc]
    """Draws `presenters.slides`: the whole screen, nothing to press; a new page fades in."""

    name = StringProperty("slides")
    view = ObjectProperty(rebind=True)
    act = ObjectProperty()
    place = ObjectProperty()
    page = ObjectProperty(None, allownone=True)
    role = "screen"

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        self._shown = view.slide
        super().__init__(place=place, view=view, act=act)
        self.fbind("view", self._turn)

    def _turn(self, *_: object) -> None:
        if self.view.slide == self._shown or self.page is None:
            return
        self._shown = self.view.slide
        Animation.cancel_all(self.page, "opacity")
        self.page.opacity = 0
        Animation(opacity=1, duration=_FADE_S, step=_FADE_STEP_S).start(self.page)
