"""Completes what is being typed: names of laws, and everyday questions of ours. Read-only; any thread may ask it."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kiosk.content.asking import ASKING, telling_pairs
from kiosk.content.grams import Name, normal
from kiosk.content.laws.search.everyday import LegalWords

_LONGEST = 24  # Hanzi: a suggestion is one line
_LAWS_AT_MOST = 2
_LEAST = 2  # letters or Hanzi
_HANZI = re.compile(r"[\u3400-\u9fff]")
_NEAR = 5
_KIND = "I"  # of the numbers of questions


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to look for; `law` tells a law's short title from a question."""

    text: str
    law: bool


class Suggestions:
    """Knows what can be suggested.

    Args:
        names: The laws.
        called: Short titles by what people call them.
        questions: Gives everyday questions; asked when there is something to complete, for they take a while.
        words: The law's words for everyday ones.
    """

    def __init__(
        self,
        names: Iterable[Name],
        called: Mapping[str, str],
        questions: Callable[[], Iterable[str]],
        words: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._names = tuple(names)
        held = {name.text for name in self._names}
        self._titles = "\n".join(title for title in held if len(title) <= _LONGEST)
        self._called = [(said, title) for said, title in called.items() if title in held]
        self._legal = LegalWords(words)
        self._said = questions

    @cached_property
    def _questions(self) -> list[tuple[str, str]]:
        fitting = (text for text in self._said() if len(text) <= _LONGEST)
        return sorted({normal(text): text for text in fitting}.items(), key=lambda pair: len(pair[0]))

    @cached_property
    def _places(self) -> dict[str, bytes]:
        """The questions that hold two signs beside each other, as bytes: the collector would look at each array."""
        places: dict[str, array[int]] = {}
        for place, (known, _) in enumerate(self._questions):
            for pair in {known[i : i + 2] for i in range(len(known) - 1)}:
                places.setdefault(pair, array(_KIND)).append(place)
        return {pair: numbers.tobytes() for pair, numbers in places.items()}

    def _holders(self, pair: str) -> Sequence[int]:
        """Return the places of the questions that hold two signs beside each other."""
        return array(_KIND, self._places.get(pair, b""))

    def prepare(self) -> None:
        """Read the questions and look them through, for the first key that is typed; any thread."""
        self._places  # noqa: B018 - kept from here on

    def find(
        self, text: str, letters: str = "", liked: Mapping[str, int] | None = None, limit: int = 4
    ) -> tuple[Suggestion, ...]:
        """Return what a beginning may become, best first.

        Args:
            text: What was typed, with the likeliest Hanzi for letters that wait.
            letters: Pinyin, where nothing else was typed.
            liked: How often visitors opened a law; of laws that fit as well the oftener opened comes first.
            limit: How many.
        """
        wanted = normal(text)
        often = liked or {}
        titles = dict.fromkeys((*self._by_letters(letters, often), *self._by_title(wanted, often)))
        laws = [Suggestion(title, law=True) for title in titles if title != text][:_LAWS_AT_MOST]
        asked = [Suggestion(q, law=False) for q in self._by_words(wanted, limit) if q != text]
        return (*laws, *asked[: limit - len(laws)])

    def legal_words(self, text: str) -> tuple[str, ...]:
        """Return the law's words for the everyday words in a text."""
        return self._legal.of(text)

    def near(self, text: str, limit: int = _NEAR) -> tuple[str, ...]:
        """Return the laws whose names have most letters in common with a text that found nothing."""
        wanted = normal(text)
        spelt = wanted.isascii()
        signs = set(_HANZI.findall(wanted))
        if spelt and len(wanted) >= _LEAST:
            fits = [(_common_start(wanted, n), n.text) for n in self._names]
            found = [(share, title) for share, title in fits if share >= _LEAST]
        else:
            fits = [(len(signs & set(n.text)), n.text) for n in self._names]
            found = [(share, title) for share, title in fits if share >= max(_LEAST, len(signs) / 2)]
        found.sort(key=lambda pair: (-pair[0], len(pair[1])))
        return tuple(title for _, title in found[:limit])

    def _by_letters(self, letters: str, often: Mapping[str, int]) -> list[str]:
        if len(letters) < _LEAST:
            return []
        fits = [n.text for n in self._names if n.initials.startswith(letters) or n.pinyin.startswith(letters)]
        return sorted(fits, key=lambda title: (-often.get(title, 0), len(title)))

    def _by_title(self, wanted: str, often: Mapping[str, int]) -> list[str]:
        if len(wanted) < _LEAST or wanted.isascii():
            return []
        fits = {title: 0 for said, title in self._called if said.startswith(wanted)}
        if wanted in self._titles:  # looked through at once: most of what is typed stands in none
            fits |= {
                n.text: (0 if n.text.startswith(wanted) else 1)
                for n in self._names
                if wanted in n.text and len(n.text) <= _LONGEST
            }
        return sorted(fits, key=lambda title: (fits[title], -often.get(title, 0), len(title)))

    def _by_words(self, wanted: str, limit: int) -> Sequence[str]:
        for part in _parts(wanted):
            inside = [(not known.startswith(part), text) for known, text in self._holding(part)]
            if inside:
                inside.sort(key=lambda pair: pair[0])
                return [text for _, text in inside[: limit + 1]]
        pairs = telling_pairs(wanted)
        if len(pairs) < _LEAST:
            return ()
        shares = Counter(place for pair in pairs for place in self._holders(pair))
        alike = sorted((-share, place) for place, share in shares.items() if 2 * share >= len(pairs))
        return [self._questions[place][1] for _, place in alike[: limit + 1]]

    def _holding(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield the questions that hold a part, the shortest first."""
        rarest = min((self._holders(part[i : i + 2]) for i in range(len(part) - 1)), key=len)
        for place in rarest:
            if part in self._questions[place][0]:
                yield self._questions[place]


def _parts(wanted: str) -> Iterator[str]:
    """Yield what to look for inside questions: all of it, then its longest part without what asks."""
    pieces = [wanted, *sorted(ASKING.split(wanted), key=len, reverse=True)[:1]]
    yield from (piece for piece in pieces if len(piece) >= _LEAST and not piece.isascii())


def _common_start(letters: str, name: Name) -> int:
    def length(spelling: str) -> int:
        return next(
            (i for i, (a, b) in enumerate(zip(letters, spelling, strict=False)) if a != b),
            min(len(letters), len(spelling)),
        )

    return max(length(name.initials), length(name.pinyin))
