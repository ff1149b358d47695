"""The library answers what the files said."""

import datetime as dt
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.bundles import DATABASE, build_bundle
from kiosk.content.files import load_content
from kiosk.content.library import Library
from kiosk.domain.errors import ContentError, NotFoundError
from kiosk.domain.institutions import InstitutionKind
from kiosk.domain.places import Position, distance_m
from kiosk.files import shipped


@pytest.fixture
def library(source, tmp_path):
    build_bundle(source, tmp_path / "bundle", "r7")
    with Library(tmp_path / "bundle") as library:
        yield library


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    bundle = tmp_path_factory.mktemp("sample") / "bundle"
    build_bundle(shipped("assets", "sample"), bundle)
    with Library(bundle) as library:
        yield library


def test_every_value_comes_back(source, library):
    content = load_content(source)
    assert library.hall() == content.hall
    assert library.services() == content.services
    assert library.counters() == content.counters
    assert library.categories() == content.categories
    assert library.procedures() == content.procedures
    assert library.institutions() == content.institutions
    assert library.practitioners("i2") == content.practitioners
    assert library.slides() == content.slides
    assert library.notices() == content.notices
    assert library.release == "r7"


def test_lists_are_filtered(library):
    assert [p.slug for p in library.procedures("aid")] == ["aid"]
    assert library.procedures("other") == ()
    assert [i.code for i in library.institutions(InstitutionKind.LAW_FIRM)] == ["i2"]
    assert library.practitioners("i1") == ()


def test_one_procedure_by_name(library):
    assert library.procedure("aid").title == "申请法律援助"
    with pytest.raises(NotFoundError, match="'none'"):
        library.procedure("none")


def test_the_roster_is_in_order_and_by_day(library):
    assert [d.name for d in library.duty()] == ["张三", "李四"]
    assert [d.name for d in library.duty(dt.date(2026, 11, 24))] == ["李四"]
    assert library.duty(dt.date(2026, 11, 25)) == ()


@given(lat=st.floats(28.3, 28.6), lon=st.floats(118.1, 118.4), kind=st.none() | st.sampled_from(InstitutionKind))
def test_nearest_is_the_order_of_brute_force(sample, lat, lon, kind):
    here = Position(lat, lon)
    found = sample.nearest(here, kind)
    expected = [i for i in sample.institutions() if kind in {None, i.kind}]
    assert sorted(i.code for i, _ in found) == sorted(i.code for i in expected)
    distances = [distance for _, distance in found]
    assert distances == sorted(distance_m(here, i.position) for i in expected)
    assert all(distance == distance_m(here, i.position) for i, distance in found)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("申请法律援助", "aid-civil"),
        ("没钱请律师", "aid-civil"),
        ("没钱请律师怎么办啊", "aid-civil"),
        ("农民工讨薪", "aid-wages"),
        ("讨薪", "aid-wages"),
        ("楼上邻居漏水把我家泡了", "mediation-apply"),
        ("sqrmtj", "mediation-apply"),
        ("shenqingrenmintiaojie", "mediation-apply"),
        ("RMTJ", "mediation-apply"),
        ("人民 调解", "mediation-apply"),
        ("divorce", "divorce-guide"),
        ("my boss did not pay my wages", "labour-wages"),
        ("labor dispute mediation", "labour-mediation"),
        ("making a will", "notary-will"),
    ],
)
def test_procedures_are_found_in_peoples_words(sample, query, slug):
    assert slug in [p.slug for p in sample.search_procedures(query)][:2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_everyday_question_finds_its_procedure(sample, language):
    read = sample.in_language(language)
    missed = [
        (question, procedure.slug)
        for procedure in read.procedures()
        for question in procedure.everyday
        if procedure.slug not in [p.slug for p in read.search_procedures(question)][:3]
    ]
    assert missed == []


def test_english_readers_get_english_and_find_by_it(source, tmp_path):
    path = source / "procedures" / "aid.md"
    english = 'summary_en = "The state pays your lawyer"\neveryday_en = ["I cannot afford a lawyer"]\noffice ='
    path.write_text(path.read_text("utf-8").replace("office =", english), "utf-8")
    build_bundle(source, tmp_path / "bundle")
    with Library(tmp_path / "bundle") as library:
        read = library.in_language("en")
        assert (read.procedure("aid").title, library.procedure("aid").title) == ("Apply for legal aid", "申请法律援助")
        assert read.procedure("aid").summary == "The state pays your lawyer"
        assert read.hall().name == "Qingquan Centre"
        assert [p.slug for p in read.search_procedures("affording lawyers")] == ["aid"]
        assert read.search_procedures("divorce") == ()
        assert read.names() == library.names()


def test_what_is_made_of_the_content_is_made_once_for_each_language(library):
    made = []
    for read in (library, library.in_language("en"), library, library.in_language("en")):
        read.once("names", lambda read=read: made.append(read.language) or made)
    assert made == ["zh", "en"]


@pytest.mark.parametrize("query", ["", "  ", "？", "q", "zzzzzz", "鱻"])
def test_a_search_for_nothing_finds_nothing(sample, query):
    assert sample.search_procedures(query) == ()


def test_a_missing_database_says_what_to_do(tmp_path):
    with pytest.raises(ContentError, match="install-sample"):
        Library(tmp_path)


def test_a_broken_database_says_what_to_do(source, tmp_path):
    build_bundle(source, tmp_path / "bundle")
    (tmp_path / "bundle" / DATABASE).write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(ContentError, match="install-sample"):
        Library(tmp_path / "bundle")


def test_another_format_is_refused_and_let_go_of(source, tmp_path, is_open):
    build_bundle(source, tmp_path / "bundle")
    with sqlite3.connect(tmp_path / "bundle" / DATABASE) as db:
        db.execute("update meta set value = '99' where key = 'format'")
    db.close()
    with pytest.raises(
        ContentError, match="another version"
    ) as caught:  # its traceback keeps the half-made library alive
        Library(tmp_path / "bundle")
    assert not is_open(tmp_path / "bundle" / DATABASE)
    assert caught.value.cure


def test_the_library_never_writes(source, tmp_path):
    build_bundle(source, tmp_path / "bundle")
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "bundle").rglob("*")}
    with Library(tmp_path / "bundle") as library:
        library.search_procedures("援助")
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "bundle").rglob("*")} == before
