"""The terminal's voice for one visitor: reads a page piece by piece, and answers in between. Kivy thread only; no Kivy.

Only the piece that is being said is ever with the speaker, so that nothing piles up: whatever is said next cuts it off.
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kiosk.terminal.session import Session

_RATES = {"slow": 120, "normal": 160, "fast": 220, "faster": 300}  # words a minute, as espeak-ng counts
_VOLUMES = {"soft": 0.5, "normal": 1.0, "loud": 1.6}
_PIECE = 90  # characters: about half a minute at the slowest
_SENTENCES = re.compile(r"[^。！？；.!?;\n]+[。！？；.!?;\n]*")
_LATIN = re.compile(r"[A-Za-z]*[a-z]{2}[A-Za-z]*(?:[ ,.'’-]+[A-Za-z]+)*")
_HAN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff，。、；：（）《》“”！？0-9]*")

_log = logging.getLogger(__name__)

Hop = Callable[[Callable[[], None]], None]


class Speech(Protocol):
    """Speaks one text on a thread of its own, as `device.speech.Speaker` does."""

    def say(
        self,
        text: str,
        on_end: Callable[[], None] | None = None,
        language: str = "zh",
        *,
        rate: int | None = None,
        volume: float | None = None,
    ) -> None:
        """Say a text; `on_end` is called from any thread when it is over."""

    def stop(self) -> None:
        """Be quiet at once."""

    def rest(self) -> None:
        """Be quiet at once, and keep nothing of what was said."""


class SpeechLog:
    """Writes down what would be said, for tests only: the file holds what visitors hear.

    Args:
        path: The file, begun anew.
    """

    def __init__(self, path: Path) -> None:
        _log.warning("[speech] engine is log: what visitors hear is written to %s; for tests only", path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
        self._path = path

    def say(
        self,
        text: str,
        on_end: Callable[[], None] | None = None,
        language: str = "zh",
        *,
        rate: int | None = None,
        volume: float | None = None,
    ) -> None:
        """Write a line: language, rate, volume, text."""
        with self._path.open("a", encoding="utf-8") as log:
            log.write(f"{language}\t{rate}\t{volume}\t{' '.join(text.split())}\n")
        if on_end is not None:
            on_end()

    def stop(self) -> None:
        """Be quiet: it is."""

    def rest(self) -> None:
        """Keep nothing: what is in the file is for the test."""


def pieces(texts: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Return (language, text) pieces to say one after the other: whole sentences where they are not too long.

    Words of the other language are handed to that language's voice.
    """
    return [run for text in texts for part in _sentences(text) for run in _runs(part, language)]


class VisitorVoice:
    """Reads pages and answers.

    Args:
        session: Language and comfort of the visitor.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._speech: Speech | None = None
        self._hop: Hop = lambda act: act()
        self._page: list[tuple[str, str]] = []
        self._page_at = 0  # the piece of the page that is said now or comes next
        self._asides: list[tuple[str, str]] = []
        self._saying = False
        self._spoke = False  # whether this visitor heard anything
        self._turn = 0  # rises with each cut: the end of what was cut off is no end

    def open(self, speech: Speech, hop: Hop) -> None:
        """Set up what speaks; without it the voice is silent.

        Args:
            speech: What speaks.
            hop: Runs something on the Kivy thread soon.
        """
        self._speech, self._hop = speech, hop

    @property
    def on(self) -> bool:
        """Whether the visitor wants to be read to."""
        return self._speech is not None and self._session.comfort.aloud == "on"

    @property
    def busy(self) -> bool:
        """Whether something is being said."""
        return self._saying

    def begin(self) -> bool:
        """Start reading to somebody who has done nothing yet but press a key; tell whether it starts now."""
        if self._speech is None or not self._session.untouched or self._session.visit.guided:
            return False
        self.stay_on()
        return True

    def stay_on(self) -> None:
        """Read to this visit, whose visitor knows how the keypad is used."""
        self._session.visit.guided = True
        self._session.comfort = replace(self._session.comfort, aloud="on")

    def read(self, texts: Iterable[str]) -> None:
        """Read a page from its start, instead of whatever is being said."""
        self._page, self._page_at = pieces(texts, self._session.language), 0
        self.go_on()

    def say(self, *texts: str, always: bool = False) -> None:
        """Say something in between; the page waits until it is told to go on.

        Args:
            texts: What to say.
            always: Say it also to visitors who are not being read to.
        """
        self.hush()
        if self.on or (always and self._speech is not None):
            self._asides = pieces(texts, self._session.language)
            self._next()

    def go_on(self) -> None:
        """Read on where the page was left."""
        self.hush()
        if self.on:
            self._next(page=True)

    def repeat(self) -> None:
        """Read the page from its start."""
        self._page_at = 0
        self.go_on()

    def hush(self) -> None:
        """Be quiet; `go_on` takes up the page again."""
        self._turn += 1
        self._asides = []
        if self._saying and self._speech is not None:
            self._speech.stop()
        self._saying = False

    def forget(self) -> None:
        """Be quiet and forget the page: it is there no longer."""
        self.hush()
        self._page, self._page_at = [], 0

    def leave(self) -> None:
        """Forget the visitor: what spoke to them keeps nothing of it."""
        self.forget()
        if self._spoke and self._speech is not None:
            self._speech.rest()
        self._spoke = False

    def _next(self, *, page: bool = False) -> None:
        if self._asides:
            language, text = self._asides.pop(0)
        elif page and self._page_at < len(self._page):
            language, text = self._page[self._page_at]
        else:
            self._saying = False
            return
        turn, comfort = self._turn, self._session.comfort
        self._saying = self._spoke = True
        if self._speech is not None:
            self._speech.say(
                text,
                lambda: self._hop(lambda: self._ended(turn, page=page)),
                language,
                rate=_RATES[comfort.speed],
                volume=_VOLUMES[comfort.volume],
            )

    def _ended(self, turn: int, *, page: bool) -> None:
        if turn != self._turn:
            return
        self._page_at += page
        self._next(page=page)


def _sentences(text: str) -> list[str]:
    """Cut a text after sentences into parts of some length."""
    parts: list[str] = []
    for sentence in _SENTENCES.findall(text):
        if parts and len(parts[-1]) + len(sentence) <= _PIECE:
            parts[-1] += sentence
        else:
            parts.append(sentence)
    return [part.strip() for part in parts if part.strip()]


def _runs(text: str, language: str) -> list[tuple[str, str]]:
    foreign, other = (_LATIN, "en") if language == "zh" else (_HAN, "zh")
    runs, at = [], 0
    for found in foreign.finditer(text):
        runs += [(language, text[at : found.start()]), (other, found[0])]
        at = found.end()
    runs.append((language, text[at:]))
    return [(of, run.strip()) for of, run in runs if re.search(r"\w", run)]
