"""Draws the map's ground from lines: land, water, railways, roads by rank, names. Built once for each zoom step."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, Line, Mesh, PopMatrix, PushMatrix, Rectangle, Rotate, Translate
from kivy.graphics.tesselator import TYPE_POLYGONS, WINDING_ODD, Tesselator
from kivy.uix.widget import Widget

from kiosk.domain.maps import Feature, Layer, MapGround
from kiosk.domain.places import Position
from kiosk.terminal.places.camera import Camera
from kiosk.ui.lettering import draw_text

Box = tuple[float, float, float, float]
_STEP_PX = 1.5  # points nearer than this draw nothing that can be seen
_HALO_PX = 2
_NAME_EVERY_MM = 90.0  # along a road, at the streets' zoom; nearer ones show less of it


@dataclass(frozen=True, slots=True)
class _Stroke:
    """How a rank of lines is drawn: width in millimetres at the nearest zoom, colour token, edge, from which zoom on."""

    width_mm: float
    fill: str
    edge: str = ""
    least: int = 0
    names: int = 99  # from which zoom on it is named


_STROKES = {
    (Layer.WATER, "river"): _Stroke(4.0, "water", names=13),
    (Layer.WATER, "stream"): _Stroke(1.6, "water", least=12, names=15),
    (Layer.RAILWAYS, "railway"): _Stroke(0.9, "ink_soft", least=12, names=14),
    (Layer.ROADS, "motorway"): _Stroke(2.6, "road_great", "road_edge", names=13),
    (Layer.ROADS, "trunk"): _Stroke(2.4, "road_great", "road_edge", names=13),
    (Layer.ROADS, "main"): _Stroke(2.0, "road_main", "road_edge", names=13),
    (Layer.ROADS, "street"): _Stroke(1.7, "road", "road_edge", least=13, names=15),
    (Layer.ROADS, "lane"): _Stroke(1.0, "road", "road_edge", least=14, names=16),
}
_PLACE_ZOOM = {"county": 0, "town": 0, "village": 13, "landmark": 15}
_NARROW = 0.78  # the width of lines, for each zoom step outwards
_NEAR_ZOOM = 16
_EDGE_MM = 0.35
# mixed from the theme's: the first, the second, and how much of the second
_COLOURS = {
    "land": ("ground", "ink", 0.04),
    "water": ("primary", "surface", 0.72),
    "road": ("surface", "surface", 0.0),
    "road_main": ("wait_soft", "surface", 0.35),
    "road_great": ("wait_soft", "wait", 0.25),
    "road_edge": ("ink_soft", "surface", 0.35),
}


def map_colour(look: Any, name: str) -> tuple[float, ...]:
    """Return a colour of the map in the theme of now."""
    if name not in _COLOURS:
        return tuple(look.colour(name))
    one, other, share = _COLOURS[name]
    return tuple(a + (b - a) * share for a, b in zip(look.colour(one), look.colour(other), strict=True))


class VectorGround(Widget):  # type: ignore[misc]
    """The ground, drawn about (0, 0), which is the camera's anchor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint=(None, None), size=(1, 1), **kwargs)
        self._drawing: _Drawing | None = None
        self._name = Clock.create_trigger(self._draw_names, 0)

    def draw(self, ground: MapGround, camera: Camera, *, english: bool) -> None:
        """Draw for the camera's zoom; where it looks does not matter. Names come a frame later: they take as long again."""
        self._drawing = _Drawing(ground, camera, App.get_running_app().look, english)
        self.canvas.clear()
        self.canvas.add(self._drawing.lines())
        self._name()

    def _draw_names(self, *_: object) -> None:
        if self._drawing:
            self.canvas.add(self._drawing.names())
            self._drawing = None


class _Drawing:
    """One drawing of the ground.

    Args:
        ground: What is drawn.
        camera: Its zoom and anchor count.
        look: Sizes and colours.
        english: Whether names are English.
    """

    def __init__(self, ground: MapGround, camera: Camera, look: Any, english: bool) -> None:
        self._camera, self._look, self._english = camera, look, english
        self._placed = [(feature, [self._line(part) for part in feature.parts]) for feature in ground.features]
        self._group = InstructionGroup()
        self._taken: list[Box] = []
        self._narrow = _NARROW ** max(0, _NEAR_ZOOM - camera.zoom)

    def lines(self) -> InstructionGroup:
        """Return land, water, railways and roads."""
        for feature, lines in self._placed:
            if feature.layer is Layer.BOUNDARY:
                self._boundary(lines)
        for edges in (True, False):
            for feature, lines in self._placed:
                self._stroke(feature, lines, edges)
        return self._group

    def names(self) -> InstructionGroup:
        """Return what stands on it."""
        self._group = InstructionGroup()
        for feature, lines in reversed(self._placed):  # the important ones first: they get the room
            if feature.layer is Layer.PLACES:
                self._place_name(feature, lines[0])
        for feature, lines in reversed(self._placed):
            if feature.layer is not Layer.PLACES:
                self._line_name(feature, lines)
        return self._group

    def _line(self, points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
        """Return points as drawn, without those that draw nothing."""
        kept: list[tuple[float, float]] = []
        for lon, lat in points:
            spot = self._camera.spot(Position(lat, lon))
            if not kept or math.dist(spot, kept[-1]) >= _STEP_PX:
                kept.append(spot)
        if len(kept) == 1 and len(points) > 1:
            kept.append(spot)
        return kept

    def _boundary(self, lines: list[list[tuple[float, float]]]) -> None:
        for line in lines:
            self._fill(line, "land")
            self._colour("ink_soft")
            width = max(1.0, 0.6 * self._look.mm * self._narrow)
            self._group.add(Line(points=_flat(line), width=width, close=True))

    def _stroke(self, feature: Feature, lines: list[list[tuple[float, float]]], edges: bool) -> None:
        if feature.closed:
            if edges and feature.layer is not Layer.BOUNDARY:
                for line in lines:
                    self._fill(line, "water")
            return
        stroke = _STROKES.get((feature.layer, feature.rank))
        if stroke is None or self._camera.zoom < stroke.least or (edges and not stroke.edge):
            return
        width = max(0.7, stroke.width_mm * self._look.mm * self._narrow / 2)
        self._colour(stroke.edge if edges else stroke.fill)
        for line in lines:
            self._group.add(
                Line(
                    points=_flat(line),
                    width=width + (_EDGE_MM * self._look.mm * max(0.5, self._narrow) if edges else 0),
                    joint="round",
                    cap="round",
                    joint_precision=3,
                    cap_precision=4,
                )
            )

    def _fill(self, ring: list[tuple[float, float]], colour: str) -> None:
        shape = Tesselator()
        shape.add_contour(_flat(ring))
        if shape.tesselate(WINDING_ODD, TYPE_POLYGONS):
            self._colour(colour)
            for vertices, indices in shape.meshes:
                self._group.add(Mesh(vertices=vertices, indices=indices, mode="triangle_fan"))

    def _place_name(self, feature: Feature, line: list[tuple[float, float]]) -> None:
        if self._camera.zoom < _PLACE_ZOOM[feature.rank]:
            return
        great = feature.rank in ("county", "town")
        texture = self._text(self._name(feature), 1.0 if great else 0.8, "ink" if great else "ink_soft")
        (x, y), (width, height) = line[0], texture.size
        if self._free((x - width / 2, y - height / 2, x + width / 2, y + height / 2)):
            self._colour("white")
            self._group.add(
                Rectangle(texture=texture, size=texture.size, pos=(int(x - width / 2), int(y - height / 2)))
            )

    def _line_name(self, feature: Feature, lines: list[list[tuple[float, float]]]) -> None:
        stroke = _STROKES.get((feature.layer, feature.rank))
        name = self._name(feature)
        if not name or (stroke and self._camera.zoom < stroke.names) or (stroke is None and not feature.closed):
            return
        if feature.layer is Layer.BOUNDARY:
            return
        texture = self._text(name, 0.72, "primary" if feature.layer is Layer.WATER else "ink_soft")
        if feature.closed:
            x, y = _middle(lines[0])
            self._write(texture, x, y, 0.0)
            return
        gap = _NAME_EVERY_MM * self._look.mm * 2 ** max(0, self._camera.zoom - 15)
        for x, y, angle in _stretches(lines, texture.size[0] * 1.15, gap):
            self._write(texture, x, y, angle)

    def _write(self, texture: Any, x: float, y: float, angle: float) -> None:
        width, height = texture.size
        turned = abs(math.cos(angle)), abs(math.sin(angle))
        half_x = (width * turned[0] + height * turned[1]) / 2
        half_y = (width * turned[1] + height * turned[0]) / 2
        if not self._free((x - half_x, y - half_y, x + half_x, y + half_y)):
            return
        self._colour("white")
        for step in (
            PushMatrix(),
            Translate(round(x), round(y)),
            Rotate(angle=math.degrees(angle), axis=(0, 0, 1)),
            Rectangle(texture=texture, size=texture.size, pos=(-width // 2, -height // 2)),
            PopMatrix(),
        ):
            self._group.add(step)

    def _free(self, box: Box) -> bool:
        """Take a box for a name; False when another name stands there."""
        if any(_meet(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        return True

    def _name(self, feature: Feature) -> str:
        return feature.name_en if self._english and feature.name_en else feature.name

    def _text(self, text: str, size: float, tint: str) -> Any:
        look = self._look
        return _name_picture(text, int(look.body * size), map_colour(look, tint), map_colour(look, "surface"))

    def _colour(self, name: str) -> None:
        self._group.add(Color(1, 1, 1, 1) if name == "white" else Color(*map_colour(self._look, name)))


@lru_cache(maxsize=256)
def _name_picture(text: str, size_px: int, ink: tuple[float, ...], halo: tuple[float, ...]) -> Any:
    return draw_text(text, font_size=size_px, color=ink, outline_width=_HALO_PX, outline_color=halo)


def _flat(line: list[tuple[float, float]]) -> list[float]:
    return [value for point in line for value in point]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _stretches(
    lines: list[list[tuple[float, float]]], width: float, gap: float
) -> Iterator[tuple[float, float, float]]:
    """Yield places for a name along lines: the middle of stretches long and straight enough, some way apart."""
    for line in lines:
        start, way, since = 0, 0.0, gap / 2
        for here in range(1, len(line)):
            way += math.dist(line[here - 1], line[here])
            chord = math.dist(line[start], line[here])
            if chord < width:
                continue
            if since + way >= gap / 2 and chord > 0.94 * way:
                (x0, y0), (x1, y1) = line[start], line[here]
                angle = math.atan2(y1 - y0, x1 - x0)
                angle += math.pi if angle <= -math.pi / 2 else -math.pi if angle > math.pi / 2 else 0
                yield (x0 + x1) / 2, (y0 + y1) / 2, angle
                since = -gap / 2
            since += way
            start, way = here, 0.0
