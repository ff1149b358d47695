"""How a visitor wants to see, reach and hear the terminal, and what they can do about it. Kivy thread only; no Kivy in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kiosk.config import Config

OPTIONS = {
    "print": ("normal", "large"),
    "colours": ("day", "contrast", "night"),
    "reach": ("full", "low"),
    "aloud": ("off", "on"),
    "speed": ("slow", "normal", "fast", "faster"),
    "volume": ("soft", "normal", "loud"),
}


@dataclass(frozen=True, slots=True)
class Comfort:
    """One visitor's wishes, each one of its `OPTIONS`; empty `colours` are the machine's own."""

    print: str = "normal"
    colours: str = ""
    reach: str = "full"
    aloud: str = "off"
    speed: str = "normal"
    volume: str = "normal"

    def __post_init__(self) -> None:
        for setting, options in OPTIONS.items():
            value = getattr(self, setting)
            if value not in options and (setting, value) != ("colours", ""):
                raise ValueError(f"{setting} is one of {', '.join(options)}, not {value!r}")

    @property
    def large_print(self) -> bool:
        """Whether print is large."""
        return self.print == "large"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a machine can do for comfort: whether low reach changes anything on its panel, and whether it may speak."""

    low_reach: bool = False
    speech: bool = False


ORDINARY = Comfort()
UNABLE = Abilities()


def start_comfort(config: Config) -> Comfort:
    """Return what every visitor of a machine begins with."""
    return Comfort(
        print="large" if config.screen.large_print else "normal", aloud="on" if config.speech.visitor == "on" else "off"
    )


class Wishes(Protocol):
    """Where the visitor's wishes are kept: the session."""

    comfort: Comfort

    def first_comfort(self) -> Comfort:
        """Return what every visitor begins with."""


class ComfortChoices:
    """The panel of comfort choices, and one-touch large print.

    Args:
        session: Keeps the wishes, and forgets them with the visitor.
        restyle: Makes everything shown follow the wishes.
        show: Shows the panel with what it offers now; None takes it away.
        offered: Returns the view of the panel.
    """

    def __init__(
        self,
        session: Wishes,
        restyle: Callable[[], None],
        show: Callable[[Any], None],
        offered: Callable[[], Any],
    ) -> None:
        self._session = session
        self._restyle = restyle
        self._show = show
        self._offered = offered
        self._open = False

    def open(self) -> None:
        """Show the panel."""
        self._open = True
        self.refresh()

    def close(self) -> None:
        """Take the panel away."""
        self._open = False
        self._show(None)

    def choose(self, setting: str, option: str) -> None:
        """Take one option of one setting; its effect is seen at once.

        Raises:
            ValueError: There is no such option.
        """
        self._take(replace(self._session.comfort, **{setting: option}))

    def switch_print(self) -> None:
        """Change between normal and large print."""
        self.choose("print", "normal" if self._session.comfort.large_print else "large")

    def reset(self) -> None:
        """Go back to what every visitor begins with."""
        self._take(self._session.first_comfort())

    def refresh(self) -> None:
        """Show the panel as it is now, while it is open."""
        if self._open:
            self._show(self._offered())

    def _take(self, comfort: Comfort) -> None:
        if comfort != self._session.comfort:
            self._session.comfort = comfort
            self._restyle()
        self.refresh()
