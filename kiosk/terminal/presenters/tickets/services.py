"""Choosing the service to take a ticket for: who waits, for how long, and what to know beforehand."""

from dataclasses import dataclass

from kiosk.domain.halls import Service
from kiosk.domain.hours import OpeningHours
from kiosk.terminal.facts import Facts, bare_service
from kiosk.terminal.presenters.paper import paper_warning
from kiosk.terminal.words import opening_words, read_hours, start_words, wait_words, waiting_words


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One service to choose; `off` says why it cannot be chosen now, empty when it can."""

    code: str
    name: str
    summary: str
    waiting: str
    wait: str
    off: str


@dataclass(frozen=True, slots=True)
class ServicesView:
    """The list of services; `paused` says why no tickets are issued at all."""

    title: str
    lead: str
    paused: str
    paper: str
    items: tuple[ServiceItem, ...]


def present(facts: Facts) -> ServicesView:
    """Return the services with their queues at this moment."""
    tr, services = facts.tr, facts.services
    paused = _paused(facts)
    return ServicesView(
        title=tr("services.title"),
        lead="" if paused else tr("services.lead"),
        paused=paused,
        paper="" if paused else paper_warning(facts),
        items=tuple(_item(service, facts) for service in services) if services else _from_queues(facts),
    )


def _paused(facts: Facts) -> str:
    tr = facts.tr
    if facts.connecting:
        return tr("tickets.connecting")
    if closed := closed_words(facts):
        return closed
    if not facts.hall.reachable:
        return tr("tickets.paused_text", hotline=facts.hotline)
    known = facts.services or facts.opening or facts.hall.queues
    return "" if known else tr("content.away")


def _from_queues(facts: Facts) -> tuple[ServiceItem, ...]:
    """Return what the hall itself knows of its services: enough to take a ticket while content is away."""
    return tuple(_item(bare_service(q.service, q.name), facts) for q in facts.hall.queues)


def _item(service: Service, facts: Facts) -> ServiceItem:
    tr, queue = facts.tr, facts.hall.queue(service.code) if facts.hall.reachable else None
    return ServiceItem(
        code=service.code,
        name=service.name,
        summary=service.summary,
        waiting=waiting_words(queue.waiting, tr) if queue else "",
        wait=tr("wait.line", wait=wait_words(queue.wait_minutes, tr)) if queue and queue.waiting else "",
        off=why_not(facts, service.code),
    )


def why_not(facts: Facts, service: str) -> str:
    """Return why a ticket for a service cannot be had now, in words; empty when it can."""
    tr = facts.tr
    if facts.connecting:
        return tr("tickets.connecting")
    if not facts.hall.reachable:
        return tr("tickets.paused")
    queue = facts.hall.queue(service)
    if queue is None:
        return tr("tickets.unknown")
    if queue.open:
        return ""
    when = opening_words(_hours(service, facts), facts.now, tr)
    return tr("tickets.from", when=when) if when else tr("tickets.closed")


def closed_words(facts: Facts) -> str:
    """Return that no service gives tickets at this hour, when the first one does, and what to do meanwhile."""
    tr, services = facts.tr, facts.services
    hours = [h for s in services if (h := _hours(s.code, facts)) is not None]
    if not hours or len(hours) < len(services) or any(h.is_open(facts.now) for h in hours):
        return ""
    starts = [start for h in hours if (start := h.opens_at(facts.now))]
    if not starts:
        return tr("tickets.closed")
    return tr("tickets.opens", when=start_words(min(starts), facts.now, tr), hotline=facts.hotline)


def _hours(service: str, facts: Facts) -> OpeningHours | None:
    """Return when a service gives tickets: its own hours, or the hall's."""
    found = facts.content.service(service) if facts.content else None
    return read_hours(found.hours or facts.content.hall.hours) if found and facts.content else None
