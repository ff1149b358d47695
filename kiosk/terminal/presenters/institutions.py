"""Institutions nearest first, and one institution's page."""

from dataclasses import dataclass

from kiosk.content.library import Library
from kiosk.domain.errors import NotFoundError
from kiosk.domain.institutions import Institution, InstitutionKind
from kiosk.domain.places import distance_m
from kiosk.terminal.facts import Facts
from kiosk.terminal.words import distance_words, open_words, read_hours, week_words


@dataclass(frozen=True, slots=True)
class KindItem:
    """One kind to filter by; an empty code is all kinds."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class InstitutionItem:
    """One institution in the list."""

    code: str
    name: str
    kind: str
    distance: str
    open_line: str
    is_open: bool
    free: str
    address: str


@dataclass(frozen=True, slots=True)
class InstitutionsView:
    """The list as drawn."""

    title: str
    lead: str
    kinds: tuple[KindItem, ...]
    items: tuple[InstitutionItem, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class PersonItem:
    """Somebody who works there."""

    name: str
    role: str
    detail: str


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """One institution's page as drawn."""

    code: str
    name: str
    kind: str
    distance: str
    open_line: str
    is_open: bool
    address: str
    phone: str
    hours: tuple[str, ...]
    scope: str
    summary: str
    marks: tuple[str, ...]
    head: str
    licence: str
    people: tuple[PersonItem, ...]
    sample: str


def present(facts: Facts, library: Library, kind: str) -> InstitutionsView:
    """Return the institutions of a kind (all for an empty one), nearest to the hall first."""
    tr, chosen = facts.tr, InstitutionKind(kind) if kind else None
    near = library.nearest(library.hall().position, chosen)
    present_kinds = {i.kind for i, _ in library.nearest(library.hall().position, None)}
    kinds = [KindItem("", tr("kind.all"), chosen is None)]
    kinds += [KindItem(k.value, tr(f"kind.{k.value}"), k is chosen) for k in InstitutionKind if k in present_kinds]
    return InstitutionsView(
        title=tr("institutions.title"),
        lead=tr("institutions.lead"),
        kinds=tuple(kinds),
        items=tuple(_item(i, metres, facts) for i, metres in near),
        empty=tr("institutions.none", hotline=facts.hotline),
    )


def _item(institution: Institution, metres: float, facts: Facts) -> InstitutionItem:
    tr, hours = facts.tr, read_hours(institution.hours)
    return InstitutionItem(
        code=institution.code,
        name=institution.name,
        kind=tr(f"kind.{institution.kind.value}"),
        distance=distance_words(metres, tr),
        open_line=open_words(hours, facts.now, tr),
        is_open=hours is not None and hours.is_open(facts.now),
        free=tr("mark.free") if institution.free else "",
        address=institution.address,
    )


def present_one(facts: Facts, library: Library, code: str) -> InstitutionView:
    """Return one institution's page.

    Raises:
        NotFoundError: The library has it no longer.
    """
    found = next((i for i in library.institutions() if i.code == code), None)
    if found is None:
        raise NotFoundError(f"there is no institution {code!r}")
    tr, hours = facts.tr, read_hours(found.hours)
    marks = [tr("mark.free")] if found.free else []
    marks += [tr("mark.barrier_free")] if found.barrier_free else []
    return InstitutionView(
        code=code,
        name=found.name,
        kind=tr(f"kind.{found.kind.value}"),
        distance=distance_words(distance_m(library.hall().position, found.position), tr),
        open_line=open_words(hours, facts.now, tr),
        is_open=hours is not None and hours.is_open(facts.now),
        address=found.address,
        phone=found.phone,
        hours=week_words(hours, tr),
        scope=found.scope,
        summary=found.summary,
        marks=tuple(marks),
        head=found.head,
        licence=found.licence,
        people=tuple(PersonItem(p.name, p.role, p.practice or p.licence) for p in library.practitioners(found.code)),
        sample=tr("content.sample") if found.sample else "",
    )
