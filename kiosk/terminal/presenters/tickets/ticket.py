"""The ticket: its number above all, whether it is printed, and what to do if not."""

from dataclasses import dataclass

from kiosk.terminal.facts import Facts
from kiosk.terminal.tickets.attempt import MAY_PRINT_AGAIN, Attempt, Stage, Trouble
from kiosk.terminal.words import wait_words


@dataclass(frozen=True, slots=True)
class TicketView:
    """The page as drawn. `mood` is busy, good, wait or bad; `action` is what the button does: again, print or done."""

    title: str
    number: str
    service: str
    ahead: str
    wait: str
    where: str
    gaps: str
    state: str
    advice: str
    mood: str
    action: str
    button: str


_STATE = {
    Stage.READY: "ticket.asking",
    Stage.ISSUING: "ticket.asking",
    Stage.PRINTING: "ticket.printing",
    Stage.PRINTED: "ticket.printed",
    Stage.UNCERTAIN: "ticket.uncertain",
    Stage.UNPRINTED: "ticket.unprinted",
    Stage.AWAY: "ticket.away",
    Stage.REFUSED: "ticket.refused",
}
_MOOD = {
    Stage.PRINTED: "good",
    Stage.UNCERTAIN: "wait",
    Stage.UNPRINTED: "wait",
    Stage.AWAY: "bad",
    Stage.REFUSED: "bad",
}


def present(facts: Facts, attempt: Attempt | None) -> TicketView:
    """Return the page for an attempt."""
    tr = facts.tr
    if attempt is None:
        attempt = Attempt("", "", stage=Stage.REFUSED, trouble=Trouble.OTHER)
    action = _action(attempt)
    ticket = attempt.ticket
    return TicketView(
        title=tr("ticket.title") if ticket else tr("ticket.title_none"),
        number=ticket.number if ticket else "",
        service=facts.service_name(attempt.service, ticket.service_name if ticket else ""),
        ahead=tr("ticket.ahead", count=ticket.ahead)
        if ticket and ticket.ahead
        else tr("ticket.next")
        if ticket
        else "",
        wait=tr("wait.line", wait=wait_words(ticket.wait_minutes, tr)) if ticket and ticket.ahead else "",
        where=_where(facts, attempt),
        gaps=tr("ticket.gaps", names=tr("list.and").join(attempt.own_note.missing))
        if ticket and attempt.own_note.missing
        else "",
        state=tr(_STATE[attempt.stage]),
        advice=_advice(facts, attempt),
        mood=_MOOD.get(attempt.stage, "busy"),
        action=action,
        button=tr(f"ticket.do_{action}") if action else "",
    )


def _where(facts: Facts, attempt: Attempt) -> str:
    counters = facts.content.counters_for(attempt.service) if facts.content and attempt.ticket else ()
    names = facts.tr("list.or").join(c.name for c in counters)
    return facts.tr("ticket.where", counters=names) if names else ""


def _advice(facts: Facts, attempt: Attempt) -> str:
    tr, ticket = facts.tr, attempt.ticket
    if ticket is None:
        key = {Stage.AWAY: "ticket.advice_away", Stage.REFUSED: f"ticket.advice_{attempt.trouble.value or 'other'}"}
        return tr(key[attempt.stage], hotline=facts.hotline) if attempt.stage in key else tr("ticket.advice_asking")
    if attempt.stage is Stage.UNPRINTED:
        reason = tr(f"paper.{attempt.trouble.value or 'other'}")
        return tr("ticket.advice_unprinted", reason=reason, number=ticket.number)
    if attempt.stage is Stage.UNCERTAIN:
        return tr("ticket.advice_uncertain", number=ticket.number)
    return tr("ticket.advice_wait")


def _action(attempt: Attempt) -> str:
    if attempt.stage is Stage.AWAY:
        return "again"
    if attempt.stage in MAY_PRINT_AGAIN and attempt.trouble is not Trouble.NO_PRINTER:
        return "print"
    return "done" if attempt.stage in (Stage.PRINTED, Stage.REFUSED, Stage.UNPRINTED) else ""
