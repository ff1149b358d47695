"""Finds names for what is typed on Latin keys: pinyin initials (`ldhtf`) or whole syllables (`laodong`).

Built once from the words of the content library and the titles of the laws, whose pinyin stands in their databases;
read-only afterwards, so any thread may ask.
Digits after a law's letters name an article: `ldhtf39` offers 劳动合同法第三十九条.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.content.grams import Name
from kiosk.domain.laws import article_number

_TYPED = re.compile(r"([a-z]+)(\d{0,4})")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A word that can be typed; `rank` is smaller for what is asked for more often, `law` marks a law's short title."""

    name: Name
    rank: int = 5
    law: bool = False

    @property
    def text(self) -> str:
        """What is offered."""
        return self.name.text


@dataclass(frozen=True, slots=True)
class _Entry:
    word: Word
    initials: str
    syllables: str


class PinyinDictionary:
    """A small dictionary.

    Args:
        words: What can be typed. Words without Hanzi are left out; of a text that comes twice the first counts.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        unique: dict[str, Word] = {}
        for word in words:
            if _HANZI.search(word.text):
                unique.setdefault(word.text, word)
        self._entries = tuple(_entry(word) for word in unique.values())

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def names(self) -> tuple[Name, ...]:
        """Every name that can be typed, what is asked for most first."""
        return tuple(e.word.name for e in sorted(self._entries, key=lambda e: e.word.rank))

    def candidates(self, typed: str, limit: int = _SHOWN) -> tuple[str, ...]:
        """Return the texts that typed letters (and an article's digits) may mean, the likeliest first."""
        return tuple(text for _, text in self._found(typed)[:limit])

    def exact(self, typed: str, limit: int = _SHOWN) -> tuple[str, ...]:
        """Return those whose whole initials or syllables were typed."""
        return tuple(text for whole, text in self._found(typed) if whole)[:limit]

    def _found(self, typed: str) -> list[tuple[bool, str]]:
        match = _TYPED.fullmatch(typed.lower())
        if not match:
            return []
        letters, digits = match[1], match[2]
        found = [(_score(e, letters), e.word) for e in self._entries if _fits(e, letters)]
        if digits:
            found = [(score, word) for score, word in found if word.law]
        found.sort(key=lambda pair: (*pair[0], pair[1].rank, len(pair[1].text), pair[1].text))
        tail = article_number(int(digits)) if digits and int(digits) else ""
        return [(score[0] == 0, word.text + tail) for score, word in found]


def _entry(word: Word) -> _Entry:
    return _Entry(word, _letters(word.name.initials), _letters(word.name.pinyin))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def _fits(entry: _Entry, letters: str) -> bool:
    return entry.initials.startswith(letters) or entry.syllables.startswith(letters)


def _score(entry: _Entry, letters: str) -> tuple[int, int]:
    if letters in (entry.initials, entry.syllables):
        return (0, 0)
    return (1, 0) if entry.initials.startswith(letters) else (1, 1)
