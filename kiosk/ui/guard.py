"""Takes two quick touches of the same place for one. No Kivy here."""

import math

_SAME_TOUCH_S = 0.4
_SAME_PLACE_MM = 15.0


class TapGuard:
    """Remembers the last tap that counted.

    The place decides, not the button: after a tap has changed the screen, its echo would hit whatever is there now.

    Args:
        px_per_mm: Pixels in one millimetre of the panel.
    """

    def __init__(self, px_per_mm: float) -> None:
        self._reach_px = _SAME_PLACE_MM * px_per_mm
        self._at_s = -math.inf
        self._place = (0.0, 0.0)

    def accepts(self, place: tuple[float, float], at_s: float) -> bool:
        """Tell whether a tap at a place (pixels) and time (seconds) counts, and remember it if so."""
        near = math.dist(place, self._place) <= self._reach_px
        if near and at_s - self._at_s < _SAME_TOUCH_S:
            return False
        self._at_s, self._place = at_s, place
        return True
