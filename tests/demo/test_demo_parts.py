import os
import sys
import time

import pytest

from kiosk.demo.parts import Part, Parts
from kiosk.demo.ports import Ports, answers
from kiosk.domain.clock import SystemClock
from kiosk.domain.errors import KioskError

STOPPED_TWICE = "import signal,sys,time,pathlib\nsignal.signal(signal.SIGTERM,lambda *_:(open(sys.argv[1],'a').write(sys.argv[2]),sys.exit(0)))\npathlib.Path(sys.argv[3]).touch()\ntime.sleep(60)"


def sleeper(tmp_path, name):
    ready = tmp_path / f"{name}.ready"
    command = [sys.executable, "-c", STOPPED_TWICE, str(tmp_path / "order"), name, str(ready)]
    return Part(name, command, tmp_path / f"{name}.out", ready.exists, ready_s=20)


def test_stops_in_reverse_and_leaves_nothing(tmp_path):
    parts = Parts(SystemClock())
    for name in "abc":
        parts.start(sleeper(tmp_path, name))
    pids = parts.pids().values()
    parts.stop()
    assert (tmp_path / "order").read_text() == "cba"
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_part_that_ends_at_once_is_named_with_its_last_line(tmp_path):
    part = Part(
        "hall", [sys.executable, "-c", "print('port 1 is taken'); raise SystemExit(1)"], tmp_path / "o", lambda: False
    )
    parts = Parts(SystemClock())
    with pytest.raises(KioskError, match="hall ended at once: port 1 is taken"):
        parts.start(part)
    parts.stop()


def test_a_part_that_dies_is_started_again(tmp_path):
    parts = Parts(SystemClock())
    parts.start(sleeper(tmp_path, "a"))
    first = parts.pids()["a"]
    os.kill(first, 9)
    deadline = time.monotonic() + 20
    while parts.pids()["a"] == first and time.monotonic() < deadline:
        parts.watch(0.2)
    assert parts.pids()["a"] != first
    parts.stop()


def test_taken_port_is_named(free_port):
    import socket

    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert answers(port)
        with pytest.raises(KioskError, match=f"port {port} is taken"):
            Ports(port).check_free()


def restarts_until_it_gives_up(parts, clock, step_s):
    """Restart a part that ends at once, the clock moving between; return how often, eight times at most."""
    for count in range(8):
        before = parts.pids()["dies"]
        deadline = time.monotonic() + 20
        try:
            while parts.pids()["dies"] == before and time.monotonic() < deadline:
                parts.watch(0.15)  # long enough for one look, too short for two
        except KioskError as err:
            assert "dies keeps ending (status 3): out of luck" in str(err)
            return count
        clock.advance(step_s)
    return 8


@pytest.mark.parametrize(("step_s", "restarts"), [(1, 5), (61, 8)])
def test_only_a_part_that_keeps_dying_ends_the_demo(tmp_path, clock, monkeypatch, step_s, restarts):
    monkeypatch.setattr("kiosk.demo.parts._RESTART_PAUSE_S", 0)
    parts = Parts(clock)
    command = [sys.executable, "-S", "-c", "print('out of luck'); raise SystemExit(3)"]
    parts.start(Part("dies", command, tmp_path / "out", lambda: True))
    assert restarts_until_it_gives_up(parts, clock, step_s) == restarts
    parts.stop()
