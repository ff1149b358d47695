"""Frees the memory of left screens when nobody notices. Kivy thread only.

A screen holds itself in circles, so that only Python's collector frees it: some 8 MB and 20,000 objects each. By itself the
collector would come late, and then look through all that lives, a quarter of a second with a large content, just when a
screen is being opened. Here it comes once the new screen is seen, and looks through little more than the two screens.
"""

import ctypes
import gc
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.lang import Builder
from kivy.uix.widget import Widget

from kiosk.ui.app import after_first_frame

_CALM_S = 5.0
_LATER_S = 0.2  # while a finger is on the screen
_SETTLE_S = 0.5
_THRESHOLDS = (700, 10, 1000)  # short-lived things as ever, all that lives hardly ever


class Tidy:
    """Takes over the collector's full rounds."""

    def __init__(self) -> None:
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()  # a start goes without
        gc.freeze()  # programs and layouts stay: they need not be looked through
        self._give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc keeps what is freed; others have none
        self._calm = Clock.create_trigger(self._collect_all, _CALM_S)
        self._later = Clock.create_trigger(self._collect, _LATER_S)
        self._settled = Clock.create_trigger(self._collect_all, _SETTLE_S)
        self._unseen = False  # a screen has been made that no frame has drawn yet
        Window.fbind("on_flip", self._drawn)

    def shown(self, *, at_home: bool) -> None:
        """Take note of a new screen; at home, with no other for some seconds, it is calm."""
        self._unseen = True
        self._calm.cancel()
        if at_home:
            self._calm()
        after_first_frame(self._collect)

    def settle(self) -> None:
        """Much that will stay has come: look through it once, soon, and not with each left screen."""
        self._settled()

    def _drawn(self, *_: Any) -> None:
        self._unseen = False

    def _collect(self, *_: Any) -> None:
        if self._unseen:
            return  # it has been announced, and this frame has enough to do
        if _touched():
            self._later()
        else:
            gc.collect()

    def _collect_all(self, *_: Any) -> None:
        if _touched():
            self._settled()
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # home too; once left it waits for the next calm moment
        if self._give_back:
            self._give_back(0)


def _touched() -> bool:
    """Tell whether a finger is on the screen (a mouse that hovers is none), or has just been and waits for an answer."""
    return bool(EventLoop.input_events) or any(touch.is_touch for touch in EventLoop.touches)


def let_go(screen: Widget) -> None:
    """Cut a left screen off from look, words and views: until it is collected it would follow each change of them."""
    for widget in screen.walk():
        Builder.unbind_widget(widget.uid)
