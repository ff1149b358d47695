"""The shelf: what changes on the disk or with the day is found without a restart."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from kiosk.content.bundles import laws_path
from kiosk.content.laws.importers.texts import LawText
from kiosk.domain.clock import FixedClock
from kiosk.domain.laws import Article, Law, LawStatus
from kiosk.terminal.shelf import Shelf
from tests.law_texts import write_laws

NEW_YEARS_EVE = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)  # one minute before midnight in China


def version(issued_on, effective_on, words):
    law = Law("渔船法", "渔船法", LawStatus.IN_FORCE, "某机关", "法律", issued_on, effective_on, "自编")
    return LawText(law, (Article("渔船法", "第一条", words, "", 1),))


@pytest.fixture
def clock():
    return FixedClock(NEW_YEARS_EVE)


@pytest.fixture
def shelf(tmp_path, clock):
    versions = version("2020-01-01", "2020-03-01", "早先的写法。"), version("2026-06-01", "2027-01-01", "新的写法。")
    write_laws(laws_path(tmp_path), versions)
    shelf = Shelf(tmp_path, clock)
    shelf.open()
    yield shelf
    shelf.close()


def test_a_law_begins_at_midnight_without_a_restart(shelf, clock):
    assert shelf.law_book.article("渔船法第一条").text == "早先的写法。"
    assert not shelf.refresh()
    clock.advance(60)
    assert shelf.refresh()
    assert shelf.law_book.article("渔船法第一条").text == "新的写法。"
    assert shelf.law_book.law("渔船法").status is LawStatus.IN_FORCE
    assert not shelf.refresh()


def test_laws_that_are_taken_away_stay_readable_until_there_are_others(shelf, tmp_path):
    laws_path(tmp_path).unlink()
    assert shelf.refresh()
    assert shelf.law_book.article("渔船法第一条").text == "早先的写法。"
    assert not shelf.refresh()


def test_a_machine_reads_its_content_without_the_pinyin_tables(data):
    code = """
import sys, pathlib
from kiosk.terminal.shelf import Shelf
shelf = Shelf(pathlib.Path(sys.argv[1]))
shelf.open()
print(shelf.dictionary.candidates("qgz")[0], shelf.dictionary.candidates("jf2"), "pypinyin" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["欠工资", "('甲法第二条',)", "False"], done.stderr
