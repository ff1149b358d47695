"""The last page before a ticket: what to bring, the wait, and who goes first."""

from dataclasses import dataclass

from kiosk.domain.languages import in_language
from kiosk.domain.tickets import Priority
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.guide.materials import MaterialItem, Tally, material_items, tally_of
from kiosk.terminal.presenters.option import Option
from kiosk.terminal.presenters.paper import paper_warning
from kiosk.terminal.presenters.tickets.services import why_not
from kiosk.terminal.session import Visit
from kiosk.terminal.tickets.attempt import Stage
from kiosk.terminal.words import wait_words, waiting_words


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """The page as drawn; `off` says why the button does nothing, `held` is the number of a ticket already taken.

    With an errand in mind the visitor goes through its `materials`; otherwise `bring` lists what the service asks for.
    """

    title: str
    service: str
    summary: str
    errand: str
    materials: tuple[MaterialItem, ...]
    tally: Tally
    waiting: str
    wait: str
    bring: tuple[str, ...]
    priorities: tuple[Option, ...]
    paper: str
    off: str
    held: str
    button: str
    busy: bool


def present(facts: Facts, visit: Visit, code: str) -> ConfirmView:
    """Return the page for a service and this visitor."""
    tr = facts.tr
    service = facts.content.service(code) if facts.content else None
    queue = facts.hall.queue(code)
    somebody_waits = queue is not None and queue.waiting > 0 and facts.hall.reachable
    attempt = visit.attempts.get(code)
    held = attempt.ticket if attempt else None
    errand = in_language(visit.errand, tr.language) if visit.errand and visit.errand.service == code else None
    ticks = visit.ticks.get(errand.slug, frozenset()) if errand else frozenset()
    return ConfirmView(
        title=tr("confirm.title"),
        service=service.name if service else queue.name if queue else code,
        summary=service.summary if service else "",
        waiting=waiting_words(queue.waiting, tr) if queue and somebody_waits else "",
        wait=tr("wait.line", wait=wait_words(queue.wait_minutes, tr)) if queue and somebody_waits else "",
        errand=tr("confirm.errand", title=errand.title) if errand else "",
        materials=material_items(errand, ticks, tr) if errand else (),
        tally=tally_of(errand, ticks, tr) if errand else Tally(),
        bring=service.bring if service and errand is None else (),
        priorities=_priorities(facts, visit.priority),
        paper=paper_warning(facts),
        off=why_not(facts, code),
        held=tr("confirm.held", number=held.number) if held else "",
        button=tr("confirm.show") if held else tr("confirm.take"),
        busy=attempt is not None and attempt.stage is Stage.ISSUING,
    )


def _priorities(facts: Facts, chosen: Priority) -> tuple[Option, ...]:
    return tuple(Option(p.value, facts.tr(f"priority.{p.value}"), p is chosen) for p in Priority)
