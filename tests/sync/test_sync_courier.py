"""The courier: letters reach the centre once each, whatever is killed, lost or away meanwhile."""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest
import urllib3

from kiosk.config import SyncConfig
from kiosk.domain.errors import NotReachableError, RefusedError
from kiosk.domain.feedback import Grade, Letter, Rating
from kiosk.sync.courier import BATCH, Courier, Delivered, centre_sender
from kiosk.wire.letters import new_id, public_of, seal
from kiosk.wire.outbox import Outbox

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KILLS = int(os.environ.get("KIOSK_TORTURE_OUTBOX", "5"))
WAIT_S = 90


class Centre:
    """A centre that remembers; `lost` answers get lost after the letters are kept."""

    def __init__(self):
        self.kept, self.asked, self.lost, self.unreadable = [], 0, 0, set()

    def __call__(self, letters):
        self.asked += 1
        ids = {name for name, _ in letters} - self.unreadable
        self.kept += [name for name in ids if name not in self.kept]
        if self.lost:
            self.lost -= 1
            raise NotReachableError("the answer got lost")
        return ids, {name for name, _ in letters} & self.unreadable


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path)


def put(outbox, count, key=""):
    names = [new_id() for _ in range(count)]
    for name in names:
        letter = Letter(name, "云溪", "terminal-1", Rating(Grade.SATISFIED, AT))
        outbox.put(name, seal(letter, key) if key else b"sealed", AT, receipt=True)
    return names


def test_all_letters_go_in_batches_and_leave_the_disk(outbox, clock):
    names, centre = put(outbox, BATCH * 2 + 1), Centre()
    assert Courier(outbox, centre, clock).round() == Delivered(len(names), 0)
    assert sorted(centre.kept) == sorted(names)
    assert centre.asked == 3
    assert outbox.waiting() == []


def test_a_lost_answer_sends_the_same_letters_again(outbox, clock):
    names, centre = put(outbox, 3), Centre()
    centre.lost = 1
    courier = Courier(outbox, centre, clock)
    with pytest.raises(NotReachableError):
        courier.round()
    assert len(outbox.waiting()) == 3
    courier.round()
    assert sorted(centre.kept) == sorted(names)


def test_a_letter_that_cannot_be_opened_does_not_hold_up_the_others(outbox, clock):
    names, centre = put(outbox, 3), Centre()
    centre.unreadable = {names[0]}
    assert Courier(outbox, centre, clock).round() == Delivered(2, 1)
    assert (outbox.waiting(), outbox.refused()) == ([], 1)


def test_a_centre_that_answers_with_nothing_is_not_asked_for_ever(outbox, clock):
    put(outbox, 1)
    with pytest.raises(NotReachableError):
        Courier(outbox, lambda _: (set(), set()), clock).round()
    assert len(outbox.waiting()) == 1


def test_a_centre_that_is_away_changes_nothing(outbox, clock, free_port):
    put(outbox, 1)
    send = centre_sender(SyncConfig(centre=f"http://127.0.0.1:{free_port()}", token="t"))
    with pytest.raises(NotReachableError):
        Courier(outbox, send, clock).round()
    assert len(outbox.waiting()) == 1


class Machines:
    """A real centre and a real `kiosk sync`, each with a folder of its own."""

    def __init__(self, folder):
        self.data, self.centre_data = folder / "machine", folder / "centre"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        for data in (self.data, self.centre_data):
            data.mkdir()
        self.configure(self.centre_data)
        token = self.run("centre", "add-machine", "terminal-1").stdout.split()[-1]
        self.configure(self.data, token)
        self.key = public_of((self.centre_data / "centre/keys/inbox.key").read_text().strip())

    def configure(self, data, token=""):
        port = self.url.rpartition(":")[2]
        (data / "kiosk.toml").write_text(
            f'[centre]\nhost = "127.0.0.1"\nport = {port}\n[sync]\ncentre = "{self.url}"\ntoken = "{token}"\n'
        )

    def run(self, *words):
        command = [sys.executable, "-m", "kiosk", "--data", str(self.centre_data), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True)

    @contextmanager
    def started(self, program):
        data = self.centre_data if program == "centre" else self.data
        command = [sys.executable, "-m", "kiosk", "--data", str(data), program]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(30)

    def wait_for_centre(self):
        def answers():
            try:
                return urllib3.request("GET", f"{self.url}/health", retries=False, timeout=5).status == 200
            except urllib3.exceptions.HTTPError:
                return False

        wait_until(answers)

    def kept(self):
        with closing(sqlite3.connect(f"file:{self.centre_data}/centre/centre.db?mode=ro", uri=True)) as db:
            deliveries = [row[0] for row in db.execute("select id from centre_delivery")]
            (letters,) = db.execute("select count(*) from centre_letter").fetchone()
        return deliveries, letters


def wait_until(done):
    deadline = time.monotonic() + WAIT_S
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def machines(tmp_path):
    return Machines(tmp_path)


def test_a_machine_that_the_centre_does_not_know_keeps_its_letters(machines, clock):
    outbox = Outbox(machines.data)
    put(outbox, 1, machines.key)
    with machines.started("centre"):
        machines.wait_for_centre()
        send = centre_sender(SyncConfig(centre=machines.url, token="wrong"))
        with pytest.raises(RefusedError, match="does not know this machine"):
            Courier(outbox, send, clock).round()
    assert len(outbox.waiting()) == 1


@pytest.mark.timeout(3600)
def test_killed_while_delivering_nothing_is_lost_and_nothing_comes_twice(machines):
    """kill -9 at random moments of `kiosk sync`, letters written all the while; then the centre stops and starts."""
    outbox, names, chance = Outbox(machines.data), [], random.Random(20261123)
    with machines.started("centre"):
        machines.wait_for_centre()
        for _ in range(KILLS):
            names += put(outbox, BATCH * 2 - len(outbox.waiting()), machines.key)
            with machines.started("sync") as process:
                before = len(outbox.waiting())
                wait_until(lambda before=before: len(outbox.waiting()) < before)
                time.sleep(chance.uniform(0, 0.05))
                process.kill()
    names += put(outbox, 3, machines.key)
    with machines.started("sync"), machines.started("centre"):
        wait_until(lambda: not outbox.waiting())
    deliveries, letters = machines.kept()
    assert sorted(deliveries) == sorted(names)
    assert letters == len(names)
