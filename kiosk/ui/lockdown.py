"""Closes the ways out of a program and into it that no visitor needs. What is let in is named, all else stays outside.

Kivy passes every key that nobody takes on to its own shortcuts, to widgets that type, and to modules; it reads
modifiers into touches (Alt draws out a second finger, Shift doubles a tap) and hands dropped files and sticks round.
"""

from typing import Any

_SHUT = (
    "on_request_close",  # only a signal ends a kiosk
    "on_keyboard",
    "on_key_down",
    "on_key_up",
    "on_textinput",
    "on_textedit",
    "on_drop_begin",
    "on_drop_file",
    "on_drop_text",
    "on_drop_end",
    "on_joy_axis",
    "on_joy_hat",
    "on_joy_ball",
    "on_joy_button_down",
    "on_joy_button_up",
)
BUTTONS = frozenset({"left", "scrollup", "scrolldown"})  # of a mouse


class _Buttons(set[int]):
    """The buttons held, of all pointers together: one that two of them held is let go twice."""

    def remove(self, button: int) -> None:
        """Forget a button; Kivy's own set would raise when it is gone already."""
        self.discard(button)


def lock(window: Any) -> None:
    """Shut a Kivy window; to be called before anything else listens to it: who comes later is asked first.

    Args:
        window: An SDL window of Kivy.
    """
    for event in _SHUT:
        window.fbind(event, _take)
    window._update_modifiers = _take  # noqa: SLF001 - no other way: no touch and no key is changed by modifiers
    window._mouse_buttons_down = _Buttons()  # noqa: SLF001


def _take(*_: object) -> bool:
    return True
