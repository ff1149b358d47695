"""Scrolling by finger in which a button still answers at once.

Kivy's own scroll view holds a touch back until it knows a tap from a drag, and hands a quick tap on 0.2 s after it has
ended. Here the touch goes to what is under it first; once the finger has moved far enough it is taken away again and
scrolls.
"""

import math
from collections import deque
from typing import Any

from kivy.clock import Clock
from kivy.properties import NumericProperty, ObjectProperty

from kiosk.ui.touch import take_away

_SLOWEST_PX_S = 40.0  # below this a list stands still; a touch on one that moves faster only stops it
_FRICTION_PER_S = 4.0  # share of its speed that a list let go loses in a second
_WHEEL = {"scrolldown": -4, "scrollup": 4}  # a mouse wheel's notch, in reaches; SDL's down is towards the top
_LOOK_BACK_S = 0.1  # the speed of the finger is that of its last moments


class _Drag:
    """One finger on a list: where it began and was lately, in pixels upwards and seconds."""

    def __init__(self, y: float, at_s: float) -> None:
        self.start_y = y
        self.scrolling = False
        self._places = deque([(at_s, y)], maxlen=20)

    def move(self, y: float, at_s: float) -> float:
        """Take note of a place and return how far it is from the last."""
        before = self._places[-1][1]
        self._places.append((at_s, y))
        return y - before

    def speed(self, at_s: float) -> float:
        """Return the speed of the last moments."""
        late = [(t, y) for t, y in self._places if at_s - t <= _LOOK_BACK_S]
        if len(late) < 2 or late[-1][0] <= late[0][0]:
            return 0.0
        return (late[-1][1] - late[0][1]) / (late[-1][0] - late[0][0])


class FingerScroll:
    """Mix-in before a Kivy ScrollView that scrolls up and down only.

    `reach` is how far a finger may wander, in pixels, and still tap.
    """

    reach = NumericProperty(16)
    # Kivy's own effects would scroll too, and each of them is circles of a hundred things
    effect_cls = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        self._speed = 0.0
        self._run_on: Any = None
        super().__init__(**kwargs)

    def on_touch_down(self, touch: Any) -> bool:
        """Hand the touch on at once, and watch it."""
        view: Any = self
        if not view.collide_point(*touch.pos) or view.disabled:
            return False
        if touch.is_mouse_scrolling:
            self.scroll_by(_WHEEL[touch.button] * self.reach if touch.button in _WHEEL else 0)
            return True
        if self in touch.ud:
            return False
        touch.ud[self] = _Drag(touch.y, Clock.get_time())
        touch.grab(self)
        if not self.halt():
            view.simulate_touch_down(touch)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Scroll, once the finger has left its place."""
        if touch.grab_current is not self:
            return self in touch.ud
        drag: _Drag = touch.ud[self]
        way = drag.move(touch.y, Clock.get_time())
        if not drag.scrolling and abs(touch.y - drag.start_y) > self.reach and self._beyond() > 0:
            drag.scrolling = True
            take_away(touch)
            way = touch.y - drag.start_y
        if drag.scrolling:
            self.scroll_by(way)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Let the list run on, or leave the tap to whom it was handed."""
        if touch.grab_current is not self:
            return self in touch.ud
        touch.ungrab(self)
        drag: _Drag = touch.ud[self]
        if drag.scrolling:
            self._speed = drag.speed(Clock.get_time())
            self._run_on = Clock.schedule_interval(self._slide, 0)
        return True

    def update_from_scroll(self, *args: Any) -> None:
        """Place the content on whole pixels: words stay sharp, and what has only moved need not be drawn again."""
        super().update_from_scroll(*args)  # type: ignore[misc]
        view: Any = self
        view.g_translate.xy = [math.floor(px) for px in view.g_translate.xy]  # up, its first edge would be cut off

    def scroll_by(self, way: float) -> None:
        """Move the content by a way in pixels, upwards when positive, as far as its ends allow."""
        view: Any = self
        beyond = self._beyond()
        if beyond > 0:
            view.scroll_y = min(1.0, max(0.0, view.scroll_y - way / beyond))

    def halt(self) -> bool:
        """Stop running on; tell whether it did."""
        if self._run_on is None:
            return False
        self._run_on.cancel()
        self._run_on = None
        return True

    def give_up(self) -> list[Any]:
        """Stand still for good: this list is no longer shown."""
        self.halt()
        return []

    def _slide(self, passed_s: float) -> None:
        view: Any = self
        self.scroll_by(self._speed * passed_s)
        self._speed *= max(0.0, 1 - _FRICTION_PER_S * passed_s)
        if abs(self._speed) < _SLOWEST_PX_S or not 0 < view.scroll_y < 1:
            self.halt()

    def _bind_inactive_bar_color(self, *_: object) -> None:
        """Let the bar pale at once: Kivy's animation would hold a screen and what was typed on it after it is left."""
        view: Any = self
        view._bar_color = view.bar_inactive_color  # noqa: SLF001 - Kivy's own hook

    def _beyond(self) -> float:
        view: Any = self
        return float(view.children[0].height - view.height) if view.children else 0.0
