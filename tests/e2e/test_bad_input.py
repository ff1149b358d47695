"""Bad input: one clear line with the cure, exit 1, nothing lost, and the doctor names it too."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e


class Kiosk:
    """Runs `kiosk` commands on a data folder of its own."""

    def __init__(self, data: Path, ports: tuple[int, int, int]):
        self.data, self.ports = data, ports
        self.config = data / "kiosk.toml"
        names = ("http_port", "events_port", "snapshot_port")
        rows = "".join(f"{name} = {port}\n" for name, port in zip(names, ports, strict=True))
        self.config.write_text(
            f'[hall]\nhost = "127.0.0.1"\n{rows}[client]\nhall = "http://127.0.0.1:{ports[0]}"\n', "utf-8"
        )

    def run(self, *words: str, wrap: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        command = [*wrap, sys.executable, "-m", "kiosk", "--data", str(self.data), *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    def refused(self, *words: str, wrap: tuple[str, ...] = ()) -> str:
        """Run a command that must fail; return its one line."""
        done = self.run(*words, wrap=wrap)
        lines = [line for line in done.stderr.splitlines() if line.startswith("kiosk: ")]
        assert done.returncode == 1, done.stderr
        assert len(lines) == 1, done.stderr
        assert "Traceback" not in done.stderr
        return lines[0]

    def doctor(self, part: str, wrap: tuple[str, ...] = ()) -> str:
        done = self.run("doctor", wrap=wrap)
        assert done.returncode == 1, done.stdout
        return next(line for line in done.stdout.splitlines() if line.startswith("fail") and f" {part} " in line)


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """A data folder with keys and content, to be copied and spoilt."""
    kiosk = Kiosk(tmp_path_factory.mktemp("sound"), (1, 2, 3))
    for words in (("keys", "hall"), ("keys", "client", "terminal-1"), ("content", "install-sample")):
        assert kiosk.run(*words).returncode == 0
    return kiosk.data


@pytest.fixture
def kiosk(tmp_path, free_port, sound) -> Kiosk:
    shutil.copytree(sound, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Kiosk(tmp_path, (free_port(), free_port(), free_port()))


def test_broken_content_file(kiosk, tmp_path):
    bundle = next((kiosk.data / "content/bundles").iterdir())
    broken = next((bundle / "library/procedures").glob("aid-*.md"))
    text = broken.read_text("utf-8").replace("copies = 1", 'copies = "one"', 1)
    assert text != broken.read_text("utf-8")
    broken.write_text(text, "utf-8")
    line = 1 + text[: text.index('copies = "one"')].count("\n")
    for said in (kiosk.run("content", "check", str(bundle / "library")).stdout, kiosk.doctor("content")):
        assert f"{broken.name}:{line}" in said
        assert "whole number" in said
    assert kiosk.run("content", "check", str(bundle / "library")).returncode == 1


def test_wrong_configuration_key(kiosk):
    kiosk.config.write_text("[printer]\nprot = 1\n", "utf-8")
    for command in ("doctor", "hall", "board"):
        assert "printer.prot" in kiosk.refused(command)


def test_taken_port(kiosk):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", kiosk.ports[0]))
        other.listen()
        assert str(kiosk.ports[0]) in kiosk.refused("hall")
        assert str(kiosk.ports[0]) in kiosk.doctor("ports")


def test_missing_font(kiosk):
    unshare = shutil.which("unshare")
    if os.geteuid() != 0 or not unshare:
        pytest.skip("hiding the system's fonts from one process needs root and unshare")
    hide = (unshare, "-m", "sh", "-c", 'mount -t tmpfs none /usr/share/fonts/opentype/noto && exec "$@"', "sh")
    if subprocess.run([*hide, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let a process hide folders from itself")
    assert "fonts-noto-cjk" in kiosk.refused("fonts", wrap=hide)
    assert "fonts-noto-cjk" in kiosk.doctor("fonts", wrap=hide)


def test_missing_printer(kiosk):
    with kiosk.config.open("a", encoding="utf-8") as config:
        config.write('[printer]\nport = "/dev/absent"\n')
    line = kiosk.doctor("printer")
    assert "/dev/absent" in line
    assert "cable" in line


@pytest.mark.parametrize("damage", ["garbage", "folder"])
def test_unreadable_database(kiosk, damage):
    database = kiosk.data / "hall.db"
    if damage == "garbage":
        database.write_bytes(b"this is no database" * 500)
    else:
        database.mkdir()
    before = database.read_bytes() if database.is_file() else None
    assert "hall.db" in kiosk.refused("hall")
    assert "hall.db" in kiosk.doctor("hall database")
    assert (database.read_bytes() if database.is_file() else None) == before


def test_unreadable_library(kiosk):
    library = next((kiosk.data / "content/bundles").glob("*/library.db"))
    library.chmod(0o644)
    library.write_bytes(b"this is no database" * 500)
    assert "content" in kiosk.refused("hall")
    assert "content" in kiosk.doctor("content")


def test_hall_without_keys_or_content(kiosk, tmp_path):
    shutil.rmtree(tmp_path / "content")
    assert "install-sample" in kiosk.refused("hall")
    shutil.rmtree(tmp_path / "keys")
    assert "kiosk keys hall" in kiosk.doctor("keys")
