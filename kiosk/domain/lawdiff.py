"""Two versions of a text side by side, with what changed marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from kiosk.domain.laws import Article

_CHANCE = 1  # letters: a match this short between two changes is chance, and marks jump about if it is kept
_ALIKE = 0.35  # share of common pairs of letters; unrelated articles of one law share a tenth
_QUADRATIC_LIMIT = 8_000  # letters: beyond, whole lines are compared, because letters would take seconds


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and its mark. Same and removed pieces in order are the old text, same and added ones the new."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article in two versions, whose number may have changed; None where a version has none that is like it."""

    old: Article | None
    new: Article | None

    @property
    def changed(self) -> bool:
        """Whether the words differ."""
        return (self.old and self.old.text) != (self.new and self.new.text)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both versions with their marks."""
        return compare(self.old.text if self.old else "", self.new.text if self.new else "")


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts, neighbours of one mark joined; a removed piece comes before what replaced it."""
    if len(old) + len(new) > _QUADRATIC_LIMIT:
        return _pieces(old.splitlines(keepends=True), new.splitlines(keepends=True), chance=0)
    return _pieces(list(old), list(new), chance=_CHANCE)


def compare_laws(old: Sequence[Article], new: Sequence[Article]) -> tuple[ArticleChange, ...]:
    """Return every article of two versions once, in the order of the new one, removed ones where they stood.

    An article is compared with the one of its number if their words are alike, otherwise with the one left over whose words
    are most alike: a revision that inserts one article moves all numbers behind it.
    """
    pairs = _pairs(old, new)
    taken = set(pairs.values())
    changes: list[ArticleChange] = []
    at = 0
    for place, article in enumerate(new):
        counterpart = pairs.get(place)
        if counterpart is not None:
            changes += [ArticleChange(old[i], None) for i in range(at, counterpart) if i not in taken]
            at = max(at, counterpart + 1)
        changes.append(ArticleChange(None if counterpart is None else old[counterpart], article))
    changes += [ArticleChange(old[i], None) for i in range(at, len(old)) if i not in taken]
    return tuple(changes)


def _pairs(old: Sequence[Article], new: Sequence[Article]) -> dict[int, int]:
    """Return the place among the old articles for each place among the new ones that has a counterpart."""
    olds, news = [_bigrams(a.text) for a in old], [_bigrams(a.text) for a in new]
    numbers = {a.number: place for place, a in reversed(list(enumerate(old)))}
    pairs: dict[int, int] = {}
    for place, article in enumerate(new):
        same = numbers.get(article.number)
        if same is not None and same not in pairs.values() and _likeness(olds[same], news[place]) >= _ALIKE:
            pairs[place] = same
    free = set(range(len(old))) - set(pairs.values())
    for place in range(len(new)):
        if place not in pairs and free:
            best = max(sorted(free), key=lambda i: _likeness(olds[i], news[place]))
            if _likeness(olds[best], news[place]) >= _ALIKE:
                pairs[place] = best
                free.remove(best)
    return pairs


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(max(len(text) - 1, 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of what both have of what either has, 0 to 1."""
    return len(one & other) / (len(one | other) or 1)


def _pieces(old: Sequence[str], new: Sequence[str], chance: int) -> tuple[Piece, ...]:
    found: list[Piece] = []
    removed = added = ""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    at_old = at_new = 0
    for block in blocks:
        removed += "".join(old[at_old : block.a])
        added += "".join(new[at_new : block.b])
        same = "".join(old[block.a : block.a + block.size])
        at_old, at_new = block.a + block.size, block.b + block.size
        between = bool(removed or added) and at_old < len(old) and at_new < len(new)
        if between and block.size <= chance:
            removed, added = removed + same, added + same
            continue
        found += [Piece(Mark.REMOVED, removed)] if removed else []
        found += [Piece(Mark.ADDED, added)] if added else []
        found += [Piece(Mark.SAME, same)] if same else []
        removed = added = ""
    return tuple(found)
