"""Narrowing where one looks: which restrictions there are, how many laws meet each, which are set."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kiosk.content.laws.filter import LEVELS, NATIONAL, LawFilter
from kiosk.domain.laws import Law, LawKind, LawStatus
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.lookup.choice import YEARS, Facet, code_in, code_of, narrowed
from kiosk.terminal.presenters.lookup.rows import level_words

_ISSUERS = 15


@dataclass(frozen=True, slots=True)
class FacetKey:
    """Something to narrow by."""

    facet: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction that is set; a touch takes it away."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One thing to choose with how many laws would be looked through; an empty code asks for nothing."""

    facet: str
    code: str
    name: str
    count: int
    chosen: bool


def facet_keys(facts: Facts, differ: Collection[Facet], where: LawFilter) -> tuple[FacetKey, ...]:
    """Return what can be narrowed by: that in which laws differ, or where something is chosen."""
    return tuple(
        FacetKey(facet.value, facts.tr(f"facet.{facet}"), bool(code_of(where, facet)))
        for facet in Facet
        if facet in differ or code_of(where, facet)
    )


def restrictions(facts: Facts, where: LawFilter) -> tuple[Restriction, ...]:
    """Return the restrictions that are set."""
    return tuple(
        Restriction(facet.value, facts.tr("laws.only", name=choice_words(facts, facet, code)))
        for facet in Facet
        if (code := code_of(where, facet))
    )


def choices(
    facts: Facts, laws: Iterable[Law], found: Iterable[Law], where: LawFilter, facet: Facet
) -> tuple[FilterChoice, ...]:
    """Return what can be chosen in one respect, first that nothing is asked.

    Args:
        facts: Words and language.
        laws: All that could be looked through; those under the other restrictions are counted.
        found: What was found under the other restrictions, best first: of many issuers, theirs are offered first.
        where: The restrictions.
        facet: The respect.
    """
    others, chosen = narrowed(where, facet, ""), code_of(where, facet)
    met = [code_in(law, facet) for law in laws if others.passes(law)]
    counts = Counter(code for code in met if code)

    def choice(code: str, name: str, count: int) -> FilterChoice:
        return FilterChoice(facet.value, code, name, count, code == chosen)

    near = dict.fromkeys(code for law in found if (code := code_in(law, facet)))
    codes = dict.fromkeys((*_in_order(facet, counts, near), *([chosen] if chosen else [])))
    offered = (choice(code, choice_words(facts, facet, code), counts[code]) for code in codes)
    return (choice("", facts.tr("filter.any"), len(met)), *offered)


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
    if int(first) < YEARS[-2][0]:
        return tr("years.before", year=int(last) + 1)
    return tr("years.since", year=first) if int(last) > YEARS[1][1] else tr("years.between", first=first, last=last)


def _in_order(facet: Facet, counts: Counter[str], near: Iterable[str]) -> Iterator[str]:
    fixed = {
        Facet.KIND: [kind.value for kind in LawKind],
        Facet.STATUS: [status.value for status in LawStatus],
        Facet.LEVEL: list(LEVELS),
        Facet.YEARS: [f"{first}-{last}" for first, last in YEARS],
        Facet.REGION: [NATIONAL],
        Facet.ISSUER: [],
    }[facet]
    yield from (code for code in fixed if code in counts)
    others = [code for code, _ in counts.most_common() if code not in fixed]
    yield from list(dict.fromkeys((*near, *others)))[:_ISSUERS] if facet is Facet.ISSUER else others
