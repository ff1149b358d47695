"""What goes wrong between hall and board: a line that swallows everything, missing events, a board that stalls."""

import selectors
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hall_parts import HallProcess, free_ports, poll

from kiosk.config import HallConfig
from kiosk.domain.clock import SystemClock
from kiosk.domain.live import Call, Heartbeat, LiveState, Notice, Snapshot
from kiosk.hall.publisher import Publisher
from kiosk.wire.certificates import make_client_certificate, make_hall_certificate
from kiosk.wire.subscriber import HallSubscriber, LinkState


class Line:
    """A TCP line to a port that can go dead without closing, as a pulled cable does."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.dead = False
        self._stopping = False
        self._pairs = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._server, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        while not self._stopping:
            for key, _ in self._selector.select(0.05):
                if key.fileobj is self._server:
                    self._accept()
                else:
                    self._pass_on(key.fileobj)

    def _accept(self):
        near, _ = self._server.accept()
        far = socket.create_connection(("127.0.0.1", self._target))
        for a, b in ((near, far), (far, near)):
            self._pairs[a] = b
            self._selector.register(a, selectors.EVENT_READ)

    def _pass_on(self, source):
        try:
            data = source.recv(65536)
            if data and not self.dead:
                self._pairs[source].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._selector.unregister(source)
            source.close()

    def close(self):
        self._stopping = True
        self._thread.join()
        for sock in (*self._pairs, self._server):
            sock.close()
        self._selector.close()


class Ear:
    """What a subscriber told."""

    def __init__(self):
        self.state, self.link, self.stall_s = LiveState(), None, 0.0

    def __call__(self, state, link):
        time.sleep(self.stall_s)
        self.state, self.link = state, link

    def is_(self, state):
        return self.link is not None and self.link.state is state


def listen(hall: HallProcess, ear, events=0, snapshot=0):
    config = hall.client_config("board-1")
    config = replace(
        config,
        events=f"tcp://127.0.0.1:{events or hall.events}",
        snapshot=f"tcp://127.0.0.1:{snapshot or hall.snapshot}",
    )
    subscriber = HallSubscriber(config, hall.data / "keys", ear, SystemClock())
    subscriber.start()
    return subscriber


def test_a_line_that_goes_dead_is_noticed_and_comes_back(hall):
    lines = [Line(hall.events), Line(hall.snapshot)]
    ear = Ear()
    subscriber = listen(hall, ear, *(line.port for line in lines))
    try:
        poll(lambda: ear.is_(LinkState.FRESH))
        for line in lines:
            line.dead = True
        poll(lambda: ear.is_(LinkState.STALE), 8)
        assert ear.state.queues.queues  # what was there stays
        pushed = hall.api("POST", "/board/notices", {"text": "while the line was dead"}).data
        for line in lines:
            line.dead = False
        poll(lambda: ear.is_(LinkState.FRESH) and any(n.id == pushed["id"] for n in ear.state.notices), 12)
        hall.api("DELETE", f"/board/notices/{pushed['id']}")
    finally:
        subscriber.stop()
        for line in lines:
            line.close()


@pytest.fixture
def publisher(tmp_path):
    """A publisher in this process, to flood."""
    events, snapshot = free_ports(2)
    make_hall_certificate(tmp_path / "keys")
    make_client_certificate(tmp_path / "keys", "board-1")
    config = HallConfig("127.0.0.1", 1, events, snapshot)
    first = Snapshot("run", 0, datetime.now(UTC), LiveState(Heartbeat("hall")))
    made = Publisher(config, tmp_path / "keys", SystemClock(), first, lambda _: None)
    made.start()
    yield made, HallProcess(tmp_path, 0, events, snapshot, {})
    made.stop()


def call(i):
    return Call(f"c{i}", f"A{i:03d}", "1", "1号", "x" * 200, 1, datetime(2026, 11, 23, tzinfo=UTC))


def test_a_board_that_stalls_misses_events_and_then_holds_the_true_state(publisher):
    hub, hall = publisher
    ear = Ear()
    subscriber = listen(hall, ear)
    try:
        poll(lambda: ear.is_(LinkState.FRESH))
        ear.stall_s = 1.0
        for i in range(20000):  # far more than both queues and the line's buffers hold
            hub.publish(call(i))
        ear.stall_s = 0.0
        last = hub.publish(Notice("n", "the last word"))
        poll(lambda: ear.link.seq >= last.seq, 15)
        assert ear.state == hub.snapshot().state
    finally:
        subscriber.stop()


def test_seq_has_no_gap_whoever_publishes(publisher):
    hub, hall = publisher
    ear = Ear()
    subscriber = listen(hall, ear)
    try:
        poll(lambda: ear.is_(LinkState.FRESH))
        seqs = []
        threads = [
            threading.Thread(target=lambda: seqs.extend(hub.publish(call(i)).seq for i in range(50))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seqs) == len(set(seqs)) == 200
        poll(lambda: ear.link.seq >= max(seqs))
        assert ear.state.calls == hub.snapshot().state.calls
    finally:
        subscriber.stop()
