"""Which texts hold which codes, and how well a query fits each text (BM25). Read-only after it was built; any thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content.search.signs import Codes, codes_of

Scores = NDArray[np.float32]  # one for each text

_MOST = 255  # of one code in one text: more tell no more
_SATURATION = 1.2  # k1 of BM25: how soon repeats stop counting


@dataclass(frozen=True, slots=True)
class Postings:
    """The codes of some texts, sorted; for each the texts that hold it (ascending) and how often.

    Args:
        codes: Every code once.
        starts: Where the texts of each code begin in `texts`; one longer than `codes`.
        texts: Numbers of texts.
        counts: How often, at most 255.
        lengths: Codes in each text.
    """

    codes: Codes
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Build from `plain` texts."""
        codes, numbers = codes_of(texts)
        return cls.of_codes(codes, numbers, len(texts))

    @classmethod
    def of_codes(cls, codes: Codes, numbers: NDArray[np.int32], count: int) -> Self:
        """Build from codes and the number of the text that each stands in."""
        order = np.lexsort((numbers, codes))
        codes, numbers = codes[order], numbers[order]
        new = np.ones(len(codes), bool)
        new[1:] = (codes[1:] != codes[:-1]) | (numbers[1:] != numbers[:-1])
        firsts = np.flatnonzero(new)
        times = np.diff(np.r_[firsts, len(codes)])
        held, texts = codes[firsts], numbers[firsts]
        known, starts = np.unique(held, return_index=True)
        return cls(
            known,
            np.r_[starts, len(held)].astype(np.int64),
            texts.astype(np.int32),
            np.minimum(times, _MOST).astype(np.uint8),
            np.bincount(numbers, minlength=count).astype(np.int32),
        )

    def weights(self) -> Scores:
        """Return how much each of `codes` tells: the rarer, the more (the idf of BM25)."""
        many, held = len(self.lengths), np.diff(self.starts)
        return np.log1p((many - held + 0.5) / (held + 0.5)).astype(np.float32)

    def find(self, query: Codes) -> NDArray[np.int64]:
        """Return the places in `codes` of those codes of a query that are known."""
        if not len(self.codes):
            return np.zeros(0, np.int64)
        places = np.minimum(np.searchsorted(self.codes, query), len(self.codes) - 1)
        return np.asarray(places[self.codes[places] == query], np.int64)


class Field:
    """Postings made ready to be scored.

    Args:
        postings: The texts.
        length_matters: b of BM25: from 0, long texts are as good, to 1, only the density counts.
        most: A code that more texts hold tells little and costs most of the time: left out. None leaves out nothing.
    """

    def __init__(self, postings: Postings, length_matters: float = 0.75, most: int | None = None) -> None:
        self.postings = postings
        self.weights = postings.weights()
        if most is not None:
            self.weights[np.diff(postings.starts) > most] = 0
        mean = max(1.0, float(postings.lengths.mean())) if len(postings.lengths) else 1.0
        self._damping = (_SATURATION * (1 - length_matters + length_matters * postings.lengths / mean)).astype(
            np.float32
        )

    def score(self, query: Codes) -> Scores:
        """Return how well each text fits a query."""
        held, sums = self.postings, np.zeros(len(self.postings.lengths), np.float32)
        for place in held.find(query):
            if weight := self.weights[place]:
                part = slice(held.starts[place], held.starts[place + 1])
                texts, counts = held.texts[part], held.counts[part].astype(np.float32)
                sums[texts] += weight * (_SATURATION + 1) * counts / (counts + self._damping[texts])
        return sums


class Likeness:
    """Short texts compared as wholes: the cosine between their codes and the query's, 1 for the same.

    Args:
        postings: The texts.
    """

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._squares = postings.weights() ** 2
        repeats = np.diff(postings.starts)
        sums = np.bincount(postings.texts, np.repeat(self._squares, repeats), minlength=len(postings.lengths))
        self._norms = np.sqrt(sums + 1e-6).astype(np.float32)

    def score(self, query: Codes) -> Scores:
        """Return the likeness of each text to a query."""
        held, sums = self._postings, np.zeros(len(self._postings.lengths), np.float32)
        places = held.find(query)
        for place in places:
            sums[held.texts[held.starts[place] : held.starts[place + 1]]] += self._squares[place]
        norm = np.sqrt(float(self._squares[places].sum()) + 1e-6)
        return np.asarray(sums / (self._norms * norm), np.float32)
