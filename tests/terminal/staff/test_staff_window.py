"""The staff's page in a real window: the clock is held, the PIN typed, the terminal restarted."""

import os
from pathlib import Path

import pytest
from driven import run_driver

from kiosk.content.bundles import install_sample
from kiosk.domain.clock import SystemClock
from kiosk.terminal.staff.pin import StaffPin

DRIVER = Path(__file__).parents[1] / "window_driver.py"
RIGHT = "482915"
CLOCK = r"^\d\d:\d\d$"
KEYS = [["tap", f"key_{digit}"] for digit in RIGHT]


@pytest.fixture
def machine(tmp_path, furnish):
    furnish(tmp_path)
    install_sample(tmp_path)
    (tmp_path / "kiosk.toml").write_text("[screen]\nwidth_px = 540\nheight_px = 960\n", "utf-8")
    return tmp_path


@pytest.mark.e2e
def test_hold_the_clock_enter_the_pin_restart(machine):
    StaffPin(machine, SystemClock()).set_pin(RIGHT)
    steps = [
        ["wait", "tile_services"],
        ["hold", [CLOCK, 2]],
        ["wait", "tile_services"],
        ["hold", [CLOCK, 8]],
        ["wait", "key_1"],
        *KEYS,
        ["tap", "enter"],
        ["wait", "test_print"],
        ["tap", "restart"],
        ["text", "再点一次"],
        ["run", ["sleep", "1"]],  # a second touch at once would count as an echo of the first
        ["tap", "restart"],
        ["wait", "the end"],  # never comes: the program ends first
    ]
    result = run_driver(DRIVER, machine, steps)
    assert result["status"] == os.EX_TEMPFAIL, "who watches over it starts it again"
    said = " ".join(item["text"] for shown in result["seen"] for item in shown["items"])
    assert RIGHT not in said


@pytest.mark.e2e
def test_without_a_pin_the_page_says_so(machine):
    steps = [["wait", "tile_services"], ["hold", [CLOCK, 8]], ["text", "kiosk staff-pin"], ["tap", "home"]]
    result = run_driver(DRIVER, machine, steps)
    assert result["status"] == 0
