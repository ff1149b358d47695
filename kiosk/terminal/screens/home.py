"""Home."""

from typing import Any

from kiosk.terminal.navigator import Place
from kiosk.terminal.screens.base import TerminalScreen


def columns(count: int, portrait: bool) -> int:
    """Return in how many columns the tiles of the second rank stand: wide enough in portrait for what they say."""
    return min(count, 2) or 1 if portrait else max(1, count)


class HomeScreen(TerminalScreen):
    """Draws `presenters.home`."""

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        super().__init__(place, view, act)
        self.ids.bar.ids.back.width = 0  # nothing to go back to: the hall's name stands at the edge
