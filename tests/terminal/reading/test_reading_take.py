"""An article on paper and as codes, and what the controller keeps for who reads."""

import datetime as dt

import pytest

from device.printer.document import QR_BYTES_MAX, QrCode
from kiosk.domain.laws import OFFICIAL_DATABASE
from kiosk.paper.article import articles_document
from kiosk.terminal.presenters.reading import take
from kiosk.terminal.presenters.reading.take import Selection, choice_of
from kiosk.terminal.reading.spot import key_of
from kiosk.terminal.session import Visit

NAME, ARTICLE, OLD = "劳动合同法", "劳动合同法第三十九条", dt.date(2008, 1, 1)


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
    assert [s.name for s in taken(facts, book, "民法典第一条").selections] == ["只要这一条", "连前一条、后一条"]


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
    reader.filter(window.view.selections[-1].code)
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
