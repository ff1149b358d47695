"""Pages that a visitor has just left, as they were left: gone back to they are there at once, where they were scrolled to.

Kivy thread only.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from kiosk.terminal.navigator import Place

_AT_MOST = 2  # a list and one of it; each more is looked through by the collector with every screen that goes


class LeftScreens:
    """The last screens of this visit that may be gone back to.

    Args:
        let_go: Frees a screen that will not be shown again.
    """

    def __init__(self, let_go: Callable[[Any], None]) -> None:
        self._let_go = let_go
        self._screens: OrderedDict[Place, Any] = OrderedDict()

    def keep(self, screen: Any) -> None:
        """Keep a screen if it `stays`, in the place of the one left longest ago; free it otherwise."""
        if not getattr(screen, "stays", False):
            self._let_go(screen)
            return
        same = self._screens.pop(screen.place, None)
        if same is not None:
            self._let_go(same)
        self._screens[screen.place] = screen
        while len(self._screens) > _AT_MOST:
            self._let_go(self._screens.popitem(last=False)[1])

    def take(self, place: Place) -> Any | None:
        """Return the screen of a place as it was left, once; None where there is none."""
        return self._screens.pop(place, None)

    def forget(self) -> None:
        """Free them all: the visit is over, or they look different now."""
        while self._screens:
            self._let_go(self._screens.popitem()[1])
