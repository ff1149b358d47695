"""Whatever hangs, the terminal stops saying that it works, and who watches over it starts it again.

The test is systemd here: it listens to the words, kills what is silent for `WatchdogSec=` of the unit, and starts it anew.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.content.bundles import content_folder
from kiosk.files import shipped

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3600)]
DRIVER = Path(__file__).with_name("watchdog_driver.py")
UNIT = shipped("assets", "units", "etc", "systemd", "system", "kiosk-terminal.service")
ROUNDS = int(os.environ.get("KIOSK_TORTURE_WATCHDOG", "1"))
START_S = 60.0
RESTORED_S = 30.0
STOP = "stop"  # the whole process, by a signal


class Systemd:
    """Keeps one terminal running, as its unit asks for."""

    def __init__(self, folder):
        self.folder = folder
        self.patience_s = float(re.search(r"^WatchdogSec=(\d+)$", UNIT.read_text("utf-8"), re.MULTILINE)[1])
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.listener.bind(str(folder / "notify"))
        self.process = None

    def start(self):
        env = {
            name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "DISPLAY", "WAYLAND"))
        }
        env |= {"SDL_VIDEODRIVER": "offscreen", "NOTIFY_SOCKET": str(self.folder / "notify")}
        with (self.folder / "errors").open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, str(DRIVER), str(self.folder)], stdin=subprocess.PIPE, stderr=errors, env=env
            )
        self.wait_for("READY=1", START_S)

    def wait_for(self, word, patience_s):
        deadline = time.monotonic() + patience_s
        while (left_s := deadline - time.monotonic()) > 0:
            self.listener.settimeout(left_s)
            try:
                if self.listener.recv(100).decode() == word:
                    return
            except TimeoutError:
                break
        pytest.fail(f"no {word} in {patience_s} s: {(self.folder / 'errors').read_text('utf-8')[-2000:]}")

    def watch(self):
        """Return once no word has come for too long."""
        self.listener.settimeout(self.patience_s)
        while True:
            try:
                self.listener.recv(100)
            except TimeoutError:
                return

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()

    def freeze(self, part):
        if part == STOP:
            self.process.send_signal(signal.SIGSTOP)
        else:
            self.process.stdin.write(f"{part}\n".encode())
            self.process.stdin.flush()


@pytest.fixture
def systemd(tmp_path, data, furnish):
    shutil.copytree(content_folder(data), content_folder(tmp_path), symlinks=False)
    furnish(tmp_path)
    (tmp_path / "kiosk.toml").write_text(
        "[screen]\nwidth_px = 540\nheight_px = 960\n[speech]\nvisitor = 'off'\n", "utf-8"
    )
    systemd = Systemd(tmp_path)
    yield systemd
    systemd.kill()
    systemd.listener.close()


PARTS = [STOP, "kivy", "hall", "content", "reports", "staff", "outbox"]


@pytest.mark.parametrize("part", PARTS if "KIOSK_TORTURE_WATCHDOG" in os.environ else [STOP, "kivy", "hall"])
def test_a_terminal_that_hangs_is_started_again(systemd, part):
    systemd.start()
    took_s = []
    for _ in range(ROUNDS):
        systemd.wait_for("WATCHDOG=1", systemd.patience_s)
        systemd.freeze(part)
        frozen_s = time.monotonic()
        systemd.watch()
        systemd.kill()
        systemd.start()
        systemd.wait_for("WATCHDOG=1", systemd.patience_s)
        took_s.append(time.monotonic() - frozen_s)
    print(f"{part}: restored after {min(took_s):.1f} to {max(took_s):.1f} s, {ROUNDS} times")  # shown with -s
    if "KIOSK_TORTURE_WATCHDOG" in os.environ:
        assert max(took_s) <= RESTORED_S
    log = (systemd.folder / "logs" / "terminal.log").read_text("utf-8")
    assert (f"silent parts: {part}" in log) == (part not in {STOP, "kivy"}), "the log names what hung"


def test_a_terminal_that_works_goes_on_saying_so(systemd):
    systemd.start()
    for _ in range(3):
        systemd.wait_for("WATCHDOG=1", systemd.patience_s)
    systemd.process.terminate()
    assert systemd.process.wait(30) == 0
