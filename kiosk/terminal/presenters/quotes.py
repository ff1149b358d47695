"""Why a procedure was found: the words of the question that stand in it, and the sentence where they stand. Pure."""

import re
from collections.abc import Iterator

from kiosk.content.grams import normal
from kiosk.domain.procedures import Procedure
from kiosk.strings import Strings

_HANZI = re.compile(r"[\u3400-\u9fff]")
_TWO_HANZI = re.compile(r"[\u3400-\u9fff]{2}")
_LATIN = re.compile(r"[a-z]{3,}")
_SMALL_WORDS = frozenset(
    {"and", "are", "can", "did", "for", "from", "has", "have", "how", "not", "the", "was", "what", "with", "you"}
)
_PAIR = 2  # single Hanzi stand everywhere


class QueryWords:
    """A question whose words are looked for in texts.

    Args:
        query: The question.
    """

    def __init__(self, query: str) -> None:
        self._asked = asked = normal(query)
        self._pairs = [(at, asked[at : at + _PAIR]) for at in range(len(asked)) if _TWO_HANZI.match(asked, at)]
        self._latin = [word for word in _LATIN.findall(query.lower()) if word not in _SMALL_WORDS]

    def shared(self, text: str) -> tuple[str, ...]:
        """Return the parts of it that stand in a text: runs of at least two Hanzi, Latin words of three letters."""
        asked = self._asked
        if len(asked) == 1:
            return (asked,) if _HANZI.match(asked) and asked in text else ()
        words = (word for word in self._latin if word in text.lower())
        return tuple(dict.fromkeys((*self._runs(text), *words)))

    def score(self, text: str) -> int:
        """Return the length of the longest part that stands in a text."""
        return max(map(len, self.shared(text)), default=0)

    def _runs(self, text: str) -> Iterator[str]:
        asked, end = self._asked, 0
        for start, pair in self._pairs:
            if start < end or pair not in text:
                continue
            end = start + _PAIR
            while end < len(asked) and _HANZI.match(asked[end]) and asked[start : end + 1] in text:
                end += 1
            yield asked[start:end]


def quote_of(procedure: Procedure, query: QueryWords, tr: Strings) -> str:
    """Return the sentence of a procedure that answers the question best; its summary where none says it better."""
    best, score = procedure.summary, max(query.score(procedure.title), query.score(procedure.summary))
    for key, text in _sentences(procedure):
        found = query.score(text)
        if found > score:
            best, score = tr(key, text=text), found
    return best


def _sentences(procedure: Procedure) -> Iterator[tuple[str, str]]:
    yield from (("find.said", text) for text in procedure.everyday)
    yield from (("find.question", one.question) for one in procedure.faq)
    yield from (("find.material", one.name) for one in procedure.materials)
    yield from (("find.step", text) for one in procedure.steps for text in (one.title, one.detail) if text)
