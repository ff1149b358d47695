"""A subscriber against a hall that is played by hand, over real encrypted sockets."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import zmq

from kiosk.config import ClientConfig
from kiosk.domain.clock import SystemClock
from kiosk.domain.live import Event, Heartbeat, LiveState, Snapshot, Topic
from kiosk.wire.certificates import hall_pair, make_client_certificate, make_hall_certificate
from kiosk.wire.events import encode_event, encode_snapshot
from kiosk.wire.subscriber import HallSubscriber

WAIT_MS = 10_000


def wait_for(check):
    end = time.monotonic() + WAIT_MS / 1000
    while not check():
        assert time.monotonic() < end, "the wait was in vain"
        time.sleep(0.01)


class HandMadeHall:
    """Both sockets of a hall; each message is sent by the test."""

    def __init__(self, keys):
        self._context = zmq.Context()
        self.events, self.asks = self._open(zmq.XPUB, keys), self._open(zmq.ROUTER, keys)

    def _open(self, kind, keys):
        sock = self._context.socket(kind)
        sock.linger = 0
        sock.rcvtimeo = WAIT_MS
        sock.curve_server = True
        sock.curve_publickey, sock.curve_secretkey = hall_pair(keys)
        sock.bind("tcp://127.0.0.1:*")
        return sock

    def config(self):
        ends = (sock.getsockopt_string(zmq.LAST_ENDPOINT) for sock in (self.events, self.asks))
        return replace(ClientConfig(name="board-1"), **dict(zip(("events", "snapshot"), ends, strict=True)))

    def answer(self, peer, seq):
        state = LiveState(Heartbeat(f"hall {seq}"))
        self.asks.send_multipart([peer, encode_snapshot(Snapshot("run", seq, datetime.now(UTC), state))])

    def beat(self, seq):
        self.events.send_multipart(
            encode_event(Event("run", seq, datetime.now(UTC), Topic.HEARTBEAT, Heartbeat(f"hall {seq}")))
        )

    def close(self):
        self.events.close()
        self.asks.close()
        self._context.term()


@pytest.fixture
def hall(tmp_path):
    make_hall_certificate(tmp_path)
    make_client_certificate(tmp_path, "board-1")
    made = HandMadeHall(tmp_path)
    yield made
    made.close()


def test_a_late_snapshot_takes_nothing_back_and_a_gap_is_asked_about(hall, tmp_path):
    told = []
    subscriber = HallSubscriber(hall.config(), tmp_path, lambda *news: told.append(news), SystemClock())
    subscriber.start()
    try:
        assert hall.events.recv() == b"\x01"  # subscribed to everything
        peer, question = hall.asks.recv_multipart()
        assert question == b"snapshot"
        hall.answer(peer, 5)
        wait_for(lambda: told)
        hall.beat(6)
        hall.beat(7)
        wait_for(lambda: told[-1][1].seq == 7)
        hall.answer(peer, 5)  # to a question that was asked twice
        hall.beat(9)  # 8 is lost
        while hall.asks.recv_multipart()[1] != b"snapshot":
            pass
        hall.answer(peer, 9)
        wait_for(lambda: told[-1][1].seq == 9)
        assert [link.seq for _, link in told] == [5, 6, 7, 9]
        assert told[-1][0].heartbeat.hall == "hall 9"
    finally:
        subscriber.stop()
