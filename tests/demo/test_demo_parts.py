import os
import sys
import time

import pytest

from kiosk.demo.parts import Part, Parts
from kiosk.demo.ports import Ports, answers
from kiosk.domain.errors import KioskError

STOPPED_TWICE = "import signal,sys,time,pathlib\nsignal.signal(signal.SIGTERM,lambda *_:(open(sys.argv[1],'a').write(sys.argv[2]),sys.exit(0)))\npathlib.Path(sys.argv[3]).touch()\ntime.sleep(60)"


def sleeper(tmp_path, name):
    ready = tmp_path / f"{name}.ready"
    command = [sys.executable, "-c", STOPPED_TWICE, str(tmp_path / "order"), name, str(ready)]
    return Part(name, command, tmp_path / f"{name}.out", ready.exists, ready_s=20)


def test_stops_in_reverse_and_leaves_nothing(tmp_path):
    parts = Parts()
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
    parts = Parts()
    with pytest.raises(KioskError, match="hall ended at once: port 1 is taken"):
        parts.start(part)
    parts.stop()


def test_a_part_that_dies_is_started_again(tmp_path):
    parts = Parts()
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
