"""Laws, articles, cases and versions as pages: made-up laws through the real importer, presenters without a window."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_shelf import import_law_shelf

from device.printer.document import QR_BYTES_MAX, QrCode
from kiosk.content.bundles import laws_path
from kiosk.content.lawbook import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.lawdiff import Mark, compare
from kiosk.domain.laws import OFFICIAL_DATABASE, LawKind
from kiosk.paper.article import articles_document
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.reading import article, cases, law, on_day, take
from kiosk.terminal.presenters.reading import compare as compare_page
from kiosk.terminal.presenters.reading.compare import ChangesView, CompareView
from kiosk.terminal.presenters.reading.take import Selection, choice_of
from kiosk.terminal.reading.passages import compared, plain
from kiosk.terminal.reading.spot import find_spot, key_of, split_key
from kiosk.terminal.session import Visit

NAME, ARTICLE, OLD = "劳动合同法", "劳动合同法第三十九条", dt.date(2008, 1, 1)
SIGNS = dict.fromkeys(map(ord, "年月日"))
CASE = "老板说不合适就让走行不行"


@pytest.fixture
def shelf_of_laws(law_data):
    with LawBook(laws_path(law_data)) as book:
        yield book


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


# taking along


def taken(facts, book, key=ARTICLE, ticks=frozenset(), choice=""):
    return take.present(facts, book, key, ticks=ticks, choice=choice, holder=Visit(1))


def test_what_is_printed_is_what_was_chosen(facts, shelf_of_laws):
    book = shelf_of_laws
    assert [a.number for a in taken(facts, book).words.articles] == ["第三十九条"]
    near = taken(facts, book, choice=choice_of(Selection.NEIGHBOURS, 0))
    assert [a.number for a in near.words.articles] == ["第三十八条", "第三十九条", "第四十一条"]
    parts = choice_of(Selection.PARTS, 0)
    assert taken(facts, book, choice=parts).off
    some = taken(facts, book, ticks=frozenset({1, 3}), choice=parts)
    assert (some.off, len(some.words.articles[0].paragraphs), some.words.articles[0].part) == ("", 2, True)
    assert [p.have for p in some.parts[:4]] == [False, True, False, True]
    everything = taken(facts, book, ticks=frozenset(range(len(some.parts))), choice=parts)
    assert not everything.words.articles[0].part
    assert [s.words for s in taken(facts, book, "民法典第一条").selections] == ["只要这一条", "连前一条、后一条"]


def test_codes_hold_the_whole_text_or_lead_to_the_official_database(facts, shelf_of_laws):
    book, wanted = shelf_of_laws, shelf_of_laws.article(ARTICLE).text
    count = len(taken(facts, book).codes)
    texts = [taken(facts, book, choice=choice_of(Selection.ONE, i)).text for i in range(count)]
    assert texts[-1] == OFFICIAL_DATABASE
    held = "".join("".join(text.split("\n")[1:]) for text in texts[:-1])
    assert held == wanted.replace("\n", "")
    assert all(len(text.encode()) <= QR_BYTES_MAX for text in texts)


def test_a_text_too_long_for_codes_has_the_link_alone(facts, shelf_of_laws, monkeypatch):
    monkeypatch.setattr(take, "_LINE_BYTES", 10)
    view = taken(facts, shelf_of_laws)
    assert (view.codes, view.text) == ((), OFFICIAL_DATABASE)
    assert NAME in view.lead


@pytest.mark.parametrize("width_mm", [58, 80])
def test_the_slip_says_whose_words_these_are_and_of_which_day(facts, shelf_of_laws, width_mm):
    words = taken(facts, shelf_of_laws, ticks=frozenset({0}), choice=choice_of(Selection.PARTS, 0)).words
    paper = articles_document(words, facts.content.hall, facts.tr, width_mm, printed_at=facts.now)
    said = "\n".join(paper.texts())
    for told in (
        "中华人民共和国劳动合同法",
        "现行有效",
        "第三十九条",
        "只印了其中一部分",
        "官方文本",
        "2026-11-23 09:30",
        "12348",
    ):
        assert told in said, told
    assert [b.data for b in paper.blocks if isinstance(b, QrCode)] == [OFFICIAL_DATABASE]
    old = taken(facts, shelf_of_laws, key_of(ARTICLE, OLD)).words
    assert "以前的版本" in old.notice


# the controller


@pytest.fixture
def reader(controller, jobs, shelf_of_laws, monkeypatch):
    monkeypatch.setattr(controller._shelf, "_laws", shelf_of_laws)
    return controller


def test_the_place_in_a_law_is_kept_for_the_way_back_and_no_longer(reader, window, jobs, session):
    reader.open("law", NAME)
    jobs.run()
    reader.reading.stand_at(NAME, 4)
    reader.open("article", ARTICLE)
    jobs.run()
    reader.back()
    jobs.run()
    assert window.view.start == 4
    reader.open("jump", NAME)
    for digit in "39":
        reader.typing.put(digit)
    jobs.run()
    reader.reading.go_to(NAME, window.view.row)
    jobs.run()
    assert window.place.screen == "law"
    assert window.view.lines[window.view.start].number == "第三十九条"
    assert "jump" not in session.visit.typed
    reader.leave()
    assert session.untouched


def test_paragraphs_are_ticked_and_printed(reader, window, jobs, session):
    made = []
    reader.slips.connect(jobs, lambda maker, language: made.append((maker, language)) or (None, None))
    reader.open("take", ARTICLE)
    jobs.run()
    reader.filter(window.view.selections[-1].choice)
    reader.reading.tick(ARTICLE, 1)
    jobs.run()
    assert [p.have for p in window.view.parts][:3] == [False, True, False]
    reader.reading.print(window.view)
    jobs.run()
    assert session.visit.slip.name == f"law:{ARTICLE}"
    assert [language for _, language in made] == ["zh"]
    reader.reading.tick(ARTICLE, 1)
    assert session.visit.ticks[ARTICLE] == frozenset()
    reader.leave()
    assert session.untouched
