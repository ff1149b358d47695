"""Runs the real terminal and freezes one of its threads when told to; a script for test_terminal_watchdog.py.

Argument: the data folder. A line of standard input names the thread to freeze: `kivy` or a worker. Systemd, as far as the
terminal can see it, listens where NOTIFY_SOCKET says.
"""

import sys
import threading
import time
from contextlib import ExitStack

from kiosk.config import load_setup
from kiosk.domain.clock import SystemClock
from kiosk.logs import start_logging
from kiosk.ui.window import prepare

FOR_EVER_S = 3600.0


def main():
    setup = load_setup(sys.argv[1], None)
    start_logging("terminal", setup.data)
    scale = prepare(setup, "terminal")
    from kiosk.terminal import app as terminal
    from kiosk.ui.app import on_next_frame
    from kiosk.ui.worker import Crew

    workers = {}

    class KnownCrew(Crew):
        def start(self, name, *longest_s):
            workers[name] = super().start(name, *longest_s)
            return workers[name]

    terminal.Crew = KnownCrew

    def freeze():
        name = sys.stdin.readline().strip()
        if name == "kivy":
            on_next_frame(lambda: time.sleep(FOR_EVER_S))
        elif name:
            workers[name].submit(lambda: time.sleep(FOR_EVER_S), print)

    threading.Thread(target=freeze, daemon=True).start()
    with ExitStack() as stack:
        app = terminal.compose(setup, scale, SystemClock(), stack)
        app.run()


if __name__ == "__main__":
    main()
