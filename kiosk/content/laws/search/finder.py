"""Finds the articles that answer a question, in the versions of today. Any thread, one question at a time."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.everyday import read_everyday
from kiosk.content.laws.search.index import LawIndex
from kiosk.content.laws.search.learned import Learned, read_tables
from kiosk.content.laws.search.past import read_past
from kiosk.content.laws.search.postings import Postings
from kiosk.content.laws.search.ranker import Ranker, Scored
from kiosk.content.laws.search.senses import Senses, Space
from kiosk.content.laws.search.worth import Worth
from kiosk.domain.errors import ContentError
from kiosk.domain.laws import split_ref

_SPOKEN = (
    "text",
    "title",
    "legal_text",
    "asked",
    "nearest",
    "learned_article",
)  # one of these is not 0 for a row that has to do with a question
_ALIKE, _ALIKE_WORTH = 0.4, 10.0  # a question that is nearly one of ours is answered as ours is
_STEEPNESS = 0.4  # of the curve that brings worth to a score between 0 and 1
_MOST = (
    400  # articles of one list; some seven hundred are ranked, and the last of them have hardly to do with the question
)
_MOST_HOLDING, _HOLDING_SCORE = 1000, 0.5  # articles that hold a single Hanzi: none is better than another
_WORDS_FROM = np.uint64(1 << 31)  # upper halves of codes that stand for Latin words


class Matches(NamedTuple):
    """Articles that have to do with a question, best first: of each its id, its law's id, its number, its score."""

    articles: list[int]
    laws: list[int]
    numbers: list[str]
    scores: list[float]


class Finder:
    """Searches one law database.

    Args:
        db: A connection to it, used only here.
        current: The ids of the laws to be searched, with their short titles.

    Raises:
        ContentError: The database has no index, or the files that ship with the product cannot be read.
    """

    def __init__(self, db: sqlite3.Connection, current: dict[int, str]) -> None:
        self._index, self._ranker, self._numbers = read_ranker(db, current)
        self._worth = Worth.read()
        self._laws = self._index.laws.tolist()
        self._searched = np.ones(len(self._index.articles), bool)
        self._searched = self._among(current)

    def find(self, question: str, among: Sequence[Collection[int] | None] = (None,)) -> list[Matches]:
        """Return the best articles that have to do with a question, best first, each with a score between 0 and 1.

        Args:
            question: What was asked; a single Hanzi stands for the articles that hold it.
            among: For each list that is wanted, the ids of the laws that it comes from; None: of all that are searched.
        """
        if len(question) == 1 and not question.isascii():
            rows = _holding(self._index.text, question)
            return [self._matches(rows[self._among(laws)[rows]][:_MOST_HOLDING]) for laws in among]
        scored = self._ranker.scored(question)
        parts = [None if laws is None else self._among(laws) for laws in among]
        chosen = self._ranker.remarkable(scored, parts)
        rows, scores = self._ranked(scored, np.flatnonzero(np.logical_or.reduce(chosen)))  # many are of several lists
        best = [np.flatnonzero(part[rows])[:_MOST] for part in chosen]
        return [self._matches(rows[places], scores[places]) for places in best]

    def _among(self, laws: Collection[int] | None) -> NDArray[np.bool_]:
        """Tell of each row whether it is searched and of one of these laws."""
        if laws is None:
            return self._searched
        held = np.array([law in laws for law in self._laws])
        return np.asarray(held[self._index.law_of] & self._searched)

    def _ranked(self, scored: Scored, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return those of some rows that have to do with a question, best first, and their scores."""
        rows, figures, names = self._ranker.judged(scored, rows)
        spoken = figures[:, [names.index(name) for name in _SPOKEN]].any(axis=1) & self._searched[rows]
        rows = rows[spoken]
        alike = figures[spoken, names.index("nearest")] - _ALIKE
        # the last bits depend on how many rows there are: equals stay equals
        worth = np.round(self._worth(figures[spoken], names) + _ALIKE_WORTH * np.maximum(alike, 0), 9)
        order = np.argsort(-worth, kind="stable")
        return rows[order], 1 / (1 + np.exp(-_STEEPNESS * worth[order]))

    def _matches(self, rows: NDArray[np.int64], scores: NDArray[np.float64] | None = None) -> Matches:
        index = self._index
        scores = np.full(len(rows), _HOLDING_SCORE) if scores is None else scores
        numbers = [self._numbers[row] for row in rows.tolist()]
        return Matches(index.articles[rows].tolist(), index.laws[index.law_of[rows]].tolist(), numbers, scores.tolist())


def _holding(held: Postings, sign: str) -> NDArray[np.int64]:
    """Return the texts that hold a Hanzi, alone or in a pair."""
    code = np.uint64(ord(sign))
    firsts = held.codes >> np.uint64(32)
    second = ((held.codes & np.uint64(0xFFFFFFFF)) == code) & (firsts < _WORDS_FROM)
    holds = np.zeros(len(held.lengths), bool)
    for place in np.flatnonzero(second | (firsts == code)):
        holds[held.texts[held.starts[place] : held.starts[place + 1]]] = True
    return np.flatnonzero(holds)


def read_ranker(db: sqlite3.Connection, current: dict[int, str]) -> tuple[LawIndex, Ranker, list[str]]:
    """Return the index of a database, the ranker over it, and each row's number; questions point to `current` only.

    Raises:
        ContentError: The database has no index, or the files that ship with the product cannot be read.
    """
    try:
        index = LawIndex.load(db)
    except (KeyError, sqlite3.Error) as err:
        raise ContentError("the law database has no search index", "import the laws again") from err
    kinds: dict[str, str] = {}  # all laws have a 第一条: one string serves
    numbers = [kinds.setdefault(number, number) for (number,) in db.execute("select number from articles order by id")]
    titles = [current.get(int(law), "") for law in index.laws]
    everyday, tables, past = read_everyday(), read_tables(), read_past()
    named = {ref for question in everyday.questions for ref in question.articles}  # of all laws' articles few
    named.update(past.named.tolist(), *(table.named.tolist() for table in tables.values()))
    known = {split_ref(ref)[0] for ref in named}
    rows_of: dict[str, list[int]] = {}
    for row in np.flatnonzero(np.array([title in known for title in titles], bool)[index.law_of]).tolist():
        if (ref := titles[index.law_of[row]] + numbers[row]) in named:
            rows_of.setdefault(ref, []).append(row)
    learned, space = Learned(index, tables, past, rows_of), Space(Senses.read(), index.points)
    index = replace(index, points=index.points[:0].copy())  # the space has its own
    return index, Ranker(index, everyday, rows_of, learned, space, short_titles=titles), numbers
