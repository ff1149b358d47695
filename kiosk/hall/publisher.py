"""What the hall tells its boards: one thread that owns the XPUB and ROUTER sockets, both behind CURVE.

`publish` may be called from any thread: it numbers the event and applies it to the state at once, the thread sends it.
So a snapshot may be ahead of the events on their way, never behind; a subscriber skips what it has already.
"""

import logging
import queue
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import zmq
from zmq.auth.thread import ThreadAuthenticator

from kiosk.config import HallConfig
from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError
from kiosk.domain.live import Body, Call, Event, Heartbeat, Notice, Playlist, Queues, Snapshot, Topic, apply
from kiosk.hall.gatekeeper import Gatekeeper
from kiosk.wire.certificates import CLIENTS, hall_pair
from kiosk.wire.events import (
    MESSAGE_LIMIT_BYTES,
    SHOWN_REQUEST,
    SNAPSHOT_REQUEST,
    Receipt,
    WireError,
    decode_receipt,
    encode_event,
    encode_snapshot,
)

_log = logging.getLogger(__name__)
_DOMAIN = "kiosk"  # ZAP domain of both sockets
_HWM = 100  # messages per board: 400 slow boards cost 40,000 small messages at most
_HANDSHAKE_MS = 3000
_HEARTBEAT_S = 1.0
_BATCH = 200  # requests served before the next look at events and the clock
_STOP_WAIT_S = 3.0
_HANGS_S = 10.0  # without a heartbeat
_TOPICS = {
    Call: Topic.CALL,
    Queues: Topic.QUEUE,
    Notice: Topic.NOTICE,
    Playlist: Topic.PLAYLIST,
    Heartbeat: Topic.HEARTBEAT,
}


class Publisher:
    """The hall's live state and how it reaches the boards.

    Args:
        config: Host and ports.
        keys: The folder DATA/keys.
        clock: Tells the time.
        first: What boards see before the first event; its epoch is the name of this run.
        on_receipt: Told, on the publisher's thread, what a board says it has drawn.
    """

    def __init__(
        self, config: HallConfig, keys: Path, clock: Clock, first: Snapshot, on_receipt: Callable[[Receipt], None]
    ) -> None:
        self._config = config
        self._keys = keys
        self._gatekeeper = Gatekeeper(keys / CLIENTS)
        self._clock = clock
        self._on_receipt = on_receipt
        self._turn = threading.Lock()
        self._epoch = first.epoch
        self._snapshot = first
        self._changes = 0
        self._outbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._wake_out, self._wake_in = socket.socketpair()
        self._wake_out.setblocking(False)
        self._wake_in.setblocking(False)
        self._stopping = threading.Event()
        self._turned_s = clock.monotonic()
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)

    @property
    def changes(self) -> int:
        """How many events other than heartbeats there were: a cheap way to see that something is new."""
        return self._changes

    def snapshot(self) -> Snapshot:
        """Return the state now."""
        return self._snapshot

    def publish(self, body: Body, board: str = "") -> Event:
        """Send a change to all boards, or to one; return it with its number."""
        with self._turn:
            seq = self._snapshot.seq + 1
            event = Event(self._epoch, seq, self._clock.now(), _TOPICS[type(body)], body, board)
            self._snapshot = Snapshot(self._epoch, seq, event.at, apply(self._snapshot.state, body))
            self._changes += event.topic is not Topic.HEARTBEAT
            self._outbox.put(event)
        self._wake()
        return event

    def start(self) -> None:
        """Open both ports and begin to send.

        Raises:
            KioskError: A port is taken or the hall has no key.
        """
        public, secret = hall_pair(self._keys)
        self._context = zmq.Context()
        self._authenticator = ThreadAuthenticator(self._context, log=logging.getLogger(f"{__name__}.zap"))
        self._authenticator.start()  # before bind, or a first handshake would find nobody to ask
        self._authenticator.configure_curve_callback(_DOMAIN, self._gatekeeper)
        self._events = self._open(zmq.XPUB, public, secret)
        self._asks = self._open(zmq.ROUTER, public, secret)
        try:
            self._bind(self._events, self._config.events_port, "events_port")
            self._bind(self._asks, self._config.snapshot_port, "snapshot_port")
        except KioskError:
            self._close()
            raise
        self._thread.start()

    def answers(self) -> bool:
        """Tell whether the thread gets on; callable from any thread."""
        return self._clock.monotonic() - self._turned_s <= _HANGS_S

    def stop(self) -> None:
        """Stop sending and close both ports."""
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(_STOP_WAIT_S)
        self._wake_out.close()
        self._wake_in.close()

    def _open(self, kind: int, public: bytes, secret: bytes) -> "zmq.Socket[bytes]":
        sock = self._context.socket(kind)
        sock.linger = 0
        sock.sndhwm = sock.rcvhwm = _HWM
        sock.maxmsgsize = MESSAGE_LIMIT_BYTES
        sock.handshake_ivl = _HANDSHAKE_MS
        sock.curve_server = True
        sock.curve_publickey, sock.curve_secretkey = public, secret
        sock.zap_domain = _DOMAIN.encode()
        return sock

    def _bind(self, sock: "zmq.Socket[bytes]", port: int, key: str) -> None:
        try:
            sock.bind(f"tcp://{self._config.host}:{port}")
        except zmq.ZMQError as err:
            raise KioskError(
                f"the hall cannot listen on port {port} of {self._config.host}: {err.strerror}",
                f"stop the program that has it, or set another [hall] {key}",
            ) from err

    def _close(self) -> None:
        self._events.close(linger=0)
        self._asks.close(linger=0)
        self._authenticator.stop()
        self._context.term()

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"!")
        except OSError:
            _log.debug("the publisher has been woken already or is closed")

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                try:
                    self._serve()
                except Exception:  # noqa: BLE001 - outermost loop of the worker
                    _log.exception("the publisher met a fault and goes on")
                    self._stopping.wait(_HEARTBEAT_S)
        finally:
            self._close()

    def _serve(self) -> None:
        poller = zmq.Poller()
        for source in (self._events, self._asks, self._wake_in):
            poller.register(source, zmq.POLLIN)
        beat_s = self._clock.monotonic()
        while not self._stopping.is_set():
            rest_s = beat_s + _HEARTBEAT_S - self._clock.monotonic()
            ready = dict(poller.poll(int(max(0.0, rest_s) * 1000)))
            if self._wake_in.fileno() in ready:
                self._wake_in.recv(4096)
            if self._events in ready:
                _drain(self._events)  # subscriptions; XPUB has noted them itself
            if self._asks in ready:
                for message in _drain(self._asks):
                    self._answer(message)
            if self._clock.monotonic() - beat_s >= _HEARTBEAT_S:
                beat_s = self._clock.monotonic()
                self._beat()
            self._send_all()

    def _beat(self) -> None:
        self._turned_s = self._clock.monotonic()
        self.publish(self._snapshot.state.heartbeat)
        if not self._authenticator.is_alive():
            _log.error("the authenticator has ended: no new board gets in until the hall restarts")

    def _send_all(self) -> None:
        while not self._outbox.empty():
            event = self._outbox.get_nowait()
            try:
                self._events.send_multipart(encode_event(event), zmq.NOBLOCK)
            except WireError as err:
                _log.error("event %s (%s) is not sent: %s", event.seq, event.topic.value, err)

    def _answer(self, message: list[zmq.Frame]) -> None:
        peer, *rest = (frame.bytes for frame in message)
        delimiter = rest[:1] if rest and not rest[0] else []  # a REQ socket sends one and wants it back
        match rest[len(delimiter) :]:
            case [word] if word == SNAPSHOT_REQUEST:
                self._send_snapshot([peer, *delimiter])
            case [word, frame] if word == SHOWN_REQUEST:
                self._take_receipt(frame, str(message[-1].get("User-Id")))
            case other:
                _log.debug("a request that is none of ours: %s frames", len(other))

    def _send_snapshot(self, envelope: list[bytes]) -> None:
        try:
            self._asks.send_multipart([*envelope, encode_snapshot(self._snapshot)], zmq.NOBLOCK)
        except WireError as err:
            _log.error("the snapshot is not sent: %s", err)
        except zmq.ZMQError as err:
            _log.info("a board left before its snapshot: %s", err)

    def _take_receipt(self, frame: bytes, key: str) -> None:
        try:
            receipt = decode_receipt(frame)
        except WireError as err:
            _log.debug("a receipt that is none: %s", err)
            return
        if receipt.seq > self._snapshot.seq or not self._gatekeeper.speaks_for(key, receipt.board):
            _log.debug("a receipt of board %s for event %s that it cannot give", receipt.board, receipt.seq)
            return
        self._on_receipt(receipt)


def _drain(sock: "zmq.Socket[bytes]") -> list[list[zmq.Frame]]:
    messages: list[list[zmq.Frame]] = []
    while len(messages) < _BATCH and sock.poll(0):
        messages.append(sock.recv_multipart(zmq.NOBLOCK, copy=False))
    return messages
