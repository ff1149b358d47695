"""Makes a real MBTiles file: each tile a picture in a colour of its own with its numbers on it."""

import io
import sqlite3

from PIL import Image, ImageDraw

from kiosk.domain.mercator import TILE_PX, plane


def colour_of(zoom, column, row):
    """Return the colour of a tile."""
    return (40 + zoom * 37 % 200, 30 + column * 53 % 210, 30 + row * 71 % 210)


def make_tiles(path, middle, zooms=(12, 15), reach=2, **told):
    """Write tiles about a position for some zoom steps; `told` replaces metadata, None leaves it out."""
    metadata = {
        "name": "测试", "format": "png", "minzoom": str(zooms[0]), "maxzoom": str(zooms[1]), "attribution": "测试地图，CC0",
        "bounds": f"{middle.lon - 0.5},{middle.lat - 0.5},{middle.lon + 0.5},{middle.lat + 0.5}",
    }  # fmt: skip
    metadata |= told
    with sqlite3.connect(path) as db:
        db.execute("create table metadata (name text, value text)")
        db.execute("create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        db.executemany("insert into metadata values (?, ?)", [pair for pair in metadata.items() if pair[1] is not None])
        for zoom in range(zooms[0], zooms[1] + 1):
            x, y = plane(middle, zoom)
            for column in range(int(x // TILE_PX) - reach, int(x // TILE_PX) + reach + 1):
                for row in range(int(y // TILE_PX) - reach, int(y // TILE_PX) + reach + 1):
                    picture = _picture(zoom, column, row)
                    db.execute("insert into tiles values (?, ?, ?, ?)", (zoom, column, row, picture))
    db.close()
    return path


def _picture(zoom, column, row):
    picture = Image.new("RGB", (TILE_PX, TILE_PX), colour_of(zoom, column, row))
    ImageDraw.Draw(picture).text((8, 8), f"{zoom}/{column}/{row}", fill="white")
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()
