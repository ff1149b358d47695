"""Where the visitor is and how they came there. Kivy thread only; no Kivy in it."""

from collections.abc import Callable
from dataclasses import dataclass

_DEPTH = 40  # a visitor following law after law must not fill the memory


@dataclass(frozen=True, slots=True)
class Place:
    """One screen and what it shows, such as ("procedure", "legal-aid")."""

    screen: str
    key: str = ""


HOME = Place("home")


class Navigator:
    """A stack of places with home at the bottom.

    Args:
        on_move: Called with the new place after each move.
    """

    def __init__(self, on_move: Callable[[Place], None]) -> None:
        self._on_move = on_move
        self._stack = [HOME]

    @property
    def here(self) -> Place:
        """Return the place shown."""
        return self._stack[-1]

    @property
    def at_home(self) -> bool:
        """Tell whether there is nothing to go back to."""
        return len(self._stack) == 1

    def open(self, screen: str, key: str = "") -> None:
        """Go to a place; a second touch that asks for the place already shown does nothing."""
        place = Place(screen, key)
        if place == HOME:
            self.home()
        elif place != self.here:
            self._stack.append(place)
            del self._stack[1:-_DEPTH]
            self._on_move(place)

    def again(self) -> None:
        """Stay, but show the place anew: something about it has changed."""
        self._on_move(self.here)

    def swap(self, screen: str, key: str = "") -> None:
        """Go to a place that takes the present one's turn: back then skips the present one."""
        place = Place(screen, key)
        if place == self.here:
            return
        if self.at_home:
            self._stack.append(place)
        else:
            self._stack[-1] = place
        self._on_move(place)

    def back(self) -> None:
        """Go to where the visitor came from; at home nothing happens."""
        if not self.at_home:
            self._stack.pop()
            self._on_move(self.here)

    def home(self) -> None:
        """Go home and forget the way; at home nothing happens."""
        if not self.at_home:
            del self._stack[1:]
            self._on_move(HOME)
