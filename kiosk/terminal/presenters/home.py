"""Home: where the visitor is, whether the hall is open, and what there is to do here."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.duty import on_duty
from kiosk.domain.halls import Profile
from kiosk.domain.hours import OpeningHours
from kiosk.terminal.facts import Facts, Paper
from kiosk.terminal.offers import is_offered
from kiosk.terminal.presenters.tickets.services import closed_words
from kiosk.terminal.words import day_words, is_open, open_words, opening_words, read_hours, waiting_words

_FIRST = 4  # tiles of the first rank


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
    """Home as drawn; `ask` is empty where procedures cannot be looked up, `closed` while the hall is open."""

    hall: str
    greeting: str
    ask: str
    time: str
    date: str
    open_line: str
    is_open: bool
    closed: str
    tiles: tuple[Tile, ...]
    more: tuple[Tile, ...]
    sample: str
    trouble: str


def present(facts: Facts) -> HomeView:
    """Return home at this moment."""
    tr, hall = facts.tr, facts.content.hall if facts.content else None
    hours = read_hours(hall.hours) if hall else None
    closed = _closed(hours, facts)
    tiles = list(_tiles(facts))
    return HomeView(
        hall=hall.name if hall else tr("home.hall"),
        greeting=tr("home.greeting"),
        ask=tr("home.ask") if is_offered(facts, "find") else "",
        time=f"{facts.now:%H:%M}",
        date=day_words(facts.now, tr),
        open_line=tr("home.now", state=open_words(hours, facts.now, tr)) if hours and not closed else "",
        is_open=is_open(hours, facts.now),
        closed=closed,
        tiles=tuple(tiles[:_FIRST]),
        more=tuple(tiles[_FIRST:]),
        sample=tr("content.sample") if hall and hall.sample else "",
        trouble="" if facts.content or facts.opening else tr("content.away"),
    )


def _closed(hours: OpeningHours | None, facts: Facts) -> str:
    """Return that the hall is closed, when it opens, and what can be done meanwhile."""
    when = opening_words(hours, facts.now, facts.tr)
    if hours is None or not when:
        return ""
    return facts.tr("home.closed" if hours.is_over(facts.now) else "home.noon", when=when)


def _tiles(facts: Facts) -> Iterator[Tile]:
    """Yield what this hall offers, the most asked for first; in a village that is its adviser."""
    tr, makers = facts.tr, {"services": _ticket_tile, "laws": _laws_tile, "duty": _duty_tile}
    order = ["categories", "services", "laws", "institutions", "my_ticket", "progress", "feedback", "duty"]
    if facts.content and facts.content.hall.profile is Profile.VILLAGE:
        order.sort(key=lambda screen: screen != "duty")
    for screen in order:
        if is_offered(facts, screen):
            yield (
                makers[screen](facts)
                if screen in makers
                else Tile(screen, tr(f"tile.{screen}"), tr(f"tile.{screen}_text"))
            )


def _laws_tile(facts: Facts) -> Tile:
    away = "" if facts.laws or facts.opening else facts.tr("home.laws_away")
    return Tile("laws", facts.tr("tile.laws"), facts.tr("tile.laws_text"), away)


def _duty_tile(facts: Facts) -> Tile:
    now = on_duty(facts.content.duty, facts.now) if facts.content else ()
    note = facts.tr("home.duty_now", name=now[0].name, time=now[0].end) if now else ""
    return Tile("duty", facts.tr("tile.duty"), facts.tr("tile.duty_text"), note)


def _ticket_tile(facts: Facts) -> Tile:
    note, alert = _ticket_note(facts)
    return Tile("services", facts.tr("tile.services"), facts.tr("tile.services_text"), note, alert)


def _ticket_note(facts: Facts) -> tuple[str, bool]:
    """Return what to know before taking a number, and whether it is trouble."""
    tr = facts.tr
    if facts.connecting:
        return "", False
    if closed_words(facts):
        return tr("home.tickets_closed"), False
    if not facts.hall.reachable:
        return tr("tickets.paused"), True
    waiting = waiting_words(facts.hall.waiting, tr)
    if facts.paper in (Paper.OUT, Paper.COVER, Paper.OFFLINE):
        return tr("home.no_paper", waiting=waiting), False
    return waiting, False
