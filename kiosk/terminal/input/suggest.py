"""Puts the candidates of one row in order: names of laws and procedures, and what the pinyin engine makes of the letters."""

import re
from collections.abc import Sequence
from typing import Protocol

from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.syllables import is_spelt
from kiosk.terminal.input.typed import Candidate

ENGINE_ROW = 40  # candidates that an engine is asked for: some pages of a row
_EXACT = 3  # names whose letters were typed in full go first, no more than these
_SENTENCES = 4  # then readings of all letters, before names that only begin like them
_LETTERS = re.compile(r"([a-z]+)(\d*)")


class Engine(Protocol):
    """Turns pinyin into Hanzi. Input worker only."""

    def start(self, names: PinyinDictionary) -> None:
        """Get ready, with names that the engine should know as words."""

    def convert(self, letters: str, limit: int) -> tuple[Candidate, ...]:
        """Return what letters may mean, readings of all of them first; empty where the engine cannot say.

        Raises:
            NotReachableError: The engine has gone.
        """

    def stop(self) -> None:
        """Let go of everything, above all of what the visitor typed."""


def suggest(
    typed: str, names: PinyinDictionary, engine: Sequence[Candidate], *, prose: bool = False
) -> tuple[Candidate, ...]:
    """Return one row of candidates for typed letters (and digits).

    Args:
        typed: Letters, perhaps with an article's digits behind them.
        names: Laws, procedures and their everyday words.
        engine: What the engine says of the letters.
        prose: The box takes sentences: names that only begin like the letters are left out.
    """
    match = _LETTERS.fullmatch(typed)
    if not match:
        return ()
    letters, digits = match[1], match[2]
    alike = [Candidate(text, len(typed)) for text in names.candidates(typed)]
    exact = [Candidate(text, len(typed)) for text in names.exact(typed, _EXACT)]
    whole = [Candidate(c.text + digits, len(typed)) for c in engine if c.takes >= len(letters)]
    parts = [c for c in engine if c.takes < len(letters)]
    if alike and not prose and not is_spelt(letters):
        whole, parts = [], []  # bare initials mean the names that have them; an engine would offer whoever else has
    if digits and alike:
        row = [*alike, *parts]  # digits behind a law's letters name an article
    elif prose:
        row = [*exact, *whole, *parts]
    else:
        row = [*exact, *whole[:_SENTENCES], *alike, *whole[_SENTENCES:], *parts]
    unique: dict[str, Candidate] = {}
    for candidate in row:
        unique.setdefault(candidate.text, candidate)
    return tuple(unique.values())


def letters_of(typed: str) -> str:
    """Return the letters without digits behind them."""
    return typed.rstrip("0123456789")
