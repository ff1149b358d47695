"""Counts of what was opened: they outlive the program, stay small and say nothing of anybody."""

import json

from kiosk.cli import main
from kiosk.content.laws.answers import Way
from kiosk.content.laws.uses import LawUses, Use, read_uses, uses_path


def test_counts_are_kept_by_day_way_place_and_ref(tmp_path, capsys):
    path = uses_path(tmp_path)
    uses = LawUses(path)
    for _ in range(3):
        uses.note("2026-11-23", Way.QUESTION, 1, "劳动合同法第三十条")
    uses.note("2026-11-23", Way.TITLE, 99, "劳动合同法")
    uses.flush()
    expected = [
        Use("2026-11-23", "question", 1, "劳动合同法第三十条", 3),
        Use("2026-11-23", "title", 30, "劳动合同法", 1),
    ]
    assert read_uses(path) == expected
    again = LawUses(path)
    again.note("2026-11-23", Way.QUESTION, 1, "劳动合同法第三十条")
    again.flush()
    assert read_uses(path)[0].times == 4
    assert again.liked() == {"劳动合同法": 5}
    again.note("2026-11-23", Way.TITLE, 1, "河段管理条例")  # 段 is a unit's word too
    assert again.liked() == {"劳动合同法": 5, "河段管理条例": 1}
    assert main(["--data", str(tmp_path), "law", "uses", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["times"] == 4
    assert main(["--data", str(tmp_path), "law", "uses"]) == 0
    assert "劳动合同法第三十条" in capsys.readouterr().out


def test_nothing_is_written_for_a_single_opening_and_the_order_is_lost(tmp_path):
    path = uses_path(tmp_path)
    uses = LawUses(path)
    for number in range(19):
        uses.note("2026-11-23", Way.WORDS, 1, f"甲法{19 - number}")
        assert not path.exists()
    uses.note("2026-11-23", Way.WORDS, 1, "乙法")
    rows = json.loads(path.read_text("utf-8"))["2026-11-23"]
    assert rows == sorted(rows)
    assert len(rows) == 20


def test_old_days_go_and_a_day_has_an_end(tmp_path):
    path = uses_path(tmp_path)
    uses = LawUses(path)
    for day in range(1, 101):
        uses.note(f"2026-{1 + day // 28:02}-{1 + day % 28:02}", Way.WORDS, 1, "甲法")
    uses.flush()
    assert len({use.day for use in read_uses(path)}) == 92
    assert uses.liked() == {"甲法": 92}
    for number in range(2100):
        uses.note("2027-01-01", Way.WORDS, 1, f"甲法{number}")
    uses.note("2027-01-01", Way.WORDS, 1, "甲法1")
    uses.flush()
    rows = [use for use in read_uses(path) if use.day == "2027-01-01"]
    assert len(rows) == 2000
    assert next(use for use in rows if use.ref == "甲法1").times == 2, "what is known goes on counting"


def test_a_file_that_cannot_be_read_or_written_costs_the_counts_alone(tmp_path, caplog):
    path = uses_path(tmp_path)
    path.write_text("[1", "utf-8")
    assert main(["--data", str(tmp_path), "law", "uses"]) == 1
    uses = LawUses(path)
    assert not uses.liked()
    assert "begins anew" in caplog.text
    path.unlink()
    path.mkdir()
    uses.note("2026-11-23", Way.WORDS, 1, "甲法")
    uses.flush()
    assert "not kept" in caplog.text
