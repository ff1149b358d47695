"""What to do about it: procedures of the hall that belong to what was asked of the laws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.content.asking import telling_pairs
from kiosk.content.grams import stems
from kiosk.content.laws.answers import Answer, Found, Way
from kiosk.content.library import Library
from kiosk.domain.features import Feature
from kiosk.domain.halls import Service
from kiosk.terminal.facts import Facts
from kiosk.terminal.offers import is_offered

_FIRST_ANSWERS = 6  # those that are looked at: what stands further down answers something else
_ENOUGH = 3.5
_BESIDE = 0.6  # a second procedure is shown if it is worth this share of the first
_BY_SEARCH = (2.0, 1.0, 0.5)
_BY_ARTICLE, _BY_LAW = 1.5, 0.5
_CITED_AT_MOST = 3.0
_OFTEN = 4  # a law that more procedures rest on tells nothing
# words that a procedure needs in common with a question, and share of it, where no law ties them
_ALONE, _SHARE = 3.0, 0.2
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Advice:
    """One plain sentence and where its touches lead: a procedure's page, a ticket, a second procedure; each may be empty."""

    text: str
    slug: str = ""
    title: str = ""
    guide: str = ""
    service: str = ""
    ticket: str = ""
    more: str = ""
    more_words: str = ""


def present(facts: Facts, library: Library, query: str, found: Found) -> Advice | None:
    """Return what to do: the procedure that clearly belongs to what was asked, or else for a question where to ask it."""
    slugs = related(library, query, found.answers) if Feature.PROCEDURES in facts.features else ()
    if not slugs:
        return ask_somebody(facts, "advice.ask") if found.way is Way.QUESTION else None
    held, tr = {one.slug: one for one in library.procedures()}, facts.tr
    first, second = held[slugs[0]], held[slugs[1]] if len(slugs) > 1 else None
    service = _service(facts, first.service)
    return Advice(
        text=tr("advice.ticket" if service else "advice.plain", title=first.title, hotline=facts.hotline),
        slug=first.slug,
        title=first.title,
        guide=tr("advice.guide"),
        service=service.code if service else "",
        ticket=tr("advice.take", service=service.name) if service else "",
        more=second.slug if second else "",
        more_words=tr("advice.more", title=second.title) if second else "",
    )


def ask_somebody(facts: Facts, key: str) -> Advice:
    """Return where to ask: the first service, which takes every question, and the hotline."""
    first = facts.first_service
    service = _service(facts, first.code) if first else None
    text = facts.tr(key, hotline=facts.hotline)
    return (
        Advice(text, service=service.code, ticket=facts.tr("advice.take", service=service.name))
        if service
        else Advice(text)
    )


def _service(facts: Facts, code: str) -> Service | None:
    """Return a service that tickets are given for here."""
    return facts.content.service(code) if facts.content and is_offered(facts, "confirm") else None


def related(library: Library, query: str, answers: Sequence[Answer]) -> tuple[str, ...]:
    """Return the slugs of the one or two procedures that belong to a question and to the law that answers it."""
    chinese = library.in_language("zh")
    ranks = {p.slug: worth for p, worth in zip(chinese.search_procedures(query), _BY_SEARCH, strict=False)}
    pairs, words = set(telling_pairs(query)), stems(query)
    articles = {a.ref for a in answers[:_FIRST_ANSWERS] if a.article is not None}
    laws = {a.law for a in answers[:_FIRST_ANSWERS]}
    asked = len(pairs) + len(words)
    worths: dict[str, float] = {}
    for one in chinese.once("advice", lambda: _known(chinese)):
        said = one.says(pairs, words)
        if not said:
            continue
        cited = _BY_ARTICLE * sum(ref in articles for ref in one.rests_on) + _BY_LAW * (not one.laws.isdisjoint(laws))
        alone = said >= min(_ALONE, max(_PAIR, asked)) and said >= _SHARE * asked
        if cited or alone:
            worths[one.slug] = said + min(cited, _CITED_AT_MOST) + ranks.get(one.slug, 0)
    best = sorted((slug for slug in worths if worths[slug] >= _ENOUGH), key=lambda slug: -worths[slug])[:2]
    return tuple(slug for slug in best if worths[slug] >= _BESIDE * worths[best[0]])


@dataclass(frozen=True, slots=True)
class _Known:
    """What a procedure is known by: its names and everyday words, its summary, the law it rests on.

    `laws` are those of few procedures: a law that many rest on tells nothing.
    """

    slug: str
    names: str
    summary: str
    english: frozenset[str]
    rests_on: tuple[str, ...]
    laws: frozenset[str]

    def says(self, pairs: set[str], words: set[str]) -> float:
        """Return how much of a question stands in its names; half counts what is in its summary."""
        chinese = sum(1.0 if pair in self.names else 0.5 if pair in self.summary else 0.0 for pair in pairs)
        return chinese + len(words & self.english)


def _known(chinese: Library) -> tuple[_Known, ...]:
    every = chinese.procedures()
    named = Counter(law for one in every for law in {b.law for b in one.basis})
    return tuple(
        _Known(
            one.slug,
            " ".join((one.title, *one.everyday)),
            one.summary,
            frozenset(stems(" ".join((one.title_en, *one.everyday_en)))),
            tuple(b.ref for b in one.basis),
            frozenset(b.law for b in one.basis if named[b.law] <= _OFTEN),
        )
        for one in every
    )
