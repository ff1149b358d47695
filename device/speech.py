"""Speaks texts one after the other, without ever holding up the program.

`Speaker` may be called from any thread. It works on a thread of its own and drives `device.voice`, a process that it
tells to be quiet by a signal, and kills when it hangs.
"""

import json
import logging
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from device.errors import SpeechError

_START_S = 10.0  # for the process to come up
_CHARACTER_S = 0.6  # slower than any voice speaks
_END_S = 2.0
_REST_S = 300.0  # after so long without a word the voice's process, some 80 MB, ends
_LOOK_S = 0.1
_QUIET_S = 1.0  # from the word to be quiet to the answer; a voice that takes longer is killed
_RETRY_S = 60.0  # a sound card that was unplugged comes back; trying at each call would only delay it

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How it sounds.

    Attributes:
        rate: Words a minute, as espeak-ng counts them; calls in a hall want it slow.
        volume: 0.0 to 1.0.
        player: The command that plays a sound file, added as its last word.
        voices: Part of the id of the espeak-ng voice for each language; empty or missing for the language's own.
    """

    rate: int = 150
    volume: float = 1.0
    player: Sequence[str] = ("aplay", "-q")
    voices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Utterance:
    text: str
    language: str
    rate: int
    volume: float
    on_end: Callable[[], None] | None


_NOTHING = _Utterance("", "", 0, 0.0, None)  # wakes the thread


class Speaker:
    """A queue of texts to speak.

    Without a voice or a sound card it logs one warning and is silent, but tries again after a minute; `on_end` still
    comes, so that whoever waits for it goes on.

    Args:
        settings: How it sounds.
        heard: Gets each text when its turn comes, spoken or not: a log for tests and for the deaf.
    """

    def __init__(self, settings: SpeechSettings = SpeechSettings(), heard: Callable[[str], None] | None = None) -> None:
        self._settings = settings
        self._heard = heard
        self._queue: queue.SimpleQueue[_Utterance | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._speaking = False
        self._resting = threading.Event()  # the voice's process is to end before the next word
        self._hushed = 0  # how often `stop` was called: an utterance that began before is cut off, not failed
        self._available = True
        self._retry_at_s = 0.0
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    @property
    def available(self) -> bool:
        """Whether speaking worked the last time."""
        return self._available

    def say(
        self,
        text: str,
        on_end: Callable[[], None] | None = None,
        language: str = "zh",
        *,
        rate: int | None = None,
        volume: float | None = None,
    ) -> None:
        """Queue a text.

        Args:
            text: What to say.
            on_end: Called on the speaker's thread when it was said, cut off or could not be said.
            language: `zh` or `en`.
            rate: Words a minute for this text; None for the settings'.
            volume: For this text, 0.0 to 2.0; None for the settings'.
        """
        own = self._settings
        rate, volume = own.rate if rate is None else rate, own.volume if volume is None else volume
        self._queue.put(_Utterance(text, language, rate, volume, on_end))

    def stop(self) -> None:
        """Be quiet at once and forget what is queued; `on_end` of those forgotten comes on the caller's thread."""
        forgotten = self._forget()
        with self._lock:
            self._hushed += 1
            if self._speaking and self._process is not None:
                _hush(self._process)
        for utterance in forgotten:
            self._end(utterance)
        if self._resting.is_set():
            self._queue.put(_NOTHING)

    def rest(self) -> None:
        """Be quiet at once and let the voice's process go: what it has said is gone with it. The next word starts another."""
        self._resting.set()
        self.stop()

    def close(self) -> None:
        """Be quiet and end the thread."""
        self.stop()
        self._queue.put(None)
        self._thread.join(timeout=_END_S)

    def _forget(self) -> list[_Utterance]:
        forgotten: list[_Utterance] = []
        while True:
            try:
                utterance = self._queue.get_nowait()
            except queue.Empty:
                return forgotten
            if utterance is not None:
                forgotten.append(utterance)

    def _run(self) -> None:
        while (utterance := self._next()) is not None:
            if self._resting.is_set():
                self._resting.clear()
                self._discard()
            if utterance is _NOTHING:
                continue
            try:
                if self._heard is not None:
                    self._heard(utterance.text)
                if utterance.text.strip() and (self._available or time.monotonic() >= self._retry_at_s):
                    self._speak(utterance)
            except Exception:  # noqa: BLE001 - the outermost loop of the thread: one bad text must not silence a hall
                _log.exception("an utterance failed")
            self._end(utterance)
            del utterance  # it may be a visitor's, and the next one may be long in coming
        self._discard()

    def _next(self) -> _Utterance | None:
        try:
            return self._queue.get(timeout=_REST_S)
        except queue.Empty:
            self._discard()
            return self._queue.get()

    def _speak(self, utterance: _Utterance) -> None:
        with self._lock:
            hushed = self._hushed
            self._speaking = True
        fault: Exception | None = None
        try:
            self._ask(utterance, hushed)
        except (SpeechError, OSError, ValueError) as err:
            fault = err
        with self._lock:
            self._speaking = False
            cut_off = hushed != self._hushed
        if fault is not None:
            self._discard()
        if not cut_off:
            self._note(fault)

    def _note(self, fault: Exception | None) -> None:
        if fault is None and not self._available:
            _log.info("speech works again")
        elif fault is not None:
            _log.log(logging.WARNING if self._available else logging.DEBUG, "no speech for now: %s", fault)
            self._retry_at_s = time.monotonic() + _RETRY_S
        self._available = fault is None

    def _ask(self, utterance: _Utterance, hushed: int) -> None:
        with self._lock:
            if hushed != self._hushed:
                return
            process = self._process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise SpeechError("the voice has no pipes")
        order = {
            "text": utterance.text,
            "language": utterance.language,
            "rate": utterance.rate,
            "volume": utterance.volume,
            "voice": self._settings.voices.get(utterance.language, ""),
        }
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        answer = self._hear(process.stdout.fileno(), _START_S + _CHARACTER_S * len(utterance.text), hushed)
        if not answer.get("ok"):
            raise SpeechError(str(answer.get("why", "")))

    def _hear(self, source: int, patience_s: float, hushed: int) -> dict[str, Any]:
        """Return the voice's answer; once it was told to be quiet, it has only a moment left."""
        deadline = time.monotonic() + patience_s
        while not select.select([source], [], [], _LOOK_S)[0]:
            if hushed != self._hushed:
                deadline = min(deadline, time.monotonic() + _QUIET_S)
                hushed = self._hushed
            if time.monotonic() > deadline:
                raise SpeechError("the voice does not answer")
        return _read_line(source, _QUIET_S)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "device.voice", "--", *self._settings.player],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the player it starts dies with it
        )

    def _discard(self) -> None:
        """End the voice's process and close its pipes; only this thread reads from them."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        process.wait(timeout=_END_S)
        for pipe in (process.stdin, process.stdout):
            _close(pipe)

    @staticmethod
    def _end(utterance: _Utterance) -> None:
        if utterance.on_end is None:
            return
        try:
            utterance.on_end()
        except Exception:  # noqa: BLE001 - somebody else's code on our thread
            _log.exception("what follows an utterance failed")


def _hush(process: subprocess.Popen[bytes]) -> None:
    """Have the voice cut off what it says; one that is only coming up ends by it."""
    try:
        process.send_signal(signal.SIGUSR1)
    except OSError as err:
        _log.debug("the voice had ended before: %s", err)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the voice and what it plays."""
    if process.poll() is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError as err:
        _log.debug("the voice had ended before: %s", err)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is None:
        return
    try:
        pipe.close()
    except OSError as err:  # words that a dead voice did not take
        _log.debug("closing the voice's pipe: %s", err)


def _read_line(source: int, timeout_s: float) -> dict[str, Any]:
    """Return the line of JSON that comes from a pipe.

    Raises:
        SpeechError: None comes in time, or the pipe ends.
    """
    line = b""
    deadline = time.monotonic() + timeout_s
    while not line.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            raise SpeechError("the voice does not answer")
        more = os.read(source, 4096)
        if not more:
            raise SpeechError("the voice ended")
        line += more
    answer: dict[str, Any] = json.loads(line)
    return answer
