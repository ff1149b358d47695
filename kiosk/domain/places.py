"""Positions on the earth and how far apart they are."""

import math
from dataclasses import dataclass

_EARTH_RADIUS_M = 6_371_008.8  # mean radius of the WGS-84 ellipsoid (IUGG)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in WGS-84 (CGCS2000 is the same for our purposes), in degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not -90 <= self.lat <= 90:
            raise ValueError(f"latitude {self.lat} is outside -90..90")
        if not -180 <= self.lon <= 180:
            raise ValueError(f"longitude {self.lon} is outside -180..180")


def distance_m(a: Position, b: Position) -> float:
    """Return the great-circle distance in metres (haversine formula)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
