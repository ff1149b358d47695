"""Taking one ticket, from the first touch to the paper in the hand: the stages and which may follow which.

Pure values; `desk.py` drives them.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import uuid4

from kiosk.domain.tickets import Priority, Ticket, TicketNote


class Stage(StrEnum):
    """How far taking a ticket has come."""

    READY = "ready"  # the visitor may still choose
    ISSUING = "issuing"  # the hall has been asked
    AWAY = "away"  # the hall did not answer: the same request may be sent again
    REFUSED = "refused"  # the hall said no
    PRINTING = "printing"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"  # sent, but the printer did not say that it printed
    UNPRINTED = "unprinted"  # the number stands, there is no paper


MAY_ASK = frozenset({Stage.READY, Stage.AWAY})
BUSY = frozenset({Stage.ISSUING, Stage.PRINTING})
MAY_PRINT_AGAIN = frozenset({Stage.UNCERTAIN, Stage.UNPRINTED})


class Trouble(StrEnum):
    """Why there is no paper, or no ticket."""

    NONE = ""
    NO_PAPER = "no_paper"
    COVER = "cover"
    OFFLINE = "offline"
    NO_PRINTER = "no_printer"
    CLOSED = "closed"
    USED_UP = "used_up"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a ticket. Every repeat carries the same `request_id`, so that the hall never gives two numbers.

    `note` is for the clerk, `own_note` says the same in the visitor's language.
    """

    service: str
    request_id: str
    priority: Priority = Priority.NORMAL
    stage: Stage = Stage.READY
    ticket: Ticket | None = None
    trouble: Trouble = Trouble.NONE
    note: TicketNote = field(default_factory=TicketNote)
    own_note: TicketNote = field(default_factory=TicketNote)


def new_attempt(service: str) -> Attempt:
    """Return a fresh attempt with a request id of its own."""
    return Attempt(service, uuid4().hex)


def asked(attempt: Attempt, priority: Priority, note: TicketNote, own_note: TicketNote) -> Attempt | None:
    """Return the attempt once the hall is asked; None when asking now would be asking twice.

    Priority and notes of the first request stay: the hall answers a repeat with the ticket of the first.
    """
    if attempt.stage not in MAY_ASK:
        return None
    if attempt.stage is Stage.READY:
        attempt = replace(attempt, priority=priority, note=note, own_note=own_note)
    return replace(attempt, stage=Stage.ISSUING, trouble=Trouble.NONE)


def reprinting(attempt: Attempt) -> Attempt | None:
    """Return the attempt while its ticket is printed once more; None when there is nothing to print again."""
    if attempt.stage not in MAY_PRINT_AGAIN or attempt.ticket is None:
        return None
    return replace(attempt, stage=Stage.PRINTING, trouble=Trouble.NONE)
