"""One question for a ticket by its number, as the visit keeps it. Pure values; `my_ticket.py` drives them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.tickets import Ticket

_NUMBER = re.compile(r"([A-Z])0*([1-9]\d{0,3})")


class EnquiryState(StrEnum):
    """How far the question has come."""

    NOTHING = "nothing"  # nothing asked yet
    ASKING = "asking"
    FOUND = "found"
    NONE = "none"  # there is no such number today
    AWAY = "away"  # the hall did not answer


@dataclass(frozen=True, slots=True)
class Enquiry:
    """The question asked last and its answer."""

    number: str = ""
    state: EnquiryState = EnquiryState.NOTHING
    ticket: Ticket | None = None


def number_in(typed: str) -> str:
    """Return the ticket number that was typed, such as A005 for a5; empty where it is none yet."""
    match = _NUMBER.fullmatch("".join(typed.split()).upper())
    return f"{match[1]}{int(match[2]):03d}" if match else ""
