"""What to say of a slip: before it is printed, while it is, and when there is no paper."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.terminal.facts import Facts, Paper
from kiosk.terminal.slip import Slip, SlipState
from kiosk.terminal.tickets.attempt import Trouble


@dataclass(frozen=True, slots=True)
class SlipNote:
    """The button that prints, and the line below it. `mood` is quiet, busy, good or wait; `off` why it cannot print now."""

    button: str
    text: str = ""
    mood: str = "quiet"
    off: str = ""


_MOOD = {
    SlipState.IDLE: "quiet",
    SlipState.PRINTING: "busy",
    SlipState.PRINTED: "good",
    SlipState.UNCERTAIN: "wait",
    SlipState.UNPRINTED: "wait",
}


class HasSlip(Protocol):
    """What knows how the slip of this visit fares: the visit itself, or a copy of its entries."""

    @property
    def slip(self) -> Slip:
        """The slip asked for last."""


def slip_note(facts: Facts, visit: HasSlip, name: str, button: str) -> SlipNote:
    """Return what a screen says of its slip.

    Args:
        facts: What is known now.
        visit: Whose slip it is.
        name: As given to `Slips.print`.
        button: The words on the button before anything is printed.
    """
    tr, state = facts.tr, visit.slip.state_of(name)
    if facts.paper is Paper.NONE:
        return SlipNote(button, tr("slip.advice_no_printer"), "wait", tr("slip.advice_no_printer"))
    text = tr("slip.paper_away") if not facts.paper.prints else ""
    if state is SlipState.UNPRINTED:
        text = tr(f"slip.advice_{visit.slip.trouble or Trouble.OTHER}")
    elif state is not SlipState.IDLE:
        text = tr(f"slip.{state}")
    return SlipNote(
        button=button if state is SlipState.IDLE else tr("slip.again"),
        text=text,
        mood="wait" if state is SlipState.IDLE and text else _MOOD[state],
        off=tr("slip.printing") if visit.slip.state is SlipState.PRINTING else "",  # this one, or one of another page
    )
