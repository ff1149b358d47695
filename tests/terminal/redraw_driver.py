"""Walks through the terminal at random and compares what was drawn part by part with the whole drawn anew, pixel for pixel.

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

from kiosk.config import load_setup
from kiosk.terminal.pictures import picture_setup, visit

WALKS = 6  # touches on each screen
DRAG_PX = 90
UNCOMPARED = 0.5

random.seed(int(sys.argv[3]))
seen = weakref.WeakSet()
result = {"compared": 0, "partial": 0, "laid_over": 0, "differ": [], "screens": [], "garbage": []}


def pixels():
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    return glReadPixels(0, 0, *map(int, Window.system_size), GL_RGB, GL_UNSIGNED_BYTE)


def whole_window():
    from kivy.core.window import Window

    Window.clear()
    Window.render_context.draw()
    return pixels()


def compare(name):
    from kivy.core.window import Window

    from kiosk.ui.damage import Damage

    find, boxes = Damage.find, []

    def spy(self):
        boxes.append(find(self))
        return boxes[-1]

    Damage.find = spy
    if Window.canvas.needs_redraw:
        Window.dispatch("on_draw")
        Window.dispatch("on_flip")
    Damage.find = find
    if random.random() < UNCOMPARED:
        return  # the next one is drawn over this one, as in a terminal: a whole window in between would mend it
    parts = pixels()
    result["compared"] += 1
    result["partial"] += boxes[:1] not in ([], [None])
    if parts != whole_window():
        result["differ"].append([name, boxes])


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
            if over != whole_window():
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
        for _ in range(random.choice((0, 3))):
            y += DRAG_PX
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
