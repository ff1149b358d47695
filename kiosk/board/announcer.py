"""Has each call spoken twice, and leaves calls out rather than speaking minutes late."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

_TIMES = 2
_BACKLOG = 12  # utterances; a call takes two

_log = logging.getLogger(__name__)


class Voice(Protocol):
    """Speaks one text after the other on a thread of its own, as `device.speech.Speaker` does."""

    def say(self, text: str, on_end: Callable[[], None] | None = None, language: str = "zh") -> None:
        """Queue a text; `on_end` is called when it is over."""


class Announcer:
    """Hands announcements to a voice. Any thread may call it.

    Args:
        voice: What speaks.
        language: Of the announcements.
    """

    def __init__(self, voice: Voice, language: str = "zh") -> None:
        self._voice = voice
        self._language = language
        self._lock = threading.Lock()
        self._waiting = 0

    def announce(self, text: str) -> None:
        """Have a text spoken twice, unless too many wait already."""
        with self._lock:
            if self._waiting + _TIMES > _BACKLOG:
                _log.warning("an announcement is left out: %s are waiting already", self._waiting)
                return
            self._waiting += _TIMES
        for _ in range(_TIMES):
            self._voice.say(text, self._over, self._language)

    def _over(self) -> None:
        with self._lock:
            self._waiting -= 1
