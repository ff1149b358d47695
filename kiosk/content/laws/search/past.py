"""What real questions meant: their points and the articles that answered them; a question close to one of them has like answers.

Kept in `assets/everyday/learned.npz` beside the tables: points and answers, no words.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.groups import FAR, Groups
from kiosk.content.laws.search.index import LawIndex
from kiosk.content.laws.search.senses import Packed, Points, unpacked
from kiosk.domain.errors import ContentError
from kiosk.files import shipped


@dataclass(frozen=True, slots=True)
class Past:
    """Points of questions, and pairs of a question and an article that answered it.

    Args:
        points: One row a question, packed.
        question: For each pair its row in `points`.
        named: For each pair the id of the article.
    """

    points: Packed
    question: NDArray[np.int32]
    named: NDArray[np.str_]


def read_past(path: Path | None = None) -> Past:
    """Read past questions, by default those that ship with the product.

    Raises:
        ContentError: The file cannot be read.
    """
    path = path or shipped("assets", "everyday", "learned.npz")
    try:
        with np.load(path, allow_pickle=False) as held:
            return Past(*(held[f"past.{part}"] for part in Past.__dataclass_fields__))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
        raise ContentError(
            f"cannot read what the law search learned in {path}: {err}", "install the product again"
        ) from err


class Remembered:
    """Past questions over one index; what this machine does not hold is passed over.

    Args:
        index: The laws.
        past: The questions.
        rows_of: The rows of each article's id.
    """

    def __init__(self, index: LawIndex, past: Past, rows_of: dict[str, list[int]]) -> None:
        self._points, self._chapter_of, self._law_of = unpacked(past.points), index.chapter_of, index.law_of
        pairs = [
            (number, row)
            for number, ref in zip(past.question.tolist(), past.named.tolist(), strict=True)
            for row in rows_of.get(ref, ())
        ]
        self._question, row = np.array(pairs, np.int64).reshape(-1, 2).T
        self._articles = Groups(row)
        self._chapters, self._laws = Groups(index.chapter_of[row]), Groups(index.law_of[row])

    def figures(self, rows: NDArray[np.int64], point: Points) -> dict[str, NDArray[np.floating] | float]:
        """Return how close past questions about some rows, their chapters and laws are; of all, the closest is the measure."""
        close = np.maximum(self._points @ point, 0)[self._question]
        nearest = self._articles.greatest(close)
        clearly = np.maximum(close - FAR, 0)
        article, chapter, law = (g.together(clearly) for g in (self._articles, self._chapters, self._laws))
        most = float(article.max(initial=0))
        past = self._articles.of(rows, article)
        return {
            "past_nearest": self._articles.of(rows, nearest),
            "past": past,
            "past_chapter": self._chapters.of(self._chapter_of[rows], chapter),
            "past_law": self._laws.of(self._law_of[rows], law),
            "past_share": past / most if most > 0 else past,
            "past_most": float(nearest.max(initial=0)),
        }
