"""Waits for touches instead of looking for them: a touch is answered when it comes, and nothing runs in between.

Kivy sleeps to its next frame, sixty times a second, and looks for input only then.
"""

import ctypes
import logging
import math
import sys
import threading
from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

_LONGEST_S = 1.0  # signals are looked at as often
_SWITCH_S = (
    0.001  # as long another thread holds up drawing, which waits for it several times a frame; Python's own is 5 ms
)
_CLOCK_STEP_S = 0.002  # the wait is counted in whole milliseconds
_USER_EVENT = 0x8000  # SDL_USEREVENT: no one's, it only ends the wait
_EVENT_WORDS = 14  # an SDL_Event is 56 bytes

_log = logging.getLogger(__name__)


class Loop:
    """Takes over the waiting from Kivy's clock.

    Args:
        max_fps: Frames a second at most while something moves by itself; a touch waits for none of them.
    """

    def __init__(self, max_fps: int) -> None:
        try:
            from kivy.core.window import _window_sdl2  # noqa: PLC0415 - absent from other windows than SDL's

            sdl = ctypes.CDLL(_window_sdl2.__file__)  # finds SDL through what it is linked with
            self._wait_event: Callable[[None, int], int] = sdl.SDL_WaitEventTimeout
            self._push_event: Callable[[Any], int] = sdl.SDL_PushEvent
        except (ImportError, OSError, AttributeError) as err:
            _log.info("Kivy's own clock keeps waiting: %s", err)
            return
        sdl.SDL_WaitEventTimeout.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._frame_s = 1 / max_fps
        self._frame_began_s = 0.0
        self._waiting = False
        self._called = False  # by another thread that has something to show: a frame may come before its time
        self._thread = threading.get_ident()
        self._word = (ctypes.c_uint32 * _EVENT_WORDS)(_USER_EVENT)
        self._look = Window.mainloop
        sys.setswitchinterval(_SWITCH_S)
        Clock._max_fps = 0.0  # noqa: SLF001 - Kivy reads it from its configuration once, when it is imported
        Clock.clock_resolution = _CLOCK_STEP_S
        Clock.on_schedule = self._scheduled
        Window.mainloop = self._turn

    def _turn(self) -> None:
        """Wait until something is to be done, then let Kivy read what came in."""
        self._waiting = True  # from here on, what another thread schedules ends the wait
        due_s = max(Clock.get_min_timeout(), self._frame_began_s + self._frame_s)
        wait_s = min(due_s - Clock.time(), _LONGEST_S)
        if wait_s > 0 and not self._called:
            self._wait_event(None, math.ceil(wait_s * 1000))
        self._waiting = self._called = False
        self._frame_began_s = Clock.time()
        self._look()

    def _scheduled(self, _: Any) -> None:
        if threading.get_ident() != self._thread:
            self._called = True
            if self._waiting:
                self._push_event(ctypes.byref(self._word))
