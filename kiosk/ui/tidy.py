"""Frees the memory of left screens when nobody notices. Kivy thread only.

A screen holds itself in circles, so that only Python's collector frees it. By itself that one would look through all that
lives, a quarter of a second with a large content, and just then when a screen is being opened.
"""

import ctypes
import gc
from typing import Any

from kivy.clock import Clock

_CALM_S = 5.0
_SCREENS = 60  # at most so many left screens wait for a calm moment, some 15 MB
_THRESHOLDS = (700, 10, 1000)  # short-lived things as ever, all that lives hardly ever


class Tidy:
    """Takes over the collector's full rounds."""

    def __init__(self) -> None:
        gc.set_threshold(*_THRESHOLDS)
        gc.freeze()  # programs and layouts stay: they need not be looked through
        self._left = 0
        self._give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc keeps what is freed; others have none
        self._calm = Clock.create_trigger(self._collect_all, _CALM_S)
        self._soon = Clock.create_trigger(self._collect, 0)

    def shown(self, *, at_home: bool) -> None:
        """Take note of a new screen; at home, with no other for some seconds, it is calm."""
        self._calm.cancel()
        if at_home:
            self._calm()
        self._left += 1
        if self._left > _SCREENS:
            self._soon()

    def _collect(self, *_: Any) -> None:
        self._left = 0
        gc.collect()

    def _collect_all(self, *_: Any) -> None:
        gc.unfreeze()
        self._collect()
        gc.freeze()
        if self._give_back:
            self._give_back(0)
