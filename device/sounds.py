"""Plays short sounds without ever holding up the program: one at a time, one waiting, the rest are left out.

`Sounds` may be called from any thread; a thread of its own starts the player. Without a sound card it is silent.
"""

import logging
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_LONGEST_S = 3.0  # a player that takes longer hangs
_END_S = 1.0
_RETRY_S = 60.0  # a sound card that was unplugged comes back

_log = logging.getLogger(__name__)


class Sounds:
    """Plays sound files.

    Args:
        player: The command that plays a file, added as its last word.
    """

    def __init__(self, player: Sequence[str] = ("aplay", "-q")) -> None:
        self._player = player
        self._turn = threading.Condition()
        self._next: Path | None = None
        self._playing = self._closed = False
        self._available = True
        self._retry_at_s = 0.0
        self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
        self._thread.start()

    def play(self, file: Path, *, only_at_rest: bool = False) -> None:
        """Play a file soon, instead of what waits; return at once.

        Args:
            file: A sound file.
            only_at_rest: Leave it out while another sound is played or waits.
        """
        with self._turn:
            if only_at_rest and (self._playing or self._next is not None):
                return
            if self._available or time.monotonic() >= self._retry_at_s:
                self._next = file
                self._turn.notify()

    def close(self) -> None:
        """Play nothing more; a sound that has begun ends by itself."""
        with self._turn:
            self._closed = True
            self._turn.notify()
        self._thread.join(_END_S)

    def _run(self) -> None:
        while (file := self._take()) is not None:
            self._note(self._sound(file))

    def _take(self) -> Path | None:
        with self._turn:
            self._playing = False
            self._turn.wait_for(lambda: self._closed or self._next is not None)
            file, self._next = self._next, None
            self._playing = True
            return None if self._closed else file

    def _sound(self, file: Path) -> str:
        """Play a file to its end; return what is wrong, or nothing."""
        quiet = subprocess.DEVNULL
        try:
            done = subprocess.run(
                [*self._player, str(file)], stdin=quiet, stdout=quiet, stderr=quiet, timeout=_LONGEST_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as err:
            return str(err)
        return f"{self._player[0]} ends with status {done.returncode}" if done.returncode else ""

    def _note(self, fault: str) -> None:
        if fault:
            _log.log(logging.INFO if self._available else logging.DEBUG, "no sounds for now: %s", fault)
            self._retry_at_s = time.monotonic() + _RETRY_S
        self._available = not fault
