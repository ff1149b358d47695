"""The words to systemd, on a real datagram socket."""

import logging
import socket

import pytest

from kiosk.watchdog import Watchdog


@pytest.fixture(params=["path", "abstract"])
def systemd(request, tmp_path, monkeypatch):
    """What listens where systemd would."""
    name = f"@{tmp_path.name}-notify" if request.param == "abstract" else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(name.replace("@", "\0", 1))
        listener.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield listener


def heard(listener):
    words = []
    try:
        while True:
            words.append(listener.recv(100).decode())
    except BlockingIOError:
        return words


def test_says_that_it_is_ready_and_that_it_works(systemd):
    watchdog = Watchdog()
    watchdog.ready()
    watchdog.beat()
    watchdog.beat()
    assert heard(systemd) == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]


def test_a_silent_part_keeps_it_silent_and_is_named_once(systemd, caplog):
    missed = []
    watchdog = Watchdog(lambda: missed)
    with caplog.at_level(logging.WARNING):
        for now in ([], ["printer"], ["printer"], []):
            missed[:] = now
            watchdog.beat()
    assert heard(systemd) == ["WATCHDOG=1", "WATCHDOG=1"]
    assert [record.getMessage() for record in caplog.records] == [
        "silent parts: printer",
        "silent parts: none any more",
    ]


def test_without_systemd_nothing_is_asked_or_said(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    watchdog = Watchdog(lambda: pytest.fail("nobody wants to know"))
    watchdog.ready()
    watchdog.beat()


def test_a_systemd_that_is_gone_or_does_not_read_holds_nothing_up(systemd, caplog):
    watchdog = Watchdog()
    for _ in range(2000):
        watchdog.beat()
        if caplog.records:
            break
    assert "does not hear WATCHDOG=1" in caplog.text, "its queue is full"
    systemd.close()
    watchdog.beat()
    assert caplog.text.count("does not hear WATCHDOG=1") == 2
