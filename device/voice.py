"""One voice in a process of its own: `python -m device.voice`.

Speech engines hang on a sound card that went away and can start only once in a process, so this one is meant to be
killed. A line of JSON in (`text`, `language`, `rate`, `volume`, `voice` to name another than the language's own, `wav` to
store the sound instead of playing it), a line of JSON out (`ok`, `why`). SIGUSR1 cuts off what is being said; the answer
to it comes at once. Sound lives in memory only: what a visitor hears is on no disk.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, TextIO

import pyttsx3

from device.errors import SpeechError
from device.spoken import to_pinyin

_VOICES = {"zh": ("cmn-latn-pinyin",), "en": ("en-us", "en-gb", "gmw/en")}  # parts of voice ids, best first


class Voice:
    """The espeak-ng engine behind pyttsx3.

    Args:
        player: The command that plays a sound file, which is added as its last word.

    Raises:
        SpeechError: The engine does not start.
    """

    def __init__(self, player: list[str]) -> None:
        self._player = player
        try:
            self._engine = pyttsx3.init("espeak")
            from pyttsx3.drivers import _espeak  # noqa: PLC0415 - importing it looks for the engine
        except (ImportError, OSError, RuntimeError) as err:
            raise SpeechError(f"the speech engine does not start: {err}") from err
        self._finish = _espeak.Synchronize
        self._ids = [str(voice.id) for voice in self._engine.getProperty("voices")]
        self._sound = os.memfd_create("speech", os.MFD_CLOEXEC)
        self._playing: subprocess.Popen[str] | None = None
        self._busy = self._hushed = False

    def hush(self) -> None:
        """Cut off what is being said; without anything to cut off, do nothing. Safe to call from a signal."""
        if self._busy:
            self._hushed = True
            if self._playing is not None:
                self._playing.kill()

    def speak(self, text: str, language: str, rate: int, volume: float, *, voice: str = "", wav: str = "") -> None:
        """Speak a text, or store its sound in a file.

        Args:
            text: What to say.
            language: `zh` or `en`.
            rate: Words a minute.
            volume: 0.0 to 2.0; above 1.0 loud sounds are cut off.
            voice: Part of the id of an espeak-ng voice; empty for the language's own.
            wav: File to store the sound in.

        Raises:
            SpeechError: There is no voice for the language, no player, or the player cannot play.
        """
        self._hushed, self._busy = False, True
        try:
            self._engine.setProperty("voice", self._find(language, voice))
            self._engine.setProperty("rate", rate)
            self._engine.setProperty("volume", volume)
            spoken = to_pinyin(text) if language == "zh" else text
            if wav:
                self._synthesise(spoken, wav)
            else:
                self._play(spoken)
        finally:
            self._busy = False

    def _play(self, spoken: str) -> None:
        if shutil.which(self._player[0]) is None:
            raise SpeechError(f"there is no program {self._player[0]} to play sound")
        os.ftruncate(self._sound, 0)
        self._synthesise(spoken, f"/proc/self/fd/{self._sound}")
        if self._hushed:
            return
        with subprocess.Popen(
            [*self._player, f"/proc/self/fd/{self._sound}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=(self._sound,),
        ) as self._playing:
            if self._hushed:
                self._playing.kill()
            fault = self._playing.communicate()[1]
        done, self._playing = self._playing, None
        if done.returncode and not self._hushed:
            raise SpeechError(f"{self._player[0]} cannot play sound: {fault.strip()}")

    def _synthesise(self, spoken: str, wav: str) -> None:
        self._engine.save_to_file(spoken, wav)
        self._engine.runAndWait()  # waits 10 ms and no longer, in spite of its name
        self._finish()
        if not Path(wav).exists() or not Path(wav).stat().st_size:
            raise SpeechError("the speech engine made no sound")

    def _find(self, language: str, voice: str) -> str:
        for part in (voice,) if voice else _VOICES.get(language, ()):
            for name in self._ids:
                if part in name:
                    return name
        raise SpeechError(f"espeak-ng has no voice {voice or 'for ' + language!r}")


def main(argv: list[str] | None = None) -> int:
    """Speak line by line until the input ends; return 0."""
    parser = argparse.ArgumentParser(prog="python -m device.voice", description=__doc__)
    parser.add_argument("player", nargs="*", default=["aplay", "-q"], help="command that plays a sound file")
    args = parser.parse_args(argv)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # pyttsx3 prints; its words must not be taken for answers
    try:
        voice = Voice(args.player)
    except SpeechError as err:
        _answer(answers, err)
        return 1
    signal.signal(signal.SIGUSR1, lambda *_: voice.hush())
    for line in sys.stdin:
        _answer(answers, _obey(voice, json.loads(line)))
    return 0


def _obey(voice: Voice, order: dict[str, Any]) -> SpeechError | None:
    try:
        voice.speak(**order)
    except SpeechError as err:
        return err
    return None


def _answer(answers: TextIO, fault: SpeechError | None) -> None:
    answers.write(json.dumps({"ok": fault is None, "why": str(fault or "")}) + "\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
