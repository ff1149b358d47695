"""Tells systemd that this program works, so that one that hangs is started again. Where systemd did not start it, nothing.

The words go to the socket that systemd names in NOTIFY_SOCKET (sd_notify(3)). A program beats from the thread that must
not hang: when it does, no word comes either.
"""

import logging
import os
import socket
from collections.abc import Callable, Sequence

BEAT_S = 1.0  # far below every WatchdogSec= in assets/units

_log = logging.getLogger(__name__)


class Watchdog:
    """One program's word to systemd. One thread at a time.

    Args:
        silent: Returns the names of parts that ought to answer and do not.
    """

    def __init__(self, silent: Callable[[], Sequence[str]] = tuple) -> None:
        self._silent = silent
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        self._missed: tuple[str, ...] = ()

    def ready(self) -> None:
        """Say that the program serves: from now on it is watched."""
        self._say("READY=1")

    def beat(self) -> None:
        """Say that the program works, unless one of its parts is silent; to be called each `BEAT_S`."""
        if not self._address:
            return
        missed = tuple(self._silent())
        if missed != self._missed:
            self._missed = missed
            _log.warning("silent parts: %s", ", ".join(missed) or "none any more")
        if not missed:
            self._say("WATCHDOG=1")

    def _say(self, word: str) -> None:
        if not self._address:
            return
        name = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
                way.setblocking(False)  # rather a word less than a program that waits for systemd
                way.sendto(word.encode(), name)
        except OSError as err:
            _log.warning("systemd does not hear %s: %s", word, err)
