"""What is made of our everyday questions ships with them: their points and postings would take half a second of each start.

`assets/everyday/asked.npz` says what it was made from; `python -m tests.fit.asked_made` makes it anew when questions or senses change.
"""

import hashlib
import logging
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from kiosk.content.laws.search.postings import Postings
from kiosk.content.laws.search.senses import FIRST, Packed, Senses, packed
from kiosk.content.laws.search.signs import said
from kiosk.files import shipped

_POSTINGS = [part.name for part in fields(Postings)]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """What is made of some questions.

    Args:
        points: The first numbers of their points.
        postings: Of what they say.
    """

    points: Packed
    postings: Postings


def read_made(senses: Senses, questions: Sequence[str], path: Path | None = None) -> Made:
    """Return what was made of the questions, by default what ships; made anew if that is of others."""
    path = path or shipped_made()
    try:
        with np.load(path, allow_pickle=False) as held:
            if str(held["made_from"]) == made_from(senses, questions):
                return Made(held["points"], Postings(*(held[name] for name in _POSTINGS)))
        _log.warning("%s is of other questions or senses: it is made anew with each start", path)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
        _log.warning("%s cannot be read, what it holds is made anew with each start: %s", path, err)
    return make(senses, questions)


def write_made(senses: Senses, questions: Sequence[str], path: Path | None = None) -> Path:
    """Write what `read_made` reads; return where."""
    path, made = path or shipped_made(), make(senses, questions)
    postings = {name: getattr(made.postings, name) for name in _POSTINGS}
    np.savez(path, made_from=made_from(senses, questions), points=made.points, **postings)
    return path


def make(senses: Senses, questions: Sequence[str]) -> Made:
    """Make points and postings of questions."""
    texts = [said(question) for question in questions]
    return Made(np.ascontiguousarray(packed(senses.points(texts)[:, :FIRST])), Postings.of(texts))


def made_from(senses: Senses, questions: Sequence[str]) -> str:
    """Return a name for these questions and senses; no two fits give the same scales."""
    return hashlib.sha256("\n".join(questions).encode() + senses.scale.tobytes()).hexdigest()


def shipped_made() -> Path:
    """Return the path of what ships with the product."""
    return shipped("assets", "everyday") / "asked.npz"
