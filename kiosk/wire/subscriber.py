"""The hall's live state on another machine: a thread that always drains, holds the state, and knows how fresh it is.

The order is that of the Clone pattern (ZeroMQ guide, chapter 5): subscribe, fetch the snapshot, apply what came after it.
No ZMTP heartbeats ever: with them libzmq aborts the process when a subscriber stalls (libzmq #3937). The hall's own
heartbeat of 1 s does that work; after 3 s of silence the sockets are opened anew.
"""

import logging
import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import zmq

from kiosk.config import ClientConfig
from kiosk.domain.clock import Clock
from kiosk.domain.live import Event, LiveState, apply
from kiosk.wire.certificates import client_pair, hall_public_key
from kiosk.wire.events import (
    MESSAGE_LIMIT_BYTES,
    SHOWN_REQUEST,
    SNAPSHOT_REQUEST,
    Receipt,
    WireError,
    decode_event,
    decode_snapshot,
    encode_receipt,
)

_log = logging.getLogger(__name__)
_SILENCE_S = 3.0
_SNAPSHOT_WAIT_S = 1.0
_POLL_MS = 250
_HANGS_S = 15.0  # far longer than a turn of the thread takes
_HWM = 100  # messages; the thread drains at once, so more would only hide a stall
_HANDSHAKE_MS = 3000
_RECONNECT_MS, _RECONNECT_MAX_MS = 100, 2000
_KEPT_EVENTS = 500  # while a snapshot is on its way
_STOP_WAIT_S = 5.0


class LinkState(StrEnum):
    """Whether the state can be believed."""

    NEVER = "never"
    FRESH = "fresh"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Link:
    """How good the connection is: `since` when (`stale`: since when nothing came), `seq` the newest event applied."""

    state: LinkState
    since: datetime
    epoch: str = ""
    seq: int = 0


class HallSubscriber:
    """Follows the hall's live state.

    `on_change` is called on this object's own thread for every event (heartbeats too, so once a second) and every
    change of the link. It must return quickly; a Kivy program hops to the Kivy clock in it.

    Args:
        client: Where the hall is, and this machine's key.
        keys: The folder DATA/keys.
        on_change: Told the new state and the link.
        clock: Tells the time.
        board: The name used in receipts; the client's name when empty.

    Raises:
        StorageError: A key is missing.
    """

    def __init__(
        self,
        client: ClientConfig,
        keys: Path,
        on_change: Callable[[LiveState, Link], None],
        clock: Clock,
        board: str = "",
    ) -> None:
        self._client = client
        self._hall_key = hall_public_key(keys)
        self._pair = client_pair(keys, client.keys or client.name)
        self._on_change = on_change
        self._clock = clock
        self._board = board or client.name
        self._receipts: queue.SimpleQueue[Receipt] = queue.SimpleQueue()
        self._wake_out, self._wake_in = socket.socketpair()
        self._wake_out.setblocking(False)
        self._wake_in.setblocking(False)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hall-subscriber", daemon=True)
        self._state = LiveState()
        self._link = Link(LinkState.NEVER, clock.now())
        self._waiting: list[Event] = []
        self._asked_s: float | None = None  # when the snapshot was asked for; None: not waiting for one
        self._turned_s = clock.monotonic()
        self._heard_s = 0.0
        self._heard_at = clock.now()

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Stop following and close everything."""
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(_STOP_WAIT_S)
        self._wake_out.close()
        self._wake_in.close()

    def answers(self) -> bool:
        """Tell whether the thread gets on; callable from any thread."""
        return self._clock.monotonic() - self._turned_s <= _HANGS_S

    def shown(self, seq: int) -> None:
        """Tell the hall that event `seq` is drawn; callable from any thread."""
        self._receipts.put(Receipt(self._board, self._link.epoch, seq, self._clock.now()))
        self._wake()

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"!")
        except OSError:
            _log.debug("the subscriber has been woken already or is closed")

    def _run(self) -> None:
        context = zmq.Context()
        try:
            while not self._stopping.is_set():
                try:
                    self._follow(context)
                except Exception:  # noqa: BLE001 - outermost loop of the worker
                    _log.exception("the link to the hall broke; opening it anew")
                    self._stopping.wait(1.0)
        finally:
            context.destroy(linger=0)

    def _follow(self, context: "zmq.Context[zmq.Socket[bytes]]") -> None:
        events, asks = self._open(context, zmq.SUB), self._open(context, zmq.DEALER)
        try:
            events.subscribe(b"")
            events.connect(self._client.events)
            asks.connect(self._client.snapshot)
            self._waiting.clear()
            self._heard_s = self._clock.monotonic()
            self._ask(asks)
            poller = zmq.Poller()
            for source in (events, asks, self._wake_in):
                poller.register(source, zmq.POLLIN)
            while not self._stopping.is_set() and self._alive():
                self._turned_s = self._clock.monotonic()
                ready = dict(poller.poll(_POLL_MS))
                self._serve(ready, events, asks)
        finally:
            events.close(linger=0)
            asks.close(linger=0)

    def _serve(self, ready: "dict[object, int]", events: "zmq.Socket[bytes]", asks: "zmq.Socket[bytes]") -> None:
        if self._wake_in.fileno() in ready:
            self._wake_in.recv(4096)
        if asks in ready:
            for frames in _drain(asks):
                self._take_snapshot(frames)
        if events in ready:
            for frames in _drain(events):
                self._take_event(frames, asks)
        if self._asked_s is not None and self._clock.monotonic() - self._asked_s > _SNAPSHOT_WAIT_S:
            self._ask(asks)
        self._send_receipts(asks)

    def _open(self, context: "zmq.Context[zmq.Socket[bytes]]", kind: int) -> "zmq.Socket[bytes]":
        sock = context.socket(kind)
        sock.linger = 0
        sock.rcvhwm = sock.sndhwm = _HWM
        sock.maxmsgsize = MESSAGE_LIMIT_BYTES
        sock.handshake_ivl = _HANDSHAKE_MS
        sock.reconnect_ivl, sock.reconnect_ivl_max = _RECONNECT_MS, _RECONNECT_MAX_MS
        sock.curve_serverkey = self._hall_key
        sock.curve_publickey, sock.curve_secretkey = self._pair
        return sock

    def _ask(self, asks: "zmq.Socket[bytes]") -> None:
        self._asked_s = self._clock.monotonic()
        try:
            asks.send(SNAPSHOT_REQUEST, zmq.NOBLOCK)
        except zmq.Again:
            _log.debug("the question for a snapshot waits for the connection")

    def _take_snapshot(self, frames: list[bytes]) -> None:
        try:
            snapshot = decode_snapshot(frames[-1])
        except WireError as err:
            _log.warning("unreadable snapshot: %s", err)
            return
        self._heard()
        if snapshot.epoch == self._link.epoch and snapshot.seq < self._link.seq:
            return  # a late answer to a question asked twice: events have gone past it
        self._state, self._asked_s = snapshot.state, None
        self._set_link(snapshot.epoch, snapshot.seq)
        kept, self._waiting = self._waiting, []
        for event in kept:
            self._follow_up(event)
        self._tell()

    def _take_event(self, frames: list[bytes], asks: "zmq.Socket[bytes]") -> None:
        try:
            event = decode_event(frames)
        except WireError as err:
            _log.warning("unreadable event: %s", err)
            return
        self._heard()
        if self._asked_s is not None:
            self._waiting = [*self._waiting[-_KEPT_EVENTS:], event]
        elif self._follow_up(event):
            self._tell()
        elif event.epoch != self._link.epoch or event.seq > self._link.seq:
            _log.info(
                "gap after %s: event %s of run %s; asking for the snapshot", self._link.seq, event.seq, event.epoch
            )
            self._waiting = [event]
            self._ask(asks)

    def _follow_up(self, event: Event) -> bool:
        """Apply an event if it is the very next one."""
        if event.epoch != self._link.epoch or event.seq != self._link.seq + 1:
            return False
        self._state = apply(self._state, event.body)
        self._set_link(event.epoch, event.seq)
        return True

    def _heard(self) -> None:
        self._heard_s, self._heard_at = self._clock.monotonic(), self._clock.now()

    def _set_link(self, epoch: str, seq: int) -> None:
        if self._link.state is not LinkState.FRESH:
            _log.info("the hall is heard: run %s, event %s", epoch, seq)
        since = self._link.since if self._link.state is LinkState.FRESH else self._clock.now()
        self._link = Link(LinkState.FRESH, since, epoch, seq)

    def _alive(self) -> bool:
        """Tell whether something came within the last seconds; mark the link stale if not."""
        if self._clock.monotonic() - self._heard_s <= _SILENCE_S:
            return True
        if self._link.state is LinkState.FRESH:
            _log.warning("nothing from the hall for %s s; opening the sockets anew", _SILENCE_S)
            self._link = Link(LinkState.STALE, self._heard_at, self._link.epoch, self._link.seq)
            self._tell()
        return False

    def _tell(self) -> None:
        try:
            self._on_change(self._state, self._link)
        except Exception:  # noqa: BLE001 - its fault must not stop the draining
            _log.exception("whoever follows the hall's state failed on event %s", self._link.seq)

    def _send_receipts(self, asks: "zmq.Socket[bytes]") -> None:
        newest = None
        while not self._receipts.empty():
            newest = self._receipts.get_nowait()
        if newest is None or not newest.epoch:
            return
        try:
            asks.send_multipart([SHOWN_REQUEST, encode_receipt(newest)], zmq.NOBLOCK)
        except zmq.Again:
            _log.debug("receipt %s dropped: not connected", newest.seq)


def _drain(sock: "zmq.Socket[bytes]") -> list[list[bytes]]:
    messages: list[list[bytes]] = []
    while len(messages) < _HWM and sock.poll(0):
        messages.append(sock.recv_multipart(zmq.NOBLOCK))
    return messages
