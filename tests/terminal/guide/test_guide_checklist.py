"""The visitor's errand: the checklist, the codes to take along, and what goes with the ticket."""

from dataclasses import replace

import pytest
from terminal_jobs import Jobs

from kiosk.domain.errors import NotFoundError
from kiosk.domain.halls import Profile
from kiosk.domain.procedures import Material, Need
from kiosk.domain.tickets import TicketNote
from kiosk.terminal.presenters.guide import handover, needs, procedure
from kiosk.terminal.presenters.guide.materials import material_items, tally_of
from kiosk.terminal.presenters.tickets import confirm
from kiosk.terminal.session import Visit
from kiosk.terminal.slip import Slip, SlipState
from kiosk.terminal.tickets.attempt import Stage, Trouble

SLUG = "labour-wages"


@pytest.fixture
def one(library):
    return library.procedure(SLUG)


def test_the_tally_says_what_is_missing(facts, one):
    three = (Material("身份证"), Material("申请书"), Material("证明", need=Need.LATER))
    one = replace(one, materials=three)
    tr = facts.tr
    assert tally_of(one, frozenset(), tr).mood == "quiet"
    first = tally_of(one, frozenset({0}), tr)
    assert (first.text, first.mood) == ("还差1样：申请书。另有1样可以以后补。", "wait")
    assert "2样：身份证、申请书" in tally_of(one, frozenset({2}), tr).text
    assert tally_of(one, frozenset({0, 1}), tr).mood == "good"
    assert tally_of(replace(one, materials=()), frozenset(), tr).text == ""


def test_each_line_says_all_of_it(facts, one):
    first, second, *_ = material_items(one, frozenset({0}), facts.tr)
    assert (first.have, second.have) == (True, False)
    assert "身份证" in first.says
    assert "原件1份" in first.says
    assert "已经有了" in first.says
    assert "还没有" in second.says


def test_a_step_that_may_be_refused_says_what_then(facts, library, laws):
    step = procedure.present(facts, library, laws, SLUG).steps[3]
    assert (step.title, step.branch) == ("受理", "如果不受理")
    assert step.says == "第4步，受理；由仲裁院办；告诉您受不受理；五天内"
    assert step.branch_says == "如果不受理：给您书面理由，您可以直接到法院起诉"


def present(facts, library, choice="", ticks=frozenset(), visit=None):
    return handover.present(facts, library, SLUG, ticks=ticks, choice=choice, holder=visit or Visit(1))


def test_codes_carry_the_checklist_and_the_link(facts, library, one):
    first = present(facts, library, ticks=frozenset({0}))
    assert [key.chosen for key in first.codes] == [True] + [False] * (len(first.codes) - 1)
    assert "√身份证" in first.text
    assert len(first.rows) == len(first.rows[0])
    last = present(facts, library, choice=first.codes[-1].code)
    assert last.text == one.url
    assert last.lead != first.lead
    assert present(facts, library, choice="99").text == present(facts, library, choice="x").text


def test_the_slip_of_another_page_says_nothing_here(facts, library):
    other = Visit(1, slip=Slip("procedure:other", SlipState.PRINTED))
    own = Visit(1, slip=Slip(handover.slip_name(SLUG), SlipState.PRINTED))
    assert present(facts, library, visit=other).slip.mood == "quiet"
    assert present(facts, library, visit=own).slip.mood == "good"


def test_every_sample_procedure_can_be_taken_along_in_both_languages(facts, in_english, library):
    for known in (facts, in_english):
        for item in library.procedures():
            view = handover.present(known, library, item.slug, ticks=frozenset(), choice="", holder=Visit(1))
            assert view.text
            assert view.name in view.text
    with pytest.raises(NotFoundError):
        handover.present(facts, library, "gone", ticks=frozenset(), choice="", holder=Visit(1))


@pytest.fixture
def issued(controller, jobs, hall_now):
    """A desk whose hall says yes; the list holds the notes that came with each request."""
    from kiosk.domain.tickets import Ticket, TicketState, WaitRange

    notes, tickets = [], []

    def issue(request_id, service, priority, note):
        notes.append(note)
        return Ticket(
            "G001",
            service,
            service,
            priority,
            TicketState.WAITING,
            controller.facts().now,
            request_id,
            0,
            WaitRange(0, 0),
        )

    def print_ticket(ticket, *_):
        tickets.append(ticket)
        return Stage.PRINTED, Trouble.NONE

    controller.open_desk(jobs, jobs, issue, print_ticket)
    return notes, tickets


def test_ticks_follow_the_visitor_to_ticket_clerk_and_paper(controller, window, jobs, issued, one):
    notes, tickets = issued
    controller.open("procedure", SLUG)
    controller.checklist.tick(SLUG, 0)
    jobs.run()
    assert window.view.materials[0].have
    controller.switch_language()
    jobs.run()
    assert window.view.materials[0].have, "a tick holds in every language"
    controller.switch_language()
    jobs.run()
    controller.checklist.take(SLUG, one.service)
    jobs.run()
    assert window.place.screen == "confirm"
    controller.take_ticket(one.service)
    jobs.run()
    missing = tuple(m.name for i, m in enumerate(one.materials) if i and m.need is Need.REQUIRED)
    assert notes == [TicketNote(one.title, missing)]
    assert tickets[0].note == notes[0], "the paper knows it too"
    assert all(name in window.view.gaps for name in missing)


def test_english_paper_stands_beside_a_chinese_word_to_the_clerk(controller, window, jobs, issued, one):
    notes, tickets = issued
    controller.switch_language()
    controller.checklist.tick(SLUG, 0)
    controller.checklist.take(SLUG, one.service)
    jobs.run()
    controller.take_ticket(one.service)
    jobs.run()
    assert notes[0].errand == one.title
    assert tickets[0].note.errand == one.title_en
    assert tickets[0].note.missing == tuple(m.name_en for m in one.materials[1:] if m.need is Need.REQUIRED)
    assert tickets[0].note.missing[0] in window.view.gaps


def test_who_ticked_nothing_is_not_said_to_lack_everything(controller, window, jobs, issued, one):
    controller.checklist.take(SLUG, one.service)
    jobs.run()
    controller.take_ticket(one.service)
    jobs.run()
    assert issued[0] == [TicketNote(one.title, None)]
    assert window.view.gaps == ""


def test_a_plain_ticket_tells_the_clerk_nothing(controller, jobs, issued, one):
    controller.checklist.take(SLUG, one.service)
    jobs.run()
    controller.back()
    controller.checklist.take_plain(one.service)
    controller.take_ticket(one.service)
    jobs.run()
    assert issued[0] == [TicketNote()]


def test_an_errand_for_another_counter_stays_out_of_it(controller, jobs, issued, one):
    controller.checklist.take(SLUG, one.service)
    jobs.run()
    controller.take_ticket("consult")
    jobs.run()
    assert issued[0] == [TicketNote()]


def test_content_that_vanishes_still_leads_to_a_ticket(controller, window, jobs):
    controller.checklist.take("gone", "labour")
    jobs.run()
    assert (window.place.screen, window.place.key) == ("confirm", "labour")


def test_a_late_answer_does_not_reach_the_next_visitor(controller, session, window, jobs, one):
    controller.checklist.tick(SLUG, 0)
    controller.checklist.take(SLUG, one.service)
    controller.leave()
    jobs.run()
    assert session.untouched
    assert window.place.screen == "home"


def test_the_slip_is_printed_with_the_ticks_in_the_visitors_language(controller, session, jobs):
    printed, printer = [], Jobs()
    controller.slips.connect(
        printer, lambda maker, language: printed.append((maker, language)) or (Stage.PRINTED, Trouble.NONE)
    )
    controller.open("handover", SLUG)
    controller.checklist.tick(SLUG, 0)
    controller.checklist.print(SLUG)
    controller.checklist.print(SLUG)  # a second touch
    jobs.run()
    assert printer.run() == 1
    assert session.visit.slip == Slip(handover.slip_name(SLUG), SlipState.PRINTED)
    assert [language for _, language in printed] == ["zh"]


def test_everyday_words_lead_to_the_right_ticket(facts, library):
    view = needs.present(facts, library, "")
    assert len(view.items) == len(library.procedures())
    owed = needs.present(facts, library, "labour")
    assert [g.code for g in owed.groups if g.chosen] == ["labour"]
    wages = next(item for item in owed.items if item.words == "老板欠我工资不给")
    assert (wages.slug, wages.service, wages.leads_to) == ("labour-wages", "labour", "取“劳动维权”的号")
    assert len(owed.items) > len([i for i in view.items if i.service == "labour"])
    assert needs.present(facts, library, "nonsense") == view
    assert view.plain == facts.content.services[0].code


def test_needs_in_english(in_english, library):
    view = needs.present(in_english, library.in_language("en"), "")
    assert all(item.words.isascii() or "’" in item.words for item in view.items)


def test_before_the_ticket_the_visitor_goes_through_the_materials(facts, in_english, one):
    visit = Visit(1, errand=one, ticks={SLUG: frozenset({0})})
    view = confirm.present(facts, visit, one.service)
    assert one.title in view.errand
    assert [m.have for m in view.materials][:2] == [True, False]
    assert view.tally.mood == "wait"
    assert view.bring == (), "one list, not two"
    assert confirm.present(in_english, visit, one.service).materials[0].name == one.materials[0].name_en
    other = confirm.present(facts, visit, "consult")
    assert (other.errand, other.materials) == ("", ())
    assert other.bring


def test_from_a_need_to_a_ticket_in_two_touches(controller, window, jobs, issued):
    controller.open("needs")
    jobs.run()
    need = window.view.items[0]
    controller.checklist.take(need.slug, need.service)
    jobs.run()
    assert window.view.materials
    controller.take_ticket(need.service)
    jobs.run()
    assert window.view.number == "G001"
    assert issued[0][0].errand


def test_where_nobody_takes_numbers_the_page_offers_none(facts, library, laws):
    assert procedure.present(facts, library, laws, SLUG).tickets
    hall = replace(facts.content.hall, profile=Profile.VILLAGE)
    village = replace(facts, content=replace(facts.content, hall=hall))
    assert not procedure.present(village, library, laws, SLUG).tickets
