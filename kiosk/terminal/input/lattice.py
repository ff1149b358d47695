"""The engine that stands in where libime is absent: the likeliest row of words over jieba's dictionary. Input worker only."""

import heapq
import logging
import math
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from kiosk.domain.errors import NotReachableError
from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.typed import Candidate
from kiosk.terminal.input.words import words_of

_LONGEST_WORD = 30  # letters
_SPELLINGS = 6  # words of one spelling that take part in sentences
_SENTENCES = 5
_OURS_COST = 8.0  # of a name or legal word: that of a common word
_PLACE_COST = 2.0  # for each word of a sentence: longer words are likelier
_LETTERS_MAX = 60

_log = logging.getLogger(__name__)

Row = tuple[float, str]  # cost, text


class Lattice:
    """The engine.

    Args:
        path: The word list; made in the background where it is not there yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._maker: subprocess.Popen[bytes] | None = None
        self._ours: dict[str, list[Row]] = {}

    def start(self, names: PinyinDictionary) -> None:
        """Take over the names, and have the word list made where it is not there yet."""
        self._ours = defaultdict(list)
        for spelling, text in words_of(names):
            self._ours[spelling.replace("'", "")].append((_OURS_COST, text))
        self.prepare()

    def prepare(self) -> None:
        """Have the word list made where it is not there yet."""
        if not self._path.exists() and self._maker is None:
            _log.info("the word list for pinyin is being made")
            order = [sys.executable, "-m", "kiosk.terminal.input.lexicon", str(self._path)]
            self._maker = subprocess.Popen(order)

    def convert(self, letters: str, limit: int) -> tuple[Candidate, ...]:
        """Return what letters may mean; nothing while the word list is being made.

        Raises:
            NotReachableError: The word list cannot be read.
        """
        if not letters or len(letters) > _LETTERS_MAX:
            return ()
        try:
            self._open()
            return self._convert(letters, limit) if self._db else ()
        except sqlite3.Error as err:
            raise NotReachableError(
                f"the word list for pinyin cannot be read: {err}", f"delete {self._path}: it is made anew"
            ) from err

    def stop(self) -> None:
        """Close the word list."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def close(self) -> None:
        """Stop for good; a word list that is being made is given up."""
        self.stop()
        if self._maker is not None:
            self._maker.terminate()
            self._maker.wait()
            self._maker = None

    def _open(self) -> None:
        if self._db is None and self._path.exists():
            self._db = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        if self._maker is not None and self._maker.poll() is not None:
            self._maker = None

    def _convert(self, letters: str, limit: int) -> tuple[Candidate, ...]:
        words = self._words_in(letters)
        best = _best_rows(letters, words)
        count = len(letters)
        whole = best[count] or self._finished(letters, best)
        whole = sorted({*whole, *((cost, text) for cost, text in words.get(letters, ()))})
        found = [Candidate(text, count) for _, text in [*whole[:_SENTENCES], *self._longer(letters)]]
        for end in range(count - 1, 0, -1):
            found += [Candidate(text, end) for _, text in words.get(letters[:end], ())]
        found += [Candidate(text, count) for _, text in whole[_SENTENCES:]]
        unique: dict[str, Candidate] = {}
        for candidate in found:
            unique.setdefault(candidate.text, candidate)
        return tuple(unique.values())[:limit]

    def _words_in(self, letters: str) -> dict[str, list[Row]]:
        """Return every word that stands somewhere in the letters, by spelling, the likeliest first."""
        count = len(letters)
        parts = {letters[i:j] for i in range(count) for j in range(i + 1, min(count, i + _LONGEST_WORD) + 1)}
        marks = ",".join("?" * len(parts))
        rows = self._rows(f"SELECT letters, text, cost FROM words WHERE letters IN ({marks}) ORDER BY cost", parts)  # noqa: S608 - question marks only
        words: dict[str, list[Row]] = defaultdict(list)
        for spelling, text, cost in rows:
            words[spelling].append((cost, text))
        for spelling in parts & self._ours.keys():
            words[spelling] = sorted({*self._ours[spelling], *words[spelling]})
        return words

    def _finished(self, letters: str, best: list[list[Row]]) -> list[Row]:
        """Return sentences whose last word is only begun."""
        for end in range(len(letters) - 1, -1, -1):
            if best[end] and (rest := self._begun(letters[end:])):
                pairs = product(best[end][:2], rest[:_SENTENCES])
                return [(cost + more, text + last) for (cost, text), (more, last) in pairs]
        return []

    def _begun(self, start: str) -> list[Row]:
        if len(start) <= 3:
            rows = self._rows(
                "SELECT letters, text, cost FROM starts WHERE letters = ? ORDER BY cost LIMIT 30", [start]
            )
            return [(cost, text) for _, text, cost in rows]
        return self._longer(start)

    def _longer(self, start: str) -> list[Row]:
        """Return words that begin with letters and go on."""
        if len(start) <= 3:
            return []
        order = "SELECT letters, text, cost FROM words WHERE letters > ? AND letters < ? ORDER BY cost LIMIT 5"
        return [(cost, text) for _, text, cost in self._rows(order, [start, start + "{"])]

    def _rows(self, order: str, values: Iterable[str]) -> list[tuple[str, str, float]]:
        if self._db is None:
            return []
        return self._db.execute(order, tuple(values)).fetchall()


def _best_rows(letters: str, words: dict[str, list[Row]]) -> list[list[Row]]:
    """Return for each number of letters the cheapest rows of words that spell just these."""
    best: list[list[Row]] = [[(0.0, "")]]
    for end in range(1, len(letters) + 1):
        costs: dict[str, float] = {}
        for begin in range(max(0, end - _LONGEST_WORD), end):
            spelt = words.get(letters[begin:end], ()) if best[begin] else ()
            for (cost, text), (more, word) in product(best[begin], spelt[:_SPELLINGS] if spelt else ()):
                sum_ = cost + more + _PLACE_COST
                if sum_ < costs.get(text + word, math.inf):
                    costs[text + word] = sum_
        best.append(heapq.nsmallest(_SENTENCES, ((cost, text) for text, cost in costs.items())))
    return best
