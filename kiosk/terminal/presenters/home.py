"""Home: where the visitor is, whether the hall is open, and the four things to do."""

from dataclasses import dataclass

from kiosk.domain.hours import OpeningHours
from kiosk.terminal.facts import Facts, Paper
from kiosk.terminal.words import day_words, open_words, read_hours, waiting_words


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to do: where a touch leads, and what stands on the tile."""

    screen: str
    title: str
    text: str
    note: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    """Home as drawn."""

    hall: str
    greeting: str
    time: str
    date: str
    open_line: str
    is_open: bool
    tiles: tuple[Tile, ...]
    sample: str
    trouble: str


def present(facts: Facts) -> HomeView:
    """Return home at this moment."""
    tr, hall = facts.tr, facts.content.hall if facts.content else None
    hours = read_hours(hall.hours) if hall else None
    return HomeView(
        hall=facts.named(hall.name, hall.name_en) if hall else tr("home.hall"),
        greeting=tr("home.greeting"),
        time=f"{facts.now:%H:%M}",
        date=day_words(facts.now, tr),
        open_line=tr("home.now", state=open_words(hours, facts.now, tr)) if hours else "",
        is_open=is_open(hours, facts),
        tiles=_tiles(facts),
        sample=tr("content.sample") if hall and hall.sample else "",
        trouble="" if facts.content or facts.opening else tr("content.away"),
    )


def is_open(hours: OpeningHours | None, facts: Facts) -> bool:
    """Tell whether hours that can be read say open now."""
    return hours is not None and hours.is_open(facts.now)


def _tiles(facts: Facts) -> tuple[Tile, ...]:
    tr = facts.tr
    return (
        Tile("categories", tr("home.procedures"), tr("home.procedures_text")),
        _ticket_tile(facts),
        Tile(
            "laws", tr("home.laws"), tr("home.laws_text"), "" if facts.laws or facts.opening else tr("home.laws_away")
        ),
        Tile("institutions", tr("home.institutions"), tr("home.institutions_text")),
    )


def _ticket_tile(facts: Facts) -> Tile:
    tr = facts.tr
    if facts.connecting:
        return Tile("services", tr("home.tickets"), tr("home.tickets_text"))
    if not facts.hall.reachable:
        return Tile("services", tr("home.tickets"), tr("home.tickets_text"), tr("tickets.paused"), alert=True)
    note = waiting_words(facts.hall.waiting, tr)
    if facts.paper in (Paper.OUT, Paper.COVER, Paper.OFFLINE):
        note = tr("home.no_paper", waiting=note)
    return Tile("services", tr("home.tickets"), tr("home.tickets_text"), note)
