"""What a look-up of laws comes to, before any text is read. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_EXCERPT_LENGTH = 70  # Hanzi: two lines on the terminal
_CLAUSE = re.compile(r"[^。；\n]+[。；]?")


class Way(StrEnum):
    """What a query was taken for."""

    ARTICLE = "article"  # an article by its number
    TITLE = "title"  # a law by a name, a short one, pinyin
    QUESTION = "question"  # something that happened, or was asked, in everyday words
    WORDS = "words"  # words to be looked for


class Answer(NamedTuple):
    """An article by its row in the database, or a whole law: then `article` is None."""

    ref: str
    law: str
    article: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Answers, best first: all that were named, and the best of those that words found."""

    way: Way
    answers: tuple[Answer, ...]


def excerpt(text: str, terms: Sequence[str]) -> str:
    """Return the clause of a text that holds most of the terms, cut to two lines."""
    clauses = _CLAUSE.findall(text) or [text]
    best: str = clauses[0] if len(clauses) == 1 else max(clauses, key=lambda one: sum(map(one.__contains__, terms)))
    best = best.strip()
    return best if len(best) <= _EXCERPT_LENGTH else best[: _EXCERPT_LENGTH - 1] + "…"
