"""The law database: brought up to date without reading again what is known, and what it knows of versions and references."""

import datetime as dt
import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.content.laws.book import LawBook
from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.store import update_laws
from kiosk.domain.errors import ContentError
from kiosk.domain.lawdays import Standing
from kiosk.domain.laws import LawKind, LawStatus

PASSED = "{}年1月1日 第九届全国人民代表大会常务委员会第二十次会议通过"
SHIPS_OLD = "第一条 船应当安全。\n\n第二条 违反前条的，处三年以下有期徒刑。"
SHIPS_NEW = "## 第一章 总则\n\n第一条 船应当安全。\n\n第二条 违反本法第一条的，处五年以下有期徒刑。"
WAGES = (
    "第一条 依照《中华人民共和国渔船法》第二条办理。\n\n第二条 渔船法第一条也适用。\n\n第三条 《旧船条例》同时废止。"
)
CASE = "## 基本案情\n\n老板不付钱。\n\n## 典型意义\n\n《渔船法》第二条说得清楚。"


def law(title, year, body):
    return f"# {title}\n\n{PASSED.format(year)}\n\n<!-- INFO END -->\n\n{body}\n"


FILES = {
    "行政法/渔船法(2001-01-01).md": law("中华人民共和国渔船法", 2001, SHIPS_OLD),
    "行政法/渔船法(2020-01-01).md": law("中华人民共和国渔船法", 2020, SHIPS_NEW),
    "行政法/工资法(2021-01-01).md": law("中华人民共和国工资法", 2021, WAGES),
    "行政法/旧船条例(1990-01-01).md": law("旧船条例", 1990, "第一条 旧。"),
    "案例/劳动/案.md": f"# 船东不付钱\n\n<!-- INFO END -->\n\n{CASE}",
    "案例/_index.md": "---\n---\n",
}


class Shelf:
    """A folder of laws and the database made of it."""

    def __init__(self, folder, path, clock):
        self.folder, self.path, self.clock = folder, path, clock

    def put(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def bring(self, *sources, anew=False):
        with open_sources(list(sources) or [self.folder]) as found:
            return update_laws(self.path, found.units(), found.owns, lambda: None, anew=anew)

    def book(self):
        return LawBook(self.path, self.clock)


@pytest.fixture
def shelf(tmp_path, clock):
    shelf = Shelf(tmp_path / "laws", tmp_path / "laws.db", clock)
    for name, text in FILES.items():
        shelf.put(name, text)
    return shelf


@pytest.fixture
def book(shelf):
    shelf.bring()
    with shelf.book() as book:
        yield book


def test_nothing_new_leaves_the_database_alone(shelf):
    first = shelf.bring()
    stamp = shelf.path.stat()
    second = shelf.bring()
    assert (first.laws, first.articles, first.fresh) == (5, 10, 5)
    assert (second.laws, second.articles, second.fresh) == (5, 10, 0)
    assert (second.skipped, second.odd) == (first.skipped, first.odd)
    assert [s.file for s in first.skipped] == ["案例/_index.md"]
    assert shelf.path.stat().st_ino == stamp.st_ino


def test_only_what_changed_is_read_and_what_is_gone_goes(shelf):
    shelf.bring()
    shelf.put("行政法/工资法(2021-01-01).md", law("中华人民共和国工资法", 2021, "第一条 工资照发。"))
    (shelf.folder / "行政法/旧船条例(1990-01-01).md").unlink()
    shelf.put("行政法/新船法(2022-01-01).md", law("中华人民共和国新船法", 2022, "第一条 新船。"))
    outcome = shelf.bring()
    assert (outcome.laws, outcome.fresh) == (5, 2)
    with shelf.book() as book:
        assert [found.short for found in book.laws()] == ["工资法", "新船法", "渔船法"]
        assert [hit.ref for hit in book.search("工资照发")] == ["工资法第一条"]
        assert not book.search("依照")
        assert book.details.cited_by(book.article("渔船法第一条"))[-1].law == "渔船法"


def test_changed_step_by_step_is_the_same_as_made_at_once(shelf, tmp_path):
    shelf.bring()
    shelf.put("行政法/工资法(2021-01-01).md", law("中华人民共和国工资法", 2021, "第一条 渔船法第一条照用。"))
    shelf.bring()
    again = Shelf(shelf.folder, tmp_path / "again.db", shelf.clock)
    again.bring()
    with shelf.book() as one, again.book() as other:
        assert one.laws() == other.laws()
        assert one.count() == other.count()
        assert all(one.articles(found.short) == other.articles(found.short) for found in one.laws())
        assert one.search("渔船") == other.search("渔船")
        article = one.article("渔船法第一条")
        assert one.details.cited_by(article) == other.details.cited_by(article)


def test_a_new_law_is_found_where_old_ones_name_it_in_plain_words(shelf):
    shelf.put("行政法/河法(2021-01-01).md", law("中华人民共和国河法", 2021, "第一条 依照港口法第一条。"))
    shelf.bring()
    shelf.put("行政法/港口法(2022-01-01).md", law("中华人民共和国港口法", 2022, "第一条 港口。"))
    shelf.bring()
    with shelf.book() as book:
        assert [c.ref for c in book.details.cited_by(book.article("港口法第一条"))] == ["河法第一条"]


def test_other_sources_stay_unless_asked(shelf, tmp_path):
    shelf.bring()
    more = tmp_path / "more" / "港口法.md"
    more.parent.mkdir()
    more.write_text(law("中华人民共和国港口法", 2010, "第一条 港口。"))
    assert shelf.bring(more).laws == 1
    with shelf.book() as book:
        assert {"港口法", "渔船法"} <= {found.short for found in book.laws()}
    shelf.bring(more, anew=True)
    with shelf.book() as book:
        assert [found.short for found in book.laws()] == ["港口法"]


def test_a_part_of_the_folder_is_no_reason_to_drop_the_rest(shelf):
    shelf.bring()
    assert shelf.bring(shelf.folder / "案例").laws == 1
    with shelf.book() as book:
        assert len(book.laws()) == 3


def test_laws_of_a_folder_that_cannot_be_looked_into_stay(shelf, monkeypatch):
    shelf.bring()
    scan = os.scandir

    def scandir(path):
        if Path(path).name == "案例":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    outcome = shelf.bring()
    assert [(s.file, s.reason) for s in outcome.skipped] == [("案例", "cannot be read: Permission denied")]
    with shelf.book() as book:
        assert len(book.laws(LawKind.CASE)) == 1


def test_a_law_whose_file_is_damaged_keeps_its_text_until_it_can_be_read_again(shelf):
    before = shelf.bring()
    whole = shelf.put("行政法/工资法(2021-01-01).md", " \n").parent / "工资法(2021-01-01).md"
    for _ in range(2):  # nor does the next import forget it, or what is wrong
        outcome = shelf.bring()
        assert (outcome.laws, outcome.articles, outcome.fresh) == (before.laws, before.articles, 0)
        assert "the text of before stays" in next(
            odd.remark for odd in outcome.odd if odd.file == "行政法/" + whole.name
        )
        with shelf.book() as book:
            assert len(book.articles("工资法")) == 3
            assert book.search("工资法 渔船法第一条")
    whole.write_text(law("中华人民共和国工资法", 2021, "第一条 只有一条。"))
    outcome = shelf.bring()
    assert outcome.fresh == 1
    assert not [odd for odd in outcome.odd if "stays" in odd.remark]
    with shelf.book() as book:
        assert [article.text for article in book.articles("工资法")] == ["只有一条。"]


def test_a_law_whose_file_cannot_be_opened_stays(shelf, monkeypatch):
    before = shelf.bring()
    closed = shelf.folder / "行政法/工资法(2021-01-01).md"
    read_bytes = Path.read_bytes

    def refuse(path):
        if path == closed:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = shelf.bring()
    assert (outcome.laws, outcome.articles) == (before.laws, before.articles)
    assert any("cannot be read" in skipped.reason for skipped in outcome.skipped)
    assert "key" not in outcome.as_json()
    with shelf.book() as book:
        assert len(book.articles("工资法")) == 3


def test_a_folder_that_moved_is_not_read_again(shelf, tmp_path):
    shelf.bring()
    moved = tmp_path / "moved"
    shutil.move(shelf.folder, moved)
    outcome = shelf.bring(moved)
    assert (outcome.laws, outcome.fresh) == (5, 0)
    with shelf.book() as book:
        assert book.count()[0] == 5


def test_the_same_file_twice_is_held_once_and_named(shelf):
    shutil.copytree(shelf.folder / "行政法", shelf.folder / "copy" / "行政法")
    outcome = shelf.bring()
    assert outcome.laws == 5
    assert [s.reason.partition(" as ")[0] for s in outcome.skipped if s.file != "案例/_index.md"] == ["the same"] * 4
    with shelf.book() as book:
        assert book.count()[0] == 5


def test_two_files_of_one_version_are_named(shelf):
    shelf.put("宪法相关法/渔船法(2020-01-01).md", law("中华人民共和国渔船法", 2020, SHIPS_NEW + "多一字。"))
    outcome = shelf.bring()
    twins = [odd for odd in outcome.odd if odd.remark.startswith("the same version as")]
    assert len(twins) == 1
    with shelf.book() as book:
        assert [v.issued_on for v in book.versions("渔船法")] == ["2001-01-01", "2020-01-01"]
        assert book.law("渔船法").status is LawStatus.IN_FORCE


def test_a_database_of_another_format_is_made_anew_and_that_is_said(shelf):
    shelf.path.write_bytes(b"no database at all")
    outcome = shelf.bring()
    assert outcome.laws == 5
    assert "import the laws of other sources again" in outcome.odd[-1].remark


def test_a_source_without_any_law_says_why_and_changes_nothing(shelf, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK")
    with pytest.raises(ContentError, match="not a readable"):
        shelf.bring(bad)
    assert not shelf.path.exists()
    shelf.bring()
    outcome = shelf.bring(bad)
    assert (outcome.laws, outcome.skipped[0].file) == (0, "bad.docx")
    with shelf.book() as book:
        assert book.count()[0] == 5


def test_versions_in_time(book):
    assert [(v.issued_on, v.status) for v in book.versions("渔船法")] == [
        ("2001-01-01", LawStatus.AMENDED),
        ("2020-01-01", LawStatus.IN_FORCE),
    ]
    assert "五年" in book.article("渔船法第二条").text
    assert "三年" in book.article("渔船法第二条", dt.date(2019, 12, 31)).text
    assert book.details.replaced_by("渔船法") is None
    assert book.details.replaced_by("渔船法", dt.date(2010, 1, 1)) == ("渔船法", "中华人民共和国渔船法", "2020-01-01")


def test_the_newest_version_counts_whatever_the_list_says(shelf):
    """The list forgets to mark superseded texts, and marks others that have no newer one."""
    rows = [
        {"folder": "行政法", "name": "渔船法", "level": "法律", "publish": "2001-01-01", "expired": 0},
        {"folder": "行政法", "name": "渔船法", "level": "法律", "publish": "2020-01-01", "expired": 0},
        {"folder": "行政法", "name": "工资法", "level": "法律", "publish": "2021-01-01", "expired": 1},
    ]
    shelf.put("metadata.jsonl", "\n".join(json.dumps(row) for row in rows))
    shelf.bring()
    with shelf.book() as book:
        assert [v.status for v in book.versions("渔船法")] == [LawStatus.AMENDED, LawStatus.IN_FORCE]
        assert book.law("工资法").status is LawStatus.REPEALED
        assert book.law("旧船条例").status is LawStatus.IN_FORCE  # who abolishes it has itself expired


def test_a_law_that_another_abolishes(book):
    assert book.law("旧船条例").status is LawStatus.REPEALED
    assert book.details.replaced_by("旧船条例") == ("工资法", "中华人民共和国工资法", "2021-01-01")


def test_what_is_abolished_stays_so_when_a_newer_text_says_it_no_more(shelf):
    shelf.put("行政法/工资法(2022-01-01).md", law("中华人民共和国工资法", 2022, "第一条 工资照发。"))
    shelf.bring()
    with shelf.book() as book:
        assert book.law("旧船条例").status is LawStatus.REPEALED
        assert book.details.replaced_by("旧船条例") == ("工资法", "中华人民共和国工资法", "2021-01-01")


def test_it_applies_until_the_day_the_other_starts(shelf):
    text = WAGES + "\n\n第四条 本法自2027年3月1日起施行。"
    shelf.put("行政法/工资法(2021-01-01).md", law("中华人民共和国工资法", 2021, text))
    shelf.bring()
    with shelf.book() as book:
        assert book.law("旧船条例").status is LawStatus.IN_FORCE
    shelf.clock.advance(200 * 86_400)
    with shelf.book() as book:
        assert book.law("旧船条例").status is LawStatus.REPEALED


def test_two_versions_side_by_side(book):
    changes = book.details.compare("渔船法", dt.date(2010, 1, 1))
    assert [c.changed for c in changes] == [False, True]
    words = [(piece.mark.value, piece.text) for piece in changes[1].pieces]
    assert ("removed", "三") in words
    assert ("added", "五") in words


def test_preamble_and_annexes_are_compared_too(shelf):
    for year, why, ships in (2002, "为了渔船", "大船"), (2012, "为了渔民", "小船"):
        body = f"{why}，制定本法。\n\n第一条 船应当登记。\n\n附件：\n\n{ships}"
        shelf.put(f"行政法/登记法({year}-01-01).md", law("登记法", year, body))
    shelf.bring()
    with shelf.book() as book:
        changes = book.details.compare("登记法", dt.date(2005, 1, 1))
    assert [(c.old.number, c.changed) for c in changes] == [("序言", True), ("第一条", False), ("附件", True)]


def test_references_and_cited_by(book):
    refs = book.details.references(book.article("工资法第一条"))
    assert [(r.law, r.number, r.way.value) for r in refs] == [("渔船法", "第二条", "named")]
    cited = book.details.cited_by(book.article("渔船法第二条"))
    assert [(c.ref, c.case) for c in cited] == [("船东不付钱段二", True), ("工资法第一条", False)]
    assert [c.ref for c in book.details.cited_by(book.article("渔船法第一条"))] == ["渔船法第二条", "工资法第二条"]


def test_cited_by_what_applies_today(shelf):
    """What takes a text's place next year does not cite yet, and the text still does."""
    newer = law("中华人民共和国工资法", 2022, "第一条 依照《渔船法》第一条。\n\n第三条 本法自2027年3月1日起施行。")
    shelf.put("行政法/工资法(2022-01-01).md", newer)
    shelf.put("行政法/旧船条例(1990-01-01).md", law("旧船条例", 1990, "第一条 依照《渔船法》第一条。"))  # abolished
    shelf.bring()
    with shelf.book() as book:
        cited = [c.ref for c in book.details.cited_by(book.article("渔船法第一条"))]
        assert cited == ["渔船法第二条", "工资法第二条"]
    shelf.clock.advance(200 * 86_400)
    with shelf.book() as book:
        cited = [c.ref for c in book.details.cited_by(book.article("渔船法第一条"))]
        assert "工资法第一条" in cited
        assert "工资法第二条" not in cited


def test_a_text_that_did_not_apply_is_not_passed_off_as_one_that_did(shelf, tmp_path, capsys):
    notes = "2015年5月1日 第十届全国人民代表大会常务委员会第一次会议修正\n\n<!-- INFO END -->"
    shelf.put(
        "行政法/渔船法(2020-01-01).md", law("中华人民共和国渔船法", 2020, SHIPS_NEW).replace("<!-- INFO END -->", notes)
    )
    shelf.bring()
    with shelf.book() as book:
        stood = {year: book.on_day("渔船法", dt.date(year, 1, 1)).standing for year in (1999, 2010, 2016, 2021)}
    assert stood == {1999: Standing.UNBORN, 2010: Standing.APPLIED, 2016: Standing.OTHER, 2021: Standing.APPLIED}
    data = ["--data", str(tmp_path / "data")]
    assert main(["content", "import-laws", str(shelf.folder), *data]) == 0
    for year, said in ("2010", False), ("2016", True):
        capsys.readouterr()
        assert main(["law", "show", "渔船法第二条", "--as-of", f"{year}-01-01", *data]) == 0
        assert ("没有收录" in capsys.readouterr().out) is said
    assert main(["law", "show", "渔船法", "--as-of", "2016-01-01", "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out)["standing"] == "other"


def test_tree_and_amendments(book):
    assert [n.title for n in book.details.tree("渔船法")] == ["第一章 总则"]
    assert book.article("渔船法第一条").node == 0
    assert [(a.day, a.act) for a in book.details.amendments("渔船法")] == [("2020-01-01", "passed")]
    assert book.details.tree("渔船法", dt.date(2010, 1, 1)) == ()


def test_cases_stand_apart_from_laws(book):
    assert [case.short for case in book.laws(LawKind.CASE)] == ["船东不付钱"]
    assert "船东不付钱" not in {found.short for found in book.laws()}
    assert [(a.ref, a.chapter) for a in book.articles("船东不付钱")] == [
        ("船东不付钱段一", "基本案情"),
        ("船东不付钱段二", "典型意义"),
    ]


def test_the_commands(shelf, capsys, tmp_path):
    data = ["--data", str(tmp_path / "data")]
    assert main(["content", "import-laws", str(shelf.folder), "--json", *data]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert {key: outcome[key] for key in ("laws", "articles", "fresh")} == {"laws": 5, "articles": 10, "fresh": 5}
    assert outcome["skipped"] == [{"file": "案例/_index.md", "reason": "a page of contents, not a law"}]
    assert all(set(odd) == {"file", "remark"} for odd in outcome["odd"])
    assert main(["content", "import-laws", str(shelf.folder), *data]) == 0
    assert "5 laws (0 read), 10 articles, 1 skipped" in capsys.readouterr().out
    assert main(["law", "show", "渔船法第二条", "--as-of", "2010-01-01", *data]) == 0
    shown = capsys.readouterr().out
    assert "三年以下" in shown
    assert "自 2020-01-01 起由《中华人民共和国渔船法》代替" in shown
    assert main(["law", "show", "船东不付钱", *data]) == 0
    shown = capsys.readouterr().out
    assert "效力" not in shown
    assert "段一" not in shown
    assert "基本案情\n\n老板不付钱。" in shown
    assert main(["law", "show", "旧船条例", "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out)["replaced_by"]["id"] == "工资法"
    (tmp_path / "bad.docx").write_bytes(b"PK")
    assert main(["content", "import-laws", str(tmp_path / "bad.docx"), *data]) == 1
    assert capsys.readouterr().err.count("\n") == 1
