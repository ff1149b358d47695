"""What a hall tells systemd: that it works, while page, publisher and database do."""

import signal
import socket

import pytest

from kiosk.config import HallConfig
from kiosk.hall.app import make_app
from kiosk.hall.journal import Journal
from kiosk.hall.web import WebServer


@pytest.fixture
def systemd(tmp_path, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(20)
        yield lambda: listener.recv(100).decode()


def test_a_hall_says_that_it_is_ready_and_goes_on_saying_that_it_works(make_hall, systemd):
    hall = make_hall(start=False)
    hall.start()
    assert [systemd() for _ in range(4)] == ["READY=1", *["WATCHDOG=1"] * 3]
    hall.process.send_signal(signal.SIGSTOP)
    hall.process.send_signal(signal.SIGCONT)
    assert systemd() == "WATCHDOG=1"
    assert hall.stop() == 0


def test_a_database_without_its_tickets_does_not_answer(tmp_path):
    journal = Journal(tmp_path / "hall.db")
    assert journal.answers()
    with journal.transaction() as connection:
        connection.execute("ALTER TABLE tickets RENAME TO elsewhere")
    assert not journal.answers()
    journal.close()


def test_a_web_server_answers_while_it_serves(free_port):
    web = WebServer(make_app(), HallConfig(host="127.0.0.1", http_port=free_port()))
    web.start()
    assert web.answers()
    web.stop()
    assert not web.answers()
