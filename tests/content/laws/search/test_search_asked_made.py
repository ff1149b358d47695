from dataclasses import fields

import numpy as np
import pytest

from kiosk.content.laws.search.asked_made import made_from, make, read_made, shipped_made, write_made
from kiosk.content.laws.search.everyday import read_everyday
from kiosk.content.laws.search.postings import Postings
from kiosk.content.laws.search.senses import FIRST, Senses
from kiosk.content.laws.search.signs import codes_and_signs

ASKED = ["老板不给工资", "不想过了"]


@pytest.fixture
def senses():
    codes = np.unique(codes_and_signs(ASKED)[0])
    table = np.random.default_rng(0).integers(-127, 128, (len(codes), FIRST + 8)).astype(np.int8)
    return Senses(codes, table, np.ones(len(codes), np.float32))


def alike(one, other):
    parts = [(getattr(one.postings, part.name), getattr(other.postings, part.name)) for part in fields(Postings)]
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in (*parts, (one.points, other.points)))


def test_it_is_read_as_it_was_written(senses, tmp_path, caplog):
    path = write_made(senses, ASKED, tmp_path / "asked.npz")
    made = read_made(senses, ASKED, path)
    assert made.points.shape == (2, FIRST)
    assert len(made.postings.lengths) == 2
    assert alike(made, make(senses, ASKED))
    assert not caplog.records


def test_what_is_of_other_questions_or_senses_is_noticed_and_made_anew(senses, tmp_path, caplog):
    path = write_made(senses, ASKED, tmp_path / "asked.npz")
    assert alike(read_made(senses, ASKED[::-1], path), make(senses, ASKED[::-1]))
    other = Senses(senses.codes, -senses.table, senses.scale * 2)
    assert alike(read_made(other, ASKED, path), make(other, ASKED))
    assert [record.getMessage().split(" is of ")[1] for record in caplog.records] == [
        "other questions or senses: it is made anew with each start"
    ] * 2


@pytest.mark.parametrize("held", [None, b"no archive"])
def test_without_a_sound_file_it_is_made_anew(senses, tmp_path, caplog, held):
    path = tmp_path / "asked.npz"
    if held is not None:
        path.write_bytes(held)
    assert alike(read_made(senses, ASKED, path), make(senses, ASKED))
    assert "made anew" in caplog.text


def test_a_file_of_an_older_form_is_made_anew(senses, tmp_path, caplog):
    path = tmp_path / "asked.npz"
    np.savez(path, made_from=made_from(senses, ASKED), points=make(senses, ASKED).points)
    assert alike(read_made(senses, ASKED, path), make(senses, ASKED))
    assert "made anew" in caplog.text


def test_what_ships_is_of_the_questions_and_senses_that_ship():
    senses, questions = Senses.read(), [question.text for question in read_everyday().questions]
    with np.load(shipped_made()) as held:
        fresh = str(held["made_from"]) == made_from(senses, questions)
    fresh = fresh and alike(read_made(senses, questions), make(senses, questions))
    assert fresh, "questions or senses have changed: run `python -m tests.fit.asked_made`"
