"""What the everyday questions say about the rows of a law index: which articles people with such words were helped by."""

from collections.abc import Sequence

import numpy as np

from kiosk.content.laws.search.asked_made import Made
from kiosk.content.laws.search.everyday import Question
from kiosk.content.laws.search.groups import FAR, Groups
from kiosk.content.laws.search.index import LawIndex
from kiosk.content.laws.search.postings import Field, Likeness, Scores
from kiosk.content.laws.search.row_scores import Named, Numbers, RowScores
from kiosk.content.laws.search.senses import Points, nearness
from kiosk.content.laws.search.signs import Codes

_LATER = 0.06  # what each further article of a question counts less than the one before
_NEAREST = 50  # questions that speak for a whole law or chapter

_PAIR = np.dtype([("row", np.int64), ("question", np.int64), ("share", np.float32)])


class Asked:
    """The questions over one index.

    Args:
        index: The laws.
        questions: All questions; articles that the index does not hold are passed over.
        rows_of: The rows of each article's id.
        made: Of the questions.
    """

    def __init__(
        self,
        index: LawIndex,
        questions: Sequence[Question],
        rows_of: dict[str, list[int]],
        made: Made,
    ) -> None:
        self._points, held = made.points, made.postings
        pairs = np.fromiter(
            (
                (row, number, 1 - _LATER * place)
                for number, question in enumerate(questions)
                for place, ref in enumerate(question.articles)
                for row in rows_of.get(ref, ())
            ),
            _PAIR,
        )
        row, self._question, self._share = (np.ascontiguousarray(pairs[name]) for name in _PAIR.names or ())
        self._articles = Groups(row)
        self._named = Named(self._articles.named, len(index.articles))
        self._laws, self._chapters = index.law_of, index.chapter_of
        self._law, self._chapter = self._laws[row], self._chapters[row]
        self.count = np.bincount(row, minlength=len(index.articles)).astype(np.float32)
        self._likeness = Likeness(held)
        self._by_row = Field(held.spread(self._question, self._articles.place, len(self._articles.named)), 0.5)
        self._of_chapters, self._of_laws = int(self._chapters.max(initial=-1)) + 1, len(index.laws)
        self._by_chapter = Field(held.spread(self._question, self._chapter, self._of_chapters), 0.7)
        self._by_law = Field(held.spread(self._question, self._law, self._of_laws), 0.8)

    def scores(self, query: Codes, point: Points) -> dict[str, RowScores]:
        """Return for each row what the questions say: the nearest, those near, and all together, also of its law and chapter."""
        likeness = self._likeness.score(query)
        alike = np.flatnonzero((likeness > 0)[self._question])  # few pairs of all
        like = likeness[self._question[alike]]
        near, nearest = like * self._share[alike], like >= _bar(likeness)
        heard, loud = alike[nearest], near[nearest]
        close = np.maximum(nearness(self._points, point), 0)[self._question]
        clear = np.flatnonzero(close > FAR)
        articles, named, laws, chapters = self._articles, self._named.scores, self._laws, self._chapters
        return {
            "nearest": named(articles.greatest(near, alike)),
            "near": named(articles.together(near, alike)),
            "near_law": RowScores(_root(loud, self._law[heard], self._of_laws), laws),
            "near_chapter": RowScores(_root(loud, self._chapter[heard], self._of_chapters), chapters),
            "near_sense_asked": named(articles.greatest(close * self._share)),
            "near_sense_asked_all": named(articles.together(close[clear] - np.float32(FAR), clear)),
            "asked": named(self._by_row.score(query)),
            "asked_chapter": RowScores(self._by_chapter.score(query), chapters),
            "asked_law": RowScores(self._by_law.score(query), laws),
        }


def _bar(likeness: Scores) -> float:
    """Return how alike the nearest questions are at least; numpy is slow at choosing among many equals, so without the zeros."""
    held = likeness[likeness > 0]
    return float(np.partition(held, len(held) - _NEAREST)[len(held) - _NEAREST]) if len(held) > _NEAREST else 0.0


def _root(near: Scores, group: Numbers, count: int) -> Scores:
    """Return for each group the root of what was heard for it."""
    return np.sqrt(np.bincount(group, near, minlength=count)).astype(np.float32)
