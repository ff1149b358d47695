"""The staff's page: the door with its PIN, and what stands behind it."""

from dataclasses import dataclass

from kiosk import __version__
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.slip import SlipNote, slip_note
from kiosk.terminal.session import Visit
from kiosk.terminal.staff.desk import TEST_SLIP
from kiosk.terminal.staff.door import Door, DoorState, Report
from kiosk.terminal.staff.pin import DIGITS_MIN, FREE_TRIES

_DOT = "\N{BLACK CIRCLE}"


@dataclass(frozen=True, slots=True)
class DoorView:
    """The door while nothing can be entered: why, and what to do."""

    title: str
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class PinView:
    """The door with its keys; `entered` says aloud how many digits, `off` why the PIN cannot be checked yet."""

    title: str
    lead: str
    dots: str
    entered: str
    note: str
    off: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know; `good` is None where there is no good or bad."""

    label: str
    text: str
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class StaffView:
    """Behind the door."""

    title: str
    lines: tuple[Line, ...]
    slip: SlipNote
    restart: str
    log_title: str
    log: tuple[str, ...]


def present(facts: Facts, visit: Visit) -> DoorView | PinView | StaffView:
    """Return the door, or what stands behind it."""
    door, tr = visit.staff, facts.tr
    match door.state:
        case DoorState.OPEN:
            return _behind(facts, visit)
        case DoorState.PIN | DoorState.CHECKING:
            return _pin(facts, door)
        case DoorState.LOCKED:
            return DoorView(tr("pin.title"), tr("pin.locked", wait=_wait(door.left_s, facts)), tr("pin.locked_text"))
        case DoorState.UNSET:
            return DoorView(tr("pin.title"), tr("pin.unset"), tr("pin.unset_text"))
        case DoorState.FAULT:
            return DoorView(tr("pin.title"), tr("pin.fault"), tr("pin.fault_text"))
        case _:
            return DoorView(tr("pin.title"), tr("pin.looking"), "")


def _pin(facts: Facts, door: Door) -> PinView:
    tr, left = facts.tr, FREE_TRIES - door.wrong
    note = ""
    if door.failed:
        note = tr("pin.wrong_more", count=left) if left > 1 else tr("pin.wrong_last")
    elif door.wrong:
        note = tr("pin.tried", count=door.wrong)
    checking = door.state is DoorState.CHECKING
    return PinView(
        title=tr("pin.title"),
        lead=tr("pin.lead"),
        dots=" ".join(_DOT * len(door.digits)),
        entered=tr("pin.entered", count=len(door.digits)),
        note=tr("pin.checking") if checking else note,
        off=tr("pin.checking") if checking else tr("pin.short") if len(door.digits) < DIGITS_MIN else "",
    )


def _behind(facts: Facts, visit: Visit) -> StaffView:
    tr, door = facts.tr, visit.staff
    return StaffView(
        title=tr("menu.title"),
        lines=(*_program(facts, door.report), *_links(facts, door.report)),
        slip=slip_note(facts, visit, TEST_SLIP, tr("menu.test_print")),
        restart=tr("menu.restart_sure" if door.sure else "menu.restart"),
        log_title=tr("menu.log"),
        log=_log_lines(facts, door.report),
    )


def _program(facts: Facts, report: Report | None) -> tuple[Line, ...]:
    tr, content = facts.tr, facts.content
    since = report.content_since.astimezone(facts.now.tzinfo) if report and report.content_since else None
    when = tr("menu.since", time=f"{since:%Y-%m-%d %H:%M}") if since else ""
    name = report.name if report else ""
    release = content.release + when if content else tr("menu.no_content")
    return (
        Line(tr("menu.version"), f"{__version__}　{name}".strip()),
        Line(tr("menu.content"), release, content is not None),
        Line(tr("menu.laws"), tr("menu.there" if facts.laws else "menu.missing"), facts.laws),
    )


def _links(facts: Facts, report: Report | None) -> tuple[Line, ...]:
    tr = facts.tr
    hall = tr("menu.linked" if facts.hall.reachable else "menu.unlinked")
    lines = [
        Line(tr("menu.hall"), f"{hall}　{report.hall if report else ''}".strip(), facts.hall.reachable),
        Line(tr("menu.printer"), tr(f"menu.paper_{facts.paper}"), facts.paper.prints),
    ]
    if report:
        letters = tr("menu.letters", count=report.outbox)
        refused = tr("menu.refused", count=report.refused) if report.refused else ""
        lines.append(Line(tr("menu.outbox"), letters + refused, not report.refused))
    return tuple(lines)


def _log_lines(facts: Facts, report: Report | None) -> tuple[str, ...]:
    if report is None:
        return (facts.tr("menu.reading"),)
    return report.lines or (facts.tr("menu.no_log"),)


def _wait(seconds: int, facts: Facts) -> str:
    minutes, rest = divmod(seconds, 60)
    tr = facts.tr
    return tr("pin.minutes", minutes=minutes, seconds=f"{rest:02d}") if minutes else tr("pin.seconds", seconds=rest)
