"""Events and snapshots as ZeroMQ frames: a topic and one JSON document. Pure functions, callable from any thread.

An event is two frames: the topic, such as `call` or `board.lobby.notice` for one board only, and JSON with `v`, `epoch`,
`seq`, `at` and `body`. A snapshot is one frame of the same form whose body is the whole state.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.clock import from_iso, to_iso
from kiosk.domain.errors import KioskError
from kiosk.domain.live import BODY_OF, Body, Event, LiveState, Snapshot, Topic
from kiosk.shape import ShapeError, shape, unshape

VERSION = 1
BODY_LIMIT_BYTES = 64 * 1024
MESSAGE_LIMIT_BYTES = BODY_LIMIT_BYTES + 4096  # the body plus epoch, seq, at and topic
NAME_LIMIT = 64
SNAPSHOT_REQUEST = b"snapshot"
SHOWN_REQUEST = b"shown"
_BOARD = "board."
_TOPIC = re.compile(rf"(?:board\.(?P<board>.+)\.)?(?P<topic>{'|'.join(Topic)})", re.DOTALL)
_SEQ_LIMIT = 2**53  # what every JSON reader keeps exact


class WireError(KioskError):
    """A message is not in the form of the hall's protocol, or too large for it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A board's word that it has drawn event `seq` of run `epoch`."""

    board: str
    epoch: str
    seq: int
    at: datetime


def encode_event(event: Event) -> list[bytes]:
    """Return the frames of an event.

    Raises:
        WireError: The body is larger than 64 KiB.
    """
    topic = f"{_BOARD}{event.board}.{event.topic.value}" if event.board else event.topic.value
    return [topic.encode(), _encode(event.epoch, event.seq, event.at, unshape(event.body))]


def decode_event(frames: Sequence[bytes]) -> Event:
    """Return the event that two frames hold.

    Raises:
        WireError: The frames hold something else.
    """
    if len(frames) != 2:
        raise WireError(f"an event has 2 frames, this message has {len(frames)}")
    topic, board = _decode_topic(frames[0])
    epoch, seq, at, body = _decode(frames[1])
    return Event(epoch, seq, at, topic, _shaped(BODY_OF[topic], body), board)


def encode_snapshot(snapshot: Snapshot) -> bytes:
    """Return the one frame of a snapshot.

    Raises:
        WireError: The state is larger than 64 KiB.
    """
    return _encode(snapshot.epoch, snapshot.seq, snapshot.at, unshape(snapshot.state))


def decode_snapshot(frame: bytes) -> Snapshot:
    """Return the snapshot that a frame holds.

    Raises:
        WireError: The frame holds something else.
    """
    epoch, seq, at, body = _decode(frame)
    return Snapshot(epoch, seq, at, _shaped(LiveState, body))


def encode_receipt(receipt: Receipt) -> bytes:
    """Return the JSON frame that follows `shown`."""
    return json.dumps(unshape(receipt), ensure_ascii=False, separators=(",", ":")).encode()


def decode_receipt(frame: bytes) -> Receipt:
    """Return the receipt that a frame holds.

    Raises:
        WireError: The frame holds something else.
    """
    data = _load(frame)
    if isinstance(data, dict):
        data.pop("v", None)
    receipt: Receipt = _shaped(Receipt, data)
    if not 0 < len(receipt.board) <= NAME_LIMIT or not 0 <= receipt.seq < _SEQ_LIMIT:
        raise WireError("a receipt names no board, or no possible seq")
    return receipt


def body_size_bytes(body: Body | LiveState) -> int:
    """Return how long a body is on the wire, in bytes."""
    return len(_dump(unshape(body)))


def _encode(epoch: str, seq: int, at: datetime, body: Any) -> bytes:
    if (size := len(_dump(body))) > BODY_LIMIT_BYTES:
        raise WireError(f"a body of {size} bytes is over the limit of {BODY_LIMIT_BYTES}", "send less at once")
    return _dump({"v": VERSION, "epoch": epoch, "seq": seq, "at": to_iso(at), "body": body})


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _decode_topic(frame: bytes) -> tuple[Topic, str]:
    match = _TOPIC.fullmatch(frame.decode(errors="replace"))
    if not match:
        raise WireError(f"no topic of ours: {frame[:80]!r}")
    return Topic(match["topic"]), match["board"] or ""


def _decode(frame: bytes) -> tuple[str, int, datetime, Any]:
    data = _load(frame)
    if not isinstance(data, dict) or data.get("v") != VERSION:
        raise WireError(f"not a message of version {VERSION}")
    epoch, seq, at = data.get("epoch"), data.get("seq"), data.get("at")
    if not isinstance(epoch, str) or not epoch or type(seq) is not int or not 0 <= seq < _SEQ_LIMIT:
        raise WireError("a message lacks its epoch or seq")
    try:
        return epoch, seq, from_iso(str(at)), data.get("body")
    except (ValueError, OverflowError) as err:
        raise WireError("a message lacks its time") from err


def _load(frame: bytes) -> Any:
    if len(frame) > MESSAGE_LIMIT_BYTES:
        raise WireError(f"a frame of {len(frame)} bytes is over the limit of {MESSAGE_LIMIT_BYTES}")
    try:
        return json.loads(frame)
    except (ValueError, RecursionError) as err:
        raise WireError("a frame is not JSON") from err


def _shaped(cls: type[Any], body: Any) -> Any:
    try:
        return shape(cls, body)
    except ShapeError as err:
        path, fault = err.faults[0]
        raise WireError(f"a body is wrong at {path or 'its top'}: {fault}") from err
