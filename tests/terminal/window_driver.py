"""Runs the real terminal in a real window and drives it with real mouse touches; a script for test_terminal_window.py.

Reads a JSON list of steps from standard input, writes what the screen said after each step as JSON to standard output.
Steps: ["wait", NAME], ["gone", NAME], ["text", PATTERN], ["tap", NAME], ["double", NAME], ["right", NAME],
["key", KEYCODE], ["picture", PATH], ["draw", STROKES], ["hold", [PATTERN, SECONDS]],
["run", COMMAND]. NAME is a widget's name or how its text begins. A step is tried until it can be done.
"""

import json
import math
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import pairwise

from kiosk.config import load_setup
from kiosk.domain.clock import SystemClock
from kiosk.ui.window import prepare

WAIT_S = 30.0
ECHO_S, ECHO_PX = 0.5, 60  # a tap so soon and so near counts as the echo of the one before


class Driver:
    def __init__(self, app, window, clock, describe, steps):
        self.app, self.window, self.clock, self.describe = app, window, clock, describe
        self.steps, self.seen, self.failed, self.pen, self.held = steps, [], None, None, None
        self.deadline = time.monotonic() + WAIT_S
        self.tapped = 0.0, (0.0, 0.0)

    def shown(self):
        return self.describe(self.app.stage, *map(int, self.window.system_size))

    def find(self, name):
        """Return what has a name, else what says just that, else what begins so."""
        items = self.shown()["items"]
        named = [item for item in items if name in (item["name"], item["text"])]
        return next((item for item in named or items if item["text"].startswith(name) or item in named), None)

    def tick(self, _):
        if not self.steps:
            self.app.stop()
            return
        kind, value = self.steps[0]
        if getattr(self, kind)(value):
            self.seen.append({"step": self.steps.pop(0), **self.shown()})
            self.deadline = time.monotonic() + WAIT_S
        elif time.monotonic() > self.deadline:
            self.failed = {"step": self.steps[0], **self.shown()}
            self.app.stop()
            return
        self.clock.schedule_once(self.tick, 0.06)

    def wait(self, name):
        return self.find(name) is not None

    def gone(self, name):
        return self.find(name) is None

    def text(self, pattern):
        return any(re.search(pattern, item["text"]) for item in self.shown()["items"])

    def tap(self, name, button="left", times=1):
        item = self.find(name)
        if item is None:
            return False
        place, (before_s, before) = (item["x"] + item["w"] / 2, item["y"] + item["h"] / 2), self.tapped
        if time.monotonic() - before_s < ECHO_S and math.dist(place, before) < ECHO_PX:
            return False
        self.tapped = time.monotonic(), place
        for _ in range(times):
            self.window.dispatch("on_mouse_down", *place, button, [])
            self.window.dispatch("on_mouse_up", *place, button, [])
        return True

    def double(self, name):
        return self.tap(name, times=2)

    def right(self, name):
        return self.tap(name, button="right")

    def hold(self, what):
        """Put a finger on a text and lift it after some seconds, or as soon as the text is gone."""
        pattern, seconds = what
        item = next((i for i in self.shown()["items"] if re.search(pattern, i["text"])), None)
        if self.held is None and item is not None:
            self.held = item["x"] + item["w"] / 2, item["y"] + item["h"] / 2, time.monotonic() + seconds
            self.window.dispatch("on_mouse_down", *self.held[:2], "left", [])
        if self.held is None or (item is not None and time.monotonic() < self.held[2]):
            return False
        self.window.dispatch("on_mouse_up", *self.held[:2], "left", [])
        self.held = None
        return True

    def key(self, code):
        self.window.dispatch("on_key_down", code, 0, "", [])
        self.window.dispatch("on_key_up", code, 0)
        return True

    def draw(self, strokes):
        """Draw on the pad, in parts of its height from its upper left corner: one event a time, as a finger does."""
        pad = self.find("pad")
        if pad is None:
            return False
        if self.pen is None:
            self.pen = [event for stroke in strokes for event in pen_events(pad, stroke)]
        self.window.dispatch(*self.pen.pop(0))
        if self.pen:
            return False
        self.pen = None
        return True

    def picture(self, path):
        from pathlib import Path

        from kiosk.ui.picture import take_picture

        take_picture(Path(path))
        return True

    def run(self, command):
        subprocess.run(command, check=True)
        return True


def pen_events(pad, stroke):
    places = [(pad["x"] + x * pad["h"], pad["y"] + y * pad["h"]) for x, y in stroke]
    yield "on_mouse_down", *places[0], "left", []
    for before, after in pairwise(places):
        for part in (0.5, 1):
            yield "on_mouse_move", *(a + (b - a) * part for a, b in zip(before, after, strict=True)), []
    yield "on_mouse_up", *places[-1], "left", []


def main():
    setup = load_setup(sys.argv[1], None)
    scale = prepare(setup, "terminal")
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.terminal.app import compose
    from kiosk.ui.describe import describe

    with ExitStack() as stack:
        app = compose(setup, scale, SystemClock(), stack)
        driver = Driver(app, Window, Clock, describe, json.load(sys.stdin))
        Clock.schedule_once(driver.tick, 0.3)
        app.run()
    json.dump({"seen": driver.seen, "failed": driver.failed, "status": app.status}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
