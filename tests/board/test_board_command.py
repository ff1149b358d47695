"""`kiosk board push` and `status` against the real hall, with a real board beside it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

DEADLINE_S = 30


def kiosk(data, *words, check=True):
    command = [sys.executable, "-m", "kiosk", "--data", str(data), *words]
    return subprocess.run(command, capture_output=True, text=True, check=check, timeout=60)


def wait_for(what, look):
    end = time.monotonic() + DEADLINE_S
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited in vain for {what}")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("hall")


@pytest.fixture(scope="module")
def programs(data, request):
    """The hall and a board as processes; the configuration carries a manager's token."""
    import socket

    ports = []
    for _ in range(3):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    kiosk(data, "content", "install-sample")
    kiosk(data, "keys", "hall")
    kiosk(data, "keys", "client", "board-1")
    token = kiosk(data, "token", "create", "boss", "--role", "manager").stdout.split()[-1]
    (data / "kiosk.toml").write_text(
        f"""
        [hall]
        host = "127.0.0.1"
        http_port = {ports[0]}
        events_port = {ports[1]}
        snapshot_port = {ports[2]}
        [client]
        name = "board-1"
        hall = "http://127.0.0.1:{ports[0]}"
        events = "tcp://127.0.0.1:{ports[1]}"
        snapshot = "tcp://127.0.0.1:{ports[2]}"
        token = "{token}"
        [screen]
        width_px = 640
        height_px = 360
        [board]
        speech = false
        """
    )
    running = []
    for program in ("hall", "board"):
        command = [sys.executable, "-m", "kiosk", "--data", str(data), program]
        env = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
        running.append(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    wait_for("the board", lambda: "board-1" in kiosk(data, "board", "status", check=False).stdout)
    yield running
    for process in reversed(running):
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE_S) == 0


def statuses(data):
    return json.loads(kiosk(data, "board", "status", "--json").stdout)


@pytest.mark.usefixtures("programs")
def test_push_reaches_the_board_and_status_says_so(data):
    pushed = json.loads(kiosk(data, "board", "push", "周六法律咨询日", "--ttl", "600", "--json").stdout)
    assert (pushed["text"], pushed["emergency"], pushed["board"]) == ("周六法律咨询日", False, "")
    wait_for("the receipt", lambda: pushed["id"] in statuses(data)[0]["notices"])
    (status,) = statuses(data)
    assert (status["board"], status["stale"]) == ("board-1", False)
    plain = kiosk(data, "board", "status").stdout
    assert plain.startswith("board-1: on since 20")
    assert pushed["id"] in plain


@pytest.mark.usefixtures("programs")
def test_push_for_another_board_is_not_shown_by_this_one(data):
    words = kiosk(data, "board", "push", "只给二号屏", "--board", "board-2", "--emergency").stdout
    assert "board-2" in words
    notice_id = words.split()[1]
    seen = statuses(data)[0]["shown_seq"]
    wait_for("later events", lambda: statuses(data)[0]["shown_seq"] > seen + 2)
    assert notice_id not in statuses(data)[0]["notices"]


@pytest.mark.parametrize("words", [("push",), ("push", "x", "--ttl", "0"), ("push", "x", "--ttl", "soon"), ("dance",)])
def test_wrong_usage_is_exit_2(tmp_path, words):
    assert kiosk(tmp_path, "board", *words, check=False).returncode == 2


def test_a_hall_that_is_away_is_one_line_and_exit_1(tmp_path, free_port):
    (tmp_path / "kiosk.toml").write_text(f'[client]\nhall = "http://127.0.0.1:{free_port()}"\n')
    for words in (("push", "x"), ("status",)):
        done = kiosk(tmp_path, "board", *words, check=False)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "does not answer" in done.stderr
