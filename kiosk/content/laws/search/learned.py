"""What real questions taught: how strongly a pair of letters speaks for an article, for its chapter and for its law.

The tables in `assets/everyday/learned.npz` hold sums over many questions, made by `make fit`, and no question. Every target is
named by the id of one article: itself, the chapter around it, or the law around it; what this machine does not hold is
passed over. Beside them stand the points of those questions (`past`).
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.index import LawIndex
from kiosk.content.laws.search.past import Past, Remembered
from kiosk.content.laws.search.postings import Scores, joined
from kiosk.content.laws.search.row_scores import Named, Numbers, RowScores
from kiosk.content.laws.search.signs import Codes, find_codes
from kiosk.domain.errors import ContentError
from kiosk.files import shipped

LEVELS = ("article", "chapter", "law")


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of letters, and what each says about some targets: the log of how much likelier it is in questions about them.

    Args:
        codes: Every pair once, sorted.
        starts: Where the targets of each pair begin; one longer than `codes`.
        targets: Places in `named`.
        weights: One for each target of each pair.
        named: The id of an article for each target.
        asked: How many questions each target answered.
    """

    codes: Codes
    starts: NDArray[np.int32]
    targets: NDArray[np.int32]
    weights: NDArray[np.float16]
    named: NDArray[np.str_]
    asked: NDArray[np.int32]

    def score(self, query: Codes) -> tuple[Scores, int]:
        """Return what a query says about each target, and how many of its pairs are known."""
        sums = np.zeros(len(self.named), np.float32)
        places, held = find_codes(self.codes, query)
        known = places[held]
        if len(known):
            (targets, weights), _ = joined(self.starts, known, self.targets, self.weights)
            np.add.at(sums, targets, weights.astype(np.float32))
        return sums, len(known)


def read_tables(path: Path | None = None) -> dict[str, Table]:
    """Read the tables of all levels, by default those that ship with the product.

    Raises:
        ContentError: The file cannot be read.
    """
    path = path or shipped("assets", "everyday", "learned.npz")
    try:
        with np.load(path, allow_pickle=False) as held:
            return {level: Table(*(held[f"{level}.{part}"] for part in Table.__dataclass_fields__)) for level in LEVELS}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
        raise ContentError(
            f"cannot read what the law search learned in {path}: {err}", "install the product again"
        ) from err


@dataclass(frozen=True, slots=True)
class Heard:
    """What was learned about one question: figures of all rows, and the share of its pairs that are known."""

    scores: dict[str, RowScores]
    known: float


class Learned:
    """The tables and past questions over one index.

    Args:
        index: The laws.
        tables: By level.
        past: The questions.
        rows_of: The rows of each article's id.
    """

    def __init__(self, index: LawIndex, tables: dict[str, Table], past: Past, rows_of: dict[str, list[int]]) -> None:
        self.remembered = Remembered(index, past, rows_of)
        self._tables = tables
        self._group_of = {"chapter": index.chapter_of, "law": index.law_of}
        # the targets that are held here, and of each its chapter, its law, or its place among the articles
        self._targets: dict[str, tuple[Numbers, NDArray[np.integer]]] = {}
        rows = np.zeros(0, np.int64)
        group: NDArray[np.integer]
        for level, table in tables.items():
            first = np.array([rows_of.get(str(ref), (-1,))[0] for ref in table.named], np.int64)
            held = np.flatnonzero(first >= 0)
            if level == "article":
                rows, group = np.unique(first[held], return_inverse=True)
            else:
                group = self._group_of[level][first[held]]
            self._targets[level] = held, group
        self._named, self._many = Named(rows, len(index.articles)), {"article": len(rows)}
        self._many |= {level: int(group_of.max(initial=-1)) + 1 for level, group_of in self._group_of.items()}
        self.still = {
            f"taught_{level}": self._scores(level, np.log1p(table.asked).astype(np.float32))
            for level, table in tables.items()
        }

    def _scores(self, level: str, of_target: Scores) -> RowScores:
        held, group = self._targets[level]
        of_group = np.zeros(self._many[level], np.float32)
        of_group[group] = of_target[held]
        return self._named.scores(of_group) if level == "article" else RowScores(of_group, self._group_of[level])

    def hear(self, query: Codes) -> Heard:
        """Return what was learned about a query."""
        scores, known = {}, 0
        for level in LEVELS:
            sums, known = self._tables[level].score(query)
            scores[f"learned_{level}"] = self._scores(level, sums)
        return Heard(scores, known / max(1, len(query)))
