"""Puts together what many questions say about the same article, chapter or law."""

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.postings import Scores

Pairs = NDArray[np.int64] | slice  # which of them

EVERY = slice(None)
FAR = 0.3  # questions whose points are not closer say nothing together


class Groups:
    """Articles, chapters or laws that some question named: few of all.

    Args:
        group: Of each pair of a question and an article that it named.

    Attributes:
        named: Each group once, sorted.
        place: Of each pair, among these.
    """

    def __init__(self, group: NDArray[np.integer]) -> None:
        self.named, self.place = np.unique(group, return_inverse=True)

    def greatest(self, values: Scores, pairs: Pairs = EVERY) -> Scores:
        """Return for each group the greatest of the values of its pairs, 0 at least; given are those of some pairs."""
        found = np.zeros(len(self.named), np.float32)
        np.maximum.at(found, self.place[pairs], values)  # a sixth of the time that `reduceat` takes
        return found

    def together(self, values: Scores, pairs: Pairs = EVERY) -> Scores:
        """Return for each group the root of the sum of the cubes of its pairs' values: the greatest count, several a little more."""
        cubes = values * values * values  # ** is slow
        return np.cbrt(np.bincount(self.place[pairs], cubes, minlength=len(self.named))).astype(np.float32)

    def of(self, groups: NDArray[np.integer], values: Scores) -> Scores:
        """Return the values of some groups; 0 for those that no question named."""
        if not len(values):
            return np.zeros(len(groups), np.float32)
        places = np.minimum(np.searchsorted(self.named, groups), len(self.named) - 1)
        return np.where(self.named[places] == groups, values[places], np.float32(0))
