"""How far a matter is."""

from kiosk.terminal.screens.base import TerminalScreen


class AskMatterScreen(TerminalScreen):
    """Draws `presenters.progress.AskMatterView`."""


class MatterScreen(TerminalScreen):
    """Draws `presenters.progress.MatterView`."""


class NoMatterScreen(TerminalScreen):
    """Draws `presenters.progress.NoMatterView`."""
