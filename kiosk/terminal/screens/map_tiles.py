"""The map's ground from picture tiles: kivy_garden.mapview on an MBTiles file, without its network, threads and touches.

Of version 1.0.6: `MBTilesMapSource` cannot open a file without `center` (it indexes an iterator) and connects to SQLite
anew for each tile; its downloader keeps five threads and a 60 Hz timer for ever; the attribution opens a web browser. So
the source here reads for itself, on the content worker, and the widget only lays the tiles out.
"""

import io
import sqlite3
from typing import Any

from kivy.clock import Clock
from kivy.core.image import Image as CoreImage
from kivy_garden.mapview import MapView
from kivy_garden.mapview.mbtsource import MBTilesMapSource
from kivy_garden.mapview.source import MapSource
from kivy_garden.mapview.view import ClickableLabel

from kiosk.content.tiles import Tiles
from kiosk.domain.mercator import TILE_PX, plane, position_at
from kiosk.terminal.places.camera import TILES_LARGER, Camera

_MARGIN = 0.5  # of the pane on each side: what a finger brings into sight is there already
_STALE = "done"


class TileSource(MBTilesMapSource):  # type: ignore[misc]
    """Gives the tiles of one file.

    Args:
        tiles: The file.
        jobs: Where it is read and pictures are unpacked.
    """

    def __init__(self, tiles: Tiles, jobs: Any) -> None:
        MapSource.__init__(self, min_zoom=tiles.least, max_zoom=tiles.most, attribution="", url="")
        self.tile_size = self.dp_tile_size = TILE_PX << TILES_LARGER
        self.is_xy = False
        self._tiles, self._jobs = tiles, jobs
        self._db: sqlite3.Connection | None = None

    def fill_tile(self, tile: Any) -> None:
        """Have a tile's picture read."""
        if tile.state != _STALE:
            self._jobs.submit(lambda: self._read(tile), lambda picture: _filled(tile, picture), lambda _: None)

    def _read(self, tile: Any) -> Any:
        """Return a tile's picture, unpacked; None where there is none or it is no longer wanted. Worker only."""
        if tile.state == _STALE:
            return None
        if self._db is None:
            uri = f"{self._tiles.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        row = self._db.execute(
            "select tile_data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?",
            (tile.zoom, tile.tile_x, tile.tile_y),
        ).fetchone()
        if row is None:
            return None
        return CoreImage(io.BytesIO(row[0]), ext=self._tiles.form, filename=f"{tile.zoom}.{tile.tile_x}.{tile.tile_y}")

    def close(self) -> None:
        """Close the file, after what is being read."""
        self._jobs.submit(self._close, lambda _: None, lambda _: None)

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def _filled(tile: Any, picture: Any) -> None:
    if picture is not None and tile.state != _STALE:
        tile.texture, tile.state = picture.texture, "animated"
        tile.g_color.a = 1.0


class TileGround(MapView):  # type: ignore[misc]
    """The ground about (0, 0), which is the camera's anchor: as much of it as the pane shows, and a margin.

    Args:
        tiles: The file.
        jobs: Where it is read.
    """

    def __init__(self, tiles: Tiles, jobs: Any) -> None:
        self.source = TileSource(tiles, jobs)
        super().__init__(
            map_source=self.source,
            zoom=tiles.least,
            animation_duration=0,
            background_color=(0, 0, 0, 0),
            size_hint=(None, None),
        )
        Clock.unschedule(self._animate_color)  # tiles appear at once; nothing to do sixty times a second
        for link in [child for child in self.children if isinstance(child, ClickableLabel)]:
            self.remove_widget(link)  # the screen says whose map it is, and opens no browser
        self.tiles = tiles

    def show(self, camera: Camera, pane: tuple[float, float]) -> None:
        """Lay the tiles out where the camera looks, unless they lie there already.

        Args:
            camera: What is in sight.
            pane: Width and height of what is in sight.
        """
        view: Any = self
        size = pane[0] * (1 + 2 * _MARGIN), pane[1] * (1 + 2 * _MARGIN)
        zoom = camera.zoom - TILES_LARGER
        off = abs(camera.x - view.center_x) / pane[0], abs(camera.y - view.center_y) / pane[1]
        if tuple(view.size) == size and view.zoom == zoom and max(off) < _MARGIN:
            return
        view.size, view.center, view.zoom = size, (camera.x, camera.y), zoom
        x, y = plane(camera.anchor, camera.zoom)
        middle = position_at(x + camera.x, y + camera.y, camera.zoom)
        view.center_on(middle.lat, middle.lon)

    def on_touch_down(self, _: Any) -> bool:
        """Leave touches to the pane."""
        return False

    def on_touch_move(self, _: Any) -> bool:
        """Leave touches to the pane."""
        return False

    def on_touch_up(self, _: Any) -> bool:
        """Leave touches to the pane."""
        return False
