"""How far a matter is."""

from kiosk.terminal.screens.base import TerminalScreen


class AskMatterScreen(TerminalScreen):
    """Draws `presenters.feedback.progress.AskMatterView`."""


class MatterScreen(TerminalScreen):
    """Draws `presenters.feedback.progress.MatterView`."""


class NoMatterScreen(TerminalScreen):
    """Draws `presenters.feedback.progress.NoMatterView`."""
