"""Map tiles of a machine: one MBTiles file beside the bundles, `DATA/content/map.mbtiles`.

Tiles weigh hundreds of megabytes and change rarely, so they do not travel in releases (8 MiB a file): `kiosk content
import-map` checks a file and puts it on the machine in one step. Form: MBTiles 1.3 with raster tiles; the grid is that of
Web Mercator over WGS-84 (CGCS2000), not the shifted one of GCJ-02.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.content.bundles import content_folder
from kiosk.domain.errors import ContentError, StorageError
from kiosk.domain.places import Position
from kiosk.durable import sync_path

_ZOOMS = range(23)
_SIGNS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
_CURE = "export raster tiles (PNG or JPEG) as MBTiles 1.3"


@dataclass(frozen=True, slots=True)
class Tiles:
    """The tiles of a machine: their file and its time, zoom steps, form of the pictures, whose they are."""

    path: Path
    stamp: int
    least: int
    most: int
    form: str
    attribution: str
    bounds: tuple[float, float, float, float] | None = None  # west, south, east, north

    def covers(self, position: Position) -> bool:
        """Tell whether a position is on the map; yes where the file does not say how far it reaches."""
        if self.bounds is None:
            return True
        west, south, east, north = self.bounds
        return west <= position.lon <= east and south <= position.lat <= north


def tiles_path(data: Path) -> Path:
    """Return where a machine's tiles are."""
    return content_folder(data) / "map.mbtiles"


def read_tiles(path: Path) -> Tiles:
    """Return what a file of tiles says of itself, checked.

    Raises:
        ContentError: It is no MBTiles file, holds no raster tiles or does not say whose work they are.
    """
    try:
        stamp = path.stat().st_mtime_ns
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            told = {str(name): str(value) for name, value in db.execute("select name, value from metadata")}
            first = db.execute("select tile_data from tiles limit 1").fetchone()
    except OSError as err:
        raise ContentError(f"cannot read the map {path}: {err.strerror}", "name an MBTiles file") from err
    except sqlite3.Error as err:
        raise ContentError(f"{path.name} is not an MBTiles file: {err}", _CURE) from err
    if first is None:
        raise ContentError(f"{path.name} holds no tiles", _CURE)
    return _checked(path, stamp, told, bytes(first[0] or b""))


def import_tiles(data: Path, source: Path, hall: Position | None = None) -> Tiles:
    """Make a file of tiles the map of this machine; a terminal that runs takes it over when its map is opened next.

    Args:
        data: The data folder.
        source: The MBTiles file; it is copied.
        hall: Where the machine stands; the map must show it.

    Raises:
        ContentError: The file is not usable, damaged, or of another place.
        StorageError: It cannot be copied.
    """
    tiles = read_tiles(source)
    if hall and not tiles.covers(hall):
        raise ContentError(
            f"{source.name} does not show the hall at {hall.lat}, {hall.lon}", "import a map of this county"
        )
    target = tiles_path(data)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".map-")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
                shutil.copyfileobj(original, copy, 1 << 20)
                copy.flush()
                os.fchmod(copy.fileno(), 0o644)
                os.fsync(copy.fileno())
            _check_whole(part, source.name)
            part.replace(target)
            sync_path(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as err:
        raise StorageError(f"cannot copy the map {source.name}: {err.strerror}", "check free space and rights") from err
    return read_tiles(target)


def _check_whole(path: Path, name: str) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            (found,) = db.execute("pragma quick_check(1)").fetchone()
    except sqlite3.Error as err:
        raise ContentError(f"{name} is damaged: {err}", "copy it once more") from err
    if found != "ok":
        raise ContentError(f"{name} is damaged: {found}", "copy it once more")


def _checked(path: Path, stamp: int, told: dict[str, str], first: bytes) -> Tiles:
    form = told.get("format", "").lower()
    if form not in _SIGNS or not first.startswith(_SIGNS[form]):
        raise ContentError(f"{path.name} holds tiles of format {form or 'unknown'!r}, not pictures", _CURE)
    attribution = told.get("attribution", "").strip()
    if not attribution:
        raise ContentError(
            f"{path.name} does not say whose map it is",
            "write source, licence and review number into its metadata as `attribution`",
        )
    least, most = _zoom(path, told, "minzoom"), _zoom(path, told, "maxzoom")
    if least > most:
        raise ContentError(f"{path.name}: minzoom {least} is above maxzoom {most}", _CURE)
    return Tiles(path, stamp, least, most, form, attribution, _bounds(path, told.get("bounds", "")))


def _zoom(path: Path, told: dict[str, str], name: str) -> int:
    text = told.get(name, "")
    if not text.isdecimal() or int(text) not in _ZOOMS:
        raise ContentError(f"{path.name}: {name} is {text or 'missing'!r}, not 0 to {_ZOOMS[-1]}", _CURE)
    return int(text)


def _bounds(path: Path, text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as err:
        raise ContentError(f"{path.name}: bounds {text!r} are not west,south,east,north", _CURE) from err
    return west, south, east, north
