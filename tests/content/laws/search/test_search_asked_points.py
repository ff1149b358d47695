import numpy as np
import pytest

from kiosk.content.laws.search.asked_points import made_from, points_of, read_points, shipped_points, write_points
from kiosk.content.laws.search.everyday import read_everyday
from kiosk.content.laws.search.senses import FIRST, Senses
from kiosk.content.laws.search.signs import codes_and_signs

ASKED = ["老板不给工资", "不想过了"]


@pytest.fixture
def senses():
    codes = np.unique(codes_and_signs(ASKED)[0])
    table = np.random.default_rng(0).integers(-127, 128, (len(codes), FIRST + 8)).astype(np.int8)
    return Senses(codes, table, np.ones(len(codes), np.float32))


def test_points_are_read_as_they_were_written(senses, tmp_path, caplog):
    path = write_points(senses, ASKED, tmp_path / "asked.npz")
    points = read_points(senses, ASKED, path)
    assert points.shape == (2, FIRST)
    assert (points == points_of(senses, ASKED)).all()
    assert not caplog.records


def test_points_of_other_questions_or_senses_are_noticed_and_made_anew(senses, tmp_path, caplog):
    path = write_points(senses, ASKED, tmp_path / "asked.npz")
    assert (read_points(senses, ASKED[::-1], path) == points_of(senses, ASKED)[::-1]).all()
    other = Senses(senses.codes, -senses.table, senses.scale * 2)
    assert (read_points(other, ASKED, path) == points_of(other, ASKED)).all()
    assert [record.getMessage().split(" is of ")[1] for record in caplog.records] == [
        "other questions or senses: points are made anew with each start"
    ] * 2


@pytest.mark.parametrize("held", [None, b"no archive"])
def test_without_a_sound_file_points_are_made_anew(senses, tmp_path, caplog, held):
    path = tmp_path / "asked.npz"
    if held is not None:
        path.write_bytes(held)
    assert (read_points(senses, ASKED, path) == points_of(senses, ASKED)).all()
    assert "made anew" in caplog.text


def test_what_ships_is_of_the_questions_and_senses_that_ship():
    senses, questions = Senses.read(), [question.text for question in read_everyday().questions]
    with np.load(shipped_points()) as held:
        fresh = str(held["made_from"]) == made_from(senses, questions)
        fresh = fresh and np.array_equal(held["points"], points_of(senses, questions))
    assert fresh, "questions or senses have changed: run `python -m tests.fit.asked_points`"
