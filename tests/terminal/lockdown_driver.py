"""Runs the real terminal and watches it from within; a script for test_terminal_lockdown.py.

Arguments: the data folder, and a file of 8 bytes that counts the turns of its loop, so that whoever sends gestures knows
when one has been dealt with. SIGTERM ends it; then it writes what it saw as JSON to standard output.
"""

import faulthandler
import gc
import json
import mmap
import signal
import struct
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from kiosk.config import load_setup
from kiosk.domain.clock import SystemClock
from kiosk.logs import start_logging
from kiosk.ui.window import prepare

POKE_S = 2.0


class Watch:
    """Measures every frame, from the end of the wait to the picture: processor time of the Kivy thread, and wall time."""

    def __init__(self, window, event_loop, turns):
        self.frames = self.screens = 0
        self.slow, self.longest_cpu_s, self.longest_wall_s, self.wall_over = [], 0.0, 0.0, 0
        self.seen = set()
        self.gc_began_s = self.gc_s = 0.0
        gc.callbacks.append(self.collected)
        self.name = lambda: ""
        loop = window.mainloop.__self__  # the product's own loop has taken over
        self.turn, self.look, self.idle = window.mainloop, loop._look, event_loop.idle
        self.turns, self.count = turns, 0
        self.began = time.perf_counter(), time.thread_time()
        window.mainloop, loop._look, event_loop.idle = self.take_turn, self.take_look, self.take_idle

    def collected(self, phase, _):
        if phase == "start":
            self.gc_began_s = time.perf_counter()
        else:
            self.gc_s += time.perf_counter() - self.gc_began_s

    def take_turn(self):
        self.count += 1
        self.turns[:8] = struct.pack("<Q", self.count)
        self.turn()

    def take_look(self):
        self.began, self.gc_s = (time.perf_counter(), time.thread_time()), 0.0
        self.look()

    def take_idle(self):
        before = self.name()
        quits = self.idle()
        wall_s, cpu_s = time.perf_counter() - self.began[0], time.thread_time() - self.began[1]
        self.frames += 1
        self.seen.add(self.name())
        self.longest_cpu_s, self.longest_wall_s = max(self.longest_cpu_s, cpu_s), max(self.longest_wall_s, wall_s)
        self.wall_over += wall_s > 0.2
        if cpu_s > 0.1:
            self.slow.append((round(cpu_s, 3), round(wall_s, 3), round(self.gc_s, 3), before, self.name()))
        return quits


def main():
    folder, turns_path = sys.argv[1:]
    faulthandler.register(signal.SIGUSR1)  # says where it hangs
    setup = load_setup(folder, None)
    start_logging("terminal", setup.data)
    scale = prepare(setup, "terminal")
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.terminal.app import compose

    ended = []
    with Path(turns_path).open("r+b") as file, mmap.mmap(file.fileno(), 8) as turns, ExitStack() as stack:
        app = compose(setup, scale, SystemClock(), stack)
        stop = signal.getsignal(signal.SIGTERM)
        signal.signal(signal.SIGTERM, lambda *about: (ended.append("signal"), stop(*about)))
        marks = []

        def poke(_):
            """Do what no device here can: drop a file, move a stick, commit a text by an input method."""
            Window.dispatch("on_drop_file", b"/etc/passwd", 100, 100)
            Window.dispatch("on_drop_text", b"text", 100, 100)
            Window.dispatch("on_joy_button_down", 0, 0)
            Window.dispatch("on_textinput", "text")
            Window.dispatch("on_request_close")

        def begin(_):
            marks[:] = Window.canvas.after.children  # the touch mark is ours
            app.watch = Watch(Window, EventLoop, turns)
            app.watch.name = lambda: getattr(app.stage.screen, "name", "") if app.stage else ""
            Clock.schedule_interval(poke, POKE_S)

        Clock.schedule_once(begin, 3)
        app.run()
        watch = app.watch
        json.dump(
            {
                "ended": ended,
                "frames": watch.frames,
                "longest_cpu_s": watch.longest_cpu_s,
                "longest_wall_s": watch.longest_wall_s,
                "wall_over": watch.wall_over,
                "slow": sorted(watch.slow, reverse=True)[
                    :30
                ],  # processor, wall and collector's seconds, screen before and after
                "seen": sorted(watch.seen),
                "clipboard": "kivy.core.clipboard" in sys.modules,
                "dots": len(Window.canvas.after.children) - len(marks),
            },
            sys.stdout,
        )


if __name__ == "__main__":
    main()
