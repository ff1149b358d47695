"""`kiosk centre` as a process, and the whole way with a real browser: edit, publish, synchronise, read."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from kiosk.content.bundles import current_bundle
from kiosk.content.library import Library

CHROMIUM = shutil.which("chromium")
PASSWORD = "amber-kettle-42-hill"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Centre:
    """One centre on this machine."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.url = f"http://127.0.0.1:{port}"
        data.mkdir(parents=True, exist_ok=True)
        (data / "kiosk.toml").write_text(
            f'[centre]\nhost = "127.0.0.1"\nport = {port}\n'
            f'[sync]\ncentre = "{self.url}"\nroot = "{data}/centre/repo/metadata/1.root.json"\n'
        )

    def run(self, *words: str, text: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*words), input=text, capture_output=True, text=True, check=False)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "kiosk", *words, "--data", str(self.data)]

    @contextmanager
    def serving(self):
        with subprocess.Popen(self.command("centre"), stderr=subprocess.DEVNULL) as process:
            try:
                self.wait(process)
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                assert process.wait(20) == 0

    def wait(self, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + 40
        while True:
            assert process.poll() is None
            try:
                if urllib3.request("GET", f"{self.url}/health", retries=False, timeout=5).status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                assert time.monotonic() < deadline
                time.sleep(0.1)


@pytest.fixture
def program(tmp_path, folder) -> Centre:
    """A centre with a small library instead of the sample."""
    one = Centre(tmp_path / "data", free_port())
    assert one.run("centre", "import", str(folder)).returncode == 0
    return one


def test_publish_says_what_it_did(program):
    done = program.run("centre", "publish", "--note", "first", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["release"] == 1
    again = program.run("centre", "publish")
    assert again.stdout == "nothing has changed since the last release\n"


def test_two_commands_on_a_fresh_machine_do_not_trip_each_other(tmp_path):
    fresh = Centre(tmp_path / "fresh", free_port())
    both = [
        subprocess.Popen(fresh.command("centre", "root"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 0), ("", 0)]


def test_create_user_makes_a_password_when_none_is_given(program):
    done = program.run("centre", "create-user", "li", "--role", "editor")
    assert done.stdout.startswith("user li (editor) password: ")
    twice = program.run("centre", "create-user", "li", "--role", "editor")
    assert (twice.returncode, twice.stderr.count("\n")) == (1, 1)
    assert program.run("centre", "create-user", "x", "--role", "king").returncode == 2


def test_root_is_printed_for_new_terminals(program):
    printed = program.run("centre", "root").stdout
    assert json.loads(printed)["signed"]["_type"] == "root"
    assert printed == (program.data / "centre/repo/metadata/1.root.json").read_text()


def test_a_taken_port_is_named_with_its_key(program):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", program.port))
        other.listen()
        done = program.run("centre")
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert f"port {program.port}" in last
    assert "[centre]" in last


def test_a_damaged_database_is_named(program):
    (program.data / "centre" / "centre.db").write_bytes(b"no database" * 1000)
    for side in ("centre.db-wal", "centre.db-shm"):
        (program.data / "centre" / side).unlink(missing_ok=True)
    done = program.run("centre", "publish")
    assert done.returncode == 1
    assert "cannot use the centre's database" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.e2e
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_an_edit_in_the_browser_reaches_the_terminals_library(program):
    from playwright.sync_api import sync_playwright

    made = program.run("centre", "create-user", "王审核", "--role", "reviewer", "--password-stdin", text=PASSWORD)
    assert made.returncode == 0, made.stderr
    with program.serving(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{program.url}/")
        page.fill("#username", "王审核")
        page.fill("#password", PASSWORD)
        page.click("#sign-in")
        page.click("text=申请法律援助")
        page.fill("[name=summary]", "打官司没有钱，来这里问一问。")
        page.click("[data-rows=materials] [data-add]")
        page.fill("[data-rows=materials] .row:last-child input >> nth=0", "收入证明")
        page.click("[data-rows=materials] .row:last-child [data-move=up]")
        page.click("[data-rows=materials] .row:first-child [data-remove]")
        page.click("#approve")
        page.click("text=去发布")
        page.fill("#note", "材料更新")
        page.click("#publish")
        assert "第 1 期已发布并签名" in page.inner_text("main")
        page.set_viewport_size({"width": 420, "height": 900})  # a telephone
        for address in ("", "items/1/", "items/1/history/", "items/1/preview/", "publish/", "releases/1/", "nowhere"):
            page.goto(f"{program.url}/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 420, address
        browser.close()
        synced = program.run("sync", "--once")
        assert (synced.returncode, synced.stderr) == (0, "")
    with Library(current_bundle(program.data)) as library:
        procedure = library.procedure("legal-aid")
    assert procedure.summary == "打官司没有钱，来这里问一问。"
    assert [material.name for material in procedure.materials] == ["收入证明", "申请表"]
