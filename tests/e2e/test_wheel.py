"""The wheel carries everything: it runs a hall in an empty environment, away from the checkout."""

import os
import signal
import subprocess
import sys
import time
import venv
import zipfile
from pathlib import Path

import pytest

from tests.running_hall import RunningHall, children

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_carries_layouts_assets_and_pages(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for inside in ("kiosk/_files/layouts/", "kiosk/_files/assets/sample/procedures/", "kiosk/_files/assets/strings/zh/", "kiosk/demo/page.html", "kiosk/hall/pages/", "kiosk/centre/templates/", "device/printer/"):  # fmt: skip
        assert any(name.startswith(inside) for name in names), inside
    assert not [n for n in names if n.startswith(("tests/", "docs/")) or n.endswith((".otf", ".ttf", ".ttc"))]


def test_runs_a_hall_in_an_empty_environment(wheel, tmp_path, free_ports):
    venv.create(tmp_path / "env")
    pip = [sys.executable, "-m", "pip", "--python", str(tmp_path / "env"), "--disable-pip-version-check"]
    install = [*pip, "install", "-q", "--no-compile"]
    subprocess.run([*install, "-r", ROOT / "requirements.lock"], check=True)
    subprocess.run([*install, "--no-deps", wheel], check=True)
    away = tmp_path / "away"
    away.mkdir()
    hall = RunningHall(away, free_ports(), "--without-laws", command=(str(tmp_path / "env/bin/kiosk"),))
    try:
        hall.wait_until_open()
        assert hall.texts("terminal")
        started = children(hall.process.pid)
    finally:
        code = hall.stop()
    assert code == 0, hall.output()
    assert not [pid for pid in started if _runs(pid)]


def test_second_ctrl_c_and_early_stop_leave_nothing(tmp_path, free_ports):
    hall = RunningHall(tmp_path, free_ports(), "--without-laws")
    deadline = time.monotonic() + 60
    while "centre ... ready" not in hall.output() and time.monotonic() < deadline:
        time.sleep(0.1)
    started = children(hall.process.pid)
    hall.process.send_signal(signal.SIGINT)
    hall.process.wait(60)
    assert started
    assert not [pid for pid in started if _runs(pid)]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
