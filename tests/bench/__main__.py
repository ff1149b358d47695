"""`make bench`: prints the benchmark tables as Markdown, with the machine they were measured on.

Every figure comes from real processes on this machine; nothing is asserted.
"""

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import machine, pss_mb, quantile, rss_mb
from tests.running_hall import PACE_S, RunningHall, wait_for

_FIRST_PORT = 27480
_STARTS = 5
_TICKETS = 20
_IDLE_S = 5.0


def main() -> None:
    print(f"Machine: {machine()}; Python {platform.python_version()}; date {time.strftime('%Y-%m-%d')}.\n")
    with tempfile.TemporaryDirectory() as folder:
        hall = RunningHall(Path(folder), _FIRST_PORT, *sys.argv[1:])
        try:
            hall.wait_until_open()
            _starts(hall)
            _memory(hall)
            _touch_to_paper(hall)
        finally:
            hall.stop()


def _starts(hall: RunningHall) -> None:
    print("| Terminal: process start to first touchable frame | median s | min | max |\n|---|---|---|---|")
    for name, before in (
        ("warm page cache", lambda: None),
        ("cold page cache (dropped before each start)", _drop_caches),
    ):
        try:
            before()
        except OSError as err:
            print(f"| {name} | not measured: {err.strerror} | | |")
            continue
        times = [_one_start(hall, before) for _ in range(_STARTS)]
        print(f"| {name} | {statistics.median(times):.2f} | {min(times):.2f} | {max(times):.2f} |")
    print()


def _one_start(hall: RunningHall, before) -> float:
    """End the terminal; the demo starts it again on the same screen. Count from its start to a home screen that answers."""
    pid = hall.pid("terminal")
    (hall.data / "run/terminal.sock").unlink(missing_ok=True)
    before()
    subprocess.run(["kill", "-9", str(pid)], check=True)
    wait_for(lambda: _started(hall, pid), 30, "a new terminal")
    began = _start_time(hall.pid("terminal"))
    wait_for(lambda: _home(hall), 60, "the home screen")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began


def _started(hall: RunningHall, old: int) -> bool:
    try:
        return hall.pid("terminal") != old
    except LookupError:
        return False


def _start_time(pid: int) -> float:
    ticks = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
    return ticks / 100  # clock ticks a second on every Linux we run on


def _home(hall: RunningHall) -> bool:
    try:
        return "取号排队" in hall.texts("terminal")
    except (OSError, ValueError, KeyError):
        return False


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
