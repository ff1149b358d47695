import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.config import ClientConfig
from kiosk.content.bundles import activate, build_bundle, bundles_folder
from kiosk.domain.clock import FixedClock
from kiosk.domain.halls import CounterPlan, Hall, Profile, Service
from kiosk.domain.live import Body, Slide
from kiosk.domain.places import Position
from kiosk.files import shipped
from kiosk.hall.dispatch import Dispatch
from kiosk.hall.journal import Journal
from kiosk.hall.plan import HallPlan

MONDAY_10 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
START_WAIT_S = 40

CONSULT = Service("consult", "法律咨询", "Advice", "A", "", minutes=10, hours="24h")
AID = Service("aid", "法律援助", "Legal aid", "B", "", minutes=20, hours="24h")
NOTARY = Service("notary", "公证", "Notary", "C", "", quota=2, hours="24h")
MORNING = Service("morning", "上午业务", "Mornings", "D", "", hours="mon-fri 08:00-09:30")
HALL = Hall(
    "云溪县公共法律服务中心", "Yunxi hall", Profile.CENTRE, "路1号", Position(30, 120), "12348", "24h", sample=True
)
PLAN = HallPlan(
    HALL,
    (CONSULT, AID, NOTARY, MORNING),
    (CounterPlan("1", "1号", "1", ("consult",)), CounterPlan("2", "2号", "2", ("consult", "aid", "notary"))),
    slides=(Slide("s", "题", "文"),),
)


@dataclass
class Desk:
    """A dispatch on a real database, with a clock to turn and what it announced."""

    dispatch: Dispatch
    clock: FixedClock
    journal: Journal
    said: list[Body] = field(default_factory=list)


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def poll(check: Callable[[], Any], seconds: float = 10) -> Any:
    """Return what a check gives as soon as it is true."""
    end = time.monotonic() + seconds
    while not (found := check()):
        if time.monotonic() > end:
            raise AssertionError("the wait was in vain")
        time.sleep(0.02)
    return found


@dataclass
class Answer:
    status: int
    data: Any
    type: str


@dataclass
class HallProcess:
    """A real `kiosk hall` on free ports."""

    data: Path
    http: int
    events: int
    snapshot: int
    tokens: dict[str, str]
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    def client_config(self, name: str) -> ClientConfig:
        return replace(
            ClientConfig(),
            name=name,
            hall=self.url,
            events=f"tcp://127.0.0.1:{self.events}",
            snapshot=f"tcp://127.0.0.1:{self.snapshot}",
        )

    def start(self) -> None:
        command = [sys.executable, "-m", "kiosk", "hall", "--data", str(self.data)]
        log = (self.data / "stderr.txt").open("a")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert "ready" in line, (line, (self.data / "stderr.txt").read_text())

    def stop(self, sign: int = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(sign)
        code = self.process.wait(10)
        assert self.process.stdout
        self.process.stdout.close()
        self.process = None
        return code

    def call(self, method: str, path: str, body: Any = None, role: str | None = "manager", **headers: str) -> Answer:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **headers}
        if role:
            headers["Authorization"] = f"Bearer {self.tokens.get(role, role)}"
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text, status, kind = answer.read(), answer.status, answer.headers.get_content_type()
        except urllib.error.HTTPError as err:
            with err:
                text, status, kind = err.read(), err.code, err.headers.get_content_type()
        is_json = kind.endswith("json") and text
        return Answer(status, json.loads(text) if is_json else text, kind)

    def api(self, method: str, path: str, body: Any = None, role: str | None = "manager", **headers: str) -> Answer:
        return self.call(method, f"/api/v1{path}", body, role, **headers)


def install_content(data: Path, release: str = "test", **changes: str) -> None:
    """Activate the sample content, open at any hour, with words of hall.toml changed."""
    source = data / f"source-{release}"
    shutil.copytree(shipped("assets", "sample"), source)
    file = source / "hall.toml"
    text = file.read_text("utf-8")
    for key, value in {"hours": "24h", **changes}.items():
        text, found = re.subn(rf'(?m)^{key}\s*=\s*".*"', f'{key} = "{value}"', text)
        assert found, key
    file.write_text(text, "utf-8")
    bundle = bundles_folder(data) / release
    build_bundle(source, bundle, release)
    activate(data, bundle)


KILLS = int(os.environ.get("KIOSK_TORTURE_KILLS", "5"))
FRAMES = int(os.environ.get("KIOSK_TORTURE_FRAMES", "2000"))
