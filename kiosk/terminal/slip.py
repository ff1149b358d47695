"""One slip on its way to paper, as the visit keeps it. Pure values; `slips.py` drives them."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.terminal.tickets.attempt import Trouble


class SlipState(StrEnum):
    """How far a slip has come."""

    IDLE = "idle"
    PRINTING = "printing"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"  # sent, but the printer did not say that it printed
    UNPRINTED = "unprinted"


@dataclass(frozen=True, slots=True)
class Slip:
    """The slip that was asked for last: `name` says which, `trouble` why there is no paper."""

    name: str = ""
    state: SlipState = SlipState.IDLE
    trouble: Trouble = Trouble.NONE

    def state_of(self, name: str) -> SlipState:
        """Return how far the slip of a name has come."""
        return self.state if name == self.name else SlipState.IDLE
