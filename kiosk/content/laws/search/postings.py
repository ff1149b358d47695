"""Which texts hold which codes, and how well a query fits each text (BM25). Read-only after it was built; any thread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.signs import Codes, codes_of, find_codes

Scores = NDArray[np.float32]  # one for each text

# codes, the numbers of texts that hold them, and how often as in `Postings`: each pair once
Counted = tuple[Codes, NDArray[np.int32], NDArray[np.uint8]]

_RANGES = 16
_SAMPLE = 64  # codes between those that ranges are made by
_MOST = 255  # of one code in one text: more tell no more
_SATURATION = 1.2  # k1 of BM25: how soon repeats stop counting
_AT_ONCE = 32  # codes of a query whose texts are looked at together: a call for each takes longer than what it does


@dataclass(frozen=True, slots=True)
class Postings:
    """The codes of some texts, sorted; for each the texts that hold it (ascending) and how often.

    Args:
        codes: Every code once.
        starts: Where the texts of each code begin in `texts`; one longer than `codes`.
        texts: Numbers of texts, in two bytes where there are few.
        counts: How often, at most 255.
        lengths: Codes in each text.
    """

    codes: Codes
    starts: NDArray[np.int64]
    texts: NDArray[np.integer]
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
        return cls.of_counted([counted(codes, numbers)], np.bincount(numbers, minlength=count))

    @classmethod
    def of_counted(cls, parts: Sequence[Counted], lengths: NDArray[Any]) -> Self:
        """Build from the codes of some texts after the other, so that those of all texts are never held at once."""
        return cls._of_ranges(_by_code(parts), lengths)

    def grouped(self, group_of: NDArray[np.int32], count: int) -> Self:
        """Return the postings of the same texts put together in groups: the whole of each law from its articles."""
        return self._of_ranges(self._by_group(group_of), np.bincount(group_of, self.lengths, count))

    @classmethod
    def _of_ranges(cls, ranges: Iterator[Counted], lengths: NDArray[Any]) -> Self:
        known, held, texts, counts = [], [], [], []
        for codes, numbers, times in ranges:
            some, many = np.unique(codes, return_counts=True)
            known.append(some)
            held.append(many)
            texts.append(numbers.astype(_small(len(lengths))))
            counts.append(times)
        starts = np.r_[0, np.cumsum(np.concatenate(held))].astype(np.int64)
        return cls(
            np.concatenate(known), starts, np.concatenate(texts), np.concatenate(counts), lengths.astype(np.int32)
        )

    def _by_group(self, group_of: NDArray[np.int32]) -> Iterator[Counted]:
        many = np.diff(self.starts)
        for some in np.array_split(np.arange(len(self.codes)), _RANGES):
            cut = slice(self.starts[some[0]], self.starts[some[-1] + 1]) if len(some) else slice(0)
            yield _gathered(np.repeat(self.codes[some], many[some]), group_of[self.texts[cut]], self.counts[cut])

    def spread(self, texts: NDArray[np.integer], targets: NDArray[np.integer], count: int) -> Self:
        """Return postings of `count` others; number n holds what those texts hold that are paired with target n, each once."""
        text, target = np.divmod(np.unique(texts.astype(np.int64) * count + targets), count)
        firsts = np.searchsorted(text, np.arange(len(self.lengths) + 1))
        code = np.repeat(np.arange(len(self.codes)), np.diff(self.starts))
        held, code = np.repeat(self.texts, self.counts), np.repeat(code, self.counts)  # as often as they stand there
        many = np.diff(firsts)[held]
        ends = np.cumsum(many)
        places = np.arange(many.sum()) - np.repeat(ends - many - firsts[held], many)
        kind = np.uint32 if len(self.codes) * count < 1 << 32 else np.uint64  # sorted in half the time
        keys = np.repeat((code * count).astype(kind), many)
        keys += target[places].astype(kind)
        keys.sort()
        new = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
        times = np.diff(new, append=len(keys))
        code, number = np.divmod(keys[new], kind(count))
        return type(self)(
            self.codes,
            np.searchsorted(code, np.arange(len(self.codes) + 1)),
            number.astype(_small(count)),
            np.minimum(times, _MOST).astype(np.uint8),
            np.bincount(number.astype(np.int64), times, count).astype(np.int32),
        )

    def weights(self) -> Scores:
        """Return how much each of `codes` tells: the rarer, the more (the idf of BM25)."""
        many, held = len(self.lengths), np.diff(self.starts)
        return np.log1p((many - held + 0.5) / (held + 0.5)).astype(np.float32)

    def find(self, query: Codes) -> NDArray[np.int64]:
        """Return the places in `codes` of those codes of a query that are known."""
        places, held = find_codes(self.codes, query)
        return places[held]


def joined(
    starts: NDArray[np.integer], places: NDArray[np.integer], *columns: NDArray[Any]
) -> tuple[list[NDArray[Any]], NDArray[np.integer]]:
    """Return what columns hold for some places, one after the other, and how much that is for each.

    Args:
        starts: Where each place begins in the columns; one longer than there are places.
        places: Which; one at least.
        columns: Of the same length.
    """
    firsts, ends = starts[places], starts[places + 1]
    cuts = list(map(slice, firsts.tolist(), ends.tolist()))
    return [np.concatenate([column[cut] for cut in cuts]) for column in columns], ends - firsts


def _in_parts(places: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE))


def counted(codes: Codes, numbers: NDArray[np.int32]) -> Counted:
    """Count codes and the numbers of the texts that each stands in, sorted."""
    return _gathered(codes, numbers, np.ones(len(codes), np.uint8))


def _by_code(parts: Sequence[Counted]) -> Iterator[Counted]:
    """Yield what parts hold, a range of codes after the other: sorting all at once takes a gigabyte for all laws."""
    sample = np.sort(np.concatenate([codes[::_SAMPLE] for codes, _, _ in parts]))
    bounds = sample[:: max(1, len(sample) // _RANGES)][1:]
    ends = [np.r_[0, np.searchsorted(codes, bounds), len(codes)] for codes, _, _ in parts]
    for number in range(len(bounds) + 1):
        cuts = [slice(*end[number : number + 2]) for end in ends]
        yield _gathered(
            *(
                np.concatenate([a[cut] for a, cut in zip(arrays, cuts, strict=True)])
                for arrays in zip(*parts, strict=True)
            )
        )


def _gathered(codes: Codes, numbers: NDArray[np.int32], times: NDArray[np.uint8]) -> Counted:
    order = np.lexsort((numbers, codes))
    codes, numbers, times = codes[order], numbers[order], times[order]
    new = np.ones(len(codes), bool)
    new[1:] = (codes[1:] != codes[:-1]) | (numbers[1:] != numbers[:-1])
    firsts = np.flatnonzero(new)
    if not len(firsts):
        return codes, numbers, times
    sums = np.add.reduceat(times, firsts, dtype=np.int32)
    return codes[firsts], numbers[firsts], np.minimum(sums, _MOST).astype(np.uint8)


def _small(count: int) -> type[np.integer]:
    return np.uint16 if count <= 1 << 16 else np.int32


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
        places = held.find(query)
        for some in _in_parts(places[self.weights[places] > 0]):
            (texts, times), many = joined(held.starts, some, held.texts, held.counts)
            counts = times.astype(np.float32)
            worth = np.repeat(self.weights[some] * (_SATURATION + 1), many) * counts
            worth /= counts + self._damping[texts]
            np.add.at(sums, texts, worth)  # a quarter of the time that sums[texts] += takes
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
        for some in _in_parts(places):
            (texts,), many = joined(held.starts, some, held.texts)
            np.add.at(sums, texts, np.repeat(self._squares[some], many))
        norm = np.sqrt(float(self._squares[places].sum()) + 1e-6)
        return np.asarray(sums / (self._norms * norm), np.float32)
