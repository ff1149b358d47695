"""How long a way takes on foot, by bicycle and by car, as an estimate from the straight line.

Nobody plans routes here: a detour factor stands for the streets. On screen every such figure says that it is an estimate.
"""

from enum import StrEnum

DETOUR = 1.3
"""A way along streets by the straight line. Newell (1980) found 1.2 in towns, O'Sullivan (1996) 1.21 to 1.23 on foot; hills add."""


class Travel(StrEnum):
    """Ways to go somewhere, from the slowest to the fastest."""

    WALK = "walk"
    CYCLE = "cycle"
    DRIVE = "drive"


_METRES_A_MINUTE = {
    Travel.WALK: 60.0,  # GB 50180-2018 reckons 800 to 1,000 m for a walk of 15 minutes
    Travel.CYCLE: 200.0,  # 12 km/h; GB 50220-95 reckons 11 to 14
    Travel.DRIVE: 500.0,  # 30 km/h, lights and parking included: the lower end for streets of a county town
}


def minutes(way_m: float, travel: Travel) -> int:
    """Return the minutes that a straight line of some metres takes, at least one."""
    return max(1, round(way_m * DETOUR / _METRES_A_MINUTE[travel]))


def reach_m(travel: Travel, within_min: float) -> float:
    """Return how far one gets in some minutes, in metres of the straight line."""
    return _METRES_A_MINUTE[travel] * within_min / DETOUR
