import os
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.printer.status import (
    NO_PORT,
    SILENT,
    AutoStatus,
    Flag,
    FlowReply,
    PaperReply,
    PrinterStatus,
    ProcessId,
    RealTimeReply,
    ReplyParser,
    State,
    from_auto,
    from_real_time,
)

RESYNC_BYTES_MAX = 16

REAL_TIME = st.builds(lambda bits: RealTimeReply(0x12 | bits), st.sampled_from((0, 0x04, 0x08, 0x0C, 0x20, 0x40, 0x6C)))
PAPER = st.sampled_from((PaperReply(0x00), PaperReply(0x03), PaperReply(0x0F)))
AUTO = st.builds(
    lambda a, b, c: AutoStatus(bytes((0x10 | a, b, c, 0))),
    st.sampled_from((0, 0x04, 0x08, 0x20, 0x68)),
    st.sampled_from((0, 0x04, 0x08, 0x60)),
    st.sampled_from((0, 0x03, 0x0F)),
)
MARK = st.builds(lambda mark: ProcessId(bytes(mark)), st.lists(st.integers(0x20, 0x7E), min_size=4, max_size=4))
FLOW = st.builds(FlowReply, st.booleans())


def to_bytes(reply):
    match reply:
        case RealTimeReply(byte) | PaperReply(byte):
            return bytes((byte,))
        case AutoStatus(data):
            return data
        case ProcessId(mark):
            return b"\x37\x22" + mark + b"\x00"
        case FlowReply(may_send):
            return b"\x11" if may_send else b"\x13"
    raise AssertionError(reply)


@given(st.lists(st.one_of(REAL_TIME, PAPER, AUTO, MARK, FLOW), max_size=40))
def test_every_mixture_of_replies_is_told_apart(replies):
    parser = ReplyParser()
    assert parser.feed(b"".join(map(to_bytes, replies))) == replies
    assert parser.dropped_bytes == 0


@given(st.lists(st.one_of(REAL_TIME, PAPER, AUTO, MARK), min_size=1, max_size=20), st.data())
def test_xoff_may_come_anywhere(replies, data):
    stream = bytearray(b"".join(map(to_bytes, replies)))
    for _ in range(data.draw(st.integers(0, 6))):
        stream.insert(data.draw(st.integers(0, len(stream))), data.draw(st.sampled_from((0x11, 0x13))))
    found = [reply for reply in ReplyParser().feed(bytes(stream)) if not isinstance(reply, FlowReply)]
    assert found == replies


@given(st.binary(max_size=300), st.lists(st.integers(0, 300)))
def test_pieces_make_no_difference(data, cuts):
    whole, parts = ReplyParser(), ReplyParser()
    edges = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    pieces = [data[a:b] for a, b in pairwise(edges)]
    assert [reply for piece in pieces for reply in parts.feed(piece)] == whole.feed(data)


def after_noise(noise, clean):
    """Return the replies found in `clean` after noise, and how many of its bytes it took to be in step."""
    parser = ReplyParser()
    parser.feed(noise)
    found, at = [], []
    for index, byte in enumerate(clean):
        for reply in parser.feed(bytes((byte,))):
            found.append(reply)
            at.append(index)
    return found, at


@given(st.binary(max_size=200), st.lists(st.one_of(REAL_TIME, MARK, AUTO), min_size=12, max_size=12))
def test_it_is_in_step_again_after_16_bytes(noise, replies):
    clean = b"".join(map(to_bytes, replies))
    found, at = after_noise(noise, clean)
    ends, position = [], 0
    for reply in replies:
        ends.append((position, reply))
        position += len(to_bytes(reply))
    expected = [reply for start, reply in ends if start >= RESYNC_BYTES_MAX]
    seen = [reply for reply, index in zip(found, at, strict=True) if index >= RESYNC_BYTES_MAX]
    assert seen[len(seen) - len(expected) :] == expected
    assert len(seen) <= len(expected) + 1


def test_a_long_torture_run_neither_crashes_nor_grows():
    rng = random.Random(4)
    parser, mark = ReplyParser(), b"\x37\x22k8s!\x00"
    left = int(os.environ.get("KIOSK_TORTURE_BYTES", "150000"))
    while left > 0:
        noise = rng.randbytes(rng.randrange(1, 2000))
        left -= len(noise)
        parser.feed(noise)
        assert len(parser._held) < 7
        parser.feed(b"\x12" * RESYNC_BYTES_MAX)
        assert ProcessId(b"k8s!") in parser.feed(mark), noise[-20:].hex()


@pytest.mark.parametrize(
    ("replies", "state", "flags"),
    [
        ((0x12, 0x12, 0x12, 0x12), State.OK, set()),
        ((0x12, 0x12, 0x12, 0x1E), State.LOW, {Flag.PAPER_LOW}),
        ((0x1A, 0x32, 0x12, 0x7E), State.OUT, {Flag.OFFLINE, Flag.PAPER_STOP, Flag.PAPER_LOW, Flag.PAPER_OUT}),
        ((0x1A, 0x16, 0x12, 0x12), State.COVER, {Flag.OFFLINE, Flag.COVER_OPEN}),
        ((0x1A, 0x52, 0x1A, 0x12), State.ERROR, {Flag.OFFLINE, Flag.ERROR, Flag.CUTTER}),
        ((0x1A, 0x12, 0x12, 0x12), State.OFFLINE, {Flag.OFFLINE}),
        ((0x12, 0x12, 0x32, 0x12), State.ERROR, {Flag.UNRECOVERABLE}),
        ((0x12, 0x12, 0x52, 0x12), State.ERROR, {Flag.RECOVERABLE}),
    ],
)
def test_real_time_flags_are_read_as_the_manual_says(replies, state, flags):
    status = from_real_time(replies)
    assert (status.state, status.flags) == (state, flags)
    assert status.can_print == (state in (State.OK, State.LOW))


def test_automatic_status_flags_are_read_as_the_manual_says():
    assert from_auto(AutoStatus(b"\x38\x08\x0f\x00")).flags == {
        Flag.OFFLINE,
        Flag.COVER_OPEN,
        Flag.CUTTER,
        Flag.PAPER_LOW,
        Flag.PAPER_OUT,
    }
    assert from_auto(AutoStatus(b"\x10\x00\x00\x00")) == PrinterStatus()


def test_silence_is_unknown_and_never_a_state():
    assert SILENT.state is State.UNKNOWN
    assert NO_PORT.state is State.OFFLINE
    assert not NO_PORT.can_print
    assert not SILENT.can_print
    with pytest.raises(ValueError, match="four"):
        from_real_time((0x12,))
