"""Queue tickets: their states, numbers, order and the moves between states."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket is in its life (排队中, 已叫号, 办理中, 办结, 过号, 挂起, 作废)."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"
    PARKED = "parked"
    VOID = "void"


class CounterState(StrEnum):
    """What a counter is doing (空闲, 呼叫中, 办理中, 暂停服务)."""

    FREE = "free"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"


class Priority(StrEnum):
    """Groups that go first, by self declaration (requirements M12); NORMAL is everybody else."""

    NORMAL = "normal"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    MILITARY = "military"
    MINOR = "minor"
    MIGRANT_WORKER = "migrant_worker"
    LOW_INCOME = "low_income"


@dataclass(frozen=True, slots=True)
class WaitRange:
    """An expected wait in whole minutes, from `low` to `high`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TicketNote:
    """What the clerk is told about a visit: what the visitor came for, and which required materials they lack.

    Titles and material names of the content only, nothing of the person. `missing` is None where nobody went through the
    materials, empty where the visitor has them all.
    """

    errand: str = ""
    missing: tuple[str, ...] | None = None

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.errand and self.missing is None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One visitor's place in one queue today; `note` is for clerks, others find it empty."""

    number: str
    service: str
    service_name: str
    priority: Priority
    state: TicketState
    issued_at: datetime
    request_id: str
    ahead: int
    wait_minutes: WaitRange
    counter: str = ""
    counter_name: str = ""
    calls: int = 0
    note: TicketNote = field(default_factory=TicketNote)


class Move(StrEnum):
    """What a clerk can do with the ticket at the counter."""

    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no-show"
    PARK = "park"
    TRANSFER = "transfer"


# From which state a move may start and where it leads; `recall` stays where it is.
MOVES: dict[Move, tuple[frozenset[TicketState], TicketState]] = {
    Move.RECALL: (frozenset({TicketState.CALLED}), TicketState.CALLED),
    Move.START: (frozenset({TicketState.CALLED}), TicketState.SERVING),
    Move.FINISH: (frozenset({TicketState.SERVING}), TicketState.DONE),
    Move.NO_SHOW: (frozenset({TicketState.CALLED}), TicketState.NO_SHOW),
    Move.PARK: (frozenset({TicketState.CALLED, TicketState.SERVING}), TicketState.PARKED),
    Move.TRANSFER: (frozenset({TicketState.CALLED, TicketState.SERVING}), TicketState.WAITING),
}


def state_after(state: TicketState, move: Move) -> TicketState | None:
    """Return the state that a move leads to, or None where it is not allowed."""
    allowed, after = MOVES[move]
    return after if state in allowed else None


def ticket_number(prefix: str, count: int) -> str:
    """Return the number of the `count`-th ticket of a service today, such as `A005`; four digits from 1,000 on.

    Raises:
        ValueError: `count` is not positive.
    """
    if count < 1:
        raise ValueError(f"the first ticket of a day has count 1, not {count}")
    return f"{prefix}{count:03d}"


def wait_range(ahead: int, minutes: int, counters: int) -> WaitRange:
    """Estimate the wait: people ahead times minutes each, shared by the counters that serve them, give or take 30 %.

    Rounded outwards to whole minutes, from 20 minutes on to steps of five. With no counter open, one is assumed.
    """
    middle = ahead * minutes / max(1, counters)
    low, high = int(middle * 0.7), -int(-middle * 1.3 // 1)
    if high >= 20:
        low, high = low // 5 * 5, -(-high // 5) * 5
    return WaitRange(low, high)
