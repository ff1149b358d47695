"""What stands in for a page that is not there, or not there yet; and the question to a silent visitor."""

from typing import Any

from kivy.properties import NumericProperty, ObjectProperty

from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.widgets import Overlay


class AwayScreen(TerminalScreen):
    """Draws `presenters.away.AwayView`."""


class LoadingScreen(TerminalScreen):
    """Draws `presenters.away.LoadingView`."""


class IdleOverlay(Overlay):
    """Asks whether the visitor is still there; a touch anywhere but on the second button says yes."""

    seconds = NumericProperty(0)
    act = ObjectProperty()
    question = True

    def on_touch_down(self, touch: Any) -> bool:
        """Let the buttons have the touch; anywhere else it means yes."""
        if not self.ids.card.on_touch_down(touch):
            self.act.touched()
        return True
