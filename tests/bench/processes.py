"""Starting, stopping and weighing the programs that are compared."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.content.bundles import activate, build_bundle, bundles_folder
from kiosk.files import shipped
from kiosk.ui.fonts import prepare_fonts
from tests.bench.eye import Box, Eye, Program
from tests.bench.figures import pss_mb
from tests.running_hall import children

IDLE_S = 10.0
FIRST_PAINT: Box = (60, 400, 264, 264)
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def prepare_data(data: Path, rows: int) -> Path:
    """Make a terminal's data folder: the sample content, and so many more lawyers in the list of people."""
    source = data / "source"
    shutil.copytree(shipped("assets", "sample"), source)
    with (source / "practitioners.csv").open(encoding="utf-8", newline="") as file:
        person = next(reader := csv.DictReader(file))
    with (source / "practitioners.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or ())
        for n in range(1, rows + 1):
            writer.writerow(person | {"code": f"bench-{n:04}", "name": f"第{n}位律师", "name_en": f"Lawyer {n}"})
    bundle = bundles_folder(data) / "bench"
    build_bundle(source, bundle)
    activate(data, bundle)
    prepare_fonts(data / "fonts")
    (data / "kiosk.toml").write_text(
        "[screen]\nwidth_px = 1080\nheight_px = 1920\ninspect = true\n[terminal]\nidle_s = 36000\n", "utf-8"
    )
    return data


def start_terminal(eye: Eye, data: Path) -> Program:
    words = [sys.executable, "-m", "kiosk", "--data", str(data), "terminal"]
    return eye.start(
        words, FIRST_PAINT, SDL_VIDEODRIVER="x11", PYTHONDONTWRITEBYTECODE=""
    )  # compiled, as it is installed


@contextmanager
def stopped(program: Program) -> Iterator[Program]:
    """Hand the program over; end it and its children afterwards."""
    try:
        yield program
    finally:
        group = program.process.pid
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGTERM)
        try:
            program.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(group, signal.SIGKILL)
            program.process.wait()


def memory_mb(program: Program) -> float:
    """Proportional memory of a program and its children."""
    return sum(map(pss_mb, family(program)))


def idle_percent(program: Program) -> float:
    """Share of one core that a program takes while nobody touches it."""
    before, began = _cpu_s(program), time.perf_counter()
    time.sleep(IDLE_S)
    return 100 * (_cpu_s(program) - before) / (time.perf_counter() - began)


def _cpu_s(program: Program) -> float:
    ticks = 0
    for pid in family(program):
        with suppress(FileNotFoundError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_A_SECOND


def family(program: Program) -> list[int]:
    return [program.process.pid, *children(program.process.pid)]
