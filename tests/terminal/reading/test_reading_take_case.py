"""A case on paper and as codes: its key parts, the whole, parts of one's choice, and never too much paper."""

from dataclasses import replace

import pytest
from law_shelf import import_law_shelf

from device.printer import Profile
from device.printer.document import QR_BYTES_MAX, QrCode
from device.printer.length import length_mm
from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import LawBook
from kiosk.paper.article import articles_document
from kiosk.terminal.presenters.reading import cases, take_case
from kiosk.terminal.presenters.reading.take import choice_of
from kiosk.terminal.presenters.reading.take_case import MOST_CM, CaseSelection
from kiosk.terminal.session import Visit

_HEAD = "# {title}\n\n<!-- INFO END -->\n\n"
_LONG = "说来话长，一句接一句。" * 200
SHORT, HELD, LONG, BARE = "老板说不合适就让走行不行", "狗咬人谁赔", "说来话长", "没有标题的事"
MORE = {
    "案例/邻里/狗.md": _HEAD.format(title=HELD)
    + f"## 裁判要旨\n\n狗的主人要赔。\n\n## 基本案情\n\n{'狗咬了人。' * 50}\n\n## 裁判结果\n\n赔一千元。\n\n## 典型意义\n\n要看好狗。",
    "案例/邻里/长.md": _HEAD.format(title=LONG)
    + "".join(f"## {name}\n\n{_LONG}\n\n" for name in ("基本案情", "裁判结果", "裁判理由", "典型意义")),
    "案例/邻里/无.md": _HEAD.format(title=BARE) + "\n\n".join(_LONG for _ in range(4)),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with LawBook(laws_path(import_law_shelf(tmp_path_factory.mktemp("cases"), MORE))) as book:
        yield book


def taken(facts, book, key, what=CaseSelection.KEY, ticks=frozenset(), code=0):
    return take_case.present(facts, book, key, ticks=ticks, choice=choice_of(what, code), holder=Visit(1))


def offered(view):
    return [key.code.partition(":")[0] for key in view.selections]


def printed(view):
    return [article.number for article in view.words.articles]


def test_first_comes_what_was_held_and_what_came_of_it(facts, book):
    view = taken(facts, book, HELD)
    assert offered(view) == ["key", "whole", "sections"]
    assert printed(view) == ["裁判要旨", "裁判结果"]
    assert [article.part for article in view.words.articles] == [False, True]
    assert printed(taken(facts, book, SHORT)) == ["裁判结果", "典型意义"], (
        "why it matters, where nobody says what was held"
    )
    whole = taken(facts, book, HELD, CaseSelection.WHOLE)
    assert printed(whole) == ["裁判要旨", "基本案情", "裁判结果", "典型意义"]
    assert not any(article.part for article in whole.words.articles)


def test_parts_are_ticked(facts, book):
    nothing = taken(facts, book, HELD, CaseSelection.PARTS)
    assert nothing.off
    assert len(nothing.parts) == 4
    some = taken(facts, book, HELD, CaseSelection.PARTS, frozenset({1}))
    assert (some.off, printed(some)) == ("", ["基本案情"])
    assert [part.have for part in some.parts] == [False, True, False, False]
    assert some.parts[0].text == "裁判要旨：狗的主人要赔。"
    assert len(some.parts[1].text) < 50


def test_never_more_paper_than_is_said(facts, book):
    view = taken(facts, book, LONG)
    assert offered(view) == ["sections"], "its key parts alone are too long"
    assert str(MOST_CM) in view.length
    one = taken(facts, book, LONG, CaseSelection.PARTS, frozenset({0}))
    assert not one.off
    assert str(MOST_CM) in one.length
    every = taken(facts, book, LONG, CaseSelection.PARTS, frozenset(range(4)))
    assert str(MOST_CM) in every.off
    narrow = taken(replace(facts, paper_mm=58), book, LONG, CaseSelection.PARTS, frozenset({0}))
    assert narrow.off, "on narrow paper it comes out longer"


def test_a_text_without_headings_is_chosen_by_paragraph(facts, book):
    view = taken(facts, book, BARE)
    assert offered(view) == ["sections"]
    assert len(view.parts) == 4


@pytest.mark.parametrize("width_mm", [58, 80])
def test_the_slip_says_that_it_is_a_case_and_what_it_rests_on(facts, in_english, book, width_mm):
    for told_in, kind, cites in (
        (facts, "不是法律条文", "提到的条文"),
        (in_english, "not the law itself", "Articles it names"),
    ):
        known = replace(told_in, paper_mm=width_mm)
        words = taken(known, book, SHORT).words
        paper = articles_document(words, known.content.hall, known.tr, width_mm, printed_at=known.now)
        said = "\n".join(paper.texts())
        for told in ("老板说不合适就让走，行不行", kind, cites, "12348", "2026-11-23 09:30"):
            assert told in said, told
        assert not [block for block in paper.blocks if isinstance(block, QrCode)], "no database holds it"
        assert length_mm(paper, Profile(width_mm)) <= 10 * MOST_CM


def test_codes_hold_the_key_parts_or_what_the_case_is_called(facts, book):
    held = taken(facts, book, HELD)
    texts = [taken(facts, book, HELD, code=i).text for i in range(len(held.codes))] or [held.text]
    assert all(len(text.encode()) <= QR_BYTES_MAX for text in texts)
    assert "狗的主人要赔。" in "".join(texts)
    assert "赔一千元。" in "".join(texts)
    named = taken(facts, book, LONG)
    assert named.codes == ()
    assert named.text.startswith(LONG)


def test_the_page_of_a_case_leads_there(facts, book):
    ways = cases.present(facts, book, SHORT).ways
    assert [(way.screen, way.key) for way in ways] == [("take", SHORT), ("cases", "")]
