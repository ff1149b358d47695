from dataclasses import dataclass

import numpy as np
import pytest

from kiosk.content.laws.search.past import Past, Remembered, read_past
from kiosk.content.laws.search.senses import packed
from kiosk.domain.errors import ContentError

ALL = np.arange(5)
ROWS_OF = {"甲法第一条": [0], "甲法第二条": [1], "乙法第一条": [3]}
WAGES, DIVORCE = np.eye(2, dtype=np.float32)


@dataclass
class Index:
    chapter_of = np.array([0, 0, 0, 1, 1])
    law_of = np.array([0, 0, 0, 1, 1])


def remembered(*asked):
    pairs = [(number, ref) for number, (_, refs) in enumerate(asked) for ref in refs]
    points = packed(np.array([point for point, _ in asked], np.float32).reshape(-1, 2) * 0.6)
    past = Past(points, np.array([n for n, _ in pairs], np.int32), np.array([ref for _, ref in pairs], np.str_))
    return Remembered(Index(), past, ROWS_OF)


def test_a_past_question_speaks_for_its_articles_and_less_sharply_for_what_is_around_them():
    figures = remembered((WAGES, ["甲法第一条"]), (DIVORCE, ["乙法第一条"])).figures(ALL, WAGES)
    assert figures["past_nearest"].tolist() == pytest.approx([0.6, 0, 0, 0, 0])
    assert figures["past"].tolist() == pytest.approx([0.3, 0, 0, 0, 0])
    assert figures["past_share"].tolist() == pytest.approx([1, 0, 0, 0, 0])
    assert figures["past_most"] == pytest.approx(0.6)
    for level in ("past_chapter", "past_law"):
        assert figures[level].tolist() == pytest.approx([0.3, 0.3, 0.3, 0, 0])


def test_several_say_more_together_than_the_closest_alone():
    figures = remembered((WAGES, ["甲法第一条"]), (WAGES, ["甲法第一条", "甲法第二条"])).figures(ALL, WAGES)
    assert figures["past_nearest"][0] == figures["past_nearest"][1]
    assert figures["past"][0] > figures["past"][1] > 0


def test_a_row_has_the_same_figures_whichever_others_are_asked_for():
    known = remembered((WAGES, ["甲法第二条"]), (DIVORCE, ["乙法第一条"]))
    every, some = known.figures(ALL, WAGES), known.figures(ALL[[3, 1]], WAGES)
    for name in ("past_nearest", "past", "past_chapter", "past_law", "past_share"):
        assert some[name].tolist() == every[name][[3, 1]].tolist()
    assert some["past_most"] == every["past_most"]


def test_what_this_machine_does_not_hold_is_passed_over():
    assert remembered((WAGES, ["丙法第一条"])).figures(ALL, WAGES)["past"].tolist() == [0] * 5
    assert remembered().figures(ALL, WAGES)["past_law"].tolist() == [0] * 5


def test_a_broken_file_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"no archive")
    with pytest.raises(ContentError, match="Install the product again"):
        read_past(tmp_path / "file")


def test_what_ships_is_sound():
    past = read_past()
    assert len(past.question) == len(past.named)
    assert np.unique(past.question).tolist() == list(range(len(past.points)))
    lengths = np.linalg.norm(past.points.astype(np.float32) / 180, axis=1)
    assert np.median(lengths) == pytest.approx(1, abs=0.05)
