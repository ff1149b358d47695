"""All that the terminal knows of the visitor in front of it. Kivy thread only.

Nothing about a visitor is kept anywhere else, so `clear` forgets all of it at once.
"""

from dataclasses import dataclass, field
from itertools import count

from kiosk.domain.tickets import Priority
from kiosk.terminal.attempt import Attempt
from kiosk.terminal.typed import Typed


@dataclass
class Visit:
    """One visitor's own things: what was typed, chosen and taken.

    `id` tells visits apart, so that the result of a slow job never lands in the next visitor's hands.
    """

    id: int
    typed: dict[str, Typed] = field(default_factory=dict)  # by screen
    choices: dict[str, str] = field(default_factory=dict)  # by screen
    priority: Priority = Priority.NORMAL
    attempts: dict[str, Attempt] = field(default_factory=dict)  # by service

    @property
    def untouched(self) -> bool:
        """Tell whether there is nothing to forget."""
        return not (self.typed or self.choices or self.attempts)


class Session:
    """Language, print size and the current visit.

    Args:
        language: What the terminal starts in, `zh` or `en`.
        large_print: Whether it starts in large print.
    """

    def __init__(self, language: str = "zh", *, large_print: bool = False) -> None:
        self._first = (language, large_print)
        self._ids = count(1)
        self.language = language
        self.large_print = large_print
        self.visit = Visit(next(self._ids))

    @property
    def untouched(self) -> bool:
        """Tell whether it stands as it started."""
        return self.visit.untouched and (self.language, self.large_print) == self._first

    def clear(self) -> None:
        """Forget the visitor: language and print size go back to the start, the visit is thrown away."""
        self.language, self.large_print = self._first
        self.visit = Visit(next(self._ids))

    def switch_language(self) -> None:
        """Change between Chinese and English."""
        self.language = "en" if self.language == "zh" else "zh"

    def switch_print(self) -> None:
        """Change between normal and large print."""
        self.large_print = not self.large_print
