"""Home."""

from typing import Any

from kiosk.terminal.navigator import Place
from kiosk.terminal.screens.base import TerminalScreen


def columns(count: int, portrait: bool, large: bool) -> int:
    """Return in how many columns tiles of the second rank leave no hole, or, in large print, room for the first rank."""
    if not portrait:
        return max(1, count)
    if count % 2 == 0:
        return 2
    return 1 if count == 1 else 2 if large else 3


class HomeScreen(TerminalScreen):
    """Draws `presenters.home`."""

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        super().__init__(place, view, act)
        self.ids.bar.ids.back.width = 0  # nothing to go back to: the hall's name stands at the edge
