"""How long a terminal has been left alone: for slides, for work that would be felt. Kivy thread only; no Kivy in it."""

from kiosk.domain.clock import Clock

_CALM_S = 1.0


class Rest:
    """Counts the time since anybody touched the terminal.

    Args:
        clock: Tells the time.
        after_s: Seconds untouched before slides; 0 is never.
    """

    def __init__(self, clock: Clock, after_s: int = 0) -> None:
        self._clock = clock
        self._after_s = after_s
        self._since_s = clock.monotonic()

    def touched(self) -> None:
        """Start counting anew."""
        self._since_s = self._clock.monotonic()

    @property
    def calm(self) -> bool:
        """Tell whether nobody has just touched it: a moment for work that would slow the answer to a touch."""
        return self._clock.monotonic() - self._since_s >= _CALM_S

    @property
    def due(self) -> bool:
        """Tell whether nobody has been here for long enough."""
        return self._after_s > 0 and self._clock.monotonic() - self._since_s >= self._after_s
