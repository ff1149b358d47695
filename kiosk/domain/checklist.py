"""A procedure's materials as a checklist: what a visitor has ticked off, and what that leaves. Pure.

Materials are told by their place in the procedure, so that a tick holds in every language.
"""

from kiosk.domain.procedures import Material, Need, Procedure

Ticks = frozenset[int]


def toggled(ticks: Ticks, index: int) -> Ticks:
    """Return the ticks after one material was touched."""
    return ticks ^ {index}


def missing(procedure: Procedure, ticks: Ticks) -> tuple[Material, ...]:
    """Return the required materials that are not ticked: without them the visit is in vain."""
    return _unticked(procedure, ticks, Need.REQUIRED)


def can_follow(procedure: Procedure, ticks: Ticks) -> tuple[Material, ...]:
    """Return the materials that are not ticked and may be handed in later (容缺)."""
    return _unticked(procedure, ticks, Need.LATER)


def _unticked(procedure: Procedure, ticks: Ticks, need: Need) -> tuple[Material, ...]:
    return tuple(m for i, m in enumerate(procedure.materials) if m.need is need and i not in ticks)
