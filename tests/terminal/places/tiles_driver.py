"""Draws the real map over real tiles in a real window and reads pixels; a script for test_places_map.py.

Arguments: data folder, size. Writes what it saw as JSON.
"""

import argparse
import json
import sys
import tempfile
import threading
from pathlib import Path

from map_tiles import make_tiles

from kiosk.config import load_setup
from kiosk.content.tiles import import_tiles
from kiosk.domain.mercator import TILE_PX, plane
from kiosk.domain.places import Position
from kiosk.terminal.pictures import picture_setup, visit

HALL = Position(28.431, 118.246)
SETTLE = 12  # frames
INSET = 24  # pixels on the screen, from a tile's edge


def look_at(app):
    pane, seen = app.stage.screen.ids.pane.__self__, {"colours": [], "zooms": []}
    for _ in range(8):  # all the way out, then in
        pane.zoom_by(-1)
    while True:
        frames()
        seen["zooms"].append(pane._camera.zoom)
        seen["colours"] += corners(pane, pane._camera.zoom)
        if pane.at_most:
            break
        pane.zoom_by(1)
    for _ in range(6):
        pane._pan(-130, 40)
        frames()
        seen["colours"] += corners(pane, pane._camera.zoom)
    ground = pane._tiles
    seen["attribution"] = any(getattr(w, "words", "") == "测试地图，CC0" for w in app.stage.screen.walk())
    seen["labels"] = [type(w).__name__ for w in ground.walk() if type(w).__name__ == "ClickableLabel"]
    app.controller.home()
    frames()
    seen["closed"] = ground.source._db is None and pane._tiles is None
    seen["threads"] = sorted(t.name for t in threading.enumerate())
    return seen


def frames(count=6):
    from kivy.base import EventLoop

    for _ in range(count):
        EventLoop.idle()


def corners(pane, zoom):
    """Return pairs: the colour on the screen just inside each corner of a tile, and the tile's number."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    Window.dispatch("on_draw")
    x, y = plane(HALL, zoom)
    left, bottom = pane.plate.pos
    found = []
    side = 2 * TILE_PX
    middle = pane.center_x - left + x, pane.center_y - bottom + y
    for column in (int(middle[0] // side), int(middle[0] // side) + 1):
        for row in (int(middle[1] // side), int(middle[1] // side) + 1):
            for dx, dy in ((INSET, INSET), (side - INSET, INSET)):
                at_x, at_y = column * side + dx - x + left, row * side + dy - y + bottom
                if pane.collide_point(at_x, at_y) and free(pane, at_x, at_y):
                    pixel = glReadPixels(int(at_x), int(at_y), 1, 1, GL_RGB, GL_UNSIGNED_BYTE)
                    found.append([list(bytes(pixel)), [zoom - 1, column, row]])
    return found


def free(pane, x, y):
    """Tell whether neither a pin, a ring nor a key lies there."""
    from kiosk.domain.mercator import pixels_per_metre

    if any(pin.collide_point(*pane.plate.to_local(x, y)) for pin in pane._pins.children if pin.opacity):
        return False
    if any(tag.collide_point(*pane.plate.to_local(x, y)) for tag in pane._tags.children):
        return False
    if any(over.collide_point(x, y) for over in pane.overlays):
        return False
    away = ((x - pane.plate.x) ** 2 + (y - pane.plate.y) ** 2) ** 0.5
    scale = pixels_per_metre(HALL.lat, pane._camera.zoom)
    return away > 30 and all(abs(away - ring.radius_m * scale) > 6 for ring in pane.view.rings)


def main():
    data, size = sys.argv[1:]
    args = argparse.Namespace(size=size, theme="day", large=False, language="zh")
    seen = {}

    def look(name, app):
        if name == "home":
            app.controller.open("map")
            frames(SETTLE)
            seen.update(look_at(app))
            app.stop()

    with tempfile.TemporaryDirectory() as folder:
        setup = picture_setup(args, load_setup(data, None), Path(folder))
        import_tiles(setup.data, make_tiles(Path(folder) / "x.mbtiles", HALL, center=None), HALL)
        visit(setup, look)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
