"""Finds the rows of the law index that may answer a question, and what speaks for each: plain figures, judged in `worth`.

Every figure is computed for all rows with numpy; only rows that some figure finds remarkable are ranked.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.asked import Asked
from kiosk.content.laws.search.asked_made import read_made
from kiosk.content.laws.search.everyday import Everyday, LegalWords
from kiosk.content.laws.search.index import LawIndex
from kiosk.content.laws.search.learned import Heard, Learned
from kiosk.content.laws.search.postings import Field, Scores
from kiosk.content.laws.search.row_scores import RowScores
from kiosk.content.laws.search.senses import Points, Space
from kiosk.content.laws.search.signs import Codes, find_codes, query_codes, said, without_particles

_COMMON, _FEW = 0.12, 2000  # a pair in more of all articles than this share, and this number, tells nothing
# each finds this many rows:
_REMARKABLE = ("text", "asked", "nearest", "near", "asked_chapter", "near_sense", "near_sense_asked", "learned_article")
_MANY, _MIXED = 120, 400
TELLING = ("text", "asked", "nearest", "whole", "asked_law")  # whose best tells how well a question is known at all
_LONGEST_QUERY = 400  # letters; the rest of a story adds nothing
# what questions are made of says nothing about the law
_EMPTY_WORDS = re.compile(
    r"请问|我想问|问一下|怎么办|怎么样|怎么|怎样|如何|为什么|什么|是不是|能不能|可不可以|可以吗|可以|有没有|是否|应该|应当|需要|"
    r"哪些|哪里|多少|的话|我们|他们|这个|那个|一个|法律规定|规定|违法吗|合法吗|情况下|情况|处理"
)

Figures = tuple[NDArray[np.int64], NDArray[np.float32], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scored:
    """What speaks for every row of an index for one question; `long` is the root of the number of its pairs."""

    found: dict[str, RowScores]
    heard: Heard
    point: Points
    long: float


class _Words(NamedTuple):
    """Codes of a question: all, those that are not empty words, and those of the law's words for it that are not its own."""

    every: Codes
    telling: Codes
    legal: Codes


class Ranker:
    """Finds the rows of an index that answer a question.

    Args:
        index: The laws.
        everyday: Questions and words.
        rows_of: The rows of each article's id.
        learned: What real questions taught.
        space: Where the rows lie.
        short_titles: Of each law of the index.
    """

    def __init__(
        self,
        index: LawIndex,
        everyday: Everyday,
        rows_of: dict[str, list[int]],
        learned: Learned,
        space: Space,
        *,
        short_titles: list[str],
    ) -> None:
        self._index = index
        self._laws, self._chapters = index.law_of, index.chapter_of
        self._many_chapters = int(self._chapters.max(initial=-1)) + 1
        self._law_of_chapter = np.zeros(self._many_chapters, np.int64)
        self._law_of_chapter[self._chapters] = self._laws
        self.learned = learned
        self._space = space
        made = read_made(space.senses, [question.text for question in everyday.questions])
        self._asked = Asked(index, everyday.questions, rows_of, made)
        common = max(_FEW, int(_COMMON * len(index.articles)))
        self._text, self._title = Field(index.text, most=common), Field(index.title, 0.3)
        self._chapter, self._whole = Field(index.chapter), Field(index.whole, 0.9)
        self._legal = LegalWords(everyday.words)
        self._still = self._still_figures(short_titles)
        self._place = _places(index)

    def figures(self, question: str) -> Figures:
        """Return the rows worth ranking, their figures (one line a row) and the figures' names."""
        scored = self.scored(question)
        return self.judged(scored, np.flatnonzero(self.remarkable(scored, (None,))[0]))

    def scored(self, question: str) -> Scored:
        """Return what speaks for every row."""
        query = unicodedata.normalize("NFKC", question)[:_LONGEST_QUERY]
        every = query_codes(without_particles(query))
        telling = query_codes(without_particles(_EMPTY_WORDS.sub("，", query)))
        legal = query_codes("，".join(self._legal.of(query)))
        _, own = find_codes(every, legal)
        words = _Words(every, telling if len(telling) else every, legal[~own])
        point = self._space.senses.point(said(query))
        found, heard = self._scores(words, point), self.learned.hear(every)
        return Scored(found, heard, point, math.sqrt(max(1, len(every))))

    def judged(self, scored: Scored, rows: NDArray[np.int64]) -> Figures:
        """Return the figures of some rows; what is best of all rows is the measure of each."""
        found, heard, long = scored.found, scored.heard, scored.long
        columns: dict[str, NDArray[np.floating] | float] = {}
        for name, scores in found.items():
            part, most = scores.at(rows), scores.most
            if name == "near_sense":  # known of the nearest rows only
                part = self._space.closely(rows, scored.point)
            columns[name] = part if name.startswith("near") else part / long
            columns[f"{name}_share"] = part / most if most > 0 else part
        columns |= {name: figure[rows] for name, figure in self._still.items()}
        # from here on figures of the fine judge only
        for name in TELLING:
            columns[f"{name}_most"] = found[name].most / (1 if name == "nearest" else long)
        columns["long"] = long
        columns |= {name: figure[rows] for name, figure in self._place.items()}
        for name, scores in heard.scores.items():
            part, most = scores.at(rows), scores.most
            columns[name], columns[f"{name}_most"] = part / long, most / long
            columns[f"{name}_share"] = part / most if most > 0 else part
        columns |= self.learned.remembered.figures(rows, scored.point)
        columns |= {name: figure.at(rows) for name, figure in self.learned.still.items()}
        columns["known"] = heard.known
        table = np.empty((len(rows), len(columns)), np.float32)
        for place, column in enumerate(columns.values()):
            table[:, place] = column
        return rows, table, tuple(columns)

    def _meant(self, point: Points) -> dict[str, RowScores]:
        """Return how close the nearest rows are to what a question means, and the closest of their chapters and laws."""
        chapters, laws = self._chapters, self._laws
        clearest, closeness = self._space.nearest(point, _MIXED)
        close = np.zeros(len(laws), np.float32)
        close[clearest] = closeness
        of_chapter = np.zeros(self._many_chapters, np.float32)
        np.maximum.at(of_chapter, chapters[clearest], closeness)
        of_law = np.sqrt(np.bincount(laws[clearest], closeness**2, minlength=len(self._index.laws)))
        return {
            "near_sense": RowScores(close),
            "near_sense_chapter": RowScores(of_chapter, chapters),
            "near_sense_law": RowScores(of_law.astype(np.float32), laws),
        }

    def _scores(self, words: "_Words", point: Points) -> dict[str, RowScores]:
        laws, chapters = self._laws, self._chapters
        every, telling, legal = words
        return {
            "text": RowScores(self._text.score(telling)),
            "title": RowScores(self._title.score(telling), laws),
            "chapter": RowScores(self._chapter.score(telling), chapters),
            "whole": RowScores(self._whole.score(telling), laws),
            "legal_text": RowScores(self._text.score(legal)),
            "legal_title": RowScores(self._title.score(legal), laws),
            "legal_chapter": RowScores(self._chapter.score(legal), chapters),
            **self._meant(point),
            **self._asked.scores(every, point),
        }

    def remarkable(self, scored: Scored, among: Sequence[NDArray[np.bool_] | None]) -> list[NDArray[np.bool_]]:
        """Tell of each row whether it is worth ranking, for each of several parts of all rows; None stands for all."""
        chosen = [np.zeros(len(self._index.articles), bool) for _ in among]
        for scores, count in self._contests(scored):
            for flags, rows in zip(chosen, scores.best(count, among), strict=True):
                flags[rows] = True
        return chosen

    def _contests(self, scored: Scored) -> Iterator[tuple[RowScores, int]]:
        """Yield scores and how many of the best of them are worth ranking."""
        found, learned = scored.found, scored.heard.scores
        for name in _REMARKABLE:
            yield found[name] if name in found else learned[name], _MANY
        mixed = np.zeros(len(self._laws), np.float32)
        for name, worth in (("text", 1.0), ("asked", 1.0), ("legal_text", 0.5)):
            found[name].share(worth).add_to(mixed)
        of_law = found["asked_law"].share(0.5).values + found["title"].share(0.3).values
        RowScores(of_law, self._laws).add_to(mixed)
        yield RowScores(mixed), _MIXED
        learned["learned_article"].share().add_to(mixed)
        of_chapter, of_law = (learned[f"learned_{level}"].share(0.5).values for level in ("chapter", "law"))
        RowScores(of_chapter + of_law[self._law_of_chapter], self._chapters).add_to(mixed)
        yield RowScores(mixed), _MIXED

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


def _places(index: LawIndex) -> dict[str, Scores]:
    """Return where in its law each row stands: general rules come first, penalties and final clauses last."""
    laws = index.law_of
    many = np.bincount(laws, minlength=len(index.laws))
    first = np.full(len(index.laws), len(laws))
    np.minimum.at(first, laws, np.arange(len(laws)))
    place = np.arange(len(laws)) - first[laws]
    return {"place": np.log1p(place).astype(np.float32), "place_share": (place / many[laws]).astype(np.float32)}
