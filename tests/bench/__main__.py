"""`make bench`: prints the benchmark tables as Markdown, with the machine they were measured on.

Every figure comes from real processes on this machine; nothing is asserted.
"""

import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.demo.screens import VirtualScreen
from tests.bench import law, side_by_side
from tests.bench.figures import machine, pss_mb, quantile, rss_mb
from tests.running_hall import PACE_S, RunningHall, describe, wait_for

_FIRST_PORT = 27480
_STARTS = 5
_TICKETS = 20
_IDLE_S = 5.0


def main() -> None:
    print(f"Machine: {machine()}; Python {platform.python_version()}; date {time.strftime('%Y-%m-%d')}.\n")
    side_by_side.main()  # alone, before the hall runs beside it
    law.main()
    with tempfile.TemporaryDirectory() as folder:
        hall = RunningHall(Path(folder), _FIRST_PORT, *sys.argv[1:])
        screen = VirtualScreen(1080, 1920)
        screen.start()
        try:
            hall.wait_until_open()
            _starts(hall, screen)
            _memory(hall)
            _touch_to_paper(hall)
        finally:
            screen.stop()
            hall.stop()


def _starts(hall: RunningHall, screen: VirtualScreen) -> None:
    print("| Terminal: process start to first touchable frame | median s | min | max |\n|---|---|---|---|")
    for name, before in (
        ("warm page cache", _nothing),
        ("cold page cache (dropped before each start)", _drop_caches),
    ):
        try:
            before()
        except OSError as err:
            print(f"| {name} | not measured: {err.strerror} | | |")
            continue
        times = [_one_start(hall, screen, before) for _ in range(_STARTS)]
        print(f"| {name} | {statistics.median(times):.2f} | {min(times):.2f} | {max(times):.2f} |")
    print()


def _one_start(hall: RunningHall, screen: VirtualScreen, before: Callable[[], None]) -> float:
    """Start one more terminal, on a screen of its own, with the hall's content; return the seconds until home answers."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for name in ("content", "fonts", "keys"):
            (data / name).symlink_to(hall.data / name)
        config = (hall.data / "kiosk-terminal.toml").read_text("utf-8")
        (data / "kiosk.toml").write_text(
            re.sub(r'(?m)^port = ".*"$', 'port = ""', config), "utf-8"
        )  # one printer, one owner
        before()
        words = [sys.executable, "-m", "kiosk", "--data", folder, "terminal"]
        environment = os.environ | {"DISPLAY": screen.display, "SDL_VIDEODRIVER": "x11"}
        began = time.perf_counter()
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: _shows_home(data / "run/terminal.sock"), 60, "the home screen")
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait()


def _shows_home(inspect: Path) -> bool:
    try:
        return any(item["name"] == "tile_services" for item in describe(inspect)["items"])
    except (OSError, ValueError, KeyError):
        return False


def _nothing() -> None:
    """Leave the page cache as it is."""


def _drop_caches() -> None:
    subprocess.run(["sync"], check=True)
    Path("/proc/sys/vm/drop_caches").write_text("3")


def _memory(hall: RunningHall) -> None:
    time.sleep(_IDLE_S)
    print("| Process, idle after start | RSS MB | PSS MB |\n|---|---|---|")
    for name in ("terminal", "board", "hall", "sync", "centre", "printer"):
        pid = hall.pid(name)
        print(f"| {name} | {rss_mb(pid):.0f} | {pss_mb(pid):.0f} |")
    print()


def _touch_to_paper(hall: RunningHall) -> None:
    screen, paper = [], []
    for _ in range(_TICKETS):
        hall.go_home()
        hall.tap("取号排队")
        hall.tap("^法律咨询")
        wait_for(lambda: "取号" in hall.texts("terminal"), 20, "the confirm screen")
        before = len(hall.papers())
        time.sleep(PACE_S)
        began = time.perf_counter()
        hall.tap("^取号$")
        wait_for(lambda: hall.shown("terminal")["screen"] == "ticket", 20, "the number")
        screen.append(time.perf_counter() - began)
        wait_for(lambda n=before: len(hall.papers()) > n, 20, "the paper")
        paper.append(time.perf_counter() - began)
    print("| Ticket, from the touch on 取号 | p50 ms | p95 ms |\n|---|---|---|")
    for name, times in (("number on the screen", screen), ("cut paper (simulated printer)", paper)):
        print(f"| {name} | {quantile(times, 0.5) * 1000:.0f} | {quantile(times, 0.95) * 1000:.0f} |")


if __name__ == "__main__":
    main()
