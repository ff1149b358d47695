"""Laws, articles and cases as pages: made-up laws through the real importer, presenters without a window."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_shelf import import_law_shelf

from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.laws import LawKind
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.reading import article, cases, law
from kiosk.terminal.reading.passages import plain
from kiosk.terminal.reading.spot import find_spot, key_of, split_key

NAME, ARTICLE, OLD = "劳动合同法", "劳动合同法第三十九条", dt.date(2008, 1, 1)
CASE = "老板说不合适就让走行不行"

# places


@given(st.sampled_from([NAME, ARTICLE, "民法典"]), st.none() | st.dates())
def test_a_key_says_what_and_when(ref, day):
    assert split_key(key_of(ref, day)) == (ref, day)


def test_a_key_that_names_no_day_is_refused(shelf_of_laws):
    with pytest.raises(NotFoundError, match="no day"):
        find_spot(shelf_of_laws, NAME + "@yesterday")


def test_a_place_is_a_law_or_an_article_of_a_day(shelf_of_laws):
    assert find_spot(shelf_of_laws, "中华人民共和国" + NAME).number == ""
    now, then = (find_spot(shelf_of_laws, key) for key in (ARTICLE, key_of(ARTICLE, OLD)))
    assert (now.number, now.law.issued_on) == ("第三十九条", "2012-12-28")
    assert (then.number, then.law.issued_on) == ("第三十九条", "2007-06-29")
    assert then.key == f"{ARTICLE}@2008-01-01"


# the whole law


def test_a_law_is_read_from_its_head_through_headings_and_articles(facts, shelf_of_laws):
    view = law.present(facts, shelf_of_laws, NAME, None)
    assert view.title == NAME
    head, *lines = view.lines
    assert head.heading
    assert "2012年12月28日公布" in head.text
    assert [line.title for line in lines if line.heading] == [
        "第一章 总则",
        "第四章 某某",
        "第一节 走与留",
        "第二节 别的",
    ]
    shown = [line.number for line in lines if line.link]
    assert shown == [a.number for a in shelf_of_laws.articles(NAME)]
    assert [item.words for item in view.contents] == ["第一章 总则", "第四章 某某", "　第一节 走与留", "　第二节 别的"]
    for item in view.contents:
        assert view.lines[item.row].title == item.words.strip("　")
    assert [way.screen for way in view.ways] == ["contents", "jump", "versions"]


def test_a_law_opens_at_the_article_or_where_the_reader_was(facts, shelf_of_laws):
    start = law.present(facts, shelf_of_laws, ARTICLE, None)
    assert start.lines[start.start].number == "第三十九条"
    assert law.present(facts, shelf_of_laws, ARTICLE, 2).start == 2
    assert law.present(facts, shelf_of_laws, NAME, 10_000).start == len(start.lines) - 1


def test_an_earlier_version_says_so_and_leads_to_the_present_one(facts, shelf_of_laws):
    view = law.present(facts, shelf_of_laws, key_of(NAME, OLD), None)
    notice = next(line.link for line in view.lines if line.link)
    assert (notice.screen, notice.key) == ("law", NAME)
    assert all(line.link.key.endswith("@2008-01-01") for line in view.lines if line.number and line.link)


def test_a_law_that_is_gone_names_what_replaced_it(facts, shelf_of_laws):
    lines = law.present(facts, shelf_of_laws, "旧工规", None).lines
    assert "废止" in lines[0].text
    assert (lines[1].link.key, "《劳动法》" in lines[1].title) == ("劳动法", True)
    page = article.present(facts, shelf_of_laws, "旧工规第一条")
    assert [link.key for link in page.notice] == ["劳动法"]
    assert not page.in_force


def test_a_number_leads_to_its_line(facts, shelf_of_laws):
    view = law.present(facts, shelf_of_laws, NAME, None)
    found = law.jump(facts, shelf_of_laws, NAME, Typed("39"))
    assert view.lines[found.row].number == "第三十九条"
    assert (found.button, found.off) == ("去第三十九条", "")
    for typed in ("", "40", "0", "999"):
        refused = law.jump(facts, shelf_of_laws, NAME, Typed(typed))
        assert refused.off, typed
        assert "42" in refused.lead


def test_versions_are_listed_newest_first_with_what_can_be_done(facts, shelf_of_laws):
    now, then = law.versions(facts, shelf_of_laws, NAME).items
    assert (now.now, then.now) == (True, False)
    assert [way.screen for way in now.ways] == ["law"]
    assert [(way.screen, way.key) for way in then.ways] == [
        ("law", f"{NAME}@2007-06-29"),
        ("compare", f"{NAME}@2007-06-29"),
    ]
    assert "2007年6月29日" in then.name
    assert "2012年12月28日" in then.name


# one article


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("他说：“可以。\n”法院认为", ("他说：“可以。”", "法院认为")),
        ("第一段\n。）第二段", ("第一段。）", "第二段")),
        ("第一段\n”\n第二段", ("第一段”", "第二段")),
        ("”只有一段", ("”只有一段",)),
        ("“先开”\n“再开”", ("“先开”", "“再开”")),
    ],
)
def test_no_paragraph_begins_with_a_mark_that_closes_the_one_before(text, parts):
    assert plain(text) == parts


def test_words_that_name_an_article_lead_there(facts, shelf_of_laws):
    view = article.present(facts, shelf_of_laws, ARTICLE)
    marked = {p.text[a:b]: p.targets[i].key for p in view.passages for i, (a, b, _) in enumerate(p.spans)}
    assert marked["本法第二条"] == NAME + "第二条"
    assert marked["第三条"] == "民法典第三条"
    assert any("民法典》第二条" in words and key == "民法典第二条" for words, key in marked.items())
    keys = [link.key for p in view.passages for link in p.links]
    assert keys == [NAME + "第二条", "民法典第二条", "民法典第三条"]
    assert ARTICLE not in keys, "前款 leads nowhere else"
    for key in keys:
        assert article.present(facts, shelf_of_laws, key).key == key


def test_a_reference_out_of_an_earlier_version_stays_in_it(facts, shelf_of_laws):
    view = article.present(facts, shelf_of_laws, key_of(ARTICLE, OLD))
    assert view.next == f"{NAME}第四十条@2008-01-01"
    assert [link.screen for link in view.versions] == ["compare", "on_day"]


def test_the_way_on_does_not_turn_in_a_circle_where_a_number_comes_twice(facts, tmp_path):
    text = "# 双条法\n\n2020年1月1日 国务院公布\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 乙。\n\n第二条 又。\n\n第三条 丙。\n"
    with LawBook(laws_path(import_law_shelf(tmp_path, {"行政法规/双条法(2020-01-01).md": text}))) as book:
        view = article.present(facts, book, "双条法第二条")
    assert (view.previous, view.next) == ("双条法第一条", "双条法第三条")


def test_an_article_that_is_not_held_is_no_link(facts, shelf_of_laws):
    book = shelf_of_laws
    assert all(link.key != "民法典第九条" for p in article.present(facts, book, ARTICLE).passages for link in p.links)
    page = article.present(facts, book, "民法典第三条")
    assert [link.key for p in page.passages for link in p.links] == [ARTICLE]


def test_who_names_an_article(facts, shelf_of_laws, library):
    view = article.present(facts, shelf_of_laws, ARTICLE, library)
    assert [link.key for link in view.cited_by] == [
        NAME + "第四十一条",
        NAME + "第四十二条",
        "劳动法第二条",
        "民法典第三条",
    ]
    assert [(link.screen, link.key) for link in view.cases] == [("case", CASE)]
    assert len(article.cited_by(facts, shelf_of_laws, ARTICLE).items) == 4
    wanted = [p.slug for p in library.procedures() if any(b.ref == ARTICLE for b in p.basis)]
    assert wanted, "the sample has a procedure that rests on it"
    assert [link.key for link in view.procedures] == wanted
    assert [way.screen for way in view.ways] == ["law", "take"]


def test_a_long_name_stands_on_the_page_instead_of_in_the_bar(facts, shelf_of_laws, monkeypatch):
    assert article.present(facts, shelf_of_laws, ARTICLE).long_name == ""
    monkeypatch.setattr(law, "_BAR", {"zh": 4})
    view = article.present(facts, shelf_of_laws, ARTICLE)
    assert (view.title, view.long_name) == (facts.tr("reading.title"), "中华人民共和国劳动合同法")


# cases


def test_cases_are_a_library_of_their_own(facts, shelf_of_laws):
    view = cases.list_all(facts, shelf_of_laws)
    assert [item.key for item in view.items if item.key] == [c.short for c in shelf_of_laws.laws(LawKind.CASE)]
    assert not view.items[0].key, "a heading goes first"
    page = cases.present(facts, shelf_of_laws, CASE)
    assert [s.heading for s in page.sections] == ["基本案情", "裁判结果", "典型意义"]
    assert [link.key for link in page.links] == [ARTICLE, "民法典第二条"]
    assert page.name == "老板说不合适就让走，行不行"


def test_a_machine_without_cases_says_where_to_ask(facts, laws):
    view = cases.list_all(facts, laws)
    assert not view.items
    assert "12348" in view.lead
