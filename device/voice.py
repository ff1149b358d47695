"""One voice in a process of its own: `python -m device.voice`.

Speech engines hang on a sound card that went away and can start only once in a process, so this one is meant to be
killed. A line of JSON in (`text`, `language`, `rate`, `volume`, `wav` to store the sound instead of playing it), a line
of JSON out (`ok`, `why`).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
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
        except (ImportError, OSError, RuntimeError) as err:
            raise SpeechError(f"the speech engine does not start: {err}") from err
        self._ids = [str(voice.id) for voice in self._engine.getProperty("voices")]

    def speak(self, text: str, language: str, rate: int, volume: float, wav: str = "") -> None:
        """Speak a text, or store its sound in a file.

        Raises:
            SpeechError: There is no voice for the language, no player, or the player cannot play.
        """
        if wav:
            self._synthesise(text, language, rate, volume, wav)
            return
        if shutil.which(self._player[0]) is None:
            raise SpeechError(f"there is no program {self._player[0]} to play sound")
        with tempfile.TemporaryDirectory(prefix="voice-") as folder:
            sound = str(Path(folder) / "speech.wav")
            self._synthesise(text, language, rate, volume, sound)
            done = subprocess.run([*self._player, sound], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SpeechError(f"{self._player[0]} cannot play sound: {done.stderr.strip()}")

    def _synthesise(self, text: str, language: str, rate: int, volume: float, wav: str) -> None:
        self._engine.setProperty("voice", self._find(language))
        self._engine.setProperty("rate", rate)
        self._engine.setProperty("volume", volume)
        self._engine.save_to_file(to_pinyin(text) if language == "zh" else text, wav)
        self._engine.runAndWait()
        if not Path(wav).exists():
            raise SpeechError("the speech engine made no sound")

    def _find(self, language: str) -> str:
        for part in _VOICES.get(language, ()):
            for name in self._ids:
                if part in name:
                    return name
        raise SpeechError(f"espeak-ng has no voice for {language!r}")


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
