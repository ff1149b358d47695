"""The whole mind of the terminal without a window: what is shown after what was touched."""

import shutil
from dataclasses import replace

import pytest

from kiosk.content.bundles import activate, build_bundle, bundles_folder, laws_path
from kiosk.domain.errors import NotReachableError
from kiosk.domain.live import QueueStatus
from kiosk.domain.tickets import Priority, Ticket, TicketState, WaitRange
from kiosk.files import shipped
from kiosk.terminal.controller import Controller
from kiosk.terminal.facts import HallNow, Paper
from kiosk.terminal.idle import Idle
from kiosk.terminal.navigator import HOME
from kiosk.terminal.presenters.away import AwayView
from kiosk.terminal.reading.screens import SCREENS as READING_SCREENS
from kiosk.terminal.shelf import Shelf
from kiosk.terminal.tickets.attempt import Stage, Trouble


@pytest.fixture
def issued(controller, jobs):
    """Open a desk whose hall always says yes; the list holds what was asked for."""
    asked = []

    def issue(request_id, service, priority, note):
        asked.append((request_id, service, priority))
        return Ticket(
            "A001",
            service,
            service,
            priority,
            TicketState.WAITING,
            controller._clock.now(),
            request_id,
            2,
            WaitRange(5, 9),
        )

    controller.open_desk(jobs, jobs, issue, lambda *_: (Stage.PRINTED, Trouble.NONE))
    return asked


def test_home_to_ticket_in_three_touches(controller, window, jobs, issued):
    controller.open("services")
    controller.open("confirm", window.view.items[0].code)
    controller.declare("elderly")
    controller.take_ticket(controller.navigator.here.key)
    assert window.view.mood == "busy"
    controller.take_ticket(controller.navigator.here.key)
    jobs.run()
    assert window.view.number == "A001"
    assert window.view.mood == "good"
    assert [(service, priority) for _, service, priority in issued] == [("consult", Priority.ELDERLY)]


def test_a_ticket_whose_answer_was_lost_is_found_again_whichever_way_one_comes_back(controller, window, session, jobs):
    given, lost = {}, [True]

    def issue(request_id, service, priority, note):
        number = given.setdefault(request_id, f"A{len(given) + 1:03d}")
        if lost[0]:
            raise NotReachableError("the answer was lost", "try again")
        wait = WaitRange(0, 0)
        now = controller.facts().now
        return Ticket(number, service, service, priority, TicketState.WAITING, now, request_id, 0, wait)

    controller.open_desk(jobs, jobs, issue, lambda *_: (Stage.PRINTED, Trouble.NONE))
    controller.checklist.take_plain("consult")
    controller.take_ticket("consult")
    jobs.run()
    assert window.view.action == "again"
    controller.home()
    lost[0] = False
    controller.checklist.take_plain("consult")
    controller.declare("elderly")
    controller.take_ticket("consult")
    controller.take_ticket("consult")
    jobs.run()
    assert window.view.number == "A001"
    assert len(given) == 1, "no second number"
    assert session.visit.attempts["consult"].priority is Priority.NORMAL, "as the hall has it"


def test_whoever_leaves_a_ticket_has_finished(controller, session, jobs, issued):
    for way_out in (controller.home, controller.back, controller.leave):
        controller.open("confirm", "consult")
        controller.take_ticket("consult")
        jobs.run()
        way_out()
        assert session.untouched
        assert controller.navigator.here == HOME
    assert len({request for request, *_ in issued}) == 3


def test_procedures_lead_to_a_page_and_to_its_ticket(controller, window, jobs):
    controller.open("categories")
    jobs.run()
    controller.open("procedures", window.view.items[0].code)
    jobs.run()
    controller.open("procedure", window.view.items[0].slug)
    jobs.run()
    assert window.view.steps
    assert window.view.service in {q.service for q in controller.facts().hall.queues}
    controller.back()
    jobs.run()
    assert window.place.screen == "procedures"


def test_only_the_newest_answer_is_shown(controller, window, jobs):
    controller.open("categories")
    controller.home()
    jobs.run()
    assert window.place == HOME
    controller.open("laws")
    for key in "jf":
        controller.typing.press(key)
    assert window.keyboard.typed.pending == "jf"
    jobs.run()
    assert window.keyboard.typed.pending == "jf"
    assert [c.text for c in window.keyboard.typed.candidates] == ["甲法"]
    controller.typing.choose(window.keyboard.typed.candidates[0])
    jobs.run()
    assert window.keyboard.typed.text == "甲法"
    assert window.view.rows[0].key.startswith("甲法")
    controller.typing.delete()
    controller.typing.clear()
    jobs.run()
    assert window.keyboard.typed.empty


def test_a_letter_is_drawn_before_it_is_searched_for(controller, window, jobs, monkeypatch):
    drawn = []
    monkeypatch.setattr(window, "when_drawn", drawn.append)
    controller.open("laws")
    jobs.run()
    start = window.view
    controller.typing.put("甲")
    jobs.run()
    assert window.keyboard.typed.text == "甲"
    assert window.view is start
    drawn.pop()()
    controller.typing.put("法")
    jobs.run()
    assert window.view is start, "what was found for the letters before is overtaken"
    drawn.pop()()
    jobs.run()
    assert window.view.rows


def test_idle_asks_then_forgets_everything(controller, window, session, clock, jobs):
    controller.switch_language()
    controller.comfort.switch_print()
    controller.open("laws")
    controller.typing.press("j")
    jobs.run()
    clock.advance(59)
    controller.tick()
    assert window.asked is None
    clock.advance(6)
    controller.tick()
    assert window.asked == 15
    controller.touched()
    assert window.asked is None
    clock.advance(80)
    controller.tick()
    assert session.untouched
    assert window.place == HOME
    assert window.style == ("zh", False)
    assert window.asked is None
    controller.open("laws")
    jobs.run()
    assert window.keyboard.typed.empty


def test_home_is_cleared_without_a_question(controller, window, session, clock):
    controller.switch_language()
    clock.advance(61)
    controller.tick()
    assert session.language == "zh"
    assert window.asked is None


def test_nobody_is_asked_while_hall_or_printer_work(controller, window, clock, issued):
    controller.open("confirm", "consult")
    controller.take_ticket("consult")
    clock.advance(70)
    controller.tick()
    assert window.asked is None


def test_hall_away_and_back(controller, window, hall_now):
    controller.hall_changed(replace(hall_now, reachable=False))
    ticket_tile = next(tile for tile in window.view.tiles if tile.screen == "services")
    assert ticket_tile.alert
    assert "暂停取号" in ticket_tile.note
    controller.open("services")
    assert "12348" in window.view.paused
    assert all(item.off for item in window.view.items)
    controller.hall_changed(hall_now)
    assert not window.view.paused


def test_no_paper_is_told_before(controller, window):
    controller.open("confirm", "consult")
    controller.paper_changed(Paper.OUT)
    assert "记住" in window.view.paper
    controller.paper_changed(Paper.OK)
    assert not window.view.paper


def test_language_and_print_are_switched_in_place(controller, window, jobs):
    controller.open("categories")
    jobs.run()
    controller.switch_language()
    controller.comfort.switch_print()
    jobs.run()
    assert window.style == ("en", True)
    assert window.place.screen == "categories"
    assert window.view.title == "What to do"


@pytest.fixture
def machine(tmp_path, session, strings, clock, jobs, window):
    """A controller over a data folder that the test fills."""
    shelf = Shelf(tmp_path)
    controller = Controller(
        session, strings, clock, Idle(clock, 60, 20), shelf=shelf, content_jobs=jobs, display=window
    )
    controller.start()
    jobs.run()
    yield controller
    shelf.close()


def test_an_empty_machine_degrades_and_never_goes_blank(machine, window, jobs):
    assert window.view.trouble
    assert len(window.view.tiles) == 4
    for screen in ("categories", "find", "procedure", "laws", "article", "institutions", "institution", "nonsense"):
        machine.open(screen, "x")
        jobs.run()
        assert isinstance(window.view, AwayView), screen
        assert window.view.text
    machine.hall_changed(HallNow(True, (QueueStatus("aid", "法律援助", 0, (), WaitRange(0, 0)),)))
    machine.open("services")
    assert [item.code for item in window.view.items] == ["aid"]
    machine.open("confirm", "aid")
    assert window.view.service == "法律援助"


def test_without_laws_every_page_for_reading_them_says_so(machine, window, jobs, strings):
    for screen, key in (("laws", ""), *((screen, "x") for screen in READING_SCREENS)):
        machine.open(screen, key)
        jobs.run()
        assert window.view.text == strings["zh"]("away.laws", hotline="12348"), screen


def test_a_new_release_is_shown_without_a_restart(machine, window, jobs, tmp_path, data):
    source = tmp_path / "source"
    shutil.copytree(shipped("assets", "sample"), source)
    _install(tmp_path, source, "one")
    machine.content.look()
    jobs.run()
    assert not window.view.trouble
    slug = machine._shelf.library.procedures()[0].slug
    machine.open("procedure", slug)
    jobs.run()
    page = next(source.glob(f"procedures/{slug}.md"))
    before = window.view.summary
    page.write_text(page.read_text("utf-8").replace(before, "现在换了一个说法"), "utf-8")
    _install(tmp_path, source, "two")
    machine.content.look()
    jobs.run()
    assert window.place.key == slug
    assert window.view.summary == "现在换了一个说法"
    page.unlink()
    _install(tmp_path, source, "three")
    machine.content.look()
    jobs.run()
    assert isinstance(window.view, AwayView)
    shutil.copy(laws_path(data), laws_path(tmp_path))
    machine.content.look()
    machine.open("article", "甲法第二条")
    jobs.run()
    assert window.view.number == "第二条"


def test_a_release_that_cannot_be_read_leaves_the_present_one(machine, window, jobs, tmp_path):
    _install(tmp_path, shipped("assets", "sample"), "one")
    machine.content.look()
    jobs.run()
    broken = bundles_folder(tmp_path) / "two"
    broken.mkdir()
    (broken / "library.db").write_bytes(b"not a database")
    activate(tmp_path, broken)
    machine.content.look()
    jobs.run()
    machine.open("categories")
    jobs.run()
    assert window.view.items


def _install(data, source, name):
    bundle = bundles_folder(data) / name
    build_bundle(source, bundle)
    activate(data, bundle)


@pytest.fixture
def starting(session, strings, clock, shelf, jobs, window):
    """A controller that has just shown home: nothing is open, nothing is heard."""
    controller = Controller(
        session, strings, clock, Idle(clock, 60, 20), shelf=shelf, content_jobs=jobs, display=window
    )
    controller.start()
    return controller


def test_home_is_calm_until_content_and_hall_had_their_time(starting, window, jobs):
    view = window.view
    assert view.trouble == ""
    assert not any(tile.note or tile.alert for tile in view.tiles)
    starting.open("categories")  # a tile that is touched already now waits for the content
    jobs.run()
    assert window.view.items
    starting.home()
    assert window.view.hall != starting.facts().tr("home.hall")


def test_content_that_is_not_there_is_said_once_that_is_known(starting, window, jobs):
    starting._shelf.open = lambda: None
    jobs.run()
    assert window.view.trouble == starting.facts().tr("content.away")
    assert window.view.tiles[2].note


def test_content_that_cannot_be_opened_is_said(starting, window, jobs):
    def fault():
        raise OSError("the disk is broken")

    starting._shelf.open = fault
    jobs.run()
    assert window.view.trouble


def test_a_hall_that_stays_silent_is_said_after_a_moment(starting, window, jobs, clock):
    jobs.run()
    starting.open("services")
    assert window.view.paused == starting.facts().tr("tickets.connecting")
    assert all(item.off for item in window.view.items)
    starting.home()
    clock.advance(4)
    starting.tick()
    assert not window.view.tiles[1].alert
    clock.advance(1)
    starting.tick()
    assert window.view.tiles[1].alert


def test_a_hall_that_says_it_is_away_is_believed_at_once(starting, window):
    starting.hall_changed(HallNow())
    assert window.view.tiles[1].alert


def test_comfort_is_chosen_seen_at_once_and_forgotten(controller, window, session):
    controller.comfort.open()
    assert [g.title for g in window.panel.groups] == ["字的大小", "颜色"], "no speech, no low reach on this machine"
    controller.comfort.choose("print", "large")
    controller.comfort.choose("colours", "contrast")
    chosen = {(o.setting, o.option) for g in window.panel.groups for o in g.options if o.chosen}
    assert chosen == {("print", "large"), ("colours", "contrast")}
    assert window.style == ("zh", True)
    assert not session.untouched
    controller.comfort.reset()
    assert session.untouched
    controller.comfort.choose("print", "large")
    controller.leave()
    assert window.panel is None
    assert window.style == ("zh", False)
