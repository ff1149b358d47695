import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.live import (
    BODY_OF,
    Call,
    CounterStatus,
    Event,
    Heartbeat,
    LiveState,
    Notice,
    Playlist,
    Queues,
    QueueStatus,
    Slide,
    Snapshot,
    Topic,
)
from kiosk.domain.tickets import CounterState, WaitRange
from kiosk.shape import unshape
from kiosk.wire.events import (
    BODY_LIMIT_BYTES,
    MESSAGE_LIMIT_BYTES,
    Receipt,
    WireError,
    decode_event,
    decode_receipt,
    decode_snapshot,
    encode_event,
    encode_receipt,
    encode_snapshot,
)

AT = datetime(2026, 11, 23, 1, 2, 3, 456000, tzinfo=UTC)
texts = st.text(max_size=20)
counts = st.integers(0, 10**6)
moments = st.integers(0, 10**11).map(lambda ms: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
calls = st.builds(Call, texts, texts, texts, texts, texts, counts, moments)
waits = st.builds(WaitRange, counts, counts)
names = st.lists(texts, max_size=4).map(tuple)
queues = st.builds(
    Queues,
    st.lists(st.builds(QueueStatus, texts, texts, counts, names, waits, st.booleans()), max_size=4).map(tuple),
    st.lists(st.builds(CounterStatus, texts, texts, st.sampled_from(CounterState), names, texts), max_size=4).map(
        tuple
    ),
)
notices = st.builds(Notice, texts, texts, st.booleans(), texts, st.none() | moments, st.booleans())
playlists = st.builds(
    Playlist, st.lists(st.builds(Slide, texts, texts, texts, counts, texts, texts), max_size=4).map(tuple)
)
heartbeats = st.builds(Heartbeat, texts, texts, texts)
bodies = {
    Topic.CALL: calls,
    Topic.QUEUE: queues,
    Topic.NOTICE: notices,
    Topic.PLAYLIST: playlists,
    Topic.HEARTBEAT: heartbeats,
}
boards = st.just("") | st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
events = st.sampled_from(Topic).flatmap(
    lambda topic: st.builds(Event, texts.filter(bool), counts, moments, st.just(topic), bodies[topic], boards)
)
states = st.builds(
    LiveState,
    heartbeats,
    st.lists(calls, max_size=3).map(tuple),
    queues,
    st.lists(notices, max_size=3).map(tuple),
    playlists,
)


@given(events)
def test_an_event_comes_out_as_it_went_in(event):
    assert decode_event(encode_event(event)) == event


@given(st.builds(Snapshot, texts.filter(bool), counts, moments, states))
def test_a_snapshot_comes_out_as_it_went_in(snapshot):
    assert decode_snapshot(encode_snapshot(snapshot)) == snapshot


@given(st.builds(Receipt, st.text(min_size=1, max_size=64), texts, counts, moments))
def test_a_receipt_comes_out_as_it_went_in(receipt):
    assert decode_receipt(encode_receipt(receipt)) == receipt


def test_frames_look_as_the_contract_says():
    call = Call("c", "A005", "2", "2号窗口", "法律咨询", 1, AT)
    topic, frame = encode_event(Event("run", 7, AT, Topic.CALL, call, "lobby.east"))
    assert topic == b"board.lobby.east.call"
    assert encode_event(Event("run", 7, AT, Topic.CALL, call))[0] == b"call"
    data = json.loads(frame)
    assert (data["v"], data["epoch"], data["seq"], data["at"]) == (1, "run", 7, "2026-11-23T01:02:03.456Z")
    assert data["body"]["ticket"] == "A005"


def test_every_topic_has_its_body():
    assert set(BODY_OF) == set(Topic) == set(bodies)


def test_a_body_over_64_kib_is_refused():
    most = "x" * (BODY_LIMIT_BYTES - len(json.dumps(unshape(Heartbeat()), separators=(",", ":"))))
    assert encode_event(Event("run", 1, AT, Topic.HEARTBEAT, Heartbeat(most)))
    with pytest.raises(WireError, match="limit"):
        encode_event(Event("run", 1, AT, Topic.HEARTBEAT, Heartbeat(most + "x")))


GOOD = encode_event(Event("run", 1, AT, Topic.QUEUE, Queues()))


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [b"queue"],
        [*GOOD, b""],
        [b"other", GOOD[1]],
        [b"board..queue", GOOD[1]],
        [b"board.queue", GOOD[1]],
        [b"\xff\xfe", GOOD[1]],
        [b"queue", b""],
        [b"queue", b"[]"],
        [b"queue", b"null"],
        [b"queue", b"{"],
        [b"queue", b"[" * 60000],
        [b"queue", b"x" * (MESSAGE_LIMIT_BYTES + 1)],
        [b"queue", GOOD[1].replace(b'"v":1', b'"v":2')],
        [b"queue", GOOD[1].replace(b'"seq":1', b'"seq":-1')],
        [b"queue", GOOD[1].replace(b'"seq":1', b'"seq":true')],
        [b"queue", GOOD[1].replace(b'"seq":1', b'"seq":1e400')],
        [b"queue", GOOD[1].replace(b'"run"', b'""')],
        [b"queue", GOOD[1].replace(b"2026-11", b"2026-13")],
        [b"queue", GOOD[1].replace(b"Z", b"")],
        [b"call", GOOD[1]],
    ],
)
def test_malformed_messages_give_one_clear_error(frames):
    with pytest.raises(WireError):
        decode_event(frames)


@given(
    events, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 2)
)
def test_mutated_frames_are_read_or_refused_but_never_break(event, mutations, how):
    frames = [bytearray(frame) for frame in encode_event(event)]
    for place, value in mutations:
        frame = frames[place % 2]
        if how == 0 and frame:
            frame[place % len(frame)] = value
        elif how == 1:
            frame.insert(place % (len(frame) + 1), value)
        else:
            del frame[place % (len(frame) + 1) :]
    raw = [bytes(frame) for frame in frames]
    for decode, data in ((decode_event, raw), (decode_snapshot, raw[1]), (decode_receipt, raw[1])):
        try:
            decode(data)
        except WireError as err:
            assert str(err)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | texts,
        lambda c: st.lists(c) | st.dictionaries(texts, c),
    )
)
def test_any_json_as_a_message_is_refused(data):
    with pytest.raises(WireError):
        decode_event([b"queue", json.dumps(data).encode()])
