"""Finds the articles that answer a question, in the versions of today. Any thread, one question at a time."""

import sqlite3

import numpy as np

from kiosk.content.search.everyday import read_everyday
from kiosk.content.search.index import LawIndex
from kiosk.content.search.learned import Learned, read_tables
from kiosk.content.search.ranker import Ranker
from kiosk.content.search.worth import Worth
from kiosk.domain.errors import ContentError

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


class Finder:
    """Searches one law database.

    Args:
        db: A connection to it, used only here.
        current: The ids of the laws to be searched, with their short titles.

    Raises:
        ContentError: The database has no index, or the files that ship with the product cannot be read.
    """

    def __init__(self, db: sqlite3.Connection, current: dict[int, str]) -> None:
        self._index, self._ranker = read_ranker(db, current)
        self._worth = Worth.read()
        self._searched = np.isin(self._index.laws, list(current))[self._index.law_of]

    def find(self, question: str) -> list[tuple[int, float]]:
        """Return the ids of articles that have to do with a question, best first, each with a score between 0 and 1."""
        rows, figures, names = self._ranker.figures(question)
        spoken = figures[:, [names.index(name) for name in _SPOKEN]].any(axis=1) & self._searched[rows]
        rows = rows[spoken]
        alike = figures[spoken, names.index("nearest")] - _ALIKE
        worth = self._worth(figures[spoken], names) + _ALIKE_WORTH * np.maximum(alike, 0)
        order = np.argsort(-worth, kind="stable")
        scores = 1 / (1 + np.exp(-_STEEPNESS * worth[order]))
        return [(int(self._index.articles[row]), float(score)) for row, score in zip(rows[order], scores, strict=True)]


def read_ranker(db: sqlite3.Connection, current: dict[int, str]) -> tuple[LawIndex, Ranker]:
    """Return the index of a database and the ranker over it; questions point to laws in `current` only.

    Raises:
        ContentError: The database has no index, or the files that ship with the product cannot be read.
    """
    try:
        index = LawIndex.load(db)
    except (KeyError, sqlite3.Error) as err:
        raise ContentError("the law database has no search index", "import the laws again") from err
    titles = [current.get(int(law), "") for law in index.laws]
    rows_of: dict[str, list[int]] = {}
    for row, (number,) in enumerate(db.execute("select number from articles order by id")):
        if title := titles[index.law_of[row]]:
            rows_of.setdefault(title + number, []).append(row)
    return index, Ranker(index, read_everyday(), rows_of, Learned(index, read_tables(), rows_of), titles)
