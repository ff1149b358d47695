"""Drawing only what has changed must give the same pictures as drawing everything."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.demo.screens import VirtualScreen

DRIVER = Path(__file__).with_name("redraw_driver.py")
GARBAGE = 50  # of some 20,000 things that a screen is made of


@pytest.fixture
def display():
    screen = VirtualScreen(540, 960)
    screen.start()
    yield screen.display
    screen.stop()


@pytest.mark.e2e
@pytest.mark.parametrize("seed", [1, 2])
def test_parts_drawn_anew_make_the_same_picture_as_the_whole(tmp_path, data, display, seed):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(data), str(tmp_path), str(seed)],
        capture_output=True,
        text=True,
        env=env | {"DISPLAY": display, "SDL_VIDEODRIVER": "x11"},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert not found["differ"]
    assert found["compared"] > 100
    assert statistics.mean(found["garbage"]) < GARBAGE, "a left screen hangs together"
    assert found["moved"] > 20, "what only moves was drawn anew"
    assert found["laid_over"] > 50
    assert found["too_soon"] == "services", "a touch meant for the page before did something on the next"
    assert len(found["left"]) <= 1, "screens that were left stay in memory"
    assert found["partial"] > found["compared"] / 3, "whole windows were drawn"
