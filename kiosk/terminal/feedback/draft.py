"""What a visitor has said so far, before it is sent. Pure values."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.domain.feedback import About, Grade, OpinionKind, Reason
from kiosk.domain.tickets import Ticket

PHONE_DIGITS = range(7, 14)


class Fate(StrEnum):
    """What has become of something that the visitor sends."""

    OPEN = "open"
    SENDING = "sending"
    KEPT = "kept"  # durably, on its way to the centre
    NOT_KEPT = "not_kept"


class TicketFound(StrEnum):
    """What the hall said of the ticket number that the visitor typed."""

    NOT_ASKED = ""
    ASKING = "asking"
    FOUND = "found"
    UNKNOWN = "unknown"
    NO_ANSWER = "no_answer"  # the number is taken as typed


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """A rating being given."""

    grade: Grade | None = None
    reasons: tuple[Reason, ...] = ()
    service: str = ""
    number: str = ""
    ticket: Ticket | None = None
    letter: str = ""  # the id stays when sending is tried again: kept twice is kept once
    found: TicketFound = TicketFound.NOT_ASKED
    fate: Fate = Fate.OPEN


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """A suggestion, complaint or praise being written; the words stand in the visit's typed boxes."""

    kind: OpinionKind = OpinionKind.SUGGESTION
    about: About = About.OTHER
    letter: str = ""
    receipt: str = ""
    fate: Fate = Fate.OPEN
    withdrawn: Fate = Fate.OPEN


@dataclass(frozen=True, slots=True)
class Said:
    """All that this visitor says."""

    rating: RatingDraft = field(default_factory=RatingDraft)
    opinion: OpinionDraft = field(default_factory=OpinionDraft)


def graded(draft: RatingDraft, grade: Grade) -> RatingDraft:
    """Return the rating with a grade; reasons go when the new grade asks for none."""
    return replace(draft, grade=grade, reasons=draft.reasons if grade.poor else (), fate=Fate.OPEN)


def toggled(draft: RatingDraft, reason: Reason) -> RatingDraft:
    """Return the rating with a reason put in or taken out, in the order of the list."""
    chosen = set(draft.reasons) ^ {reason}
    return replace(draft, reasons=tuple(r for r in Reason if r in chosen))


def phone_is_whole(digits: str) -> bool:
    """Tell whether a text may be a phone number in full: 7 digits for a town's own number, 11 for a mobile one."""
    return digits.isascii() and digits.isdigit() and len(digits) in PHONE_DIGITS
