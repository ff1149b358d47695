"""The pad of five keys: four arrows and OK, as any keyboard sends them. Kivy thread only.

Arrows move the focus, or act on what was entered with OK. OK (Enter, keypad Enter or Space) acts when let go. OK held for a
second opens the panel of comfort choices, held on for some more the page for staff. Backspace and Escape go one step back,
never out of the program. Any key answers the question whether the visitor is still there.
"""

from typing import Any, Protocol

from kivy.clock import Clock

from kiosk.ui.focus import Arrow, Focus, box_of
from kiosk.ui.guard import TapGuard

_ARROWS = {273: Arrow.UP, 274: Arrow.DOWN, 275: Arrow.RIGHT, 276: Arrow.LEFT}
_OK = frozenset({13, 271, 32})
_BACK = frozenset({8, 27})
_HOLD_S = 1.0
_HOLD_ON_S = 6.0  # nobody who wants the panel holds on that long after it has come


class Steps(Protocol):
    """What keys ask for besides moving and pressing."""

    def pressed(self) -> bool:
        """A key went down; tell whether it is used up by that."""

    def focused(self, target: Any) -> None:
        """The focus has moved to a target."""

    def open_comfort(self) -> None:
        """Open the panel of comfort choices."""

    def open_staff(self) -> None:
        """Open the page for staff, from home."""

    def step_back(self) -> None:
        """Close what lies over the screen, leave what was entered, or go back one screen."""


class Keypad:
    """Turns keys into focus and taps.

    Args:
        focus: What the arrows move.
        guard: Takes a bouncing OK for one.
        steps: What else keys do.
    """

    def __init__(self, focus: Focus, guard: TapGuard, steps: Steps) -> None:
        self._focus = focus
        self._guard = guard
        self._steps = steps
        self._held: Any = None  # what OK went down on, until it is let go
        self._down = False
        self._hold = Clock.create_trigger(self._held_long, _HOLD_S)
        self._hold_on = Clock.create_trigger(lambda _: self._steps.open_staff(), _HOLD_ON_S)

    def down(self, code: int) -> bool:
        """Take a key that goes down; tell whether it is one of the pad's."""
        if code not in _ARROWS and code not in _OK and code not in _BACK:
            return False
        if code in _OK and self._down:
            return True  # the keyboard repeats a key that is held
        self._let_go()  # another key ends the holding
        if self._steps.pressed():
            return True
        if code in _ARROWS:
            self._move(_ARROWS[code])
        elif code in _OK:
            self._press()
        else:
            self._steps.step_back()
        return True

    def up(self, code: int) -> bool:
        """Take a key that is let go; tell whether it is one of the pad's."""
        if code in _OK and self._down:
            target = self._let_go()
            if target is not None:
                self._tap(target)
        return code in _ARROWS or code in _OK or code in _BACK

    def _let_go(self) -> Any:
        """End the holding of OK; return what it went down on, None when it was held for something else."""
        self._down = False
        self._hold.cancel()
        self._hold_on.cancel()
        target, self._held = self._held, None
        if target is not None:
            target.pressed = False
        return target

    def _move(self, arrow: Arrow) -> None:
        target = self._focus.move(arrow)
        if target is not None:
            self._steps.focused(target)

    def _press(self) -> None:
        target = self._focus.target
        self._down = True
        self._hold()
        self._hold_on()
        if target is None:
            self._move(Arrow.RIGHT)
        else:
            target.pressed = True
            self._held = target

    def _tap(self, target: Any) -> None:
        if target is not self._focus.target:
            return  # the screen has changed under the finger
        left, bottom, right, top = box_of(target)
        if target.quick or self._guard.accepts(((left + right) / 2, (bottom + top) / 2), Clock.get_time()):
            target.tap()

    def _held_long(self, _: float) -> None:
        if self._held is not None:
            self._held.pressed = False
            self._held = None
        self._steps.open_comfort()
