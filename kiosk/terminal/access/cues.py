"""Which soft sound goes with what happens, and when there is none. Kivy thread only; no Kivy in it."""

from collections.abc import Callable
from enum import StrEnum


class Cue(StrEnum):
    """What a sound says; its file in assets/sounds has the same name."""

    TOUCH = "touch"
    DONE = "done"  # the number is there
    ATTENTION = "attention"  # something cannot be, or is to be looked at


class Cues:
    """Gives sounds, but not over a voice and not at night.

    Args:
        quiet: Tells whether there is to be no sound now.
    """

    def __init__(self, quiet: Callable[[], bool]) -> None:
        self._quiet = quiet
        self._play: Callable[[Cue], None] | None = None

    def open(self, play: Callable[[Cue], None]) -> None:
        """Set up what plays, and returns at once; until then there is no sound."""
        self._play = play

    def give(self, cue: Cue) -> None:
        """Give one sound."""
        if self._play is not None and not self._quiet():
            self._play(cue)
