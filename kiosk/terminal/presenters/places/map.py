"""The map about the hall: pins of what the list shows, how far one gets in a quarter of an hour, and the chosen pin's card."""

from dataclasses import dataclass

from kiosk.content.library import Library
from kiosk.content.tiles import Tiles
from kiosk.domain.maps import MapGround
from kiosk.domain.places import Position, distance_m
from kiosk.domain.travel import Travel, reach_m
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.places.choice import Filter, PlacesChoice
from kiosk.terminal.presenters.places.institutions import Nearby, find_all
from kiosk.terminal.words import HERE_M, far_words, open_words, read_hours

RING_MIN = 15
_READ_OUT = 5  # as many of the nearest are told in words
_RINGS = {Travel.WALK: ("walk", "good"), Travel.CYCLE: ("bike", "primary"), Travel.DRIVE: ("car", "wait")}


@dataclass(frozen=True, slots=True)
class PinItem:
    """One place on the map; `says` is what it is called, how far and whether it is open."""

    code: str
    icon: str
    glyph: str
    name: str
    says: str
    position: Position


@dataclass(frozen=True, slots=True)
class RingItem:
    """How far one gets; `tone` is the colour token of its line."""

    icon: str
    text: str
    radius_m: float
    tone: str


@dataclass(frozen=True, slots=True)
class CardView:
    """What is told of the chosen pin."""

    code: str
    name: str
    line: str
    open_line: str
    is_open: bool
    address: str


@dataclass(frozen=True, slots=True)
class MapView:
    """The map as drawn. `says` tells in words what the pins show."""

    title: str
    lead: str
    filtered: bool
    hall: Position
    here: str
    ground: MapGround
    english: bool
    rings: tuple[RingItem, ...]
    pins: tuple[PinItem, ...]
    card: CardView | None
    chosen: str
    says: str
    attribution: str
    tiles: Tiles | None


def present(facts: Facts, library: Library, choice: PlacesChoice, tiles: Tiles | None = None) -> MapView:
    """Return the map with the institutions that a choice shows, over tiles where the machine has them."""
    tr, hall, ground = facts.tr, library.hall(), library.ground()
    shown = [found for found in find_all(facts, library) if found.fits(choice)]
    chosen = next((found for found in shown if found.institution.code == choice.pin), None)
    return MapView(
        title=tr("map.title"),
        lead=_lead(facts, choice, len(shown)),
        filtered=bool(choice.kind or choice.filters),
        hall=hall.position,
        here=tr("map.here"),
        ground=ground,
        english=facts.english,
        rings=tuple(_ring(travel, facts) for travel in Travel),
        pins=tuple(_pin(found, facts) for found in shown),
        card=_card(chosen, facts) if chosen else None,
        chosen=choice.pin if chosen else "",
        says=_says(shown, facts),
        attribution=tiles.attribution if tiles else _attribution(ground, facts),
        tiles=tiles,
    )


def middle_words(view: MapView, middle: Position, tr: Strings) -> str:
    """Return which place is nearest to the middle of what is seen and how far from there, for who moves the map by keys."""
    if not view.pins:
        return view.says
    nearest = min(view.pins, key=lambda pin: distance_m(middle, pin.position))
    metres = distance_m(middle, nearest.position)
    if metres < HERE_M:
        return tr("map.middle_here", name=nearest.name)
    return tr("map.middle", name=nearest.name, far=far_words(metres, tr))


def _attribution(ground: MapGround, facts: Facts) -> str:
    return (ground.attribution_en if facts.english else "") or ground.attribution


def _lead(facts: Facts, choice: PlacesChoice, count: int) -> str:
    tr = facts.tr
    wanted = [tr(f"kind.{choice.kind or 'all'}"), *(tr(f"filter.{f}") for f in Filter if f in choice.filters)]
    return tr("map.lead", wanted=tr("list.and").join(wanted), count=count)


def _ring(travel: Travel, facts: Facts) -> RingItem:
    icon, tone = _RINGS[travel]
    return RingItem(icon, facts.tr(f"map.ring_{travel.value}", minutes=RING_MIN), reach_m(travel, RING_MIN), tone)


def _pin(found: Nearby, facts: Facts) -> PinItem:
    one, tr = found.institution, facts.tr
    kind = tr(f"kind.{one.kind.value}")
    told = (one.name, far_words(found.metres, tr), open_words(read_hours(one.hours), facts.now, tr))
    return PinItem(one.code, one.kind.value, kind[:1], one.name, tr("list.and").join(told), one.position)


def _card(found: Nearby, facts: Facts) -> CardView:
    one, tr = found.institution, facts.tr
    return CardView(
        code=one.code,
        name=one.name,
        line=tr("list.gap").join((tr(f"kind.{one.kind.value}"), far_words(found.metres, tr))),
        open_line=open_words(read_hours(one.hours), facts.now, tr),
        is_open=Filter.OPEN_NOW in found.passes,
        address=one.address,
    )


def _says(shown: list[Nearby], facts: Facts) -> str:
    """Return the nearest places in words, for who cannot see the map."""
    tr = facts.tr
    if not shown:
        return tr("map.says_none", hotline=facts.hotline)
    nearest = [
        tr("map.says_one", name=found.institution.name, far=far_words(found.metres, tr)) for found in shown[:_READ_OUT]
    ]
    return tr("map.says", count=len(shown), nearest=tr("list.stop").join(nearest))
