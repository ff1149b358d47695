"""The staff's page."""

from kivy.properties import StringProperty

from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.widgets import Words


class PinDots(Words):
    """The digits entered, a dot for each; aloud only how many they are."""

    says = StringProperty("")

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)


class DoorScreen(TerminalScreen):
    """Draws `presenters.staff.DoorView`."""


class PinScreen(TerminalScreen):
    """Draws `presenters.staff.PinView`."""


class StaffScreen(TerminalScreen):
    """Draws `presenters.staff.StaffView`."""
