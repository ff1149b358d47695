"""A whole demo hall as real processes, and hands to use it: touches, looks, paper, processes. For e2e tests and benchmarks."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from kiosk.wire.hall_client import HallClient

CHROMIUM = shutil.which("chromium")
START_S = 180
LOOK_S = 30
PACE_S = 0.5


class RunningHall:
    """`kiosk demo` on virtual screens, in a folder of its own."""

    def __init__(
        self, data: Path, first_port: int, *options: str, command: tuple[str, ...] = (sys.executable, "-m", "kiosk")
    ):
        self.data = data / "demo"
        self.first_port = first_port
        self._tapped = 0.0
        self._log = (data / "demo.out").open("wb")
        env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        words = [*command, "--data", str(data), "demo", "--virtual", "--ports-from", str(first_port), *options]
        self.process = subprocess.Popen(words, stdout=self._log, stderr=subprocess.STDOUT, env=env, cwd=data)

    def wait_until_open(self) -> None:
        wait_for(
            lambda: "Ctrl-C stops everything" in self.output() or self.process.poll() is not None,
            START_S,
            "the demo to open",
        )
        assert self.process.poll() is None, self.output()

    def output(self) -> str:
        return Path(self._log.name).read_text("utf-8", "replace")

    def complaints(self) -> str:
        """What the parts warned of: for the reader of a failed test."""
        lines = [
            f"{log.stem}: {line}"
            for log in self.data.glob("logs/*.log")
            for line in log.read_text("utf-8").splitlines()
        ]
        return "\n".join(line for line in lines if " WARNING " in line or " ERROR " in line)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        self._log.close()
        return code

    # -- addresses

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.first_port}{path}"

    @property
    def centre_url(self) -> str:
        return f"http://127.0.0.1:{self.first_port + 10}"

    @property
    def access(self) -> dict[str, str]:
        return tomllib.loads((self.data / "demo-access.toml").read_text("utf-8"))

    def client(self, role: str = "manager") -> HallClient:
        return HallClient(self.url(), self.access[f"{role}_token"])

    def issue(self, *services: str) -> list[str]:
        return [self.client().issue_ticket(uuid.uuid4().hex, service).number for service in services]

    def printer_state(self) -> str:
        """What the hall knows of the terminal's printer."""
        request = urllib.request.Request(
            self.url("/api/v1/devices"), headers={"Authorization": f"Bearer {self.access['manager_token']}"}
        )
        with urllib.request.urlopen(request) as answer:
            return next((d["state"] for d in json.load(answer) if d["kind"] == "printer"), "")

    # -- screens

    def shown(self, program: str) -> dict[str, Any]:
        """What is on a program's screen now, as it describes itself."""
        return describe(self.data / "run" / f"{program}.sock")

    def texts(self, program: str) -> str:
        return "\n".join(item["text"] for item in self.shown(program)["items"])

    def wait_text(self, program: str, pattern: str, seconds: float = LOOK_S) -> str:
        """Wait until a text matching the pattern is on the screen; return the match."""
        found = wait_for(
            lambda: re.search(pattern, self.texts(program)),
            seconds,
            f"{pattern!r} on the {program}",
            lambda: self.texts(program),
        )
        return found.group()

    def tap(self, pattern: str, role: str = "") -> None:
        """Touch the terminal where the pattern stands, once it stands still: a new page takes a few frames to settle."""
        before = None

        def place():
            nonlocal before
            items = self.shown("terminal")["items"]
            here = next((i for i in items if re.search(pattern, i["text"]) and role in i["role"]), None)
            still, before = here == before, here
            return here if still else None

        self._pause()  # before looking: the last touch may still move things
        item = wait_for(place, LOOK_S, f"{pattern!r} to touch", lambda: self.texts("terminal"))
        self.tap_at(item["x"] + item["w"] / 2, item["y"] + item["h"] / 2)

    def tap_at(self, x: float, y: float) -> None:
        """Touch at a pixel, no faster than people do: a quick second touch of a place counts as the same touch."""
        self._pause()
        self._tapped = time.monotonic()
        self._post("/tap", {"screen": "terminal", "x": int(x), "y": int(y)})

    def _pause(self) -> None:
        time.sleep(max(0.0, self._tapped + PACE_S - time.monotonic()))

    def take_ticket(self, service: str) -> str:
        """Take a ticket from home with three touches; return its number."""
        self.tap("取号排队")
        self.tap(f"^{service}")
        self.tap("^取号$")
        return self.wait_text("terminal", r"\b[A-Z]\d{3}\b")

    def go_home(self) -> None:
        """Touch the way home, if the terminal is elsewhere."""
        if self.shown("terminal")["screen"] != "home":
            self.tap("回首页")
            wait_for(lambda: self.shown("terminal")["screen"] == "home", LOOK_S, "home")

    def picture(self, name: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.first_port + 19}/{name}.img") as answer:
            return answer.read()

    def printer(self, command: str) -> None:
        self._post("/printer", {"command": command})

    def _post(self, path: str, body: dict[str, Any]) -> None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.first_port + 19}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request).read()

    # -- paper

    def papers(self) -> list[Path]:
        """What was cut so far, as the simulator read it; each has its picture beside it."""
        return [p for p in sorted((self.data / "paper").glob("ticket-*.json")) if p.with_suffix(".png").exists()]

    # -- processes

    def pid(self, program: str) -> int:
        """The process of one part, by its command line."""
        for child in children(self.process.pid):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if program.encode() in words or (program == "printer" and b"device.printer.simulator" in words):
                return child
        raise LookupError(program)


def describe(inspect: Path) -> dict[str, Any]:
    """Ask a program's inspection socket what is on its screen."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(10)
        line.connect(str(inspect))
        line.sendall(b"describe\n")
        return json.loads(line.makefile(encoding="utf-8").readline())


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def wait_for(look, seconds: float, what: str, more=lambda: "", pause_s: float = 0.05):
    """Return the first true answer of `look`; fail with what was waited for."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}\n{more()}"
        time.sleep(pause_s)
