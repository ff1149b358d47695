"""Pins on a map: those that would overlap stand together as one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

Spot = tuple[float, float]  # pixels, x to the right and y upwards


@dataclass(frozen=True, slots=True)
class Cluster:
    """One pin: where it stands, and the numbers of the places it stands for, in their order."""

    spot: Spot
    members: tuple[int, ...]


def gather(spots: Sequence[Spot], reach: float) -> tuple[Cluster, ...]:
    """Return pins for places: no two pins are nearer than `reach` pixels both across and up.

    The earlier place keeps its spot; a later one that is too near joins it.
    """
    found: list[tuple[Spot, list[int]]] = []
    for number, (x, y) in enumerate(spots):
        for (at_x, at_y), members in found:
            if abs(at_x - x) < reach and abs(at_y - y) < reach:
                members.append(number)
                break
        else:
            found.append(((x, y), [number]))
    return tuple(Cluster(spot, tuple(members)) for spot, members in found)
