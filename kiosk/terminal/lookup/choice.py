"""What a visitor asked of the laws and narrowed it to; a frozen value that lives in the visit. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.content.laws.filter import NATIONAL, LawFilter, year_of
from kiosk.domain.laws import Law, LawKind, LawStatus

SCREEN = "laws"
FOUND, TOPICS = "found", "topics"  # keys of its pages; the page to type on has none
TOPIC, FACET = "topic/", "by/"  # and what keys begin with

YEARS = ((2020, 9999), (2010, 2019), (2000, 2009), (1000, 1999))  # the first and the last are open


class Facet(StrEnum):
    """What found laws can be narrowed by."""

    KIND = "kind"
    LEVEL = "level"
    REGION = "region"
    ISSUER = "issuer"
    YEARS = "years"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class LawsChoice:
    """What was asked, in the visitor's words or in ours; the filter; the laws of which more is shown, newest last.

    `topic` names the topic that the question was taken from, where it was.
    """

    asked: str = ""
    topic: str = ""
    where: LawFilter = field(default_factory=LawFilter)
    opened: tuple[str, ...] = ()


def code_of(where: LawFilter, facet: Facet) -> str:
    """Return what a filter asks for in one respect, as a code; empty for nothing."""
    value = getattr(where, facet.value)
    return "-".join(f"{year}" for year in value) if isinstance(value, tuple) else str(value or "")


def narrowed(where: LawFilter, facet: Facet, code: str) -> LawFilter:
    """Return a filter that asks for a code in one respect; for nothing, where the code is empty."""
    match facet:
        case Facet.KIND:
            return replace(where, kind=LawKind(code) if code else None)
        case Facet.STATUS:
            return replace(where, status=LawStatus(code) if code else None)
        case Facet.YEARS:
            first, _, last = code.partition("-")
            return replace(where, years=(int(first), int(last)) if code else None)
        case Facet.LEVEL:
            return replace(where, level=code)
        case Facet.REGION:
            return replace(where, region=code)
        case Facet.ISSUER:
            return replace(where, issuer=code)


def code_in(law: Law, facet: Facet) -> str:
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
            return next((f"{first}-{last}" for first, last in YEARS if year and first <= year <= last), "")


def differing(laws: Iterable[Law]) -> frozenset[Facet]:
    """Return the respects in which some laws differ, so that narrowing makes sense."""
    every = tuple(laws)
    return frozenset(facet for facet in Facet if len({code for law in every if (code := code_in(law, facet))}) > 1)
