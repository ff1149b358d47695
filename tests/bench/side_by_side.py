"""Terminal and browser side by side: how soon a touch shows, what starting, memory and rest cost."""

import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.demo.screens import VirtualScreen
from tests.bench import browser
from tests.bench.eye import Eye
from tests.bench.figures import quantile
from tests.bench.processes import family, idle_percent, memory_mb, prepare_data, start_terminal, stopped
from tests.bench.visitor import Visitor
from tests.running_hall import CHROMIUM, wait_for

STARTS = 5
TAPS = 60
WARM_UP = 5
OPENINGS = 15
CHANGES = 1000
_SETTLE_S = 5.0
_COMPILE_S = 180.0


@dataclass
class Figures:
    """What was measured of one program; times in seconds."""

    starts: list[float] = field(default_factory=list)
    taps: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    returns: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    memory_mb: float = 0.0
    idle_percent: float = 0.0
    growth_mb: float | None = None


def main() -> None:
    screen = VirtualScreen(1080, 1920)
    screen.start()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            print_table(*measure(Path(folder), Eye(screen.display)))
    finally:
        screen.stop()


def measure(folder: Path, eye: Eye) -> tuple[Figures, Figures]:
    """Measure both programs in turns, so that a busy minute of the machine meets both."""
    data, page, profile = prepare_data(folder / "data", browser.ROWS), browser.page(folder), folder / "profile"
    ours, theirs = Figures(), Figures()
    if CHROMIUM:
        with stopped(browser.start(eye, page, profile)):  # the first start makes the profile
            time.sleep(_SETTLE_S)
    with stopped(start_terminal(eye, data)) as program:  # the first start compiles the input engine's helper
        time.sleep(_SETTLE_S)
        wait_for(lambda: not family(program)[1:], _COMPILE_S, "the first start's work")
    for _ in range(STARTS):
        if CHROMIUM:
            with stopped(browser.start(eye, page, profile)) as program:
                theirs.starts.append(program.first_paint_s)
                time.sleep(1)
        with stopped(start_terminal(eye, data)) as program:
            ours.starts.append(program.first_paint_s)
            time.sleep(1)
    if CHROMIUM:
        with stopped(browser.start(eye, page, profile)) as program:
            time.sleep(_SETTLE_S)
            theirs.memory_mb, theirs.idle_percent = memory_mb(program), idle_percent(program)
            theirs.taps = browser.press_tile(eye, TAPS, WARM_UP)
            theirs.openings = browser.open_list(eye, OPENINGS)
    with stopped(start_terminal(eye, data)) as program:
        visitor = Visitor(eye, data, program)
        time.sleep(_SETTLE_S)
        ours.memory_mb, ours.idle_percent = memory_mb(program), idle_percent(program)
        ours.taps = visitor.press_tiles(TAPS, WARM_UP)
        ours.openings = visitor.open_list(OPENINGS, anew=True)
        ours.returns = visitor.open_list(OPENINGS, anew=False)
        ours.frames = visitor.scroll()
        ours.growth_mb = visitor.walk(CHANGES)
    return ours, theirs


def print_table(ours: Figures, theirs: Figures) -> None:
    print(
        "| Terminal and Chromium side by side | terminal | Chromium | ratio | target | met |\n|---|---|---|---|---|---|"
    )
    _row("start to first paint, median, s", _median(ours.starts), _median(theirs.starts), 0.6, 2)
    for share in (0.5, 0.95, 0.99):
        limit = None if share == 0.99 else 1.0
        _row(f"tap to changed pixel, p{share * 100:.0f}, ms", _ms(ours.taps, share), _ms(theirs.taps, share), limit)
    _row(f"{browser.ROWS:,} rows opened, p50, ms", _ms(ours.openings, 0.5), _ms(theirs.openings, 0.5), 1.0)
    _row(f"{browser.ROWS:,} rows opened again, p50, ms", _ms(ours.returns, 0.5), _ms(theirs.openings, 0.5), None)
    _row("PSS at rest, MB", ours.memory_mb, theirs.memory_mb or None, 0.45, 0)
    print("\n| Terminal | figure | target | met |\n|---|---|---|---|")
    _own_row("scroll, time between pictures, p50, ms", _ms(ours.frames, 0.5), None)
    _own_row("scroll, time between pictures, p99, ms", _ms(ours.frames, 0.99), 50)
    _own_row("rest on home, % of a core", ours.idle_percent, 3)
    _own_row(f"growth after {CHANGES:,} screen changes, MB", ours.growth_mb, 5)
    print()


def _row(name: str, ours: float | None, theirs: float | None, limit: float | None, digits: int = 1) -> None:
    ratio = ours / theirs if ours is not None and theirs else None
    target = "" if limit is None else f"<= {limit:g} x"
    met = "" if limit is None or ratio is None else "yes" if ratio <= limit else "no"
    print(f"| {name} | {_number(ours, digits)} | {_number(theirs, digits)} | {_number(ratio, 2)} | {target} | {met} |")


def _own_row(name: str, figure: float | None, limit: float | None) -> None:
    met = "" if limit is None or figure is None else "yes" if figure <= limit else "no"
    print(f"| {name} | {_number(figure, 1)} | {'' if limit is None else f'<= {limit:g}'} | {met} |")


def _number(value: float | None, digits: int) -> str:
    return "not measured" if value is None else f"{value:.{digits}f}"


def _median(values: list[float]) -> float | None:
    return statistics.median(values) if values else None


def _ms(values: list[float], share: float) -> float | None:
    return 1000 * quantile(values, share) if values else None


if __name__ == "__main__":
    main()
