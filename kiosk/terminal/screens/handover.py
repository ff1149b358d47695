"""Taking a procedure along."""

from kiosk.terminal.screens.base import TerminalScreen


class HandoverScreen(TerminalScreen):
    """Draws `presenters.guide.handover`."""
