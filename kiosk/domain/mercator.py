"""The plane that maps on screens are drawn in: Web Mercator in pixels, doubling with each zoom step, y upwards."""

import math

from kiosk.domain.places import Position

TILE_PX = 256  # the whole earth is one tile at zoom 0
_LAT_MAX = 85.051_128_78  # beyond it the square map of the earth ends
_EQUATOR_M = 40_075_016.686  # WGS-84


def plane(position: Position, zoom: float) -> tuple[float, float]:
    """Return where a position is, in pixels from the south-west corner of the earth."""
    side = TILE_PX * 2**zoom
    lat = math.radians(max(-_LAT_MAX, min(_LAT_MAX, position.lat)))
    up = math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi
    return (position.lon + 180) / 360 * side, (1 + up) / 2 * side


def position_at(x: float, y: float, zoom: float) -> Position:
    """Return the position at pixels from the south-west corner."""
    side = TILE_PX * 2**zoom
    lat = math.degrees(math.atan(math.sinh(math.pi * (2 * y / side - 1))))
    return Position(lat, x / side * 360 - 180)


def pixels_per_metre(lat: float, zoom: float) -> float:
    """Return how long a metre on the ground is drawn at a latitude."""
    return TILE_PX * 2**zoom / (_EQUATOR_M * math.cos(math.radians(lat)))
