"""Shows where the machine feels a finger, before anything else happens. Kivy thread only.

Elderly hands and panels that are a little off make people wonder whether they were felt, and where. The mark is small, so
that it is on the screen some milliseconds before a large button can be drawn as pressed; where frames are drawn whole, it
comes with the button.
"""

from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, Ellipse, InstructionGroup

from kiosk.ui.look import Look
from kiosk.ui.redraw import lay_over

_DIAMETER_MM = 14.0  # seen around a fingertip
_STRENGTH = 0.28
_SEEN_S = 0.12  # the shortest touch is seen to have been felt
_DRAG_MM = 3.0  # a finger that scrolls needs no mark


class TouchMark:
    """Follows the touches of the window.

    Args:
        look: Says colour and millimetres.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._touch: Any = None
        with Window.canvas.after:
            self._colour = Color(0, 0, 0, 0)
            self._disc = Ellipse(size=(0, 0))
        self._first = InstructionGroup()  # the same once more, drawn over the picture before the next frame
        self._first_colour, self._first_disc = Color(), Ellipse()
        self._first.add(self._first_colour)
        self._first.add(self._first_disc)
        self._fade = Clock.create_trigger(self._hide, _SEEN_S)
        for event, answer in (("on_touch_down", self._down), ("on_touch_move", self._move), ("on_touch_up", self._up)):
            Window.fbind(event, answer)

    def _down(self, _: Any, touch: Any) -> bool:
        if touch.is_mouse_scrolling:
            return False
        self._fade.cancel()
        side = _DIAMETER_MM * self._look.mm
        rgba, size, pos = (*self._look.primary[:3], _STRENGTH), (side, side), (touch.x - side / 2, touch.y - side / 2)
        self._touch, self._first_colour.rgba, self._first_disc.size, self._first_disc.pos = touch, rgba, size, pos
        lay_over(self._first, (*pos, pos[0] + side, pos[1] + side))
        self._colour.rgba, self._disc.size, self._disc.pos = rgba, size, pos
        return False

    def _move(self, _: Any, touch: Any) -> bool:
        if touch is self._touch and abs(touch.x - touch.ox) + abs(touch.y - touch.oy) > _DRAG_MM * self._look.mm:
            self._hide()
        return False

    def _up(self, _: Any, touch: Any) -> bool:
        if touch is self._touch:
            self._fade()
        return False

    def _hide(self, *_: object) -> None:
        self._touch = None
        self._colour.a = 0
        self._disc.size = 0, 0
