"""What a text is about, as a point: the sum of the points of its letter pairs and signs. Close points mean the same in other words.

The points stand in `assets/everyday/senses.npz`, fitted so that our everyday questions come to lie beside the articles that
answer them, and clauses of an article beside the rest of it (`python -m tests.fit.senses`). A table and sums, no network. The first numbers of a
point say most: they alone are enough to tell which rows are worth a closer look.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.row_scores import best
from kiosk.content.laws.search.signs import Codes, codes_and_signs, find_codes, query_codes_and_signs
from kiosk.domain.errors import ContentError
from kiosk.files import shipped

_AT_ONCE = 64  # texts: what is gathered for them stays in the cache
_PIECE = 4096  # points unpacked at once: they stay in the cache too
FIRST = 64  # numbers of a point that are kept of a question
_ROUGH = 32  # that tell which rows are worth a closer look
_TRIED = 5  # times as many are looked at closely
_FAR = 0.2  # some four hundred rows are closer to a question, some hundred closer than 0.39
_STEPS = 180  # of a packed number, in 1; no number of a point has come near 127 of them

Points = NDArray[np.float32]
Packed = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Senses:
    """The points of letter pairs and signs.

    Args:
        codes: Every pair and sign once, sorted.
        table: One row each.
        scale: By which each row is to be multiplied.
    """

    codes: Codes
    table: Packed
    scale: Points

    def points(self, texts: Sequence[str]) -> Points:
        """Return one point of length 1 for each `plain` text; 0 for a text of which nothing is known."""
        found = np.zeros((len(texts), self.table.shape[1]), np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            part = texts[start : start + _AT_ONCE]
            places, numbers = places_of(self.codes, part)
            if len(places):
                firsts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
                rows = self.table[places] * self.scale[places, None]
                found[start + numbers[firsts]] = np.add.reduceat(rows, firsts)
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), np.float32)

    def point(self, text: str) -> Points:
        """Return the point of one `plain` text."""
        places, held = find_codes(self.codes, query_codes_and_signs(text))
        places = places[held]
        point = (self.table[places] * self.scale[places, None]).sum(axis=0)
        return np.asarray(point / max(float(np.linalg.norm(point)), 1e-6), np.float32)

    @classmethod
    def read(cls, path: Path | None = None) -> Self:
        """Read points, by default those that ship with the product.

        Raises:
            ContentError: The file cannot be read.
        """
        path = path or shipped("assets", "everyday", "senses.npz")
        try:
            with np.load(path, allow_pickle=False) as held:
                return cls(held["codes"], held["table"], held["scale"])
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
            raise ContentError(f"cannot read what words mean in {path}: {err}", "install the product again") from err


class Space:
    """Where the rows of an index lie.

    Args:
        senses: What words mean; gives the points that rows are compared with.
        points: Of each row; kept apart, the first numbers of all rows are read in a third of the time.
    """

    def __init__(self, senses: Senses, points: Packed) -> None:
        self.senses = senses
        self._first, self._rest = np.ascontiguousarray(points[:, :_ROUGH]), np.ascontiguousarray(points[:, _ROUGH:])

    def nearest(self, point: Points, count: int) -> tuple[NDArray[np.int64], Points]:
        """Return the rows nearest to a point, and how close they are; none that is far.

        Those that the first numbers put well behind are not looked at closely: a few of the last of the `count` may be missed.
        """
        rows = best(nearness(self._first, point), _TRIED * count)
        close = self.closely(rows, point)
        nearest = best(np.where(close > _FAR, close, np.float32(0)), count)
        return rows[nearest], close[nearest]

    def closely(self, rows: NDArray[np.int64], point: Points) -> Points:
        """Return how close some rows are to a point: of a row the same to the last bit, whichever others are asked for."""
        points = np.empty((len(rows), len(point)), np.float32)
        points[:, :_ROUGH], points[:, _ROUGH:] = self._first.take(rows, axis=0), self._rest.take(rows, axis=0)
        close = np.einsum("ij,j->i", points, point / np.float32(_STEPS))
        return np.asarray(np.maximum(close, 0), np.float32)


def nearness(points: Packed, point: Points) -> Points:
    """Return how close packed points, of which only the first numbers are given, are to a point."""
    width = points.shape[1]
    first = point[:width] / np.float32(_STEPS)
    found = np.empty(len(points), np.float32)
    unpacked_piece = np.empty((_PIECE, width), np.float32)
    for start in range(0, len(points), _PIECE):  # all of them unpacked would take four times the memory
        part = points[start : start + _PIECE]
        piece = unpacked_piece[: len(part)]
        piece[:] = part
        np.dot(piece, first, out=found[start : start + _PIECE])
    return found


def places_of(codes: Codes, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places in `codes` of what texts hold, each once a text, and the numbers of the texts, ascending."""
    held, numbers = codes_and_signs(texts)
    places, known = find_codes(codes, held)
    return places[known], numbers[known]


def packed(points: Points) -> Packed:
    """Return points in a quarter of the room."""
    return np.clip(np.rint(points * _STEPS), -127, 127).astype(np.int8)


def unpacked(points: Packed) -> Points:
    """Return what was packed."""
    return points.astype(np.float32) / np.float32(_STEPS)
