"""Has visitors write down what nobody else may see, and looks for it once they have left; a script.

Arguments: the data folder and the number of visits. Writes what it found as JSON to standard output. What is searched
for stands backwards in this file and is turned round only where it is typed or looked for, so that the driver itself
holds no trace.
"""

import gc
import json
import os
import re
import sys
import time
from collections import deque
from contextlib import ExitStack
from pathlib import Path

from kiosk.config import load_setup
from kiosk.domain.clock import SystemClock
from kiosk.logs import start_logging
from kiosk.ui.window import prepare

WORDS, LETTERS, DIGITS = "爩齉靐龘", "wjkvxqz", "39281700931"  # backwards
STEP_S, PATIENCE_S = 0.05, 10.0


class Clock(SystemClock):
    """The machine's clock, that can be put forward."""

    ahead_s = 0.0

    def monotonic(self):
        return super().monotonic() + self.ahead_s


def wanted():
    """Return what finds a trace in str and in bytes."""
    words = "|".join(word[::-1] for word in (WORDS, LETTERS, DIGITS))
    return {str: re.compile(words), bytes: re.compile(words.encode())}


def search(things, patterns):
    """Return which kinds of things hold a trace, in themselves or in what the collector does not count as theirs."""
    found = []
    of_str, of_bytes = patterns[str].search, patterns[bytes].search
    for thing in things:
        waiting = [thing]
        while waiting:
            for value in gc.get_referents(waiting.pop()):
                kind = type(value)  # `isinstance` asks weak proxies
                if issubclass(kind, str):
                    hit = of_str(value) and value is not patterns[str].pattern
                elif issubclass(kind, (bytes, bytearray)):
                    hit = of_bytes(value) and value is not patterns[bytes].pattern
                else:
                    hit = False
                    if kind in (dict, tuple) and not gc.is_tracked(value):
                        waiting.append(value)
                if hit:
                    found.append(thing)
    return found


def ways(roots, goals):
    """Return how goals are reached from roots, as far as they are."""
    left, seen, waiting = {id(goal) for goal in goals}, set(), deque((root, ()) for root in roots)
    found = []
    while waiting:
        thing, path = waiting.popleft()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        path = (type(thing).__name__, path)
        if id(thing) in left:
            found.append(way(path))
        waiting.extend((value, path) for value in gc.get_referents(thing) if gc.is_tracked(value))
    return found


def way(path):
    names = []
    while path:
        names.append(path[0])
        path = path[1]
    return "/".join(reversed(names))


def processes(name):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text("utf-8")
        except OSError:
            continue  # it has ended meanwhile
        comm, _, rest = stat.partition("(")[2].rpartition(")")
        if name.startswith(comm[:14]) and int(rest.split()[1]) == os.getpid():
            found.append(comm)
    return found


class Visits:
    def __init__(self, app, window, describe, setup, clock, count):
        self.app, self.window, self.describe, self.clock = app, window, describe, clock
        self.setup, self.count, self.act = setup, count, app.controller
        self.hits, self.visits, self.typed, self.looked_at, self.longest_s = [], 0, 0, 0, 0.0

    def put(self, screen, backwards):
        """Write into a screen's box, key by key; whoever is read to hears the page, for a finger has touched it."""
        self.app._aids.touched()
        self.act.open(screen)
        yield
        assert self.act.navigator.here.screen == screen, self.act.navigator.here
        for key in reversed(backwards):
            (self.act.typing.press if backwards == LETTERS else self.act.typing.put)(key)
        yield
        assert wanted()[str].search(str(self.app.keyboard.typed)), f"nothing stands in {screen}"
        self.typed += 1

    def visit(self, number):
        act = self.act
        if number % 3 == 0:
            act.comfort.open()
            act.comfort.choose("aloud", "on")
            act.comfort.close()
        if number % 2:
            act.switch_language()
        for screen in ("find", "laws"):
            yield from self.put(screen, WORDS)
            yield from self.put(screen, LETTERS)
            yield from self.seen(WORDS)
        self.app._aids.touched()
        act.laws.ask()
        yield
        assert act.navigator.here.key == "found", act.navigator.here
        yield from self.seen(WORDS)
        act.laws.show_choices("level")
        yield
        act.laws.choose("level", "法律")
        yield from self.seen(WORDS)
        yield from self.put("my_ticket", DIGITS)
        act.my_ticket.look()
        yield
        act.home()
        act.open("feedback")
        act.feedback.grade("非常不满意")
        yield
        yield from self.put("rating_ticket", DIGITS)
        act.feedback.use_ticket(DIGITS[::-1])
        yield
        yield from self.put("rating_text", WORDS)
        if number % 2:
            act.feedback.send_rating()
            yield
        act.feedback.kind("complaint")
        act.feedback.about("staff")
        yield
        yield from self.put("suggestion_text", WORDS)
        yield from self.put("suggestion_text", LETTERS)
        yield from self.put("suggestion_phone", DIGITS)
        self.app._aids.touched()
        act.open("suggestion_check")
        yield
        yield from self.seen(DIGITS)
        yield from self.heard()
        yield from (self.time_out, self.go_home, self.close)[number % 3]()

    def seen(self, backwards):
        deadline = time.monotonic() + PATIENCE_S
        while backwards[::-1] not in json.dumps(self.said(), ensure_ascii=False):
            assert time.monotonic() < deadline, "the visitor does not see what was typed"
            yield

    def heard(self):
        """Wait until whoever is read to has been told what the page says; that is with the voice now, too."""
        deadline = time.monotonic() + PATIENCE_S
        while self.act.voice.on and DIGITS[::-1] not in json.dumps(self.app._aids.narrator._items, ensure_ascii=False):
            assert time.monotonic() < deadline, "the page is not read"
            yield

    def send(self):
        self.act.feedback.send_opinion()
        while not self.act.feedback.finished:
            yield
        self.act.feedback.print_receipt()
        yield

    def time_out(self):
        self.clock.ahead_s += 61
        self.act.tick()
        yield
        self.clock.ahead_s += 20
        self.act.tick()

    def go_home(self):
        yield from self.send()
        self.act.home()

    def close(self):
        yield from self.send()
        self.act.back()

    def said(self):
        return self.describe(self.app.stage, *map(int, self.window.system_size), scrolled=True)

    def look(self):
        """Look everywhere for what the visitor has left; yields while workers finish."""
        deadline = time.monotonic() + PATIENCE_S
        while (left := processes("pinyin-helper")) and time.monotonic() < deadline:
            yield
        while self.app._tidy._left and time.monotonic() < deadline:  # left screens go within some frames
            yield
        for _ in range(6):
            yield
        patterns = wanted()
        self.note("process", left)
        said = json.dumps(self.said(), ensure_ascii=False)
        self.note("screen", ["words"] if patterns[str].search(said) else [])
        here = self.act.navigator.here.screen
        self.note("place", [] if here in ("home", "slides") else [here])
        self.note("visit", [] if self.act._session.untouched else ["touched"])
        self.note("clipboard", [m for m in sys.modules if m.startswith("kivy.core.clipboard")])
        self.note("file", list(self.files(patterns[bytes])))
        self.look_through_memory(patterns)

    def look_through_memory(self, patterns):
        """Look at every object that is left after a collection: more than screens can reach."""
        began = time.perf_counter()
        gc.unfreeze()
        gc.collect()
        things = gc.get_objects()
        self.looked_at = max(self.looked_at, len(things))
        found = search(things, patterns)
        del things
        self.note("memory", [type(thing).__name__ for thing in found])
        if found:
            self.note("reach", ways([self.app, self.act, self.window, self.caches], found))
        gc.freeze()
        self.longest_s = max(self.longest_s, time.perf_counter() - began)

    def files(self, pattern):
        for path in self.setup.data.rglob("*"):
            if path.is_file() and not path.is_symlink() and pattern.search(path.read_bytes()):
                yield str(path.relative_to(self.setup.data))

    def note(self, where, found):
        self.hits += [f"visit {self.visits}: {where}: {one}" for one in found]

    def all(self):
        while self.act.facts().opening:
            yield
        for number in range(self.count):
            yield from self.visit(number)
            self.visits += 1
            yield from self.look()


def main():
    folder, count = sys.argv[1:]
    setup = load_setup(folder, None)
    start_logging("terminal", setup.data)
    scale = prepare(setup, "terminal")
    from kivy.cache import Cache
    from kivy.clock import Clock as KivyClock
    from kivy.core.window import Window

    from kiosk.terminal.app import compose
    from kiosk.ui.describe import describe

    clock, faults = Clock(), []
    with ExitStack() as stack:
        app = compose(setup, scale, clock, stack)
        visits = Visits(app, Window, describe, setup, clock, int(count))
        visits.caches = Cache._objects
        steps = visits.all()

        def step(_):
            try:
                next(steps)
            except StopIteration:
                app.stop()
            except Exception:
                faults.append(visits.visits)
                app.stop()
                raise
            else:
                KivyClock.schedule_once(step, STEP_S)

        KivyClock.schedule_once(step, 2)
        app.run()
    summary = {name: getattr(visits, name) for name in ("visits", "typed", "hits", "looked_at", "longest_s")}
    json.dump(summary, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
