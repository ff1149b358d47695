"""Who is next: the one rule by which visitors are called, as a pure function.

Priority groups go first, each group of visitors in the order of arrival. But as soon as two of them in a row have gone
past a normal visitor who was already waiting, the normal visitor who has waited longest goes next.
"""

from collections import deque
from collections.abc import Sequence
from typing import Protocol, TypeVar

from kiosk.domain.tickets import Priority

MAX_IN_A_ROW = 2


class Waiting(Protocol):
    """What the rule needs to know of a ticket."""

    @property
    def priority(self) -> Priority:
        """The visitor's group."""


W = TypeVar("W", bound=Waiting)


def line_up(waiting: Sequence[W], passed: int) -> list[W]:
    """Return waiting tickets in the order in which they will be called.

    Args:
        waiting: The tickets, oldest first.
        passed: How many priority tickets in a row have been called past the oldest normal one.
    """
    first = deque(t for t in waiting if t.priority is not Priority.NORMAL)
    normal = deque(t for t in waiting if t.priority is Priority.NORMAL)
    line: list[W] = []
    while first or normal:
        if first and (not normal or passed < MAX_IN_A_ROW):
            line.append(first.popleft())
            passed += 1
        else:
            line.append(normal.popleft())
            passed = 0
    return line
