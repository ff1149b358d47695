"""Boards and the hall over real, encrypted sockets."""

import threading
import time
import uuid
from datetime import UTC, datetime
from random import Random

import pytest
import zmq
from hall_parts import FRAMES, HallProcess, poll

from kiosk.domain.clock import SystemClock
from kiosk.domain.devices import DeviceReport
from kiosk.domain.errors import NotFoundError, NotReachableError, RefusedError, StorageError
from kiosk.domain.tickets import TicketState
from kiosk.wire.certificates import client_pair, hall_public_key, make_client_certificate
from kiosk.wire.events import BODY_LIMIT_BYTES, Receipt, decode_event, decode_snapshot, encode_receipt
from kiosk.wire.hall_client import HallClient
from kiosk.wire.subscriber import HallSubscriber, LinkState


class Board:
    """A subscriber that remembers what it heard and says what it has shown."""

    def __init__(self, hall: HallProcess, name: str = "board-1") -> None:
        self.heard = []
        self.links = []
        self.state = None
        self.link = None
        self._name = name
        self.subscriber = HallSubscriber(hall.client_config(name), hall.data / "keys", self.change, SystemClock())
        self.subscriber.start()

    def change(self, state, link):
        self.state, self.link = state, link
        self.links.append(link)
        self.subscriber.shown(link.seq)

    def is_fresh(self):
        return self.link is not None and self.link.state is LinkState.FRESH


@pytest.fixture
def boards():
    made = []

    def make(hall, name="board-1"):
        if not (hall.data / "keys" / "clients" / f"{name}.key_secret").exists():
            make_client_certificate(hall.data / "keys", name)
        made.append(Board(hall, name))
        return made[-1]

    yield make
    for board in made:
        board.subscriber.stop()


@pytest.fixture
def raw():
    """Sockets with a board's key, to send what no board would."""
    context = zmq.Context()
    opened = []  # kept, for a socket that is collected warns before it closes

    def open_socket(hall, kind, pair=None):
        sock = context.socket(kind)
        opened.append(sock)
        sock.linger = 0
        sock.rcvtimeo = 5000
        sock.curve_serverkey = hall_public_key(hall.data / "keys")
        sock.curve_publickey, sock.curve_secretkey = pair or client_pair(hall.data / "keys", "board-1")
        if kind == zmq.SUB:
            sock.subscribe(b"")
        sock.connect(f"tcp://127.0.0.1:{hall.events if kind == zmq.SUB else hall.snapshot}")
        return sock

    yield open_socket
    for sock in opened:
        sock.close(linger=0)
    context.term()


def issue(hall, service="consult"):
    answer = hall.api("POST", "/tickets", {"request_id": uuid.uuid4().hex, "service": service})
    assert answer.status == 201
    return answer.data["number"]


def test_a_board_sees_calls_notices_and_heartbeats(own_hall, boards):
    board = boards(own_hall)
    poll(board.is_fresh)
    assert board.state.heartbeat.hall
    assert board.state.heartbeat.zone == "Asia/Shanghai"
    assert len(board.state.queues.queues) == 10
    assert len(board.state.playlist.slides) == 8
    number = issue(own_hall)
    own_hall.api("POST", "/counters/1/next")
    poll(lambda: board.state.calls and board.state.calls[0].ticket == number)
    pushed = own_hall.api("POST", "/board/notices", {"text": "停电", "emergency": True}).data
    poll(lambda: any(n.id == pushed["id"] for n in board.state.notices))

    def is_shown():
        (status,) = own_hall.api("GET", "/board/status").data
        return pushed["id"] in status["notices"] and status

    status = poll(is_shown)
    assert (status["board"], status["stale"]) == ("board-1", False)
    own_hall.api("DELETE", f"/board/notices/{pushed['id']}")
    poll(lambda: all(n.id != pushed["id"] for n in board.state.notices))
    poll(lambda: not is_shown())


def test_every_event_raises_seq_by_one_heartbeats_too(hall, raw):
    events = raw(hall, zmq.SUB)
    issue(hall)
    heard = [decode_event(events.recv_multipart()) for _ in range(3)]
    assert [e.seq for e in heard] == list(range(heard[0].seq, heard[0].seq + 3))
    assert len({e.epoch for e in heard}) == 1


def test_an_event_for_one_board_has_its_prefix(hall, raw):
    events = raw(hall, zmq.SUB)
    events.recv_multipart()
    hall.api("POST", "/board/notices", {"text": "x", "board": "board-7", "ttl_seconds": 1})
    topics = [events.recv_multipart()[0] for _ in range(2)]
    assert b"board.board-7.notice" in topics


def test_late_joiners_hold_the_same_state(own_hall, boards):
    first = boards(own_hall, "first")
    poll(first.is_fresh)
    done = threading.Event()

    def work():
        while not done.is_set():
            issue(own_hall)
            own_hall.api("POST", "/counters/1/next")
            own_hall.api("POST", "/counters/1/no-show")

    worker = threading.Thread(target=work)
    worker.start()
    late = [boards(own_hall, f"late-{i}") for i in range(5)]
    for board in late:
        poll(board.is_fresh)
    done.set()
    worker.join()
    last = issue(own_hall, "aid")
    own_hall.api("POST", "/counters/2/next")
    for board in (first, *late):
        poll(lambda board=board: board.state.calls and board.state.calls[0].ticket == last)
        poll(lambda board=board: board.state.queues == first.state.queues)
        assert board.state.calls == first.state.calls
        seqs = [link.seq for link in board.links]
        assert seqs == sorted(seqs)


def test_a_restarted_hall_has_a_new_epoch_and_the_same_tickets(own_hall, boards):
    board = boards(own_hall)
    poll(board.is_fresh)
    number = issue(own_hall)
    own_hall.api("POST", "/counters/1/next")
    poll(lambda: board.state.calls and board.state.queues.queues[0].serving)
    epoch, state = board.link.epoch, board.state
    assert own_hall.stop() == 0
    poll(lambda: board.link.state is LinkState.STALE)
    assert board.state.calls == state.calls  # it keeps what it had
    own_hall.start()
    poll(lambda: board.is_fresh() and board.link.epoch != epoch, 15)
    assert (board.state.calls, board.state.queues) == (state.calls, state.queues)
    assert own_hall.api("POST", "/counters/1/start").data["number"] == number


def test_a_machine_without_a_key_of_ours_hears_nothing(hall, raw, boards):
    stranger = zmq.curve_keypair()
    events, asks = raw(hall, zmq.SUB, stranger), raw(hall, zmq.DEALER, stranger)
    events.rcvtimeo = asks.rcvtimeo = 2500  # longer than two heartbeats
    asks.send(b"snapshot")
    with pytest.raises(zmq.Again):
        events.recv()
    with pytest.raises(zmq.Again):
        asks.recv()
    poll(boards(hall).is_fresh)  # and those with a key are not disturbed


def test_a_new_key_works_and_a_removed_one_does_not_without_a_restart(hall, raw):
    make_client_certificate(hall.data / "keys", "new-board")
    pair = client_pair(hall.data / "keys", "new-board")
    asks = raw(hall, zmq.DEALER, pair)
    asks.send(b"snapshot")
    assert decode_snapshot(asks.recv())
    (hall.data / "keys" / "clients" / "new-board.key").unlink()
    late = raw(hall, zmq.DEALER, pair)
    late.rcvtimeo = 1500
    late.send(b"snapshot")
    with pytest.raises(zmq.Again):
        late.recv()


def test_a_board_that_waits_gets_in_once_its_key_is_there(hall, boards):
    public = make_client_certificate(hall.data / "keys", "early")
    aside = public.rename(hall.data / "early.key")
    board = boards(hall, "early")
    time.sleep(0.5)
    assert not board.is_fresh()
    aside.rename(public)
    poll(board.is_fresh)


def test_a_req_socket_gets_its_delimiter_back(hall, raw):
    asks = raw(hall, zmq.REQ)
    asks.send(b"snapshot")
    frames = asks.recv_multipart()
    assert len(frames) == 1
    assert decode_snapshot(frames[0]).state.queues.queues


def test_garbage_harms_nobody(hall, raw):
    asks, events = raw(hall, zmq.DEALER), raw(hall, zmq.SUB)
    receipt = encode_receipt(Receipt("x", "y", 1, datetime.now(UTC)))
    rubbish = [
        [b""],
        [b"", b""],
        [b"snapshot", b"x"],
        [b"shown"],
        [b"shown", b"{"],
        [b"shown", b"\xff" * 1000],
        [b"shown", receipt.replace(b'"seq":1', b'"seq":-1')],
        [b"shown", b"[" * 60000],
        [b"\x00" * 60000],
        [b"x"] * 50,
    ]
    for frames in rubbish * 20:
        asks.send_multipart(frames)
    asks.send(b"snapshot")
    assert decode_snapshot(asks.recv())
    assert events.recv_multipart()


def hostile_message(random):
    """A message that is nearly right, as often as it is plain rubbish."""
    receipt = encode_receipt(Receipt("board-1", "run", random.randrange(2**31), datetime.now(UTC)))
    frames = [bytearray(f) for f in random.choice(([b"snapshot"], [b"shown", receipt], [b"", b"snapshot"], [b"\x01"]))]
    for _ in range(random.randrange(4)):
        frame = random.choice(frames)
        place = random.randrange(len(frame) + 1)
        frame[place : place + random.randrange(3)] = random.randbytes(random.randrange(6))
    frames += [bytearray(random.randbytes(random.randrange(200))) for _ in range(random.randrange(3))]
    return [bytes(frame) for frame in frames]


def test_frames_of_any_kind_harm_nobody(own_hall, raw, boards):
    board = boards(own_hall, "calm")
    poll(board.is_fresh)
    random = Random(FRAMES)
    for count in range(FRAMES):
        if count % 500 == 0:  # what a reader's own buffer holds back must not hold us
            asks, events = raw(own_hall, zmq.DEALER), raw(own_hall, zmq.XSUB)
        asks.send_multipart(hostile_message(random))
        events.send(random.choice((b"\0", b"\1", b"")) + random.randbytes(random.randrange(20)))
        while asks.poll(0):
            asks.recv_multipart()
    number = issue(own_hall)
    own_hall.api("POST", "/counters/1/next")
    poll(lambda: board.state.calls and board.state.calls[0].ticket == number)
    assert {link.epoch for link in board.links if link.epoch} == {board.link.epoch}
    assert "met a fault" not in (own_hall.data / "logs" / "hall.log").read_text("utf-8")


def test_a_receipt_counts_only_from_the_board_itself_and_for_what_was_sent(own_hall, raw, boards):
    make_client_certificate(own_hall.data / "keys", "terminal-7")
    asks = raw(own_hall, zmq.DEALER, client_pair(own_hall.data / "keys", "terminal-7"))
    asks.send(b"snapshot")
    now = decode_snapshot(asks.recv())

    def say(board, seq):
        asks.send_multipart([b"shown", encode_receipt(Receipt(board, now.epoch, seq, datetime.now(UTC)))])

    say("board-1", now.seq)  # it has a certificate of its own
    say("wall", now.seq + 10**6)
    say("wall", now.seq)
    poll(lambda: own_hall.api("GET", "/board/status").data)
    (wall,) = own_hall.api("GET", "/board/status").data
    assert (wall["board"], wall["shown_seq"]) == ("wall", now.seq)
    boards(own_hall, "board-1")
    poll(lambda: len(own_hall.api("GET", "/board/status").data) == 2)


def test_a_message_over_the_limit_drops_only_its_sender(hall, raw):
    asks = raw(hall, zmq.DEALER)
    asks.send(b"x" * (BODY_LIMIT_BYTES * 2))
    other = raw(hall, zmq.DEALER)
    other.send(b"snapshot")
    assert decode_snapshot(other.recv())


def test_a_snapshot_with_everything_at_its_limit_still_fits(own_hall, raw):
    for _ in range(16):
        assert own_hall.api("POST", "/board/notices", {"text": "急" * 300}).status == 201
    assert own_hall.api("POST", "/board/notices", {"text": "x"}).data["type"].endswith(":full")
    asks = raw(own_hall, zmq.DEALER)
    asks.send(b"snapshot")
    state = decode_snapshot(asks.recv()).state
    assert sum(n.text == "急" * 300 for n in state.notices) == 16
    assert len(state.playlist.slides) == 8


def test_a_board_without_a_key_says_what_to_do(hall):
    with pytest.raises(StorageError, match="kiosk keys client nobody"):
        HallSubscriber(hall.client_config("nobody"), hall.data / "keys", lambda *_: None, SystemClock())


def test_the_client_speaks_the_whole_api(own_hall):
    client = HallClient(own_hall.url, own_hall.tokens["manager"])
    ticket = client.issue_ticket("r-1", "consult")
    assert client.issue_ticket("r-1", "consult") == ticket
    assert client.ticket(ticket.number).state is TicketState.WAITING
    assert client.queues()[0].waiting == 1
    assert len(client.counters()) == 6
    notice = client.push_notice("你好", "board-1", 60, emergency=True)
    assert client.notices() == (notice,)
    client.withdraw_notice(notice.id)
    assert client.notices() == ()
    assert client.board_status() == ()
    client.report_device(DeviceReport("p", "printer", "ok"))
    with pytest.raises(NotFoundError):
        client.ticket("Z999")
    with pytest.raises(RefusedError) as refused:
        HallClient(own_hall.url, own_hall.tokens["terminal"]).push_notice("x")
    assert (refused.value.status, refused.value.code) == (403, "wrong-role")
    with pytest.raises(RefusedError) as refused:
        HallClient(own_hall.url, "wrong").queues()
    assert refused.value.status == 401
    own_hall.stop()
    with pytest.raises(NotReachableError):
        client.queues()
