"""Runs the real terminal and uses it with five keys and ears alone; a script for test_terminal_keypad*.py.

Steps come as a JSON list on standard input; what was heard after each goes to standard output. No step looks at the
screen: the driver knows only what the speech log says. Steps: ["hear", PATTERN] wait until it was said since the last
key; ["seek", PATTERN] press right until what has the focus is said to be that; ["seek_back", PATTERN] the same with
left; ["below", PATTERN] and ["above", PATTERN] the same with down and up; ["ok", ""] press OK; ["right", ""] press
right; ["press", PATTERN] seek and press OK; ["type", LETTERS] press these keys of the keyboard; ["type_heard", PATTERN]
type what was heard before; ["hold", ""] hold OK; ["hold_until", PATTERN] hold OK until it was said; ["stand", SECONDS]
do nothing for so long; ["listen", PATTERN] forget what was said, then wait for it; ["stay", TIMES] answer that many
questions whether the visitor is still there, each with OK.
"""

import json
import re
import sys
import time
from contextlib import ExitStack

from kiosk.config import load_setup
from kiosk.domain.clock import SystemClock
from kiosk.ui.window import prepare

UP, DOWN, RIGHT, LEFT, OK = 273, 274, 275, 276, 13
WAIT_S = 20.0
HOLD_S = 1.2
PAUSE_S = 0.06
FRAME_S = 0.0  # an arrow is answered at once; a list has its next rows a frame later
ECHO_S = 0.4  # until the box is heard, where something is said of it
BOUNCE_S = 0.45  # two presses of OK no quicker than a person's
STEPS_AT_MOST = 90


class Listener:
    """A visitor with five keys and ears: each step is a generator that yields how long to wait."""

    def __init__(self, window, log):
        self.window, self.log = window, log
        self.at = 0
        self.ok_at_s = -BOUNCE_S
        self.heard_all = []
        self.failed = None

    def said(self):
        """What was said since the last key."""
        lines = self.log.read_text("utf-8").splitlines()[self.at :] if self.log.exists() else []
        return " ".join(line.split("\t", 3)[3] for line in lines)

    def forget(self):
        self.at = len(self.log.read_text("utf-8").splitlines())

    def down(self, code):
        self.forget()
        self.window.dispatch("on_key_down", code, 0, "", [])

    def up(self, code):
        self.window.dispatch("on_key_up", code, 0)

    def key(self, code):
        self.down(code)
        self.up(code)

    def run(self, steps):
        for kind, value in steps:
            done = yield from getattr(self, kind)(value)
            self.heard_all.append([kind, value, self.said()])
            if not done:
                self.failed = [kind, value, self.said()]
                return

    def hear(self, pattern):
        deadline = time.monotonic() + WAIT_S
        while not re.search(pattern, self.said()):
            if time.monotonic() > deadline:
                return False
            yield PAUSE_S
        yield 0.3  # to the end of what is being said
        return True

    def listen(self, pattern):
        self.forget()
        return (yield from self.hear(pattern))

    def seek(self, pattern, way=RIGHT):
        for _ in range(STEPS_AT_MOST):
            self.key(way)
            yield FRAME_S
            if re.search(pattern, self.said()):
                return True
        return False

    def seek_back(self, pattern):
        return self.seek(pattern, LEFT)

    def below(self, pattern):
        return self.seek(pattern, DOWN)

    def above(self, pattern):
        return self.seek(pattern, UP)

    def right(self, _):
        self.key(RIGHT)
        yield PAUSE_S
        return True

    def ok(self, _):
        yield max(0.0, self.ok_at_s + BOUNCE_S - time.monotonic())
        self.ok_at_s = time.monotonic()
        self.key(OK)
        yield PAUSE_S
        return True

    def again(self, pattern):
        """Press OK once more on what has the focus; the answer is to be heard."""
        return (yield from self.ok("")) and (yield from self.hear(pattern))

    def press(self, pattern):
        return (yield from self.seek(pattern)) and (yield from self.ok(""))

    def press_back(self, pattern):
        return (yield from self.seek_back(pattern)) and (yield from self.ok(""))

    def type(self, letters):
        for letter in letters:
            if not (yield from self.seek(f"^{re.escape(letter)}(，|$)")):
                return False
            self.key(OK)
            deadline = time.monotonic() + ECHO_S
            while not self.said() and time.monotonic() < deadline:
                yield FRAME_S
        return True

    def type_heard(self, pattern):
        """Type what was heard earlier and fits the pattern."""
        found = re.search(pattern, " ".join(said for *_, said in self.heard_all))
        return (yield from self.type(found.group())) if found else False

    def hold(self, _):
        self.down(OK)
        yield HOLD_S
        self.up(OK)
        yield PAUSE_S
        return True

    def hold_until(self, pattern):
        self.down(OK)
        heard = yield from self.hear(pattern)
        self.up(OK)
        yield PAUSE_S
        return heard

    def stand(self, seconds):
        yield seconds
        return True

    def stay(self, times):
        for _ in range(times):
            if not (yield from self.hear("您还在吗")):
                return False
            self.key(OK)
            yield PAUSE_S
        return True


def main():
    setup = load_setup(sys.argv[1], None)
    scale = prepare(setup, "terminal")
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.terminal.app import compose

    with ExitStack() as stack:
        app = compose(setup, scale, SystemClock(), stack)
        log = setup.data / "run" / "terminal-speech.log"
        log.unlink(missing_ok=True)
        listener = Listener(Window, log)
        steps = listener.run(json.load(sys.stdin))

        def go_on(_):
            try:
                Clock.schedule_once(go_on, next(steps))
            except StopIteration:
                app.stop()

        def start(_):
            begun = listener.log.exists()  # once the voice is connected, soon after the first frame
            Clock.schedule_once(go_on if begun else start, 0.5)

        Clock.schedule_once(start, 0)
        app.run()
    json.dump({"heard": listener.heard_all, "failed": listener.failed}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
