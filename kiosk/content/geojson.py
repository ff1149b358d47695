"""Reads map layers (GeoJSON, RFC 7946) into features, and says what is wrong with one, with its line."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from kiosk.domain.maps import RANKS, Feature, Layer, MapGround, MapLayer, Point

LAYER_LIMIT_BYTES = 4 * 1024 * 1024  # a county with every lane has one or two
_SHAPES = {
    Layer.BOUNDARY: ("Polygon", "MultiPolygon"),
    Layer.WATER: ("LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    Layer.RAILWAYS: ("LineString", "MultiLineString"),
    Layer.ROADS: ("LineString", "MultiLineString"),
    Layer.PLACES: ("Point",),
}
_RING_LEAST = 4  # the first point again at the end
_LIST_START = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")

LayerFault = tuple[int, str]  # line of the file, from 1; what is wrong


class _WrongError(Exception):
    """A feature is not what its layer holds; the text says why."""


def ground_of(layers: Sequence[MapLayer]) -> MapGround:
    """Return the features of layers that `layer_faults` found nothing in, in the order of drawing."""
    by_name = {layer.name: json.loads(layer.geojson) for layer in layers}
    features = [_feature(one, kind) for kind in Layer if kind in by_name for one in by_name[kind]["features"]]
    features.sort(key=_order)
    sources = dict.fromkeys(data["attribution"] for data in by_name.values())
    english = dict.fromkeys(data.get("attribution_en", "") for data in by_name.values())
    return MapGround(tuple(features), "；".join(sources), "; ".join(english) if all(english) else "")


def layer_faults(layer: MapLayer) -> Iterator[LayerFault]:
    """Yield what is wrong with a layer."""
    if layer.name not in list(Layer):
        yield 0, f"there is no map layer {layer.name!r}; the layers are {', '.join(Layer)}"
        return
    if len(layer.geojson.encode()) > LAYER_LIMIT_BYTES:
        yield 0, f"the layer is larger than {LAYER_LIMIT_BYTES // 1024**2} MiB: leave out what no visitor looks for"
        return
    try:
        data = json.loads(layer.geojson)
    except json.JSONDecodeError as err:
        yield err.lineno, f"not JSON: {err.msg}"
        return
    yield from _collection_faults(data)
    if isinstance(data, dict) and isinstance(data.get("features"), list):
        lines = _lines(layer.geojson)
        for number, one in enumerate(data["features"]):
            try:
                _feature(one, Layer(layer.name))
            except _WrongError as err:
                line = lines[number] if number < len(lines) else 1
                yield line, f"{_called(one, number)}: {err}"


def layer_points(layer: MapLayer) -> Iterator[tuple[int, str, Point]]:
    """Yield line, name and a point of each feature of a layer without faults."""
    lines = _lines(layer.geojson)
    for number, one in enumerate(json.loads(layer.geojson)["features"]):
        for part in _feature(one, Layer(layer.name)).parts:
            yield lines[number], _called(one, number), part[0]


def _collection_faults(data: Any) -> Iterator[LayerFault]:
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        yield 1, 'the file must be a GeoJSON object of "type": "FeatureCollection"'
        return
    if not isinstance(data.get("features"), list):
        yield 1, '"features" must be a list'
    attribution = data.get("attribution")
    if not isinstance(attribution, str) or not attribution.strip():
        yield 1, '"attribution" is missing: write whose map it is, its licence and its review number'
    if "crs" in data:
        yield 1, '"crs" is not allowed: GeoJSON is WGS-84, convert the coordinates and leave it out'


def _feature(one: Any, layer: Layer) -> Feature:
    if not isinstance(one, dict) or one.get("type") != "Feature" or not isinstance(one.get("geometry"), dict):
        raise _WrongError('expected an object of "type": "Feature" with a geometry')
    told = one.get("properties") or {}
    if not isinstance(told, dict):
        raise _WrongError('"properties" must be an object')
    shape = one["geometry"].get("type")
    if shape not in _SHAPES[layer]:
        raise _WrongError(f"{shape!r} does not belong into {layer}; there are {', '.join(_SHAPES[layer])}")
    rank = told.get("rank", "lake" if layer is Layer.WATER and "Polygon" in shape else RANKS[layer][0])
    if rank not in RANKS[layer]:
        raise _WrongError(f"there is no rank {rank!r}; the ranks of {layer} are {', '.join(RANKS[layer])}")
    names = [told.get(key, "") for key in ("name", "name_en")]
    if not all(isinstance(name, str) for name in names):
        raise _WrongError("names must be texts")
    parts = tuple(_parts(shape, one["geometry"].get("coordinates")))
    return Feature(layer, rank, parts, "Polygon" in shape, *names)


def _parts(shape: str, data: Any) -> Iterator[tuple[Point, ...]]:
    """Yield the parts of a geometry; of polygons the outer rings: holes are not drawn."""
    match shape:
        case "Point":
            yield (_point(data),)
        case "LineString":
            yield _line(data)
        case "Polygon":
            yield _ring(_list(data)[0])
        case _:
            for part in _list(data):
                yield from _parts(shape.removeprefix("Multi"), part)


def _line(data: Any) -> tuple[Point, ...]:
    points = tuple(_point(pair) for pair in _list(data))
    if len(points) < 2:
        raise _WrongError("a line needs two points")
    return points


def _ring(data: Any) -> tuple[Point, ...]:
    points = tuple(_point(pair) for pair in _list(data))
    if len(points) < _RING_LEAST or points[0] != points[-1]:
        raise _WrongError("a ring needs four points, the last the same as the first")
    return points


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list) or not data:
        raise _WrongError("coordinates are missing")
    return data


def _point(data: Any) -> Point:
    numbers = data[:2] if isinstance(data, list) else []
    if len(numbers) != 2 or not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in numbers):
        raise _WrongError(f"{str(data)[:40]} is not a place: write [longitude, latitude]")
    lon, lat = numbers
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _WrongError(f"{numbers} is not on the earth: write longitude first")
    return float(lon), float(lat)


def _order(feature: Feature) -> tuple[int, int]:
    """Sort by layer, and within one the least important first: the others are drawn over it."""
    return list(Layer).index(feature.layer), -RANKS[feature.layer].index(feature.rank)


def _called(one: Any, number: int) -> str:
    told = one.get("properties") if isinstance(one, dict) else None
    name = told.get("name") if isinstance(told, dict) else None
    return f"feature {number + 1}" + (f" ({name})" if isinstance(name, str) and name else "")


def _lines(text: str) -> list[int]:
    """Return the line on which each feature starts."""
    start = _LIST_START.search(text)
    lines: list[int] = []
    decoder, at = json.JSONDecoder(), start.end() if start else len(text)
    line, counted = 1, 0
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text) or text[at] == "]":
            return lines
        line, counted = line + text.count("\n", counted, at), at
        lines.append(line)
        at = decoder.raw_decode(text, at)[1]
