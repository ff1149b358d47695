"""What speaks for the rows of an index, kept as small as it is: all rows of a law or a chapter may have the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.postings import Scores

_STEP = 16  # between the scores that a bar is guessed from
_SPARE = 8  # of these, more than there should be above it

Numbers = NDArray[np.int64]  # places in other arrays


@dataclass(frozen=True, slots=True)
class RowScores:
    """Scores of groups of rows.

    Args:
        values: One a group; without groups one a row.
        group_of: The group of each row.
        rows: Where each group but the last is a row: which. The last one stands for all rows that are no group.
    """

    values: Scores
    group_of: NDArray[np.integer] | None = None
    rows: Numbers | None = None

    @property
    def most(self) -> float:
        """The best score of all, 0 at least."""
        return float(self.values.max(initial=0))

    def at(self, rows: Numbers) -> Scores:
        """Return the scores of some rows."""
        return self.values[rows] if self.group_of is None else self.values[self.group_of[rows]]

    def share(self, worth: float = 1.0) -> Self:
        """Return the scores as shares of the best, times a worth."""
        most = self.most
        return type(self)(self.values * np.float32(worth / most) if most > 0 else self.values, self.group_of, self.rows)

    def add_to(self, sums: Scores) -> None:
        """Add the score of every row."""
        if self.rows is not None:
            sums[self.rows] += self.values[:-1]
        else:
            sums += self.values if self.group_of is None else self.values[self.group_of]

    def best(self, count: int, parts: Sequence[NDArray[np.bool_] | None] = (None,)) -> list[Numbers]:
        """Return the rows with the `count` best scores, at most twice as many where some are equal; no row with 0.

        Args:
            count: How many.
            parts: For each list that is wanted, of each row whether it may be chosen; None: each may.
        """
        values = self.values
        if self.rows is not None:
            values = values[:-1]
        elif self.group_of is not None:
            values = values[self.group_of]
        flags = [part if part is None or self.rows is None else part[self.rows] for part in parts]
        chosen = [best(values, count, part) for part in flags]
        return chosen if self.rows is None else [self.rows[some] for some in chosen]


class Named:
    """Some rows of an index, as groups of `RowScores`.

    Args:
        rows: Each once, sorted.
        count: How many rows there are.
    """

    def __init__(self, rows: NDArray[np.integer], count: int) -> None:
        self._rows = rows.astype(np.int64)
        self._group_of = np.full(count, len(rows), np.int64)
        self._group_of[self._rows] = np.arange(len(rows))

    def scores(self, values: Scores) -> RowScores:
        """Return the scores of these rows, with 0 for all others."""
        return RowScores(np.append(values, np.float32(0)), self._group_of, self._rows)


def best(scores: Scores, count: int, part: NDArray[np.bool_] | None = None) -> Numbers:
    """Return the places of the `count` best scores, at most twice as many where some are equal; no place with 0.

    Args:
        scores: To choose among.
        count: How many.
        part: Of each place whether it may be chosen; None: each may.
    """
    places = _above(scores, part, _guess(scores, count, part))
    if len(places) < count:  # guessed too high, or there are not that many
        places = _above(scores, part, 0)
    if len(places) <= count:
        return places
    held = scores[places]
    bar = np.partition(held, len(held) - count)[len(held) - count]
    chosen = places[held >= bar]
    if len(chosen) > 2 * count:
        better = places[held > bar]
        chosen = np.concatenate([better, places[held == bar][: 2 * count - len(better)]])
    return np.asarray(chosen, np.int64)


def _above(scores: Scores, part: NDArray[np.bool_] | None, bar: float) -> Numbers:
    above = scores > bar
    return np.flatnonzero(above if part is None else above & part)


def _guess(scores: Scores, count: int, part: NDArray[np.bool_] | None) -> float:
    """Return a bar that most likely has `count` scores above it and not many more: choosing among all of them takes long."""
    some = scores[::_STEP] if part is None else scores[::_STEP][part[::_STEP]]
    some = some[some > 0]  # numpy is slow at choosing among many equals
    many = 2 * count // _STEP + _SPARE
    return float(np.partition(some, len(some) - many)[len(some) - many]) if len(some) > 2 * many else 0.0
