"""The points of our everyday questions as they ship: to make eighteen thousand takes a third of a second.

`assets/everyday/asked.npz` says what it was made from; `python -m tests.fit.asked_points` makes it anew when questions or senses change.
"""

import hashlib
import logging
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kiosk.content.laws.search.senses import FIRST, Packed, Senses, packed
from kiosk.content.laws.search.signs import said
from kiosk.files import shipped

_log = logging.getLogger(__name__)


def read_points(senses: Senses, questions: Sequence[str], path: Path | None = None) -> Packed:
    """Return the first numbers of the questions' points, by default as they ship; made anew if those are of others."""
    path = path or shipped_points()
    try:
        with np.load(path, allow_pickle=False) as held:
            if str(held["made_from"]) == made_from(senses, questions):
                return np.asarray(held["points"], np.int8)
        _log.warning("%s is of other questions or senses: points are made anew with each start", path)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
        _log.warning("%s cannot be read, points are made anew with each start: %s", path, err)
    return points_of(senses, questions)


def write_points(senses: Senses, questions: Sequence[str], path: Path | None = None) -> Path:
    """Write what `read_points` reads; return where."""
    path = path or shipped_points()
    np.savez(path, made_from=made_from(senses, questions), points=points_of(senses, questions))
    return path


def points_of(senses: Senses, questions: Sequence[str]) -> Packed:
    """Return the first numbers of the questions' points."""
    return np.ascontiguousarray(packed(senses.points([said(text) for text in questions])[:, :FIRST]))


def made_from(senses: Senses, questions: Sequence[str]) -> str:
    """Return a name for these questions and senses; no two fits give the same scales."""
    return hashlib.sha256("\n".join(questions).encode() + senses.scale.tobytes()).hexdigest()


def shipped_points() -> Path:
    """Return the path of the points that ship with the product."""
    return shipped("assets", "everyday") / "asked.npz"
