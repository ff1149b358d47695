"""Narrowing what was found: which conditions there are, how many laws meet each, which are set."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.content.lawfilter import LEVELS, NATIONAL, LawFilter, year_of
from kiosk.domain.laws import Law, LawKind, LawStatus
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.lookup.choice import Facet, code_of, narrowed
from kiosk.terminal.presenters.lookup.rows import level_words

_YEARS = ((2020, 9999), (2010, 2019), (2000, 2009), (1000, 1999))
_ISSUERS = 15


@dataclass(frozen=True, slots=True)
class FacetKey:
    """Something to narrow by."""

    facet: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that is set; a touch takes it away."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One thing to choose with how many laws it would show; an empty code asks for nothing."""

    facet: str
    code: str
    name: str
    count: int
    chosen: bool


def facet_keys(facts: Facts, laws: Iterable[Law], where: LawFilter) -> tuple[FacetKey, ...]:
    """Return what found laws can be narrowed by: only where they differ, or where something is chosen."""
    every = tuple(laws)
    return tuple(
        FacetKey(facet.value, facts.tr(f"facet.{facet}"), bool(code_of(where, facet)))
        for facet in Facet
        if code_of(where, facet) or len({code for law in every if (code := _code(law, facet))}) > 1
    )


def conditions(facts: Facts, where: LawFilter) -> tuple[Condition, ...]:
    """Return the conditions that are set."""
    return tuple(
        Condition(facet.value, facts.tr("laws.only", name=choice_words(facts, facet, code)))
        for facet in Facet
        if (code := code_of(where, facet))
    )


def choices(facts: Facts, laws: Iterable[Law], where: LawFilter, facet: Facet) -> tuple[FilterChoice, ...]:
    """Return what can be chosen in one respect, with the numbers under the other conditions; first that nothing is asked."""
    every, chosen = tuple(laws), code_of(where, facet)
    occur = Counter(code for law in every if (code := _code(law, facet)))

    def choice(code: str, name: str) -> FilterChoice:
        wanted = narrowed(where, facet, code)
        return FilterChoice(facet.value, code, name, sum(map(wanted.passes, every)), code == chosen)

    found = (choice(code, choice_words(facts, facet, code)) for code in _in_order(facet, occur))
    return (choice("", facts.tr("filter.any")), *(one for one in found if one.count or one.chosen))


def choice_words(facts: Facts, facet: Facet, code: str) -> str:
    """Return what a choice is called."""
    tr = facts.tr
    match facet:
        case Facet.KIND:
            return tr(f"lawkind.{code}")
        case Facet.STATUS:
            return tr(f"lawstatus.{code}")
        case Facet.LEVEL:
            return level_words(facts, code)
        case Facet.YEARS:
            return _years_words(code, tr)
        case Facet.REGION:
            key = f"region.{code}"
            return tr(key) if key in tr else code
        case Facet.ISSUER:
            key = f"issuer.{code}"
            return tr(key) if key in tr else code


def _years_words(code: str, tr: Strings) -> str:
    first, _, last = code.partition("-")
    if int(first) < _YEARS[-2][0]:
        return tr("years.before", year=int(last) + 1)
    return tr("years.since", year=first) if int(last) > _YEARS[1][1] else tr("years.between", first=first, last=last)


def _code(law: Law, facet: Facet) -> str:
    """Return the code under which a law falls in one respect; empty where that is not known."""
    match facet:
        case Facet.KIND:
            return law.kind.value
        case Facet.STATUS:
            return law.status.value if law.kind is LawKind.LAW else ""
        case Facet.LEVEL:
            return law.level
        case Facet.REGION:
            return (law.province or NATIONAL) if law.kind is LawKind.LAW else ""
        case Facet.ISSUER:
            return law.issuer
        case Facet.YEARS:
            year = year_of(law)
            return next((f"{first}-{last}" for first, last in _YEARS if year and first <= year <= last), "")


def _in_order(facet: Facet, counts: Counter[str]) -> Iterator[str]:
    fixed = {
        Facet.KIND: [kind.value for kind in LawKind],
        Facet.STATUS: [status.value for status in LawStatus],
        Facet.LEVEL: list(LEVELS),
        Facet.YEARS: [f"{first}-{last}" for first, last in _YEARS],
        Facet.REGION: [NATIONAL],
        Facet.ISSUER: [],
    }[facet]
    yield from (code for code in fixed if code in counts)
    others = [code for code, _ in counts.most_common() if code not in fixed]
    yield from others[:_ISSUERS] if facet is Facet.ISSUER else others
