"""One institution's page: where it is and how to get there first, then everything else about it."""

from dataclasses import dataclass

from device.printer.qr import modules
from kiosk.content.library import Library
from kiosk.domain.features import Feature
from kiosk.domain.institutions import Institution
from kiosk.domain.languages import in_language
from kiosk.domain.map_links import MapApp, map_link
from kiosk.domain.places import distance_m
from kiosk.domain.travel import Travel, minutes
from kiosk.terminal.facts import Facts
from kiosk.terminal.places.choice import PlacesChoice
from kiosk.terminal.presenters.option import Option
from kiosk.terminal.presenters.slip import HasSlip, SlipNote, slip_note
from kiosk.terminal.words import HERE_M, DayLine, far_words, is_open, open_words, read_hours, week_lines

_NEXT_DOOR_MIN = 3
_ICONS = {Travel.WALK: "walk", Travel.CYCLE: "bike", Travel.DRIVE: "car"}


@dataclass(frozen=True, slots=True)
class TravelItem:
    """One way to go and how long it takes."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonItem:
    """Somebody who works there."""

    code: str
    name: str
    role: str
    detail: str


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """One institution's page as drawn. `link` is what the code for the phone holds, `code_rows` the code itself."""

    code: str
    name: str
    chinese: str
    kind: str
    distance: str
    open_line: str
    is_open: bool
    address: str
    phone: str
    hours: tuple[DayLine, ...]
    scope: str
    summary: str
    marks: tuple[str, ...]
    head: str
    licence: str
    people: tuple[PersonItem, ...]
    here: bool
    travel: tuple[TravelItem, ...]
    apps: tuple[Option, ...]
    link: str
    code_rows: tuple[tuple[bool, ...], ...]
    scan: str
    map: bool
    slip: SlipNote
    sample: str


def slip_name(code: str) -> str:
    """Return the name of an institution's slip."""
    return f"place:{code}"


def present(facts: Facts, library: Library, code: str, *, choice: PlacesChoice, holder: HasSlip) -> InstitutionView:
    """Return one institution's page.

    Args:
        facts: What is known now.
        library: In the visitor's language.
        code: The institution.
        choice: Which map app the code is for.
        holder: Knows how the slip fares.

    Raises:
        NotFoundError: The library has it no longer.
    """
    chinese, tr = library.in_language("zh").institution(code), facts.tr
    found = in_language(chinese, tr.language)
    hours = read_hours(found.hours)
    metres = distance_m(library.hall().position, found.position)
    link = map_link(choice.app, found.position, chinese.name)
    return InstitutionView(
        code=code,
        name=found.name,
        chinese=f"({chinese.name})" if chinese.name != found.name else "",
        kind=tr(f"kind.{found.kind.value}"),
        distance=tr("institution.far", far=far_words(metres, tr)),
        open_line=open_words(hours, facts.now, tr),
        is_open=is_open(hours, facts.now),
        address=_address(found, chinese),
        phone=found.phone,
        hours=week_lines(hours, facts.now, tr),
        scope=found.scope,
        summary=found.summary,
        marks=marks_of(found, facts),
        head=found.head,
        licence=found.licence,
        people=tuple(
            PersonItem(p.code, p.name, p.role, p.practice or p.licence)
            for p in in_language(library.practitioners(code), tr.language)
        ),
        here=metres < HERE_M,
        travel=travel_of(metres, facts),
        apps=tuple(Option(app.value, tr(f"app.{app.value}"), app is choice.app) for app in MapApp),
        link=link,
        code_rows=tuple(map(tuple, modules(link))),
        scan=tr(f"app.scan_{choice.app.value}"),
        map=Feature.MAP in facts.features,
        slip=slip_note(facts, holder, slip_name(code), tr("institution.print")),
        sample=tr("content.sample") if found.sample else "",
    )


def _address(found: Institution, chinese: Institution) -> str:
    """Return the address; for who reads English, the Chinese one below it, which a driver can read."""
    return found.address if found.address == chinese.address else f"{found.address}\n({chinese.address})"


def marks_of(institution: Institution, facts: Facts) -> tuple[str, ...]:
    """Return what is good to know of an institution in a word or two."""
    marks = [facts.tr("mark.free")] if institution.free else []
    return (*marks, facts.tr("mark.barrier_free")) if institution.barrier_free else tuple(marks)


def travel_of(metres: float, facts: Facts) -> tuple[TravelItem, ...]:
    """Return how long the way takes, as estimates; next door on foot only."""
    next_door = minutes(metres, Travel.WALK) <= _NEXT_DOOR_MIN
    return tuple(
        TravelItem(_ICONS[travel], facts.tr(f"travel.{travel.value}", minutes=minutes(metres, travel)))
        for travel in ((Travel.WALK,) if next_door else Travel)
    )
