"""Letters and the outbox: nobody but the centre reads them, none is lost."""

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import StorageError
from kiosk.domain.feedback import (
    About,
    Grade,
    Letter,
    Opinion,
    OpinionKind,
    Rating,
    Reason,
    Served,
    Withdrawal,
    new_receipt,
)
from kiosk.wire.letters import LetterError, new_id, new_key_pair, public_of, seal, unseal
from kiosk.wire.outbox import Outbox, outbox_folder

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
PRIVATE, PUBLIC = new_key_pair()
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
ratings = st.builds(
    lambda grade, reasons, text, ticket: Rating(grade, AT, "aid", "c1", ticket, reasons if grade.poor else (), text),
    st.sampled_from(Grade),
    st.lists(st.sampled_from(Reason), unique=True).map(tuple),
    texts,
    st.sampled_from(("", "A005")),
)
opinions = st.builds(
    lambda kind, about, text, phone: Opinion(
        kind, about, text, new_receipt("云溪", AT.date()), AT, "", phone, bool(phone)
    ),
    st.sampled_from(OpinionKind),
    st.sampled_from(About),
    texts.filter(str.strip),
    st.sampled_from(("", "05550000000")),
)
served = st.builds(
    Served, st.just("2026-11-23"), st.dictionaries(st.sampled_from(("aid", "notary")), st.integers(0, 500))
)


withdrawals = opinions.map(lambda opinion: Withdrawal(new_id(), opinion.receipt, AT))


@given(st.one_of(ratings, opinions, served, withdrawals), texts)
def test_what_is_sealed_comes_out_the_same(body, hall):
    letter = Letter(new_id(), hall, "terminal-1", body)
    assert unseal(seal(letter, PUBLIC), PRIVATE) == letter


def test_nothing_can_be_read_and_no_length_tells_the_grade():
    boxes = [seal(Letter(new_id(), "云溪", "t", Rating(grade, AT, text="等得太久")), PUBLIC) for grade in Grade]
    assert len({len(box) for box in boxes}) == 1
    for box in boxes:
        assert not any(word.encode() in box for word in ("满意", "云溪", "等得太久", "grade"))


def test_another_key_or_one_changed_byte_opens_nothing():
    box = seal(Letter(new_id(), "云溪", "t", Rating(Grade.SATISFIED, AT)), PUBLIC)
    with pytest.raises(LetterError):
        unseal(box, new_key_pair()[0])
    for place in (0, 40, len(box) - 1):
        with pytest.raises(LetterError):
            unseal(box[:place] + bytes([box[place] ^ 1]) + box[place + 1 :], PRIVATE)


@given(st.binary(max_size=200))
def test_rubbish_is_no_letter(data):
    with pytest.raises(LetterError):
        unseal(data, PRIVATE)


@pytest.mark.parametrize(
    "key", ["", "x", "AAAA", "钥匙", PUBLIC + "AAAA"], ids=["empty", "letter", "short", "hanzi", "long"]
)
def test_a_key_that_is_none(key):
    with pytest.raises(LetterError):
        seal(Letter(new_id(), "", "", Rating(Grade.SATISFIED, AT)), key)
    with pytest.raises(LetterError):
        public_of(key)


def test_the_public_key_follows_from_the_private_one():
    assert public_of(PRIVATE) == PUBLIC


def test_letters_wait_oldest_first_and_leave_when_told(tmp_path):
    box = Outbox(tmp_path)
    ids = [new_id() for _ in range(3)]
    for minutes in (2, 0, 1):
        box.put(ids[minutes], b"sealed", AT + timedelta(minutes=minutes), receipt=False)
    assert [w.id for w in box.waiting()] == ids
    assert box.waiting(1)[0].since == AT
    box.remove(box.waiting(1)[0])
    box.set_aside(box.waiting(1)[0])
    assert ([w.id for w in box.waiting()], box.refused()) == ([ids[2]], 1)


def test_an_outbox_that_was_never_written_is_empty(tmp_path):
    assert Outbox(tmp_path).waiting() == []
    assert Outbox(tmp_path).refused() == 0


def test_a_full_outbox_keeps_the_old_and_the_last_tenth_for_receipts(tmp_path):
    box = Outbox(tmp_path, limit=10)
    for _ in range(9):
        box.put(new_id(), b"x", AT, receipt=False)
    with pytest.raises(StorageError, match="full"):
        box.put(new_id(), b"x", AT, receipt=False)
    box.put(new_id(), b"x", AT, receipt=True)
    with pytest.raises(StorageError, match="full"):
        box.put(new_id(), b"x", AT, receipt=True)
    assert len(box.waiting()) == 10


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path, monkeypatch):
    box = Outbox(tmp_path)

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kiosk.durable.os.fsync", full)
    with pytest.raises(StorageError, match="No space"):
        box.put(new_id(), b"x", AT, receipt=True)
    assert list(outbox_folder(tmp_path).iterdir()) == []


def test_what_a_power_cut_left_half_written_is_swept_away(tmp_path):
    box = Outbox(tmp_path)
    box.put(new_id(), b"x", AT, receipt=True)
    left = outbox_folder(tmp_path) / ".new-abc"
    left.write_bytes(b"half")
    box.sweep(datetime.now(UTC))
    assert left.exists(), "somebody may be writing it now"
    box.sweep(datetime.now(UTC) + timedelta(hours=2))
    assert not left.exists()
    assert len(box.waiting()) == 1


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.wire.letters import new_id
from kiosk.wire.outbox import Outbox
box = Outbox(Path(sys.argv[1]))
while True:
    name = new_id()
    box.put(name, b"whole letter" * 100, datetime.now(UTC), receipt=True)
    print(name, flush=True)
"""


def test_a_killed_writer_leaves_every_letter_that_it_promised(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    promised = [process.stdout.readline().strip() for _ in range(20)]
    process.kill()
    promised += process.stdout.read().split()
    process.stdout.close()
    process.wait()
    waiting = Outbox(tmp_path).waiting()
    assert set(promised) <= {w.id for w in waiting}
    assert {w.file.read_bytes() for w in waiting} == {b"whole letter" * 100}
