"""The real board process against the hall's real publisher, over real CURVE sockets."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from kiosk.config import HallConfig
from kiosk.domain.clock import SystemClock
from kiosk.domain.live import Call, Heartbeat, LiveState, Notice, Playlist, Slide, Snapshot
from kiosk.hall.publisher import Publisher
from kiosk.wire import certificates

DEADLINE_S = 20


def wait_for(what, look):
    end = time.monotonic() + DEADLINE_S
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}; last: {found!r}")


class Rig:
    """A hall's publisher and one board beside it."""

    def __init__(self, data, ports):
        self.data, self.ports = data, ports
        certificates.make_hall_certificate(data / "keys")
        certificates.make_client_certificate(data / "keys", "board-1")
        (data / "kiosk.toml").write_text(
            f"""
            [client]
            name = "board-1"
            events = "tcp://127.0.0.1:{ports[0]}"
            snapshot = "tcp://127.0.0.1:{ports[1]}"
            [screen]
            width_px = 640
            height_px = 360
            inspect = true
            """
        )
        self.receipts = []
        self.publisher = self.board = None

    def start_hall(self, state, epoch="run-1"):
        clock = SystemClock()
        config = HallConfig(host="127.0.0.1", events_port=self.ports[0], snapshot_port=self.ports[1])
        first = Snapshot(epoch, 1, clock.now(), state)
        self.publisher = Publisher(config, self.data / "keys", clock, first, self.receipts.append)
        self.publisher.start()

    def stop_hall(self):
        if self.publisher:
            self.publisher.stop()
            self.publisher = None

    def start_board(self):
        env = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
        command = [sys.executable, "-m", "kiosk", "--data", str(self.data), "board"]
        self.board = subprocess.Popen(command, env=env, stderr=(self.data / "board.err").open("ab"))
        wait_for("the board's socket", (self.data / "run" / "board.sock").exists)

    def stop_board(self):
        if self.board and self.board.poll() is None:
            self.board.send_signal(signal.SIGTERM)
            return self.board.wait(DEADLINE_S)
        return None

    def shown(self):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(DEADLINE_S)
            line.connect(str(self.data / "run" / "board.sock"))
            line.sendall(b"describe\n")
            items = json.loads(line.makefile(encoding="utf-8").readline())["items"]
        return [(item["role"], item["text"]) for item in items]

    def wait_shown(self, role, text):
        return wait_for(f"{role} {text}", lambda: [t for r, t in self.shown() if r == role and text in t])


@pytest.fixture
def rig(tmp_path, free_port):
    rig = Rig(tmp_path, (free_port(), free_port()))
    yield rig
    rig.stop_board()
    rig.stop_hall()


def hall_state(*calls):
    return LiveState(
        heartbeat=Heartbeat("云溪县公共法律服务中心"),
        calls=calls,
        playlist=Playlist((Slide("a", "签合同先看三处", "工资、岗位、期限。"),)),
    )


def a_call(ticket, counter, ago_s=0):
    at = SystemClock().now() - timedelta(seconds=ago_s)
    return Call(f"call-{ticket}", ticket, str(counter), f"{counter}号 法律援助", "法律咨询", 1, at)


def test_board_follows_the_hall_tells_what_it_drew_and_outlives_it(rig):
    rig.start_board()
    rig.wait_shown("text", "正在连接")

    rig.start_hall(hall_state(a_call("A001", 1, ago_s=600)))  # the board was first: it finds the hall by itself
    rig.wait_shown("call", "A001 1号窗口")
    assert ("slide", "签合同先看三处 工资、岗位、期限。") in rig.shown()

    event = rig.publisher.publish(a_call("B005", 2))
    rig.wait_shown("call", "B005 2号窗口")
    assert [t for r, t in rig.shown() if r == "call"] == ["B005 2号窗口", "A001 1号窗口"]
    wait_for("the receipt", lambda: any(r.seq >= event.seq and r.board == "board-1" for r in rig.receipts))

    rig.publisher.publish(Notice("n1", "周六法律咨询日"))
    rig.wait_shown("notice", "周六法律咨询日")
    rig.publisher.publish(Notice("n2", "请从最近的出口离开", emergency=True))
    rig.wait_shown("emergency", "请从最近的出口离开")
    assert not [t for r, t in rig.shown() if r == "call"]
    rig.publisher.publish(Notice("n2", "请从最近的出口离开", emergency=True, withdrawn=True))
    rig.wait_shown("call", "B005")

    rig.stop_hall()
    rig.wait_shown("banner", "暂时收不到最新消息")
    rig.wait_shown("call", "B005")
    rig.start_hall(hall_state(a_call("C003", 3)), epoch="run-2")
    rig.wait_shown("call", "C003")
    wait_for("the banner to go", lambda: not [t for r, t in rig.shown() if r == "banner"])

    assert rig.stop_board() == 0
    assert not (rig.data / "run" / "board.sock").exists()
    log = (rig.data / "logs" / "board.log").read_text("utf-8")
    assert log.count("ticket B005 is called") == 1
    assert "ticket A001 is called" not in log  # ten minutes old when the board first heard of it
    assert "Traceback" not in log


def test_a_board_without_its_key_says_so_in_one_line(tmp_path):
    env = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "board"],
        env=env,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "hall.key" in done.stderr.decode().strip().splitlines()[-1]


def test_a_board_tells_systemd_that_it_works(rig, tmp_path, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(DEADLINE_S)
        rig.start_board()
        assert [systemd.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
        assert rig.stop_board() == 0
