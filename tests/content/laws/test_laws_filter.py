"""Narrowing a look-up: what is left is what an unfiltered look-up gives, without what does not pass."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import main
from kiosk.content.bundles import laws_path
from kiosk.content.laws.answers import Way
from kiosk.content.laws.book import LawBook
from kiosk.content.laws.filter import EVERYTHING, NATIONAL, LawFilter, year_of
from kiosk.content.laws.importers.texts import LawText
from kiosk.content.laws.query import reads_as_story
from kiosk.domain.laws import Article, Law, LawKind, LawStatus, article_number
from tests.law_texts import write_laws

ENOUGH = 10_000
LEVELS = ("法律", "行政法规", "地方性法规")
PLACES = (("", ""), ("山东", ""), ("山东", "青岛市"))
STATUSES = (LawStatus.IN_FORCE, LawStatus.REPEALED)
QUERIES = ("拖欠工资怎么办", "工资", "养狗", "办法第二条", "工资办法", "gz", "狗", "钱 狗", "鱻")


def make_laws():
    for number in range(24):
        province, city = PLACES[number % 3]
        title = f"第{'甲乙丙丁戊己庚辛'[number % 8]}{'工资' if number % 2 else '养狗'}{number}办法"
        law = Law(
            title,
            title,
            STATUSES[number % 5 == 0],
            ("某院", "某部")[number % 2],
            LEVELS[number % 3],
            f"{1995 + number}-01-01",
            kind=LawKind.CASE if number == 7 else LawKind.LAW,
            province=province,
            city=city,
        )
        texts = (f"拖欠工资{number}天的，要付钱。", "养狗要牵绳，没牵绳的罚钱。", "别的事情另外说。")
        yield LawText(
            law,
            tuple(Article(title, f"第{n}条", t, "", i) for i, (n, t) in enumerate(zip("一二三", texts, strict=True))),
        )


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filtered")
    write_laws(laws_path(folder), list(make_laws()))
    return folder


@pytest.fixture(scope="module")
def book(data):
    with LawBook(laws_path(data)) as book:
        yield book


filters = st.builds(
    LawFilter,
    level=st.sampled_from(("", *LEVELS, "宪法")),
    region=st.sampled_from(("", "山东", "青岛市", NATIONAL, "河南")),
    issuer=st.sampled_from(("", "某院", "某部")),
    status=st.sampled_from((None, *STATUSES)),
    years=st.sampled_from((None, (2000, 2009), (2010, 2010))),
    kind=st.sampled_from((None, LawKind.LAW, LawKind.CASE)),
)


@given(query=st.sampled_from(QUERIES), where=filters, k=st.integers(1, 12))
def test_filtered_answers_are_the_unfiltered_ones_that_pass(book, query, where, k):
    passing = [hit for hit in book.search(query, ENOUGH) if where.passes(book.law(hit.law))]
    assert book.search(query, k, where) == passing[:k]
    assert [answer.ref for answer in book.find(query, where).answers] == [hit.ref for hit in passing]


@given(query=st.sampled_from(QUERIES), where=filters)
def test_one_look_gives_both_the_whole_and_the_narrowed(book, query, where):
    assert book.find_narrowed(query, where) == (book.find(query), book.find(query, where))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A book in which 1,500 national articles fit what is asked better than the one of a county."""
    path = laws_path(tmp_path_factory.mktemp("crowd"))
    national = Law("大工资法", "大工资法", LawStatus.IN_FORCE, "某院", "法律", "2001-01-01")
    local = Law("小县办法", "小县办法", LawStatus.IN_FORCE, "某县", "地方性法规", "2002-01-01", province="山东")
    many = (
        Article("大工资法", article_number(n), f"老板拖欠工资{'很久' * (n % 7)}的，要付钱。", "", n)
        for n in range(1, 1501)
    )
    few = Article(
        "小县办法", "第一条", "本县的工人有难处，可以到县里说说工资的事，县里帮着想办法，不要着急，慢慢来。", "", 1
    )
    write_laws(path, [LawText(national, tuple(many)), LawText(local, (few,))])
    with LawBook(path) as book:
        yield book


def test_a_filter_comes_before_the_candidates_are_cut(crowd):
    query = "老板拖欠工资"
    assert "小县办法第一条" not in {answer.ref for answer in crowd.find(query).answers}, "too many others are better"
    assert [answer.ref for answer in crowd.find(query, LawFilter(region="山东")).answers] == ["小县办法第一条"]
    assert [hit.ref for hit in crowd.search(query, 5, LawFilter(issuer="某县"))] == ["小县办法第一条"]
    assert [hit.ref for hit in crowd.search(query, 5, LawFilter(years=(2002, 2002)))] == ["小县办法第一条"]
    assert crowd.find(query, LawFilter(region="河南")).answers == ()


def test_a_list_ends_where_nobody_reads_on(crowd):
    assert len([answer for answer in crowd.find("老板拖欠工资很久").answers if answer.article is not None]) == 400


def test_a_single_hanzi_finds_the_articles_that_hold_it(crowd, book):
    def held(book, sign, where):
        laws = [law.short for law in book.laws(None) if where.passes(law)]
        return [article.ref for law in laws for article in book.articles(law) if sign in article.text]

    for sign in "钱狗的县急":
        for where in (EVERYTHING, LawFilter(region="山东"), LawFilter(level="法律")):
            wanted = held(book, sign, where)
            assert sorted(answer.ref for answer in book.find(sign, where).answers) == sorted(wanted), (sign, where)
    assert [answer.ref for answer in crowd.find("县").answers] == ["小县办法第一条"]
    assert len(crowd.find("钱").answers) == 1000, "nobody reads more"


@given(where=filters)
def test_a_filter_passes_what_each_of_its_conditions_passes(book, where):
    parts = [
        replace(EVERYTHING, **{name: getattr(where, name)})
        for name in ("level", "region", "issuer", "status", "years", "kind")
    ]
    for law in (*book.laws(), *book.laws(LawKind.CASE)):
        assert where.passes(law) == all(part.passes(law) for part in parts)
        assert EVERYTHING.passes(law)


def test_the_year_is_that_of_issue_or_else_of_coming_into_force():
    law = Law("甲法", "甲法", LawStatus.IN_FORCE, issued_on="2001-02-03", effective_on="2002-01-01")
    assert year_of(law) == 2001
    assert year_of(replace(law, issued_on="")) == 2002
    assert year_of(replace(law, issued_on="", effective_on="")) is None
    assert not LawFilter(years=(1, 9999)).passes(replace(law, issued_on="", effective_on=""))


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("第甲养狗0办法第二条", Way.ARTICLE),
        ("第甲养狗0办法", Way.TITLE),
        ("第甲养狗0办法第九条", Way.TITLE),
        ("拖欠工资怎么办", Way.QUESTION),
        ("拖欠 付钱", Way.WORDS),
    ],
)
def test_it_is_said_what_a_query_was_taken_for(book, query, way):
    assert book.find(query).way is way


@pytest.mark.parametrize(
    ("query", "story"),
    [
        ("老板不给工资", True),
        ("我在工地摔了一跤腿断了", True),
        ("工资", False),
        ("试用期 工资", False),
        ("ldht", False),
    ],
)
def test_a_story_is_told_from_words(query, story):
    assert reads_as_story(query) is story


def test_the_command_filters(data, capsys):
    assert (
        main(
            [
                "--data",
                str(data),
                "law",
                "search",
                "工资",
                "--json",
                "--level",
                "地方性法规",
                "--region",
                "青岛市",
                "-k",
                "50",
            ]
        )
        == 0
    )
    hits = json.loads(capsys.readouterr().out)
    assert hits
    with LawBook(laws_path(data)) as book:
        assert {(law.level, law.city) for law in (book.law(hit["law"]) for hit in hits)} == {("地方性法规", "青岛市")}
    options = ["--status", "repealed", "--year", "1995-2005", "--issuer", "某院", "--kind", "law"]
    assert main(["--data", str(data), "law", "search", "工资", "--json", *options]) == 0
    assert {hit["status"] for hit in json.loads(capsys.readouterr().out)} == {"repealed"}
    for wrong in (["--year", "new"], ["--status", "nonsense"], ["--kind", "poem"]):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(data), "law", "search", "工资", *wrong])
        assert ended.value.code == 2


def test_reading_goes_on_while_the_search_is_made_ready(data):
    with LawBook(laws_path(data)) as book:
        with book._making:  # as long as somebody makes it
            assert book.search("第甲养狗0办法第二条", 1)[0].article == "第二条"
        book.prepare()
        assert book.search("养狗 牵绳", 1)
