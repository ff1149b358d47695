"""Runs the real terminal in a real window and drives it with real mouse touches; a script for test_terminal_window.py.

Reads a JSON list of steps from standard input, writes what the screen said at each step as JSON to standard output. Steps:
["wait", NAME], ["tap", NAME], ["text", PATTERN], ["double", NAME], ["key", KEYCODE], ["right", NAME], ["look"], ["run", COMMAND].
"""

import json
import re
import subprocess
import sys
import time
from contextlib import ExitStack

from kiosk.config import load_setup
from kiosk.domain.clock import SystemClock
from kiosk.ui.window import prepare

WAIT_S = 20.0


def main() -> None:
    setup = load_setup(sys.argv[1], None)
    scale = prepare(setup, "terminal")
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.terminal.app import compose
    from kiosk.ui.describe import describe

    steps, seen, failed = json.load(sys.stdin), [], []
    deadline = [time.monotonic() + WAIT_S]
    with ExitStack() as stack:
        app = compose(setup, scale, SystemClock(), stack)

        def shown():
            return describe(app.stage, scale.width, scale.height)

        def find(name):
            return next((w for w in shown()["items"] if w["name"] == name), None)

        def touch(widget, button="left"):
            x, y = widget["x"] + widget["w"] / 2, widget["y"] + widget["h"] / 2
            Window.dispatch("on_mouse_down", x, y, button, [])
            Window.dispatch("on_mouse_up", x, y, button, [])

        def act(step):
            match step:
                case ["wait", name]:
                    return find(name) is not None
                case ["tap" | "double" | "right" as how, name]:
                    widget = find(name)
                    if widget is None or (how != "right" and not widget["enabled"]):
                        return False
                    touch(widget, "right" if how == "right" else "left")
                    if how == "double":
                        touch(widget)
                    return True
                case ["text", pattern]:
                    return any(re.search(pattern, w["text"]) for w in shown()["items"])
                case ["key", code]:
                    Window.dispatch("on_key_down", code, 0, "", [])
                    Window.dispatch("on_keyboard", code, 0, "", [])
                    return True
                case ["run", command]:
                    subprocess.run(command, check=True, shell=True)
                    return True
                case ["look"]:
                    return True
            raise ValueError(step)

        def tick(_):
            if not steps:
                app.stop()
            elif act(steps[0]):
                seen.append({"step": steps.pop(0), **shown()})
                deadline[0] = time.monotonic() + WAIT_S
                Clock.schedule_once(tick, 0.06)
            elif time.monotonic() > deadline[0]:
                failed.append({"step": steps[0], **shown()})
                app.stop()
            else:
                Clock.schedule_once(tick, 0.05)

        Clock.schedule_once(tick, 0.3)
        app.run()
    json.dump({"seen": seen, "failed": failed}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
