"""Finds procedures by everyday words, a story, pinyin or English; a hall has hundreds at most, so it lives in memory."""

from collections import Counter
from collections.abc import Mapping
from math import log

from kiosk.content.grams import grams, normal, stems

_WEIGHTS = {"title": 6.0, "everyday": 4.0, "summary": 2.0, "rest": 1.0}
_ENGLISH_WEIGHTS = {"english": 6.0, "english_rest": 1.0}
_WHOLE = 20.0  # times a field's weight, where all that was asked stands in it
_LETTERS_AT_LEAST = 2  # one letter of pinyin finds half of everything
_NOISE = 0.15  # of the best score: a story shares single pairs of letters with many procedures

_Texts = dict[str, list[str]]
_Terms = dict[str, set[str]]  # by field


class ProcedureIndex:
    """What procedures are found by.

    Args:
        entries: The search fields of each procedure by slug; releases from before there was English have no English fields.
    """

    def __init__(self, entries: dict[str, _Texts]) -> None:
        self._entries = entries
        self._all = "\n".join(text for texts in entries.values() for field in _WEIGHTS for text in texts[field])
        chinese, english = (
            {
                slug: {field: set(split(" ".join(texts.get(field, ())))) for field in weights}
                for slug, texts in entries.items()
            }
            for split, weights in ((grams, _WEIGHTS), (stems, _ENGLISH_WEIGHTS))
        )
        seen = Counter(
            term for slug in entries for term in set().union(*chinese[slug].values(), *english[slug].values())
        )
        rarity = {term: log(1 + len(entries) / count) for term, count in seen.items()}
        self._chinese, self._english = _worths(chinese, _WEIGHTS, rarity), _worths(english, _ENGLISH_WEIGHTS, rarity)

    def texts(self, slug: str) -> _Texts:
        """Return the search fields of a procedure."""
        return self._entries[slug]

    def search(self, text: str) -> list[str]:
        """Return slugs, best first; the earlier file wins a tie."""
        query = normal(text)
        pairs = dict.fromkeys(grams(query))
        if not pairs:
            return []
        scores = dict.fromkeys(self._entries, 0.0)
        for worths, terms in ((self._chinese, pairs), (self._english, sorted(stems(text)))):
            for term in terms:
                for slug, worth in worths.get(term, ()):
                    scores[slug] += worth
        if query in self._all:  # looked through at once: few stories stand anywhere whole
            for slug, texts in self._entries.items():
                scores[slug] += sum(
                    _WHOLE * w for field, w in _WEIGHTS.items() if any(query in t for t in texts[field])
                )
        if query.isascii() and query.isalnum() and len(query) >= _LETTERS_AT_LEAST:
            for slug, texts in self._entries.items():
                scores[slug] += _latin(texts, query)
        best = max(scores.values(), default=0.0)
        return sorted((s for s in scores if scores[s] > _NOISE * best), key=lambda slug: -scores[slug])


def _worths(
    terms: Mapping[str, _Terms], weights: Mapping[str, float], rarity: Mapping[str, float]
) -> dict[str, list[tuple[str, float]]]:
    """Return by term which procedures have it, and what it is worth in each."""
    worths: dict[str, list[tuple[str, float]]] = {}
    for slug, fields in terms.items():
        for term in set().union(*fields.values()):
            weight = sum(weight for field, weight in weights.items() if term in fields[field])
            worths.setdefault(term, []).append((slug, weight * rarity[term]))
    return worths


def _latin(texts: _Texts, query: str) -> float:
    """Return the score of pinyin or its initials: at a name's start first, inside it next."""
    names = (*texts["initials"], *texts["pinyin"])
    if query in names:
        return 300
    if any(name.startswith(query) for name in names):
        return 200
    return 100 if any(query in name for name in names) else 0
