"""`python -m tests.bench.lookup`: how long a law look-up takes inside the running terminal.

The real app in a window of a virtual X server, over the national laws and over all laws of ../shared/data (or the folder that
KIOSK_FIT_DATA names). Measured until the view is made, on one thread: the page that follows the typing (suggestions, advice and
results), from the key that completes the query, whose letter is drawn first, behind those that stand there already; and the page
of results, from handing over the query. Beside both the search alone. And the first search of a start: from the touch that opens
the page, with the question asked at once. Prints Markdown tables; nothing is asserted.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from kiosk.demo.screens import VirtualScreen
from tests.bench.figures import machine, own_mb, quantile

DATA = Path(os.environ.get("KIOSK_FIT_DATA", "../shared/data"))
NATIONAL_WITHOUT = {"DLC", "案例", "其他"}
KINDS = {"article": "articles_dev", "title": "titles_dev", "question": "lay_dev"}
EACH = 60
STORY = "老板不给工资怎么办"
STARTS = 5
REST_S = 0.12  # until all is drawn: nobody types quicker


def main():
    if sys.argv[1:]:
        measure(Path(sys.argv[1]), sys.argv[2])
        return
    if not DATA.is_dir():
        print(f"there is no {DATA}; name the folder with laws.tar.xz and queries/ in KIOSK_FIT_DATA", file=sys.stderr)
        raise SystemExit(1)
    print(f"Machine: {machine()}; load {os.getloadavg()[0]:.1f}; date {time.strftime('%Y-%m-%d')}.\n")
    screen = VirtualScreen(1080, 1920)
    screen.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(DATA / "laws.tar.xz") as archive:
                archive.extractall(folder, filter="data")
            laws = Path(folder, "laws")
            national = [p for p in sorted(laws.iterdir()) if p.is_dir() and p.name not in NATIONAL_WITHOUT]
            rows, starts = [], []
            for label, sources in (("national laws", national), ("all laws", [laws])):
                data = Path(folder, label.partition(" ")[0])
                prepare(data, sources)
                figures = run(data, "queries", screen.display)
                rows += [f"| {label}, {figures['articles']:,} articles, {line}" for line in lines(figures["ms"])]
                firsts = [run(data, "start", screen.display) for _ in range(STARTS)]
                took = sorted(first["s"] for first in firsts)
                memory = firsts[0]
                starts.append(
                    f"| {label} | {took[len(took) // 2]:.2f} | {took[0]:.2f} | {took[-1]:.2f} |"
                    f" {memory['before_mb']:.0f} | {memory['after_mb']:.0f} |"
                )
    finally:
        screen.stop()
    print("| Look-up | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|")
    print("\n".join(rows))
    print(
        "\n| First search after the start, page opened and asked at once | median s | min | max | own MB before | after |"
    )
    print("|---|---|---|---|---|---|")
    print("\n".join(starts))


def lines(taken):
    for name, ms in taken.items():
        yield f"{name} | {quantile(ms, 0.5):.1f} | {quantile(ms, 0.95):.1f} | {quantile(ms, 0.99):.1f} |"


def prepare(data, sources):
    """Make a data folder with the sample content and the laws of some folders."""
    from kiosk.content.bundles import install_sample, laws_path
    from kiosk.content.laws.importers import open_sources
    from kiosk.content.laws.store import update_laws

    data.mkdir()
    install_sample(data)
    (data / "kiosk.toml").write_text("[terminal]\nidle_s = 36000\n", "utf-8")  # nobody touches: it would go home
    with open_sources(sources) as opened:
        update_laws(laws_path(data), opened.units(), opened.owns, lambda: None)


def run(data, what, display):
    env = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"} | {"DISPLAY": display}
    words = [sys.executable, "-m", "tests.bench.lookup", str(data), what]
    done = subprocess.run(words, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def measure(data, what):
    """Run the terminal and print what was measured as JSON."""
    from kiosk.config import load_setup
    from kiosk.domain.clock import SystemClock
    from kiosk.ui.window import prepare as prepare_window

    setup = load_setup(str(data), None)
    scale = prepare_window(setup, "terminal")
    from kivy.clock import Clock

    from kiosk.terminal.app import compose

    with ExitStack() as stack:
        app = compose(setup, scale, SystemClock(), stack)
        steps = (start if what == "start" else queries)(app.controller)

        def go_on(_):
            try:
                Clock.schedule_once(go_on, next(steps))
            except StopIteration as end:
                print(json.dumps(end.value))
                app.stop()

        Clock.schedule_once(go_on, 1.0)
        app.run()


class Made(NamedTuple):
    """A view of the content worker: its kind, when its job was handed over and when it was made, in seconds."""

    kind: str
    handed: float
    made: float


def timed(act):
    """Have each view of the content worker timed; return the list of them."""
    jobs, taken = act._content_jobs, []
    submit = jobs.submit

    def watched(job, on_done, on_error=None):
        handed = time.perf_counter()

        def do():
            if (view := job()) is not None:  # it also looks for new content
                taken.append(Made(type(view).__name__, handed, time.perf_counter()))
            return view

        submit(do, on_done, on_error)

    jobs.submit = watched
    return taken


def timed_search(book):
    """Have each search of a law book timed; return the list of ms."""
    find, taken = book.find_narrowed, []

    def watched(query, where):
        began = time.perf_counter()
        found = find(query, where)
        taken.append((time.perf_counter() - began) * 1e3)
        return found

    book.find_narrowed = watched
    return taken


def opened(act):
    while act.content.opening or not act.content.has_laws:
        yield 0.05
    yield 2.0  # the start has the processor to itself


def queries(act):
    """Ask every query on both pages; yields while the worker works."""
    from kiosk.content.laws.filter import LawFilter
    from kiosk.terminal.input.typed import LINE, Typed
    from kiosk.terminal.lookup.choice import LawsChoice

    yield from opened(act)
    taken = timed(act)
    visit = act._session.visit
    figures = {}
    act.open("laws")
    yield 3.0
    searches = timed_search(act._shelf.law_book)
    asked = {}
    for kind, name in KINDS.items():
        entries = (DATA / "queries" / f"{name}.jsonl").read_text("utf-8").splitlines()[:EACH]
        asked[kind] = [
            next(entry[key] for key in ("question", "query", "q") if key in entry) for entry in map(json.loads, entries)
        ]
    asked["one key more"] = [q[:n] for q in asked["question"][:30] for n in range(1, min(len(q), 12))]
    for kind, texts in asked.items():
        del searches[:]
        took = []
        for text in (text[:LINE] for text in texts):
            visit.typed["laws"] = Typed(text[:-1])
            act.typing.show()
            yield REST_S
            before, began = len(taken), time.perf_counter()
            act.typing.put(text[-1])
            while len(taken) == before:
                yield 0
            took.append((taken[-1].made - began) * 1e3)
            yield REST_S
        figures[f"{kind}, while typing"] = took
        figures[f"{kind}, while typing: the search alone"] = searches[:]
    act.open("laws", "found")
    yield 0.5
    for label, where in (("", LawFilter()), (", filtered", LawFilter(level="司法解释", years=(2010, 9999)))):
        for kind, texts in asked.items():
            if kind == "one key more" or (label and kind != "question"):
                continue
            del taken[:], searches[:]
            for text in texts:
                visit.laws = LawsChoice(text, where=where)
                before = len(taken)
                act.refresh()
                while len(taken) == before:
                    yield 0
                yield REST_S
            figures[f"{kind}, results{label}"] = [(view.made - view.handed) * 1e3 for view in taken]
            figures[f"{kind}, results{label}: the search alone"] = searches[:]
    return {"ms": figures, "articles": act._shelf.law_book.count()[1]}


def start(act):
    """Open the page and ask at once."""
    yield from opened(act)
    taken = timed(act)
    before_mb = own_mb(os.getpid())
    began = time.perf_counter()
    act.open("laws")
    act.laws.look_for(STORY)
    while not any(view.kind == "LawsFoundView" for view in taken):
        yield 0
    took = time.perf_counter() - began
    yield 1.0
    return {"s": took, "before_mb": before_mb, "after_mb": own_mb(os.getpid())}


if __name__ == "__main__":
    main()
