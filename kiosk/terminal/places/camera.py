"""What part of the map is in sight: a zoom step and the place in the middle. Pure; pixels are those of `domain.mercator`."""

from dataclasses import dataclass, replace

from kiosk.content.tiles import Tiles
from kiosk.domain.mercator import plane, position_at
from kiosk.domain.places import Position

LEAST_ZOOM, MOST_ZOOM = 11, 17  # a county across; the doors of one street
TILES_LARGER = 1  # zoom steps: tiles are drawn at twice their size, for their writing is made for screens in the hand
_FIRST_ZOOM = 15  # the streets about the hall, the quarter of an hour on foot in sight


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks at the map from above.

    `x` and `y` say how far the middle is from `anchor` (the hall), in pixels at `zoom`, upwards and to the right.
    """

    anchor: Position
    zoom: int
    x: float = 0.0
    y: float = 0.0
    least: int = LEAST_ZOOM
    most: int = MOST_ZOOM

    def spot(self, position: Position) -> tuple[float, float]:
        """Return where a position is drawn, from the anchor."""
        x, y = plane(position, self.zoom)
        from_x, from_y = plane(self.anchor, self.zoom)
        return x - from_x, y - from_y

    def middle(self) -> Position:
        """Return what position is in the middle."""
        x, y = plane(self.anchor, self.zoom)
        return position_at(x + self.x, y + self.y, self.zoom)

    def moved(self, x: float, y: float, far: tuple[float, float]) -> "Camera":
        """Return the camera moved by pixels, its middle no farther from the anchor than `far` (across, up)."""
        return replace(self, x=_within(self.x + x, far[0]), y=_within(self.y + y, far[1]))

    def zoomed(self, steps: int, about: tuple[float, float] = (0.0, 0.0)) -> "Camera":
        """Return the camera some steps nearer; what is drawn at `about`, from the middle, stays where it is."""
        zoom = max(self.least, min(self.most, self.zoom + steps))
        factor = 2.0 ** (zoom - self.zoom)
        x = (self.x + about[0]) * factor - about[0]
        y = (self.y + about[1]) * factor - about[1]
        return replace(self, zoom=zoom, x=x, y=y)

    def home(self) -> "Camera":
        """Return the camera with the anchor in its middle."""
        return replace(self, x=0.0, y=0.0)

    def showing(self, position: Position, room: tuple[float, float]) -> "Camera":
        """Return the nearest view, from this zoom outwards, with the anchor in the middle and a position in sight.

        Args:
            position: What to show.
            room: How far from the middle is in sight, across and up.
        """
        camera = self.home()
        while camera.zoom > camera.least:
            x, y = camera.spot(position)
            if abs(x) <= room[0] and abs(y) <= room[1]:
                return camera
            camera = camera.zoomed(-1)
        return camera


def first_camera(hall: Position, tiles: Tiles | None) -> Camera:
    """Return a camera that looks at the streets about the hall, within the zoom steps that there are tiles for."""
    if tiles is None:
        return Camera(hall, _FIRST_ZOOM)
    least = min(MOST_ZOOM, max(LEAST_ZOOM, tiles.least + TILES_LARGER))
    most = max(least, min(MOST_ZOOM, tiles.most + TILES_LARGER))
    return Camera(hall, max(least, min(most, _FIRST_ZOOM)), least=least, most=most)


def _within(value: float, far: float) -> float:
    return max(-far, min(far, value))
