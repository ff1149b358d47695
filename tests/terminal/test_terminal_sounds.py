"""The running terminal hands its sounds to the player of its configuration; a shell command stands for the sound card."""

import os
import socket
import subprocess
import sys
import time

import pytest

from kiosk.demo.screens import VirtualScreen

pytestmark = pytest.mark.e2e
WAIT_S = 60


@pytest.fixture
def screen():
    screen = VirtualScreen(540, 960)
    screen.start()
    yield screen
    screen.stop()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_touch_is_heard_where_sounds_are_wanted(tmp_path, screen, furnish, wanted):
    furnish(tmp_path)  # without content there is no night
    player = tmp_path / "player"
    player.write_text(f'#!/bin/sh\necho "$1" >>{tmp_path}/played\n', "utf-8")
    player.chmod(0o755)
    (tmp_path / "kiosk.toml").write_text(
        f'[terminal]\nsounds = {str(wanted).lower()}\n[speech]\nplayer = "{player}"\n'
        "[screen]\nwidth_px = 540\nheight_px = 960\n",
        "utf-8",
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "SDL_", "WAYLAND"))}
    env |= {"DISPLAY": screen.display, "NOTIFY_SOCKET": str(tmp_path / "notify")}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, (tmp_path / "errors").open("wb") as errors:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(WAIT_S)
        order = [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "terminal"]
        process = subprocess.Popen(order, env=env, stderr=errors)
        try:
            assert systemd.recv(100) == b"READY=1"
            systemd.recv(100)  # a second later everything listens
            for _ in range(3):
                screen.tap(270, 480)
                time.sleep(0.6)
        finally:
            process.terminate()
            process.wait(WAIT_S)
    played = (tmp_path / "played").read_text("utf-8").split() if (tmp_path / "played").exists() else []
    assert {name.rpartition("/")[2] for name in played} == ({"touch.wav"} if wanted else set())
