"""`kiosk sync` as a process: exit status, one line, SIGTERM, and kill -9 at any point."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.config import SyncConfig
from kiosk.domain.clock import SystemClock
from kiosk.sync.report import State, read_status
from kiosk.sync.service import SyncService
from kiosk.sync.updater import ReleaseUpdater

ROUNDS = int(os.environ.get("KIOSK_TORTURE_SYNC", "12"))


def command(machine, *words: str, interval_s: int = 1) -> list[str]:
    config = machine.data.parent / "kiosk.toml"
    config.write_text(
        f'[sync]\ncentre = "{machine.config.centre}"\nroot = "{machine.config.root}"\ninterval_s = {interval_s}\n'
    )
    return [sys.executable, "-m", "kiosk", "sync", "--data", str(machine.data), "--config", str(config), *words]


def test_once_activates_and_says_so(centre, machine):
    centre.publish("一")
    done = subprocess.run(command(machine, "--once"), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("release 1 is active (5 files")
    status = read_status(machine.data)
    assert status is not None
    assert (status.release, status.failures, status.warning(SystemClock().now())) == (1, 0, "")


def test_once_as_json(centre, machine):
    centre.publish("一")
    done = subprocess.run(command(machine, "--once", "--json"), capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert (report["state"], report["release"]) == ("activated", 1)


def test_once_against_nothing_fails_with_one_line(machine, served):
    served.close()
    done = subprocess.run(command(machine, "--once"), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("centre not reachable: ")
    assert done.stderr.count("\n") == 1


def test_an_address_that_is_none_is_named(machine):
    machine.config = SyncConfig(centre="192.168.1.10:8490", root=machine.config.root)
    done = subprocess.run(command(machine, "--once"), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kiosk: [sync] centre = '192.168.1.10:8490' is not an address. Write it like http://")
    assert done.stderr.count("\n") == 1


def test_a_release_carried_on_a_stick_goes_through_the_same_checks(centre, machine, served, tmp_path):
    served.close()
    centre.publish("一")
    stick = tmp_path / "stick of 李"
    shutil.copytree(centre.folder / "repo", stick / "repo")
    done = subprocess.run(command(machine, "--from", str(stick)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.slides() == ["一"]
    centre.publish("二")
    shutil.rmtree(stick)
    shutil.copytree(centre.folder / "repo", stick / "repo")
    for path in (stick / "repo" / "targets" / "library" / "slides").iterdir():
        path.write_bytes("假".encode())
    done = subprocess.run(command(machine, "--from", str(stick)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("release refused: ")
    assert machine.slides() == ["一"]
    empty = subprocess.run(command(machine, "--from", str(tmp_path)), capture_output=True, text=True, check=False)
    assert empty.stderr.startswith("centre not reachable: there is no ")


def test_the_service_follows_releases_and_stops_on_sigterm(centre, machine):
    centre.publish("一")
    with subprocess.Popen(command(machine), stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: machine.slides() == ["一"])
            centre.publish("二")
            wait_for(lambda: machine.slides() == ["二"])
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_kill_9_at_any_point_leaves_a_whole_bundle(centre, machine):
    """Each round publishes, kills the synchronisation somewhere, and looks: old or new, never mixed, never none."""
    centre.publish("0a", "0b")
    machine.sync()
    chance = random.Random(20261123)
    whole_s = 0.0
    for number in range(1, ROUNDS + 1):
        centre.publish(f"{number}a", f"{number}b")
        began = time.monotonic()
        with subprocess.Popen(command(machine, "--once"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
            if number == 1:
                assert one.wait(60) == 0  # the control, and how long a whole one takes
                whole_s = time.monotonic() - began
            else:
                time.sleep(chance.uniform(0.2, 1.0) * whole_s)
                one.kill()
        shown = machine.slides()
        assert len(shown) == 2
        assert shown[0][:-1] == shown[1][:-1]
        assert int(shown[0][:-1]) <= number
    assert machine.sync().state in {State.ACTIVATED, State.UP_TO_DATE}
    assert machine.slides() == [f"{ROUNDS}a", f"{ROUNDS}b"]


@pytest.mark.parametrize(("failures", "low", "high"), [(0, 240, 360), (1, 4, 6), (3, 16, 24), (40, 240, 360)])
def test_pauses_double_up_to_the_interval_and_are_spread(machine, failures, low, high):
    service = SyncService(ReleaseUpdater(machine.config, machine.data, machine.clock), machine.data, 300, machine.clock)
    pauses = [service._pause_s(failures) for _ in range(50)]
    assert low <= min(pauses) < max(pauses) <= high


def test_the_service_tells_systemd_that_it_works(centre, machine, tmp_path):
    centre.publish("一")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(20)
        process = subprocess.Popen(
            command(machine, interval_s=60), env=os.environ | {"NOTIFY_SOCKET": str(tmp_path / "notify")}
        )
        assert systemd.recv(100) == b"READY=1"
        assert {systemd.recv(100) for _ in range(8)} == {b"WATCHDOG=1"}
        process.terminate()
        assert process.wait(20) == 0


def test_the_status_keeps_the_last_success_and_warns(centre, machine, served, clock):
    centre.publish("一")
    service = SyncService(ReleaseUpdater(machine.config, machine.data, machine.clock), machine.data, 300, machine.clock)
    success = service.once()
    served.close()
    clock.advance(86400)
    service.once()
    service.once()
    status = read_status(machine.data)
    assert status is not None
    assert (status.failures, status.release, status.last_success) == (2, 1, success.at)
    clock.advance(25 * 86400)
    assert "signature ends on" in status.warning(clock.now())
    clock.advance(25 * 86400)
    assert "content is only as of" in status.warning(clock.now())


@pytest.mark.parametrize("kib", [0, 2, 64])
def test_a_disk_that_takes_no_more_fails_with_one_line_and_changes_nothing(centre, machine, kib):
    """A limit on the size of a file stands for the full disk."""
    centre.publish("一")
    machine.sync()
    centre.publish("二")
    order = ["bash", "-c", f'ulimit -f {kib}; exec "$@"', "bash", *command(machine, "--once")]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    faults = [line for line in done.stderr.splitlines() if line.startswith("kiosk: cannot ")]
    assert len(faults) == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 500
    assert machine.slides() == ["一"]
    status = read_status(machine.data)
    assert (status is None) == (kib == 0)
    assert status is None or status.warning(SystemClock().now()).startswith("cannot synchronise: ")
    assert not list((machine.data / "content" / "bundles").glob(".*"))
    assert machine.sync().state is State.ACTIVATED
    assert machine.slides() == ["二"]


def test_a_centre_away_for_days_is_told(centre, machine, served, clock):
    service = SyncService(ReleaseUpdater(machine.config, machine.data, machine.clock), machine.data, 300, machine.clock)
    centre.publish("一")
    service.once()
    served.close()
    clock.advance(3600)
    service.once()
    assert read_status(machine.data).warning(clock.now()) == ""
    clock.advance(2 * 86400)
    service.once()
    assert "no contact with the centre since" in read_status(machine.data).warning(clock.now())


def test_a_damaged_status_file_is_as_none(tmp_path: Path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "sync.json").write_text("{")
    assert read_status(tmp_path) is None


def wait_for(condition) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
