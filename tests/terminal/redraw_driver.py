"""Walks through the terminal at random and compares what was drawn part by part with the whole drawn anew, pixel for pixel.

What was moved may differ from what is drawn in its new place by what a renderer rounds there: a shade, or the edge of a line.

A script for test_terminal_redraw, on a display of its own. Prints JSON: how many frames were compared, which differed, how many
things of each screen only the collector freed, and which screens are still in memory at the end.
"""

import argparse
import gc
import json
import random
import sys
import weakref
from pathlib import Path

import numpy as np

from kiosk.config import load_setup
from kiosk.terminal.pictures import picture_setup, visit

WALKS = 6  # touches on each screen
DRAG_PX = 90
SLOW_PX = 7  # a finger that has begun to scroll
UNCOMPARED = 0.5
SHADES = 2  # of 255
EDGE_PX = 5  # of half a million

random.seed(int(sys.argv[3]))
seen = weakref.WeakSet()
state = {"found": [], "moved": False}  # what each frame changes; whether a part has moved since the whole was drawn
result = {"compared": 0, "partial": 0, "moved": 0, "laid_over": 0, "differ": [], "screens": [], "garbage": []}


def pixels():
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    return glReadPixels(0, 0, *map(int, Window.system_size), GL_RGB, GL_UNSIGNED_BYTE)


def whole_window():
    from kivy.core.window import Window

    Window.clear()
    Window.render_context.draw()
    return pixels()


def alike(parts, whole):
    moved, state["moved"] = state["moved"], False
    if parts == whole or not moved:
        return parts == whole
    one, other = (np.frombuffer(bytes(picture), np.uint8).astype(int).reshape(-1, 3) for picture in (parts, whole))
    return int((abs(one - other).max(axis=1) > SHADES).sum()) <= EDGE_PX


def watch_what_is_found():
    from kiosk.ui.damage import Damage

    find = Damage.find

    def watched(self):
        change = find(self)
        state["found"].append(change)
        state["moved"] = change is not None and (state["moved"] or change.move is not None)
        return change

    Damage.find = watched


def compare(name):
    from kivy.core.window import Window

    state["found"].clear()
    if Window.canvas.needs_redraw:
        Window.dispatch("on_draw")
        Window.dispatch("on_flip")
    if random.random() < UNCOMPARED:
        return  # the next one is drawn over this one, as in a terminal: a whole window in between would mend it
    parts, found = pixels(), list(state["found"])
    result["compared"] += 1
    result["partial"] += found[:1] not in ([], [None])
    result["moved"] += any(change and change.move for change in found)
    if not alike(parts, whole_window()):
        result["differ"].append([name, found])


def watch_what_is_laid_over():
    """Compare what is laid over the picture with the whole drawn with it on top."""
    from kivy.core.window import Window

    from kiosk.ui import touch_mark

    lay_over = touch_mark.lay_over

    def watched(shapes, box):
        done = lay_over(shapes, box)
        if done:
            over = pixels()
            Window.canvas.after.add(shapes)
            if not alike(over, whole_window()):
                result["differ"].append(["laid over", box])
            Window.canvas.after.remove(shapes)
            result["laid_over"] += 1
        return done

    touch_mark.lay_over = watched


def settle():
    from kivy.clock import Clock
    from kivy.lang import Builder

    for _ in range(3):
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()


def leave_no_screen(tidy):
    """Note how many things of the screen before only the collector frees."""
    while tidy._left:
        tidy._take_some_apart()
    gc.unfreeze()
    result["garbage"].append(gc.collect())
    gc.freeze()


def touch_too_soon(app):
    """Touch home when another page has been opened that nobody has seen yet; note where that leads."""
    from kivy.base import EventLoop
    from kivy.core.window import Window

    tile = next(w for w in app.stage.walk() if getattr(w, "name", "") == "tile_categories")
    app.controller.open("services")
    x, y = tile.to_window(*tile.center)
    for event in ("down", "up"):
        Window.dispatch(f"on_mouse_{event}", x, Window.height - y, "left", [])
        EventLoop.dispatch_input()
    for _ in range(3):
        settle()
    result["too_soon"] = app.stage.screen.name
    app.controller.home()
    settle()


def walk(name, app):
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk.ui.touch import Touchable

    if not result["screens"]:
        watch_what_is_found()
        watch_what_is_laid_over()
    leave_no_screen(app._tidy)
    if name == "home":
        touch_too_soon(app)
    result["screens"].append(name)
    seen.add(app.stage.screen)
    settle()
    compare(f"{name}: at rest")
    for number in range(WALKS):
        targets = [w for w in app.stage.walk() if isinstance(w, Touchable) and w.width > 1 and not w.quick]
        if not targets:
            return
        target = random.choice(targets)
        x, y = target.to_window(*target.center)
        where = f"{name}, {number}: {target.label()[:12]}"

        def mouse(event, x, y, *rest):
            Window.dispatch(f"on_mouse_{event}", x, Window.height - y, *rest)
            EventLoop.dispatch_input()
            settle()

        mouse("down", x, y, "left", [])
        compare(f"{where}, down")
        up = random.choice((-1, 1))
        for far in random.choice(((), (DRAG_PX,) * 3, (DRAG_PX, SLOW_PX, SLOW_PX, DRAG_PX))):
            y += up * far
            mouse("move", x, y, [])
            compare(f"{where}, dragged")
        mouse("move", -500, y, [])  # let go elsewhere, it does not count
        mouse("up", -500, y, "left", [])
        compare(f"{where}, let go")
        if number == 2:
            app.tell("请稍等")
        elif number == 4:
            app.stage._hush()
        settle()
        compare(f"{where}, after")


args = argparse.Namespace(size="540x960", theme="day", large=False, language="zh")
visit(picture_setup(args, load_setup(sys.argv[1], None), Path(sys.argv[2])), walk)
gc.unfreeze()
gc.collect()
result["left"] = [screen.name for screen in seen]
print(json.dumps(result, ensure_ascii=False))
