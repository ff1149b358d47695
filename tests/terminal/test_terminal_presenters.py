"""What each screen says."""

from dataclasses import replace

import pytest

from kiosk.domain.errors import NotFoundError
from kiosk.domain.tickets import Priority, Ticket, TicketState, WaitRange
from kiosk.terminal.facts import HallNow, Paper
from kiosk.terminal.input.typed import Candidate, Typed
from kiosk.terminal.presenters import home
from kiosk.terminal.presenters.guide import categories, procedure, procedures
from kiosk.terminal.presenters.reading import article
from kiosk.terminal.presenters.tickets import confirm, services, ticket
from kiosk.terminal.session import Visit
from kiosk.terminal.tickets.attempt import Attempt, Stage, Trouble


def test_home(facts, content):
    view = home.present(facts)
    assert view.hall == content.hall.name
    assert (view.time, view.is_open, view.open_line) == ("09:30", True, "现在开放，到12:00")
    assert [t.screen for t in view.tiles] == ["categories", "services", "laws", "institutions"]
    assert "3人在等" in view.tiles[1].note
    assert view.sample
    assert not view.trouble


def test_home_without_laws_says_so(facts):
    assert "1号窗口" in home.present(replace(facts, laws=False)).tiles[2].note


def test_home_out_of_paper_still_gives_numbers(facts):
    assert "屏幕" in home.present(replace(facts, paper=Paper.OUT)).tiles[1].note


def test_english_names(in_english, content):
    assert home.present(in_english).hall == content.hall.name_en
    assert services.present(in_english).items[0].name == content.services[0].name_en


def test_services_show_the_wait_and_why_not(facts):
    first, *rest = facts.hall.queues
    facts = replace(facts, hall=replace(facts.hall, queues=(first, replace(rest[0], open=False), *rest[2:])))
    items = services.present(facts).items
    assert (items[0].waiting, items[0].wait, items[0].off) == ("现在有3人在等", "预计等约10到25分钟", "")
    assert "不发号" in items[1].off
    assert "1号窗口" in items[2].off


def test_no_number_is_promised_while_none_is_given(facts):
    assert services.present(facts).lead
    view = services.present(replace(facts, hall=HallNow()))
    assert view.paused
    assert not view.lead


def test_confirm_tells_what_to_bring_and_keeps_the_choice(facts, content):
    visit = Visit(1, priority=Priority.ELDERLY)
    service = next(s for s in content.services if s.bring)
    view = confirm.present(facts, visit, service.code)
    assert view.bring == service.bring
    assert [p.code for p in view.priorities if p.chosen] == ["elderly"]
    assert view.button == "取号"


def test_confirm_says_nothing_of_waiting_when_nobody_waits(facts):
    first, *rest = facts.hall.queues
    quiet = replace(facts, hall=replace(facts.hall, queues=(replace(first, waiting=0), *rest)))
    assert "3人" in confirm.present(facts, Visit(1), first.service).waiting
    view = confirm.present(quiet, Visit(1), first.service)
    assert (view.waiting, view.wait) == ("", "")


def test_confirm_shows_the_ticket_that_is_held(facts):
    visit = Visit(1, attempts={"consult": replace(attempt(Stage.PRINTED), service="consult")})
    view = confirm.present(facts, visit, "consult")
    assert "A005" in view.held
    assert view.button == "看我的号"


def attempt(stage, trouble=Trouble.NONE, ahead=3):
    given = Ticket(
        "A005",
        "consult",
        "法律咨询",
        Priority.NORMAL,
        TicketState.WAITING,
        None,
        "r",
        ahead,
        WaitRange(10, 25) if ahead else WaitRange(0, 0),
    )
    has_number = stage in (Stage.PRINTING, Stage.PRINTED, Stage.UNCERTAIN, Stage.UNPRINTED)
    return Attempt("consult", "r", stage=stage, ticket=given if has_number else None, trouble=trouble)


@pytest.mark.parametrize(
    ("stage", "trouble", "mood", "action"),
    [
        (Stage.ISSUING, Trouble.NONE, "busy", ""),
        (Stage.PRINTING, Trouble.NONE, "busy", ""),
        (Stage.PRINTED, Trouble.NONE, "good", "done"),
        (Stage.UNCERTAIN, Trouble.NONE, "wait", "print"),
        (Stage.UNPRINTED, Trouble.NO_PAPER, "wait", "print"),
        (Stage.UNPRINTED, Trouble.NO_PRINTER, "wait", "done"),
        (Stage.AWAY, Trouble.NONE, "bad", "again"),
        (Stage.REFUSED, Trouble.CLOSED, "bad", "done"),
    ],
)
def test_ticket_moods(facts, stage, trouble, mood, action):
    view = ticket.present(facts, attempt(stage, trouble))
    assert (view.mood, view.action) == (mood, action)
    assert bool(view.button) == bool(action)


POSSIBLE = {
    Stage.REFUSED: [Trouble.CLOSED, Trouble.USED_UP, Trouble.OTHER],
    Stage.UNPRINTED: [Trouble.NO_PAPER, Trouble.COVER, Trouble.OFFLINE, Trouble.NO_PRINTER, Trouble.NONE],
}


def test_every_stage_and_trouble_has_words_in_both_languages(facts, in_english):
    for known in (facts, in_english):
        for stage in Stage:
            for trouble in POSSIBLE.get(stage, [Trouble.NONE]):
                view = ticket.present(known, attempt(stage, trouble))
                assert view.title
                assert view.state
                assert view.advice


@pytest.mark.parametrize("trouble", [Trouble.NO_PAPER, Trouble.COVER, Trouble.OFFLINE, Trouble.NO_PRINTER])
def test_unprinted_says_keep_the_number_and_what_to_do(facts, trouble):
    view = ticket.present(facts, attempt(Stage.UNPRINTED, trouble))
    assert view.number == "A005"
    assert "记住或拍下这个号码：A005" in view.advice
    assert "直接到窗口" in view.advice


def test_first_in_line(facts):
    view = ticket.present(facts, attempt(Stage.PRINTED, ahead=0))
    assert "很快" in view.ahead
    assert not view.wait


def test_a_ticket_that_never_was(facts):
    assert ticket.present(facts, None).mood == "bad"


def test_categories_only_with_content(facts, library):
    view = categories.present(facts, library)
    assert view.items
    assert "没钱请律师" in view.items[0].example
    for item in view.items:
        assert procedures.present(facts, library, item.code).items


def test_an_empty_category_says_what_to_do(facts, library):
    view = procedures.present(facts, library, "nothing")
    assert not view.items
    assert "12348" in view.empty


def test_find_by_words_and_by_pinyin(facts, library):
    start = procedures.find(facts, library, Typed())
    assert start.note
    assert {item.slug for item in start.items} == {p.slug for p in library.procedures() if p.everyday}
    said = start.items[0]
    found = procedures.find(facts, library, Typed(said.title))
    assert said.slug in {item.slug for item in found.items[:3]}
    assert str(len(found.items)) in found.note
    assert "12348" in procedures.find(facts, library, Typed("", "zzzzz")).note
    by_letters = procedures.find(facts, library, Typed("", "qgz", (), (Candidate("欠工资", 3),)))
    assert by_letters.items == procedures.find(facts, library, Typed("欠工资")).items


def test_every_procedure_has_a_whole_page_in_both_languages(facts, in_english, library, laws):
    for known in (facts, in_english):
        for one in library.procedures():
            view = procedure.present(known, library, laws, one.slug)
            assert len(view.steps) == len(one.steps)
            assert len(view.materials) == len(one.materials)
            assert view.fee
            assert view.time
            assert view.basis
            assert view.counters
            assert view.open_line


def test_a_basis_links_only_to_an_article_that_is_here(facts, library, laws):
    one = library.procedures()[0]
    assert not any(item.ref for item in procedure.present(facts, library, laws, one.slug).basis)
    known = replace(one, basis=(replace(one.basis[0], law="甲法", article="第二条"),))

    class Shelf:
        def procedure(self, slug):
            return known

    assert procedure.present(facts, Shelf(), laws, one.slug).basis[0].ref == "甲法第二条"
    assert procedure.present(facts, Shelf(), None, one.slug).basis[0].ref == ""


def test_paused_counters_are_left_out_while_another_is_at_work(facts, library, laws):
    from kiosk.domain.tickets import CounterState

    one = library.procedures()[0]
    codes = [c.code for c in facts.content.counters_for(one.service)]
    paused = tuple(replace(c, state=CounterState.PAUSED) if c.counter == codes[0] else c for c in facts.hall.counters)
    view = procedure.present(replace(facts, hall=replace(facts.hall, counters=paused)), library, laws, one.slug)
    name = next(c.name for c in facts.content.counters if c.code == codes[0])
    assert name not in view.counters
    assert bool(view.counters), "paused counters are said to be paused"


def test_a_procedure_that_is_gone(facts, library, laws):
    with pytest.raises(NotFoundError):
        procedure.present(facts, library, laws, "gone")


def test_article_with_neighbours(facts, laws):
    first, second, last = (article.present(facts, laws, f"甲法第{n}条") for n in "一二三")
    assert (first.previous, first.next) == ("", "甲法第二条")
    assert (second.previous, second.next, second.next_label) == ("甲法第一条", "甲法第三条", "第三条")
    assert (last.previous, last.next) == ("甲法第二条", "")
    assert [p.text for p in second.passages] == ["第二件事的写法。", "可以申请复核。"]
    assert (second.chapter, second.in_force, second.dates) == ("第一章 总则", True, "2020年3月1日起施行")
    assert article.present(facts, laws, "甲法").number == "第一条"


def test_a_repealed_law_is_marked(facts, laws):
    view = article.present(facts, laws, "乙旧法第一条")
    assert not view.in_force
    assert "废止" in view.status


def test_an_article_that_is_not_here(facts, laws):
    with pytest.raises(NotFoundError):
        article.present(facts, laws, "甲法第九十九条")
