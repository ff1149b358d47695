"""A law as of a day, and two versions of it: what applied then is read, what changed is marked."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_shelf import import_law_shelf

from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.lawdiff import Mark, compare
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.reading import compare as compare_page
from kiosk.terminal.presenters.reading import law, on_day
from kiosk.terminal.presenters.reading.compare import ChangesView, CompareView
from kiosk.terminal.reading.passages import compared
from kiosk.terminal.reading.spot import key_of

NAME, ARTICLE, OLD = "劳动合同法", "劳动合同法第三十九条", dt.date(2008, 1, 1)
SIGNS = dict.fromkeys(map(ord, "年月日"))

# as of a day


def day_of(facts, book, digits, key=NAME):
    return on_day.present(facts, book, key, Typed(digits))


@pytest.mark.parametrize(
    ("digits", "told", "way"),
    [
        ("20100501", "2007年6月29日起", ("law", f"{NAME}@2010-05-01")),
        ("20200101", "到现在还是它", ("law", NAME)),
        ("20070101", "2007年6月29日才通过", ("", "")),
        ("20990101", "还没到", ("", "")),
        ("20100230", "没有这一天", ("", "")),
        ("201005010", "没有这一天", ("", "")),
        ("2010", "八个数字", ("", "")),
    ],
)
def test_a_day_chooses_the_text_that_applied_then(facts, shelf_of_laws, digits, told, way):
    view = day_of(facts, shelf_of_laws, digits)
    assert told in view.note
    assert (view.way.screen, view.way.key) == way
    assert view.off == ("" if way[1] else view.note)


def test_what_is_typed_reads_as_a_day(facts, in_english, shelf_of_laws):
    shown = ["201", "2010年", "2010年0", "2010年05月", "2010年05月01日"]
    assert [
        day_of(facts, shelf_of_laws, "20100501"[: len(text.translate(SIGNS))]).boxes[0].text for text in shown
    ] == shown
    assert day_of(in_english, shelf_of_laws, "201005").boxes[0].text == "2010-05-"
    empty = day_of(facts, shelf_of_laws, "")
    assert (empty.note, empty.boxes[0].text) == ("", "")
    assert "八个数字" in empty.off


def test_an_article_is_read_as_of_a_day_or_its_law_where_it_had_none(facts, shelf_of_laws):
    then = day_of(facts, shelf_of_laws, "20100501", ARTICLE)
    assert (then.way.screen, then.way.key) == ("article", f"{ARTICLE}@2010-05-01")
    new = day_of(facts, shelf_of_laws, "20100501", NAME + "第四十二条")
    assert (new.way.screen, new.way.key) == ("law", f"{NAME}@2010-05-01")
    assert "当时没有第四十二条" in new.note


def test_an_older_text_that_is_not_held_is_not_passed_off_as_the_one_that_applied(facts, tmp_path):
    missing = {"社会法/劳动合同法(2007-06-29).md": ""}
    with LawBook(laws_path(import_law_shelf(tmp_path, missing))) as book:
        view = day_of(facts, book, "20100501")
        assert "那一天适用的文字这里没有" in view.note
        assert "12348" in view.note
        assert (view.way.label, view.way.key) == ("看这里有的这一份", NAME)
        assert [way.screen for way in law.present(facts, book, NAME, None).ways][-1] == "on_day"


def test_a_law_that_was_replaced_leads_to_what_replaced_it(facts, shelf_of_laws):
    view = day_of(facts, shelf_of_laws, "20200101", "旧工规")
    assert "由《劳动法》代替" in view.note
    assert view.way.key == "劳动法"
    assert day_of(facts, shelf_of_laws, "20000101", "旧工规").way.key == "旧工规"


# two versions


@given(st.text("甲乙丙，。\n", max_size=30), st.text("甲乙丙，。\n", max_size=30))
def test_each_side_holds_its_own_text_and_marks_only_what_differs(strings, old, new):
    pieces = compare(old, new)
    for side, text in ((Mark.REMOVED, old), (Mark.ADDED, new)):
        shown = compared(pieces, side, strings["zh"])
        assert [p.text for p in shown] == [line.strip() for line in text.split("\n") if line.strip()]
        for passage in shown:
            assert all(0 <= a < b <= len(passage.text) and kind == side for a, b, kind in passage.spans)
    if old == new:
        assert not any(p.spans for p in compared(pieces, Mark.ADDED, strings["zh"]))


def test_an_article_in_two_versions(facts, shelf_of_laws):
    view = compare_page.present(facts, shelf_of_laws, key_of(ARTICLE, OLD))
    assert isinstance(view, CompareView)
    added = [p.text[a:b] for p in view.new.passages for a, b, kind in p.spans if kind == "added"]
    removed = [p.text[a:b] for p in view.old.passages for a, b, kind in p.spans if kind == "removed"]
    assert "严重" in "".join(added)
    assert "严重" not in "".join(removed)
    assert any("新加：" in p.says for p in view.new.passages), "marks are spoken"
    assert view.legend
    assert "2007年6月29日" in view.old.name


def test_all_changes_of_a_law_and_the_way_through_them(facts, shelf_of_laws):
    view = compare_page.present(facts, shelf_of_laws, key_of(NAME, OLD))
    assert isinstance(view, ChangesView)
    what = {item.name: item.what for item in view.items}
    assert "第一条" not in what
    assert what["第四十条"] == "后来删掉了"
    assert what["第四十一条"] == "新加的一条"
    assert f"有{len(view.items)}条" in view.lead
    seen, key = [], view.items[0].key
    while key:
        page = compare_page.present(facts, shelf_of_laws, key)
        seen.append(key)
        key = page.next
    assert seen == [item.key for item in view.items]


def test_a_comparison_needs_a_day(facts, shelf_of_laws):
    with pytest.raises(NotFoundError, match="no day"):
        compare_page.present(facts, shelf_of_laws, ARTICLE)
