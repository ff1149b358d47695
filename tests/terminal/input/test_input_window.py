"""The keyboard as a visitor meets it: a real window, real touches, the engines that this machine has."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from driven import run_driver
from test_input_handwriting import FA

from kiosk.content.bundles import current_bundle, laws_path
from kiosk.terminal.input.libime import helper_path

pytestmark = pytest.mark.e2e
DRIVER = Path(__file__).parents[1] / "window_driver.py"
KILL = """
import os, pathlib, signal, sys
for line in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
    try:
        if line.read_bytes().split(b"\\0")[0].decode() == sys.argv[1]:
            os.kill(int(line.parent.name), signal.SIGKILL)
    except OSError:
        pass
"""


@pytest.fixture
def machine(tmp_path, data, helpers):
    """A terminal's data folder with the compiled helper, all of it in `data`; no hall, no printer."""
    shutil.copytree(current_bundle(data).parent, tmp_path / "content" / "bundles", dirs_exist_ok=True)
    shutil.copytree(data, tmp_path, dirs_exist_ok=True, symlinks=True)
    assert laws_path(tmp_path).exists()
    assert helper_path(tmp_path / "bin").exists()
    (tmp_path / "kiosk.toml").write_text(
        '[client]\nhall = "http://127.0.0.1:9"\nevents = "tcp://127.0.0.1:9"\nsnapshot = "tcp://127.0.0.1:9"\n'
        "[screen]\nwidth_px = 540\nheight_px = 960\n",
        "utf-8",
    )
    return tmp_path


def drive(machine, *steps):
    return run_driver(DRIVER, machine, steps)["seen"]


def running(program):
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if line.read_bytes().split(b"\0")[0].decode() == str(program):
                found.append(int(line.parent.name))
        except OSError:
            continue
    return found


def keys(letters):
    return [["tap", f"key_{letter}"] for letter in letters]


def test_pinyin_by_words_and_by_sentence_and_a_helper_that_dies(machine):
    helper = helper_path(machine / "bin")
    seen = drive(
        machine,
        ["wait", "tile_laws"],
        ["tap", "tile_laws"],
        ["wait", "tab_pinyin"],
        *keys("laodongzhengyi"),
        ["text", "^劳动争议$"],
        ["text", "^劳动$"],
        ["tap", "劳动争议"],
        ["tap", "key_clear"],
        ["run", [sys.executable, "-c", KILL, str(helper)]],
        *keys("nihao"),
        ["text", "^你好$"],
        ["tap", "key_delete"],
        ["tap", "key_confirm"],
        ["gone", "key_a"],
        ["tap", "asked"],
        ["tap", "key_a"],
    )
    assert all(step["screen"] in ("home", "laws") for step in seen)
    assert not running(helper), "the terminal has left its helper behind"


def test_a_character_drawn_by_finger(machine, hand):
    seen = drive(
        machine,
        ["wait", "tile_laws"],
        ["tap", "tile_laws"],
        ["wait", "tab_hand"],
        ["tap", "tab_hand"],
        ["wait", "pad"],
        ["draw", [[(x - 0.6, y) for x, y in stroke] for stroke in FA]],
        ["text", "^法$"],
        ["tap", "candidate_0"],
        ["gone", "candidate_0"],
        ["draw", [[(0.2, 0.2), (0.8, 0.2)]]],
        ["wait", "candidate_0"],
        ["tap", "key_undo_stroke"],
        ["gone", "candidate_0"],
    )
    drawn = next(step for step in seen if step["step"] == ["text", "^法$"])
    first_row = {i["text"] for i in drawn["items"] if i["name"] in {f"candidate_{n}" for n in range(4)}}
    assert "法" in first_row


def test_the_terminal_killed_outright_takes_its_helper_along(machine):
    helper = helper_path(machine / "bin")
    process = subprocess.Popen(
        [sys.executable, str(DRIVER), str(machine)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SDL_VIDEODRIVER": "offscreen"},
    )
    steps = [["wait", "tile_laws"], ["tap", "tile_laws"], *keys("nihao"), ["text", "^你好$"], ["wait", "never"]]
    process.stdin.write(json.dumps(steps).encode())
    process.stdin.close()
    until(lambda: running(helper))
    process.send_signal(signal.SIGKILL)
    process.wait()
    until(lambda: not running(helper))


def until(true, seconds=30):
    import time

    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
