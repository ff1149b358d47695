"""Home."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.terminal.screens.base import TerminalScreen

_HOLD_S = 5.0  # nobody who only looks at the time holds it that long


def columns(count: int, portrait: bool) -> int:
    """Return in how many columns the tiles of the second rank stand: wide enough in portrait for what they say."""
    return min(count, 2) or 1 if portrait else max(1, count)


class Now(BoxLayout):  # type: ignore[misc]
    """The clock and the day; held for five seconds by one finger it opens the page for staff."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    act = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._held = Clock.create_trigger(self._open_staff, _HOLD_S)

    def _open_staff(self, _: float) -> None:
        self.act.staff.open()

    def on_touch_down(self, touch: Any) -> bool:
        """Begin to count."""
        if touch.is_mouse_scrolling or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._held()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Stop counting when the finger has left."""
        if touch.grab_current is self and not self.collide_point(*touch.pos):
            self._held.cancel()
        return False

    def on_touch_up(self, touch: Any) -> bool:
        """Stop counting."""
        if touch.grab_current is self:
            touch.ungrab(self)
            self._held.cancel()
        return False


class HomeScreen(TerminalScreen):
    """Draws `presenters.home`."""
