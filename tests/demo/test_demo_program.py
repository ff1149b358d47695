"""`kiosk demo` as a process that is treated badly: cut off, killed, started twice. Afterwards nothing may be left running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

OPEN = "Ctrl-C stops everything"


class Demo:
    """A demo in a folder, with a mark in its environment by which all its processes are found."""

    def __init__(self, data: Path, name: str = "demo", *words: str):
        self.log = data / f"{name}.log"
        self._mark = f"DEMO_MARK={data}/{name}"
        key, value = self._mark.split("=")
        env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [*(sys.executable, "-m", "kiosk", "--data", str(data), "demo", "--virtual", "--without-laws"), *words],
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**env, key: value},
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def wait(self, text: str) -> None:
        until(lambda: text in self.said() or self.process.poll() is not None, self.said)
        assert text in self.said(), self.said()

    def left(self) -> list[str]:
        """The command lines of what still runs."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self._mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip())
            except OSError:
                continue  # ended this moment
        return [line for line in found if line]


def until(check, more, seconds=90):
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, more()
        time.sleep(0.05)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_while_it_prepares_it_ends_at_once(tmp_path, free_ports, sign):
    demo = Demo(tmp_path, "demo", "--ports-from", str(free_ports()))
    demo.wait("sample content ...")
    os.killpg(demo.process.pid, sign)
    if sign is signal.SIGINT:
        os.killpg(demo.process.pid, sign)  # impatient
    assert demo.process.wait(20) == 0, demo.said()
    assert "stopped" in demo.said()
    assert "kiosk:" not in demo.said()
    assert demo.left() == []


def test_a_first_run_that_was_cut_off_is_begun_anew(tmp_path, free_ports):
    ports = ("--ports-from", str(free_ports()))
    for step in ("sample content ...", "keys and log-ins ...", "first release ..."):
        demo = Demo(tmp_path, "cut", *ports)
        demo.wait(step)
        time.sleep(0.3)
        demo.process.kill()
        demo.process.wait()
        until(lambda demo=demo: not demo.left(), demo.left)  # the parts go with it
    demo = Demo(tmp_path, "demo", *ports)
    demo.wait(OPEN)
    second = Demo(tmp_path, "second", "--ports-from", str(free_ports()))
    assert second.process.wait(30) == 1
    assert "a demo runs in" in second.said().splitlines()[-1]
    assert demo.process.poll() is None
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(60) == 0, demo.said()
    assert demo.left() == []


def test_a_port_out_of_range_is_wrong_usage(tmp_path):
    demo = Demo(tmp_path, "demo", "--ports-from", "65530")
    assert demo.process.wait(20) == 2
    assert "a port from 1 to 65516" in demo.said()
