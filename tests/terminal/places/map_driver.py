"""Moves, zooms and touches the real map in a real window; a script for test_places_map.py.

Arguments: data folder, size, `normal` or `large`. Writes what it saw as JSON.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from kiosk.config import load_setup
from kiosk.terminal.pictures import picture_setup, visit

SETTLE = 12  # frames
UP, DOWN, RIGHT, LEFT, OK, BACK = 273, 274, 275, 276, 13, 8


class Hand:
    def __init__(self, app):
        from kivy.base import EventLoop

        self.loop, self.app = EventLoop, app

    def touch(self, x, y):
        from kivy.tests.common import UnitTestTouch

        touch = UnitTestTouch(x, y)
        touch.touch_down()
        return touch

    def frames(self, count=6):
        for _ in range(count):
            self.loop.idle()

    def drag(self, start, way, steps=8):
        finger = self.touch(*start)
        for step in range(1, steps + 1):
            finger.touch_move(start[0] + way[0] * step / steps, start[1] + way[1] * step / steps)
            self.frames(1)
        finger.touch_up()
        self.frames()

    def tap(self, widget):
        from kivy.clock import Clock

        finger = self.touch(*widget.to_window(*widget.center))
        finger.touch_up()
        self.frames()
        until = Clock.get_time() + 0.5  # a second tap at the same place would count as its echo
        while Clock.get_time() < until:
            self.frames(1)

    def pinch(self, middle, start, end):
        one, other = (self.touch(middle[0] + way, middle[1]) for way in (-start, start))
        for step in range(1, 9):
            reach = start + (end - start) * step / 8
            one.touch_move(middle[0] - reach, middle[1])
            other.touch_move(middle[0] + reach, middle[1])
            self.frames(1)
        one.touch_up()
        other.touch_up()
        self.frames()


def try_map(app):
    hand, screen = Hand(app), app.stage.screen
    pane, seen = screen.ids.pane, {}

    def pins():
        return [pin for pin in pane._pins.children if pin.opacity]

    def named(name):
        return next(w for w in screen.walk() if getattr(w, "name", "") == name)

    pin = next(p for p in pins() if p.count == 1)
    before = pane._camera
    hand.drag(pin.to_window(*pin.center), (160, 120))
    seen["dragged"] = [pane._camera.x - before.x, pane._camera.y - before.y]
    seen["chosen_by_drag"] = screen.view.chosen
    hand.tap(named("recentre"))
    seen["home"] = [pane._camera.x, pane._camera.y]
    group = next(p for p in pins() if p.count > 1)
    seen["tapped"] = group.value
    hand.tap(group)
    seen["card"] = screen.view.chosen
    seen["card_in_sight"] = bool(next(p for p in pane._pins.children if p.chosen).opacity)
    hand.tap(named("pin_next"))
    seen["next"] = screen.view.chosen
    middle = pane._middle()
    at = (middle[0] + 50, middle[1] + 30)
    spot = (pane._camera.x + 50, pane._camera.y + 30)
    zoom = pane._camera.zoom
    hand.pinch(at, 60, 125)
    seen["pinched"] = pane._camera.zoom - zoom
    now = (pane._camera.x + 50, pane._camera.y + 30)
    seen["between_fingers_px"] = max(abs(now[0] - 2 * spot[0]), abs(now[1] - 2 * spot[1]))
    told = []
    app.tell = told.append
    seen["zooms"], seen["overlapping"], seen["out_of_sight"] = [], [], []
    for key in ("zoom_out", "zoom_in"):
        for _ in range(8):
            hand.tap(named(key))
            check(pane, pins(), seen)
        seen["zooms"].append(pane._camera.zoom)
    seen["told"] = told
    hand.tap(named("pin_open"))
    seen["opened"] = app.stage.screen.name
    return seen


def try_keys(app):
    """Move the map with the five-key pad."""
    from kivy.core.window import Window

    hand, screen, said = Hand(app), app.stage.screen, []
    pane, mover, seen = screen.ids.pane, screen.ids.mover, {}
    app.controller.voice.say = lambda *texts, **_: said.append(" ".join(texts))

    def key(code):
        Window.dispatch("on_key_down", code, 0, "", [])
        Window.dispatch("on_key_up", code, 0)
        hand.frames(2)

    for _ in range(20):
        key(RIGHT)
        if app._aids.focus.target.name == "map_move":
            break
    left, lower = pane.covered
    seen["seen_px"] = [pane.width - left, pane.height - lower]
    key(OK)
    seen["entered"] = [mover.entered]
    said.clear()
    start, seen["steps"] = pane._camera, []
    for way in (UP, RIGHT, DOWN, LEFT):
        key(way)
        seen["steps"].append([pane._camera.x - start.x, pane._camera.y - start.y])
    seen["said"] = list(said)
    for _ in range(200):
        key(UP)
        if "到头" in said[-1]:
            break
    seen["end"] = said[-1]
    key(BACK)
    seen["entered"].append(mover.entered)
    seen["still_here"] = app.stage.screen.name
    return seen


def check(pane, pins, seen):
    boxes = [(*pin.to_window(*pin.pos), pin.width) for pin in pins]
    for index, (x, y, side) in enumerate(boxes):
        if not pane.collide_point(x + side / 2, y + side / 2):
            seen["out_of_sight"].append([x, y])
        for other_x, other_y, _ in boxes[index + 1 :]:
            if abs(x - other_x) < side and abs(y - other_y) < side:
                seen["overlapping"].append([x, y, other_x, other_y])


def main():
    data, size, print_size = sys.argv[1:]
    args = argparse.Namespace(size=size, theme="day", large=print_size == "large", language="zh")
    seen = {}

    def look(name, app):
        if name == "home":
            app.controller.open("map")
            Hand(app).frames(SETTLE)
            seen.update(try_keys(app))
            app.controller.back()
            app.controller.open("map")
            Hand(app).frames(SETTLE)
            seen.update(try_map(app))
            app.stop()

    with tempfile.TemporaryDirectory() as folder:
        visit(picture_setup(args, load_setup(data, None), Path(folder)), look)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
