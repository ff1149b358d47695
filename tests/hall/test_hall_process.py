"""`kiosk hall` as a process: clear refusals to start, clean stops, and kills in the middle of work."""

import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import uuid
from http.client import HTTPException

import pytest
from hall_parts import KILLS, install_content, poll


def run_hall(data):
    command = [sys.executable, "-m", "kiosk", "hall", "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def check_refusal(done, *words):
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("kiosk: ")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in last, last


@pytest.mark.parametrize("key", ["http_port", "events_port", "snapshot_port"])
def test_a_taken_port_is_named_with_its_key(make_hall, key):
    hall = make_hall(start=False)
    port = {"http_port": hall.http, "events_port": hall.events, "snapshot_port": hall.snapshot}[key]
    with socket.create_server(("127.0.0.1", port)):
        check_refusal(run_hall(hall.data), str(port), f"[hall] {key}")


def test_missing_content_key_and_broken_database_are_named_with_the_cure(make_hall):
    hall = make_hall(start=False)
    secret = hall.data / "keys" / "hall.key_secret"
    secret.rename(hall.data / "aside")
    check_refusal(run_hall(hall.data), "kiosk keys hall")
    (hall.data / "aside").rename(secret)
    (hall.data / "hall.db").write_bytes(b"rubbish" * 1000)
    check_refusal(run_hall(hall.data), "hall.db")
    assert (hall.data / "hall.db").read_bytes() == b"rubbish" * 1000
    (hall.data / "hall.db").unlink()
    (hall.data / "content").rename(hall.data / "content-aside")
    check_refusal(run_hall(hall.data), "kiosk content install-sample")
    (hall.data / "content-aside").rename(hall.data / "content")
    hall.start()  # and then it works
    assert hall.api("GET", "/queues").status == 200
    assert hall.stop() == 0


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly(own_hall, sign):
    assert own_hall.stop(sign) == 0
    assert not (own_hall.data / "hall.db-wal").exists()  # all written into the one file


def test_a_second_hall_on_the_same_data_is_refused(own_hall):
    check_refusal(run_hall(own_hall.data), "another kiosk hall")
    assert own_hall.api("GET", "/queues").status == 200


def test_new_content_is_taken_over_while_running(own_hall):
    install_content(own_hall.data, "second", hours="")
    body = {"request_id": uuid.uuid4().hex, "service": "consult"}
    poll(lambda: not own_hall.api("GET", "/queues").data[0]["open"])
    refused = own_hall.api("POST", "/tickets", body)
    assert (refused.status, refused.data["type"]) == (409, "urn:kiosk:problem:closed")


def test_a_ticket_is_on_the_disk_before_the_answer_leaves(own_hall, tmp_path):
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed")
    log = tmp_path / "calls"
    words = [strace, "-f", "-y", "-s", "32", "-e", "trace=recvfrom,sendto,fdatasync,fsync", "-o", str(log)]
    tracer = subprocess.Popen(
        [*words, "-p", str(own_hall.process.pid)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    if "attached" not in tracer.stderr.readline():
        tracer.wait(10)
        tracer.stderr.close()
        pytest.skip("this machine does not let one process trace another")
    assert own_hall.api("POST", "/tickets", {"request_id": "traced", "service": "consult"}).status == 201
    tracer.terminate()
    tracer.wait(10)
    tracer.stderr.close()
    lines = log.read_text("utf-8", "replace").splitlines()
    asked = next(i for i, line in enumerate(lines) if '"POST /api/v1/tickets' in line)
    answered = next(i for i, line in enumerate(lines) if '"HTTP/1.1 201' in line)
    between = lines[asked:answered]
    assert any("hall.db-wal" in line for line in between if "sync(" in line), between
    assert any(line.endswith("= 0") for line in between if "sync(" in line or "sync resumed" in line), between


def test_kills_while_issuing_lose_and_repeat_no_number(own_hall):
    acknowledged, pending, done = {}, [], threading.Event()
    turn = threading.Lock()

    def issue():
        while not done.is_set():
            with turn:
                request = pending.pop() if pending else uuid.uuid4().hex
            try:
                answer = own_hall.api("POST", "/tickets", {"request_id": request, "service": "consult"})
                assert answer.status in (200, 201), answer
                with turn:
                    assert acknowledged.setdefault(request, answer.data["number"]) == answer.data["number"]
            except (urllib.error.URLError, OSError, ValueError, HTTPException):
                with turn:
                    pending.append(request)  # a client asks again with the same request id
                time.sleep(0.02)

    threads = [threading.Thread(target=issue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for kill in range(KILLS):
        goal = len(acknowledged) + 5 + kill % 7
        poll(lambda goal=goal: len(acknowledged) >= goal, 30)
        own_hall.process.send_signal(signal.SIGKILL)
        own_hall.process.wait(10)
        own_hall.process.stdout.close()
        own_hall.start()
    poll(lambda: not pending, 30)
    done.set()
    for thread in threads:
        thread.join()
    assert own_hall.stop() == 0
    database = sqlite3.connect(own_hall.data / "hall.db")
    stored = dict(database.execute("SELECT request_id, number FROM tickets").fetchall())
    database.close()
    assert not [request for request, number in acknowledged.items() if stored.get(request) != number]
    assert sorted(stored.values(), key=lambda number: int(number[1:])) == [
        f"A{i:03d}" for i in range(1, len(stored) + 1)
    ]
    assert len(acknowledged) > KILLS * 5
