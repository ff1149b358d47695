"""Ranks articles for everyday questions: a sum of plain figures, each with a weight that `make fit` found.

Every figure is computed for all rows with numpy; only rows that some figure finds remarkable are ranked. The weights stand in
`assets/everyday/weights.json`, with the mean and spread of each figure among the rows they were fitted on.
"""

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content.search.asked import Asked
from kiosk.content.search.everyday import Everyday
from kiosk.content.search.index import LawIndex
from kiosk.content.search.postings import Field, Scores
from kiosk.content.search.signs import Codes, query_codes, without_particles
from kiosk.domain.errors import ContentError
from kiosk.files import shipped

_COMMON, _FEW = 0.12, 2000  # a pair in more of all articles than this share, and this number, tells nothing
_REMARKABLE = (("text", 150), ("asked", 150), ("nearest", 150), ("near", 150), ("asked_chapter", 150))
_MIXED = 300
_LONGEST_QUERY = 400  # letters; the rest of a story adds nothing
# what questions are made of says nothing about the law
_EMPTY_WORDS = re.compile(
    r"请问|我想问|问一下|怎么办|怎么样|怎么|怎样|如何|为什么|什么|是不是|能不能|可不可以|可以吗|可以|有没有|是否|应该|应当|需要|"
    r"哪些|哪里|多少|的话|我们|他们|这个|那个|一个|法律规定|规定|违法吗|合法吗|情况下|情况|处理"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each figure, and how figures are brought to one scale."""

    names: tuple[str, ...]
    weight: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def read(cls, path: Path | None = None) -> Self:
        """Read weights, by default those that ship with the product.

        Raises:
            ContentError: The file cannot be read.
        """
        path = path or shipped("assets", "everyday", "weights.json")
        try:
            held = json.loads(path.read_text("utf-8"))["figures"]
            rows = [(name, *(float(held[name][part]) for part in ("weight", "mean", "spread"))) for name in held]
        except (OSError, ValueError, KeyError, TypeError) as err:
            raise ContentError(
                f"cannot read the weights of the law search in {path}: {err}", "install the product again"
            ) from err
        names, *columns = zip(*rows, strict=True)
        return cls(names, *(np.array(column) for column in columns))


class Ranker:
    """Finds the rows of an index that answer a question.

    Args:
        index: The laws.
        everyday: Questions and words.
        rows_of: The rows of each article's id.
        short_titles: Of each law of the index.
    """

    def __init__(
        self, index: LawIndex, everyday: Everyday, rows_of: dict[str, list[int]], short_titles: list[str]
    ) -> None:
        self._index = index
        self._asked = Asked(index, everyday.questions, rows_of)
        common = max(_FEW, int(_COMMON * len(index.articles)))
        self._text, self._title = Field(index.text, most=common), Field(index.title, 0.3)
        self._chapter, self._whole = Field(index.chapter), Field(index.whole, 0.9)
        self._words = everyday.words
        firsts = sorted({word[0] for word in self._words})
        self._firsts = frozenset(firsts)
        self._longest = max(map(len, self._words), default=0)
        self._still = self._still_figures(short_titles)

    def figures(self, question: str) -> tuple[NDArray[np.int64], NDArray[np.float32], tuple[str, ...]]:
        """Return the rows worth ranking, their figures (one line a row) and the figures' names."""
        query = unicodedata.normalize("NFKC", question)[:_LONGEST_QUERY]
        every = query_codes(without_particles(query))
        found = self._scores(query, every)
        rows = self._remarkable(found)
        long = math.sqrt(max(1, len(every)))
        columns: list[NDArray[np.floating]] = []
        names: list[str] = []
        for name, scores in found.items():
            part, most = scores[rows], float(scores.max(initial=0))
            columns += [part if name.startswith("near") else part / long, part / most if most > 0 else part]
            names += [name, f"{name}_share"]
        for name, figure in self._still.items():
            columns.append(figure[rows])
            names.append(name)
        return rows, np.stack(columns, 1).astype(np.float32), tuple(names)

    def _scores(self, query: str, every: Codes) -> dict[str, Scores]:
        laws, chapters = self._index.law_of, self._index.chapter_of
        telling = query_codes(without_particles(_EMPTY_WORDS.sub("，", query)))
        if not len(telling):
            telling = every
        legal = np.setdiff1d(query_codes("，".join(self.legal_words(query))), every)
        return {
            "text": self._text.score(telling),
            "title": self._title.score(telling)[laws],
            "chapter": self._chapter.score(telling)[chapters],
            "whole": self._whole.score(telling)[laws],
            "legal_text": self._text.score(legal),
            "legal_title": self._title.score(legal)[laws],
            "legal_chapter": self._chapter.score(legal)[chapters],
            **self._asked.scores(every),
        }

    def legal_words(self, query: str) -> list[str]:
        """Return the law's words for the everyday words in a query."""
        found: list[str] = []
        for start, sign in enumerate(query):
            if sign in self._firsts:
                for end in range(start + 1, min(len(query), start + self._longest) + 1):
                    found += self._words.get(query[start:end], ())
        return list(dict.fromkeys(found))

    def _remarkable(self, found: dict[str, Scores]) -> NDArray[np.int64]:
        size = len(self._index.articles)
        chosen = np.zeros(size, bool)
        for name, count in _REMARKABLE:
            chosen[_best(found[name], count)] = True
        mixed = _share(found["text"]) + _share(found["asked"]) + 0.5 * _share(found["asked_law"])
        mixed += 0.5 * _share(found["legal_text"]) + 0.3 * _share(found["title"])
        chosen[_best(mixed, _MIXED)] = True
        return np.flatnonzero(chosen)

    def _still_figures(self, short_titles: list[str]) -> dict[str, Scores]:
        """Return the figures that do not depend on the question."""
        index, count = self._index, self._asked.count
        laws, chapters = index.law_of, index.chapter_of
        of_law = np.bincount(laws, count, minlength=len(index.laws))
        of_chapter = np.bincount(chapters, count, minlength=int(chapters.max(initial=-1)) + 1)
        kinds = np.array([_kind(title) for title in short_titles], np.float32).reshape(len(short_titles), 4)
        still = {
            "law_asked": np.log1p(of_law)[laws],
            "article_asked": np.log1p(count),
            "chapter_asked": np.log1p(of_chapter)[chapters],
            "ever_asked": count > 0,
            "length": np.log1p(index.text.lengths),
        }
        still |= {name: kinds[laws, place] for place, name in enumerate(("civil_code", "court", "rules", "statute"))}
        return {name: np.asarray(figure, np.float32) for name, figure in still.items()}


def _kind(title: str) -> tuple[bool, bool, bool, bool]:
    court = title.startswith("最高人民")
    rules = not court and title.endswith(("条例", "办法", "规定", "规则", "细则"))
    return title == "民法典", court, rules, title.endswith("法") or title == "民法典"


def _best(scores: NDArray[np.floating], count: int) -> NDArray[np.int64]:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(scores, len(scores) - count)[len(scores) - count :]


def _share(scores: Scores) -> Scores:
    most = float(scores.max(initial=0))
    return scores / most if most > 0 else scores


def ranked(weights: Weights, figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the worth of each line of figures, which are in the order of the weights' names."""
    return np.asarray(((figures - weights.mean) / weights.spread) @ weights.weight, np.float64)
