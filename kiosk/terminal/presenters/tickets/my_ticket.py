"""My ticket: how a number of today stands, and what to do now."""

from dataclasses import dataclass

from kiosk.domain.tickets import Ticket, TicketState
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.slip import SlipNote, slip_note
from kiosk.terminal.session import Visit
from kiosk.terminal.tickets.enquiry import Enquiry, EnquiryState, number_in
from kiosk.terminal.tickets.my_ticket import BOX, slip_name
from kiosk.terminal.words import wait_words


@dataclass(frozen=True, slots=True)
class AskNumberView:
    """The number is being typed. `letters` are those that numbers begin with here; `off` says why it is no number yet."""

    title: str
    lead: str
    hint: str
    letters: str
    off: str


@dataclass(frozen=True, slots=True)
class MyTicketView:
    """The answer. `mood` is busy, calm, good, wait or bad; `again` looks once more; `slip` is empty without a ticket."""

    title: str
    number: str
    service: str
    state: str
    ahead: str
    wait: str
    advice: str
    mood: str
    again: bool
    slip: SlipNote


_MOOD = {
    TicketState.WAITING: "calm",
    TicketState.CALLED: "good",
    TicketState.SERVING: "good",
    TicketState.DONE: "calm",
    TicketState.NO_SHOW: "wait",
    TicketState.PARKED: "wait",
    TicketState.VOID: "wait",
}
_LOST = (EnquiryState.NONE, EnquiryState.AWAY)


def present(facts: Facts, visit: Visit) -> AskNumberView | MyTicketView:
    """Return the page that asks for a number, or the one that answers."""
    tr, enquiry = facts.tr, visit.enquiry
    if enquiry.state is EnquiryState.NOTHING:
        typed = visit.box(BOX)
        return AskNumberView(
            title=tr("mine.title"),
            lead=tr("mine.lead"),
            hint=tr("mine.hint"),
            letters=facts.ticket_letters,
            off="" if number_in(typed.query) else tr("mine.incomplete"),
        )
    ticket = enquiry.ticket
    ahead = _ahead(facts, ticket)
    return MyTicketView(
        title=tr("mine.title"),
        number=enquiry.number,
        service=facts.service_name(ticket.service, ticket.service_name) if ticket else "",
        state=tr(f"mine.is_{ticket.state}") if ticket else tr(f"mine.{enquiry.state}"),
        ahead=ahead,
        wait=tr("wait.line", wait=wait_words(ticket.wait_minutes, tr)) if ticket and ahead and ticket.ahead else "",
        advice=_advice(facts, enquiry),
        mood=_MOOD[ticket.state] if ticket else "bad" if enquiry.state in _LOST else "busy",
        again=enquiry.state is not EnquiryState.ASKING,
        slip=_slip(facts, visit, ticket),
    )


def _counter(facts: Facts, ticket: Ticket) -> str:
    plans = facts.content.counters if facts.content else ()
    plan = next((c for c in plans if c.code == ticket.counter), None)
    return plan.name if plan else ticket.counter_name


def _ahead(facts: Facts, ticket: Ticket | None) -> str:
    if ticket is None or ticket.state is not TicketState.WAITING:
        return ""
    return facts.tr("ticket.ahead", count=ticket.ahead) if ticket.ahead else facts.tr("ticket.next")


def _advice(facts: Facts, enquiry: Enquiry) -> str:
    tr, ticket = facts.tr, enquiry.ticket
    if ticket is not None:
        return tr(f"mine.do_{ticket.state}", counter=_counter(facts, ticket))
    return tr(f"mine.advice_{enquiry.state}", hotline=facts.hotline) if enquiry.state in _LOST else ""


def _slip(facts: Facts, visit: Visit, ticket: Ticket | None) -> SlipNote:
    if ticket is None or ticket.state in (TicketState.DONE, TicketState.VOID):
        return SlipNote("")
    return slip_note(facts, visit, slip_name(ticket.number), facts.tr("mine.print"))
