"""What the controller asks of a window. Kivy thread only; no Kivy in it."""

from collections.abc import Callable
from typing import Any, Protocol

from kiosk.strings import Strings
from kiosk.terminal.access.comfort import Comfort
from kiosk.terminal.input.keyboard import KeyboardView
from kiosk.terminal.navigator import Place


class Display(Protocol):
    """Where views are shown; `own_theme` is the theme for visitors who choose none."""

    @property
    def own_theme(self) -> str:
        """Name of the theme that the machine shows by itself."""

    def show(self, place: Place, view: Any) -> None:
        """Show the view of a place, at once."""

    def wait_for(self, place: Place) -> None:
        """A view is being made: show that, if it takes longer than a moment."""

    def show_keyboard(self, view: KeyboardView) -> None:
        """Show what stands in the box and on the keyboard, wherever the screen has them."""

    def when_drawn(self, act: Callable[[], None]) -> None:
        """Do something once what has changed by now is on the screen."""

    def ask(self, seconds: int | None) -> None:
        """Ask whether the visitor is there, with the seconds left; None takes the question away."""

    def restyle(self, strings: Strings, comfort: Comfort) -> None:
        """Change language and comfort; every screen is built anew afterwards."""

    def dim(self, night: bool) -> None:
        """Take the night's colours for the machine's own, or its own again; seen after the next `restyle`."""

    def show_comfort(self, view: Any) -> None:
        """Lay the panel of comfort choices over what is shown; None takes it away."""
