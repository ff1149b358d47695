"""What the everyday questions say about the rows of a law index: which articles people with such words were helped by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kiosk.content.search.everyday import Question
from kiosk.content.search.index import LawIndex
from kiosk.content.search.postings import Field, Likeness, Postings, Scores
from kiosk.content.search.senses import Points
from kiosk.content.search.signs import Codes, codes_of, said

_LATER = 0.06  # what each further article of a question counts less than the one before
_NEAREST = 50  # questions that speak for a whole law or chapter
_FAR = 0.3  # questions whose points are not closer say nothing together


class Asked:
    """The questions over one index.

    Args:
        index: The laws.
        questions: All questions; articles that the index does not hold are passed over.
        rows_of: The rows of each article's id.
        points: Of the questions: their first numbers.
    """

    def __init__(
        self,
        index: LawIndex,
        questions: Sequence[Question],
        rows_of: dict[str, list[int]],
        points: Points,
    ) -> None:
        self._index = index
        self._points = points
        pairs = [
            (number, row, 1 - _LATER * place)
            for number, question in enumerate(questions)
            for place, ref in enumerate(question.articles)
            for row in rows_of.get(ref, ())
        ]
        self._question = np.array([p[0] for p in pairs], np.int32)
        self._row = np.array([p[1] for p in pairs], np.int32)
        self._share = np.array([p[2] for p in pairs], np.float32)
        codes, numbers = codes_of([said(q.text) for q in questions])
        self._likeness = Likeness(Postings.of_codes(codes, numbers, len(questions)))
        self.count = np.bincount(self._row, minlength=len(index.articles)).astype(np.float32)
        self._spread = _Spread(codes, numbers, self._question, len(questions))
        self._named, by_named = np.unique(self._row, return_inverse=True)
        self._by_row = self._field(by_named, len(self._named), 0.5)
        self._by_chapter = self._field(index.chapter_of[self._row], int(index.chapter_of.max(initial=-1)) + 1, 0.7)
        self._by_law = self._field(index.law_of[self._row], len(index.laws), 0.8)

    def _field(self, target: NDArray[np.integer], count: int, length_matters: float) -> Field:
        return Field(self._spread.postings(target, count), length_matters)

    def scores(self, query: Codes, point: Points) -> dict[str, Scores]:
        """Return for each row what the questions say: the nearest, those near, and all together, also of its law and chapter."""
        index, size = self._index, len(self._index.articles)
        likeness = self._likeness.score(query)
        near = likeness[self._question] * self._share
        close = np.maximum(self._points @ point[: self._points.shape[1]], 0)[self._question]
        together = self._together(near)
        few = min(_NEAREST, len(likeness))
        bar = np.partition(likeness, len(likeness) - few)[len(likeness) - few] if few else 0.0
        heard = np.where(likeness[self._question] >= bar, near, 0)
        chapters, laws = index.chapter_of, index.law_of
        by_row = np.zeros(size, np.float32)
        by_row[self._named] = self._by_row.score(query)
        return {
            "nearest": self._greatest(near),
            "near": together,
            "near_law": _spread_over(heard, laws[self._row], laws),
            "near_chapter": _spread_over(heard, chapters[self._row], chapters),
            "near_sense_asked": self._greatest(close * self._share),
            "near_sense_asked_all": self._together(np.maximum(close - _FAR, 0)),
            "asked": by_row,
            "asked_chapter": self._by_chapter.score(query)[chapters],
            "asked_law": self._by_law.score(query)[laws],
        }

    def _greatest(self, values: Scores) -> Scores:
        """Return for each row the greatest of the values of its pairs."""
        found = np.zeros(len(self._index.articles), np.float32)
        np.maximum.at(found, self._row, values)
        return found

    def _together(self, values: Scores) -> Scores:
        """Return for each row the root of the sum of the cubes of its pairs' values: the greatest count, several a little more."""
        sums = np.bincount(self._row, values * values * values, minlength=len(self._index.articles))  # ** is slow
        return np.cbrt(sums).astype(np.float32)


class _Spread:
    """Copies the codes of questions to what the questions speak of."""

    def __init__(self, codes: Codes, numbers: NDArray[np.int32], question: NDArray[np.int32], count: int) -> None:
        order = np.argsort(numbers, kind="stable")
        self._codes, starts = codes[order], np.searchsorted(numbers[order], np.arange(count + 1))
        self._starts, self._question = starts, question

    def postings(self, target: NDArray[np.integer], count: int) -> Postings:
        """Return postings of `count` texts; text n holds the codes of all questions whose pair has target n, each once."""
        pairs = np.unique(np.stack([self._question, target.astype(np.int32)]), axis=1)
        lengths = (self._starts[pairs[0] + 1] - self._starts[pairs[0]]).astype(np.int64)
        numbers = np.repeat(pairs[1], lengths).astype(np.int32)
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        codes = self._codes[np.repeat(self._starts[pairs[0]], lengths) + offsets]
        return Postings.of_codes(codes, numbers, count)


def _spread_over(near: NDArray[np.floating], group: NDArray[np.int32], group_of: NDArray[np.int32]) -> Scores:
    """Return for each row the root of what was heard for its group."""
    sums = np.bincount(group, near, minlength=int(group_of.max(initial=-1)) + 1)
    return np.sqrt(np.maximum(sums, 0))[group_of].astype(np.float32)
