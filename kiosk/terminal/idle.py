"""When to ask whether the visitor is still there, and when they have gone. Kivy thread only; no Kivy in it."""

import math

from kiosk.domain.clock import Clock


class Idle:
    """Counts the time since the last touch.

    Args:
        clock: Tells the time.
        idle_s: Seconds without a touch before the question.
        countdown_s: Seconds that the question stands.
    """

    def __init__(self, clock: Clock, idle_s: int, countdown_s: int) -> None:
        self._clock = clock
        self._idle_s = idle_s
        self._countdown_s = countdown_s
        self._since = clock.monotonic()

    def touched(self) -> None:
        """Start counting anew: somebody is there."""
        self._since = self._clock.monotonic()

    @property
    def seconds_left(self) -> int | None:
        """Whole seconds before the visitor counts as gone: None while nothing is asked, 0 when gone."""
        asked_for = self._clock.monotonic() - self._since - self._idle_s
        if asked_for < 0:
            return None
        return max(0, math.ceil(self._countdown_s - asked_for))
