"""A real repository, served by a real HTTP server that counts what is fetched and can misbehave."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.centre.keys import KeyFolder
from kiosk.centre.repository import Repository
from kiosk.config import SyncConfig
from kiosk.content.bundles import current_bundle
from kiosk.content.library import Library
from kiosk.domain.clock import Clock, FixedClock, SystemClock, to_iso
from kiosk.sync.updater import ReleaseUpdater

HALL = """name = "溪桥县公共法律服务中心"
name_en = "Xiqiao County Legal Service Centre"
profile = "centre"
address = "溪桥县人民路1号"
phone = "0000-0000000"
hours = "mon-fri 09:00-17:00"
sample = true

[position]
lat = 30.0
lon = 110.0
"""
SERVICES = '[[service]]\ncode = "aid"\nname = "法律援助"\nname_en = "Aid"\nprefix = "A"\nsummary = "申请法律援助"\n'
COUNTERS = '[[counter]]\ncode = "1"\nname = "1号窗口"\nname_en = "Counter 1"\nservices = ["aid"]\n'
CATEGORIES = '[[category]]\ncode = "aid"\nname = "法律援助"\nname_en = "Legal aid"\n'


def slide(number: int, text: str) -> str:
    return f'+++\ntitle = "第{number}页"\n+++\n\n{text}\n'


def library(texts: list[str]) -> dict[str, bytes]:
    """The files of a small hall with one slide for each text."""
    files = {"hall.toml": HALL, "services.toml": SERVICES, "counters.toml": COUNTERS, "categories.toml": CATEGORIES}
    files |= {f"slides/s{n}.md": slide(n, text) for n, text in enumerate(texts)}
    return {path: text.encode() for path, text in files.items()}


class Centre:
    """The publishing side: keys, repository, and the release that stands."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self.keys = KeyFolder(folder / "keys")
        self.repository = Repository(folder / "repo", self.keys, clock)
        self.repository.create()
        self.number = 0

    @property
    def metadata(self) -> Path:
        return self.folder / "repo" / "metadata"

    def publish(self, *texts: str) -> None:
        self.number += 1
        self.sign(library(list(texts)))

    def sign(self, files: dict[str, bytes]) -> None:
        listed = [
            {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "length": len(data)}
            for path, data in files.items()
        ]
        release = {
            "number": self.number,
            "at": to_iso(self.clock.now()),
            "author": "test",
            "note": "",
            "files": listed,
        }
        targets = {f"library/{path}": data for path, data in files.items()}
        self.repository.publish({**targets, "release.json": json.dumps(release).encode()})


class Served:
    """An HTTP server over a folder; `answer` may take over a path by writing its own answer and returning True."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.answer: Callable[[SimpleHTTPRequestHandler], bool] = lambda _request: False
        served = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append(self.path)
                if not served.answer(self):
                    super().do_GET()

            def translate_path(self, path: str) -> str:
                return str(served.folder / path.lstrip("/"))

            def log_message(self, *_args: object) -> None:
                """Tests count requests themselves."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Machine:
    """A terminal's synchronisation."""

    def __init__(self, data: Path, url: str, root: Path, clock: Clock) -> None:
        self.data = data
        self.config = SyncConfig(centre=url, root=str(root))
        self.clock = clock

    def sync(self):
        return ReleaseUpdater(self.config, self.data, self.clock).run()

    def slides(self) -> list[str]:
        bundle = current_bundle(self.data)
        if bundle is None:
            return []
        with Library(bundle) as found:
            return [s.body for s in found.slides()]

    def zero_cache(self) -> None:
        """What a power cut leaves of files that were never flushed."""
        for path in (self.data / "sync" / "metadata").rglob("*.json"):
            path.write_bytes(b"")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(SystemClock().now().replace(microsecond=0))


@pytest.fixture
def centre(tmp_path: Path, clock: FixedClock) -> Centre:
    return Centre(tmp_path / "centre", clock)


@pytest.fixture
def served(centre: Centre) -> Iterator[Served]:
    server = Served(centre.folder)
    yield server
    server.close()


@pytest.fixture
def machine(tmp_path: Path, centre: Centre, served: Served, clock: FixedClock) -> Machine:
    root = tmp_path / "root.json"
    root.write_bytes(centre.repository.first_root.read_bytes())
    return Machine(tmp_path / "terminal", served.url, root, clock)


@pytest.fixture
def library_files() -> dict[str, bytes]:
    return library(["二"])
