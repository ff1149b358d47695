"""The demo's programs as processes: started bottom-up, watched, restarted when they die, stopped in reverse."""

import logging
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError

_log = logging.getLogger(__name__)

_STOP_S = 8.0  # longer than any program takes to commit and close
_POLL_S = 0.1
_RESTART_PAUSE_S = 2.0
_RESTARTS_MAX = 5  # in this span; a part that ran well for longer starts with a clean sheet
_RESTARTS_SPAN_S = 60.0


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """The demo was asked to stop before it was ready."""


@dataclass(frozen=True, slots=True)
class Part:
    """One program of the demo. `ready` tells when it can be used; its output goes to `log`."""

    name: str
    command: Sequence[str]
    log: Path
    ready: Callable[[], bool]
    env: Mapping[str, str] = field(default_factory=dict)
    ready_s: float = 60.0


class Parts:
    """Runs parts as child processes. Called from one thread, `stop` from any.

    Args:
        clock: Tells how long ago a part was started again.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._running: list[tuple[Part, subprocess.Popen[bytes]]] = []
        self._restarts: dict[str, list[float]] = {}  # when, in seconds of the clock
        self._stopping = threading.Event()

    def start(self, part: Part) -> None:
        """Start a part and wait until it is ready.

        Raises:
            KioskError: It ended, or was not ready in time; the message quotes its last line.
            Stopped: `request_stop` was called.
        """
        if self._stopping.is_set():
            raise Stopped
        process = self._spawn(part)
        self._running.append((part, process))
        deadline = time.monotonic() + part.ready_s
        while not part.ready():
            if self._stopping.is_set():
                raise Stopped
            if process.poll() is not None:
                raise KioskError(f"{part.name} ended at once: {last_line(part.log)}", f"see {part.log}")
            if time.monotonic() > deadline:
                raise KioskError(f"{part.name} was not ready after {part.ready_s:.0f} s", f"see {part.log}")
            time.sleep(_POLL_S)

    def watch(self, seconds: float | None = None) -> None:
        """Restart parts that die, until `stop` is called or the seconds are over."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not self._stopping.wait(_POLL_S):
            if deadline is not None and time.monotonic() > deadline:
                return
            for index, (part, process) in enumerate(self._running):
                if process.poll() is not None:
                    self._restart(index, part, process.returncode)

    def request_stop(self) -> None:
        """Make `watch` and `start` return soon; safe in a signal handler."""
        self._stopping.set()

    def stop(self) -> None:
        """Stop all parts, the last started first, and wait for each."""
        self._stopping.set()
        for part, process in reversed(self._running):
            _end(part.name, process)
        self._running.clear()

    def pids(self) -> dict[str, int]:
        """Return the process id of each running part by name."""
        return {part.name: process.pid for part, process in self._running}

    def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        part.log.parent.mkdir(parents=True, exist_ok=True)
        with part.log.open("ab") as output:
            # a session of its own: Ctrl-C reaches only us, and we stop the parts in order
            return subprocess.Popen(
                bound_to_us(part.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **part.env},
                start_new_session=True,
            )

    def _restart(self, index: int, part: Part, code: int) -> None:
        now_s = self._clock.monotonic()
        recent = [at_s for at_s in self._restarts.get(part.name, ()) if now_s - at_s < _RESTARTS_SPAN_S]
        if len(recent) >= _RESTARTS_MAX:
            raise KioskError(f"{part.name} keeps ending (status {code}): {last_line(part.log)}", f"see {part.log}")
        self._restarts[part.name] = [*recent, now_s]
        _log.warning("%s ended with status %s, starting it again", part.name, code)
        if not self._stopping.wait(_RESTART_PAUSE_S):
            self._running[index] = (part, self._spawn(part))


def bound_to_us(command: Sequence[str]) -> list[str]:
    """Return a command that is ended by the system when this process dies without a word, where it can be done."""
    setpriv = shutil.which("setpriv")
    return [*([setpriv, "--pdeathsig", "TERM"] if setpriv else []), *command]


def last_line(log: Path) -> str:
    """Return the last line of a part's output, ready to be quoted, or a word that there is none."""
    try:
        lines = log.read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        return "no output"
    return lines[-1].removeprefix("kiosk: ").rstrip(".") if lines else "no output"


def _end(name: str, process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        _log.warning("%s did not stop within %s s, ending it", name, _STOP_S)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
