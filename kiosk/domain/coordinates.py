"""The coordinates of Chinese map services: GCJ-02 and BD-09 from WGS-84 and back.

Maps sold in China must show places shifted by GCJ-02; Baidu shifts once more, to BD-09. What is stored stays WGS-84
(`places.Position`); these are for links into map apps only. Formulas and constants as in `wandergis/coordtransform` (MIT),
which agree with the test pairs of `googollee/eviltransform`. The latter's Python port leaves the factor 3000/180 out between
GCJ-02 and BD-09 and so lands some 26 m off; here it is in (`_BD_TURN`).
"""

import math
from dataclasses import dataclass

from kiosk.domain.places import Position

_AXIS_M = 6_378_245.0  # half the long axis of the Krasovsky 1940 ellipsoid
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943_23  # of the same
_BD_TURN = math.pi * 3000 / 180
_BD_LON, _BD_LAT = 0.0065, 0.006  # degrees
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271  # outside this box map services shift nothing
_ROUNDS = 30
_CLOSE_DEG = 1e-10  # a hundredth of a millimetre


@dataclass(frozen=True, slots=True)
class Gcj02:
    """A place as Amap and Tencent count, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Bd09:
    """A place as Baidu counts, in degrees."""

    lat: float
    lon: float


def is_shifted(lat: float, lon: float) -> bool:
    """Tell whether map services shift places here: a rectangle about China."""
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def to_gcj02(position: Position) -> Gcj02:
    """Return a position in GCJ-02; outside China the same degrees."""
    lat, lon = _shifted(position.lat, position.lon)
    return Gcj02(lat, lon)


def from_gcj02(place: Gcj02) -> Position:
    """Return the position that lands on a place of GCJ-02, found by approaching it."""
    lat, lon = place.lat, place.lon
    for _ in range(_ROUNDS):
        there_lat, there_lon = _shifted(lat, lon)
        off_lat, off_lon = place.lat - there_lat, place.lon - there_lon
        lat, lon = lat + off_lat, lon + off_lon
        if max(abs(off_lat), abs(off_lon)) < _CLOSE_DEG:
            break
    return Position(lat, lon)


def gcj02_to_bd09(place: Gcj02) -> Bd09:
    """Return a place of GCJ-02 in BD-09; outside China the same degrees."""
    if not is_shifted(place.lat, place.lon):
        return Bd09(place.lat, place.lon)
    away = math.hypot(place.lon, place.lat) + 0.000_02 * math.sin(place.lat * _BD_TURN)
    angle = math.atan2(place.lat, place.lon) + 0.000_003 * math.cos(place.lon * _BD_TURN)
    return Bd09(away * math.sin(angle) + _BD_LAT, away * math.cos(angle) + _BD_LON)


def bd09_to_gcj02(place: Bd09) -> Gcj02:
    """Return a place of BD-09 in GCJ-02, found by approaching it."""
    if not is_shifted(place.lat - _BD_LAT, place.lon - _BD_LON):
        return Gcj02(place.lat, place.lon)
    guess = Gcj02(place.lat - _BD_LAT, place.lon - _BD_LON)
    for _ in range(_ROUNDS):
        there = gcj02_to_bd09(guess)
        off_lat, off_lon = place.lat - there.lat, place.lon - there.lon
        guess = Gcj02(guess.lat + off_lat, guess.lon + off_lon)
        if max(abs(off_lat), abs(off_lon)) < _CLOSE_DEG:
            break
    return guess


def to_bd09(position: Position) -> Bd09:
    """Return a position in BD-09; outside China the same degrees."""
    return gcj02_to_bd09(to_gcj02(position))


def from_bd09(place: Bd09) -> Position:
    """Return the position of a place of BD-09."""
    return from_gcj02(bd09_to_gcj02(place))


def _shifted(lat: float, lon: float) -> tuple[float, float]:
    """Return the degrees that GCJ-02 shows for a place."""
    if not is_shifted(lat, lon):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    waves = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + waves + _slow_north(y)
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + waves + _slow_east(x)
    at = math.radians(lat)
    bulge = 1 - _ECCENTRICITY_SQUARED * math.sin(at) ** 2
    along = _AXIS_M * (1 - _ECCENTRICITY_SQUARED) / (bulge * math.sqrt(bulge))
    across = _AXIS_M / math.sqrt(bulge) * math.cos(at)
    return lat + math.degrees(north_m / along), lon + math.degrees(east_m / across)


def _slow_north(y: float) -> float:
    near = 20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)
    return (near + 160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3


def _slow_east(x: float) -> float:
    near = 20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)
    return (near + 150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
