"""The staff's page."""

from kiosk.terminal.screens.base import TerminalScreen


class DoorScreen(TerminalScreen):
    """Draws `presenters.staff.DoorView`."""


class PinScreen(TerminalScreen):
    """Draws `presenters.staff.PinView`."""


class StaffScreen(TerminalScreen):
    """Draws `presenters.staff.StaffView`."""
