"""Finding a procedure in everyday words: what is found says why, what is not found leaves a way."""

from dataclasses import replace

import pytest

from kiosk.domain.features import Feature
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.guide import procedures
from kiosk.terminal.presenters.quotes import QueryWords, quote_of


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("老板欠工资", "老板拖欠工资没给", ("老板", "欠工资")),
        ("钱", "借钱不还", ("钱",)),
        ("钱款", "借钱不还", ()),
        ("工 资", "工资条", ("工资",)),
        ("divorce or not", "Divorce by agreement", ("divorce",)),
        ("qgz", "欠工资", ()),
        ("", "工资", ()),
    ],
)
def test_the_words_of_a_question_that_stand_in_a_text(query, text, words):
    assert QueryWords(query).shared(text) == words


def test_the_sentence_that_answers_best_is_quoted(facts, library):
    one = library.procedure("labour-wages")
    assert quote_of(one, QueryWords("离职了工资不结"), facts.tr) == "有人这样说：离职了工资不结"
    assert quote_of(one, QueryWords("银行"), facts.tr) == one.summary
    assert quote_of(one, QueryWords("劳动关系的证据"), facts.tr).startswith("要带的东西里有：")
    assert quote_of(one, QueryWords("没签合同"), facts.tr).startswith("常有人问：")
    assert quote_of(one, QueryWords("qgz"), facts.tr) == one.summary


def test_what_is_found_is_marked(facts, library):
    view = procedures.find(facts, library, Typed("欠工资"))
    assert view.items[0].marks
    assert "欠工资" in view.items[0].marks
    assert not view.groups
    assert view.note == "找到2件事，最像的在前面"


def test_nothing_found_leaves_the_groups_a_person_and_the_hotline(facts, in_english, library):
    for known in (facts, in_english):
        view = procedures.find(known, library, Typed("鱻鱻"))
        assert "12348" in view.note
        assert {group.code for group in view.groups} == {c.code for c in library.categories()}
        assert view.plain == known.content.services[0].code
        assert view.plain_words


def test_where_no_tickets_are_issued_none_is_offered(facts, library):
    hall = replace(facts.content.hall, without=(Feature.TICKETS,))
    village = replace(facts, content=replace(facts.content, hall=hall))
    assert procedures.find(village, library, Typed("鱻鱻")).plain == ""
