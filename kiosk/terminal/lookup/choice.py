"""What a visitor asked of the laws and narrowed it to; a frozen value that lives in the visit. Pure."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.content.lawfilter import LawFilter
from kiosk.domain.laws import LawKind, LawStatus

SCREEN = "laws"
FOUND, TOPICS = "found", "topics"  # keys of its pages; the page to type on has none
TOPIC, FACET = "topic/", "by/"  # and what keys begin with


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
