"""Institutions nearest first, by kind and by filters that combine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kiosk.content.library import Library
from kiosk.domain.features import Feature
from kiosk.domain.institutions import Institution, InstitutionKind
from kiosk.terminal.facts import Facts
from kiosk.terminal.places.choice import Filter, PlacesChoice
from kiosk.terminal.words import distance_words, is_open, open_words, read_hours


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """One kind or filter with how many it would show; an empty code is everything."""

    code: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """What to do when nothing is found: drop the filter `code`, or everything for an empty code."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class InstitutionItem:
    """One institution in the list."""

    code: str
    kind: str
    icon: str
    name: str
    detail: str
    open_line: str


@dataclass(frozen=True, slots=True)
class InstitutionsView:
    """The list as drawn."""

    title: str
    lead: str
    kinds: tuple[ChoiceItem, ...]
    filters: tuple[ChoiceItem, ...]
    items: tuple[InstitutionItem, ...]
    empty: str
    ways_out: tuple[WayOut, ...]
    map: bool
    people: bool


@dataclass(frozen=True, slots=True)
class Nearby:
    """An institution, how far it is in metres, and the filters that it passes now."""

    institution: Institution
    metres: float
    passes: frozenset[Filter]

    def fits(self, choice: PlacesChoice) -> bool:
        """Tell whether a choice shows it."""
        return choice.kind in ("", self.institution.kind.value) and choice.filters <= self.passes


def find_all(facts: Facts, library: Library) -> list[Nearby]:
    """Return every institution, nearest to the hall first."""
    near = library.in_language(facts.tr.language).nearest(library.hall().position)
    return [Nearby(one, metres, frozenset(_passes(one, facts))) for one, metres in near]


def _passes(institution: Institution, facts: Facts) -> Iterator[Filter]:
    if is_open(read_hours(institution.hours), facts.now):
        yield Filter.OPEN_NOW
    if institution.free:
        yield Filter.FREE
    if institution.barrier_free:
        yield Filter.BARRIER_FREE


def present(facts: Facts, library: Library, choice: PlacesChoice) -> InstitutionsView:
    """Return the institutions that a choice shows, nearest to the hall first."""
    every, tr = find_all(facts, library), facts.tr
    shown = [found for found in every if found.fits(choice)]

    def count(wanted: PlacesChoice) -> int:
        return sum(found.fits(wanted) for found in every)

    return InstitutionsView(
        title=tr("institutions.title"),
        lead=tr("institutions.lead", count=len(shown)) if shown else "",
        kinds=kind_items(facts, every, choice),
        filters=tuple(
            ChoiceItem(f.value, tr(f"filter.{f}"), count(_with(choice, f)), f in choice.filters) for f in Filter
        ),
        items=tuple(_item(found, facts) for found in shown),
        empty="" if shown else tr("institutions.none", hotline=facts.hotline),
        ways_out=() if shown else tuple(_ways_out(facts, choice, count)),
        map=Feature.MAP in facts.features,
        people=bool(library.practitioners()),
    )


def kind_items(facts: Facts, every: list[Nearby], choice: PlacesChoice) -> tuple[ChoiceItem, ...]:
    """Return all kinds that the library has, with what each would show under the filters of now."""
    present_kinds = {found.institution.kind for found in every}
    codes = ["", *(kind.value for kind in InstitutionKind if kind in present_kinds)]
    return tuple(
        ChoiceItem(
            code,
            facts.tr(f"kind.{code or 'all'}"),
            sum(found.fits(replace(choice, kind=code)) for found in every),
            code == choice.kind,
        )
        for code in codes
    )


def _with(choice: PlacesChoice, wanted: Filter) -> PlacesChoice:
    return replace(choice, filters=choice.filters | {wanted})


def _item(found: Nearby, facts: Facts) -> InstitutionItem:
    one, tr = found.institution, facts.tr
    marks = [tr("mark.free")] if one.free else []
    return InstitutionItem(
        code=one.code,
        kind=tr(f"kind.{one.kind.value}"),
        icon=one.kind.value,
        name=one.name,
        detail=tr("list.gap").join((distance_words(found.metres, tr), *marks, one.address)),
        open_line=open_words(read_hours(one.hours), facts.now, tr),
    )


def _ways_out(facts: Facts, choice: PlacesChoice, count: Callable[[PlacesChoice], int]) -> Iterator[WayOut]:
    """Yield each filter without which there would be something, the kind last."""
    tr = facts.tr
    for one in sorted(choice.filters, key=list(Filter).index):
        fewer = count(replace(choice, filters=choice.filters - {one}))
        if fewer:
            yield WayOut(one.value, tr("institutions.without", filter=tr(f"filter.{one}"), count=fewer))
    everything = count(PlacesChoice())
    if everything:
        yield WayOut("", tr("institutions.show_all", count=everything))
