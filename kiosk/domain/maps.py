"""The map of a county as drawn from lines: its layers, and what they hold."""

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]  # longitude, latitude in degrees of WGS-84, as GeoJSON orders them


class Layer(StrEnum):
    """What a map is made of, in the order of drawing."""

    BOUNDARY = "boundary"
    WATER = "water"
    RAILWAYS = "railways"
    ROADS = "roads"
    PLACES = "places"


RANKS: dict[Layer, tuple[str, ...]] = {
    Layer.BOUNDARY: ("county",),
    Layer.WATER: ("river", "stream", "lake"),
    Layer.RAILWAYS: ("railway",),
    Layer.ROADS: ("motorway", "trunk", "main", "street", "lane"),
    Layer.PLACES: ("county", "town", "village", "landmark"),
}
"""The ranks of features by layer, the most important first."""


@dataclass(frozen=True, slots=True)
class MapLayer:
    """One layer as content: `name` is one of `Layer`, `geojson` the text of its file (RFC 7946)."""

    name: str
    geojson: str


@dataclass(frozen=True, slots=True)
class Feature:
    """Something on the map: points, lines or closed rings, by its layer and rank."""

    layer: Layer
    rank: str
    parts: tuple[tuple[Point, ...], ...]
    closed: bool = False
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class MapGround:
    """What a map draws below pins, in the order of drawing, and whose work it is. Compared by identity: it is large."""

    features: tuple[Feature, ...] = ()
    attribution: str = ""
    attribution_en: str = ""

    __eq__ = object.__eq__
    __hash__ = object.__hash__
