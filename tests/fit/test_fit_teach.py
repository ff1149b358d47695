from dataclasses import dataclass

import numpy as np
import pytest

from kiosk.content.laws.search.learned import LEVELS, read_tables
from kiosk.content.laws.search.past import read_past
from kiosk.content.laws.search.senses import Senses
from kiosk.content.laws.search.signs import query_codes
from tests.fit import teach

ROWS = {"甲法第一条": 0, "甲法第二条": 1, "乙法第一条": 2}
ASKED = [("老板拖欠工资", {"甲法第一条": 0, "甲法第二条": 1}), ("想离婚", {"乙法第一条": 2})]


@dataclass
class Index:
    articles = np.arange(3)
    chapter_of = np.array([0, 0, 1])
    law_of = np.array([0, 0, 1])


def taught(*asked):
    return teach.tables(Index(), [(text, {ref: ROWS[ref] for ref in refs}) for text, refs in asked], ["邻居家的狗"])


def said_of(table, query):
    sums, _ = table.score(query_codes(query))
    return {str(name): float(sums[place]) for place, name in enumerate(table.named)}


def test_a_pair_speaks_for_what_its_questions_were_about():
    tables = taught(
        ("拖欠工资", ["甲法第一条"]), ("工资没发", ["甲法第二条"]), ("离婚", ["乙法第一条"]), ("要离婚", ["乙法第一条"])
    )
    assert set(tables) == set(LEVELS)
    wages = said_of(tables["law"], "工资")
    assert wages["甲法第一条"] > 0 == wages["乙法第一条"]  # a law is named by the first of its articles
    assert said_of(tables["law"], "离婚")["乙法第一条"] > 0
    assert tables["law"].asked.tolist() == [2, 2]


def test_what_only_one_question_said_is_not_kept():
    table = taught(("拖欠工资", ["甲法第一条"]), ("工资没发", ["甲法第一条"]))["article"]
    assert table.codes.tolist() == query_codes("工资").tolist()


def test_tables_are_read_as_they_were_written(tmp_path):
    tables = taught(("拖欠工资", ["甲法第一条"]), ("工资没发", ["甲法第二条"]), ("离婚", ["乙法第一条"]))
    teach.write(tmp_path / "learned.npz", tables, teach.past(Senses.read(), ASKED))
    read = read_tables(tmp_path / "learned.npz")
    for level in LEVELS:
        assert said_of(read[level], "工资") == pytest.approx(said_of(tables[level], "工资"))


def test_past_questions_are_read_as_they_were_written(tmp_path):
    past = teach.past(Senses.read(), ASKED)
    teach.write(tmp_path / "learned.npz", taught(("工资", ["甲法第一条"]), ("工资", ["甲法第一条"])), past)
    read = read_past(tmp_path / "learned.npz")
    assert (read.points == past.points).all()
    assert list(zip(read.question.tolist(), read.named.tolist(), strict=True)) == [
        (0, "甲法第一条"),
        (0, "甲法第二条"),
        (1, "乙法第一条"),
    ]
