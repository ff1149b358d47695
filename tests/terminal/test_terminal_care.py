"""Home by features and hours, the advisers' roster, and slides for nobody."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.halls import Profile
from kiosk.domain.institutions import Duty
from kiosk.domain.live import Slide
from kiosk.terminal.controller import Controller
from kiosk.terminal.facts import HallNow
from kiosk.terminal.idle import Idle
from kiosk.terminal.navigator import HOME
from kiosk.terminal.presenters import home, slides
from kiosk.terminal.presenters.places import duty
from kiosk.terminal.presenters.tickets import confirm, services
from kiosk.terminal.presenters.tickets.services import why_not
from kiosk.terminal.rest import Rest
from kiosk.terminal.session import Visit
from kiosk.terminal.shelf import Shelf

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = ("categories", "services", "laws", "institutions")


def at(facts, moment):
    return replace(facts, now=datetime.fromisoformat(moment).replace(tzinfo=ZONE))


def hall_of(facts, **changes):
    return replace(facts, content=replace(facts.content, hall=replace(facts.content.hall, **changes)))


def closed_queues(facts):
    queues = tuple(replace(q, open=False) for q in facts.hall.queues)
    return replace(facts, hall=replace(facts.hall, queues=queues))


def roster(facts, *duties):
    return replace(facts, content=replace(facts.content, duty=duties))


@pytest.fixture
def full(facts, library):
    """Facts with roster and slides, as the shelf gives them."""
    return replace(facts, content=replace(facts.content, duty=library.duty(), slides=library.slides()))


def test_home_shows_what_the_hall_offers(full):
    assert tuple(t.screen for t in home.present(full).tiles) == FIRST
    assert "duty" in [t.screen for t in home.present(full).more]
    without = hall_of(full, without=("laws", "procedures"))
    view = home.present(without)
    assert {t.screen for t in view.tiles} & {"laws", "categories"} == set()
    assert view.ask == ""
    assert "my_ticket" in [t.screen for t in view.tiles]  # moves up into the first rank


def test_a_village_shows_its_adviser_first_and_gives_no_tickets(full):
    view = home.present(hall_of(full, profile=Profile.VILLAGE))
    assert view.tiles[0].screen == "duty"
    assert "services" not in [t.screen for t in (*view.tiles, *view.more)]


def test_home_says_who_is_on_duty(full):
    tile = next(t for t in home.present(full).more if t.screen == "duty")
    assert tile.note == "林知远正在值班，到12:00"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-23 19:00", "已下班，明天09:00开门"),
        ("2026-11-23 07:00", "已下班，今天09:00开门"),
        ("2026-11-23 12:30", "中午休息，今天13:30开门"),
        ("2026-11-27 19:00", "已下班，周一09:00开门"),
    ],
)
def test_a_closed_hall_says_when_it_opens_and_what_works_now(facts, moment, words):
    view = home.present(at(facts, moment))
    assert view.closed.startswith(words)
    assert "法律" in view.closed
    assert not view.open_line
    assert "不发号" in view.tiles[1].note
    assert not home.present(facts).closed


def test_tickets_say_when_they_open_each_service_by_its_own_hours(facts):
    early, *others = facts.content.services
    early = replace(early, hours="mon-fri 08:00-17:00")
    facts = replace(facts, content=replace(facts.content, services=(early, *others)))
    night = at(closed_queues(facts), "2026-11-23 19:00")
    assert services.present(night).paused.startswith("现在不发号，明天08:00开始取号")
    assert why_not(night, early.code) == "明天08:00开始取号"
    assert why_not(night, others[0].code) == "明天09:00开始取号"
    assert confirm.present(night, Visit(1), others[0].code).off == "明天09:00开始取号"
    morning = at(closed_queues(facts), "2026-11-23 08:30")
    assert not services.present(morning).paused  # one service is open already
    full_up = closed_queues(facts)  # within hours: no number is left
    assert "不发号" in why_not(full_up, early.code)


def test_after_hours_a_hall_that_is_away_is_closed_not_broken(facts):
    view = services.present(replace(at(facts, "2026-11-23 19:00"), hall=HallNow()))
    assert "开始取号" in view.paused


def test_duty_tells_who_is_there_until_when(full):
    view = duty.present(full)
    assert [(i.name, i.hours) for i in view.now] == [("林知远", "到12:00")]
    assert not view.nobody
    assert view.days[0].title.startswith("今天")
    assert len(view.days) == 5
    assert view.sample


def test_duty_between_two_spans_tells_who_comes_next(full):
    view = duty.present(at(full, "2026-11-23 12:30"))
    assert view.now == ()
    assert "郑惠然（法律援助律师），今天13:30来" in view.nobody
    assert "周一09:00" in duty.present(at(full, "2026-11-27 18:00")).nobody


def test_duty_without_a_roster_says_where_to_ask(facts):
    view = duty.present(roster(facts))
    assert "12348" in view.empty
    assert (view.days, view.now, view.nobody) == ((), (), "")


def test_a_village_puts_its_own_adviser_first(facts):
    lawyer = Duty("2026-11-23", "09:00", "12:00", "甲", "律师", "1号窗口")
    adviser = Duty("2026-11-23", "09:00", "12:00", "乙", "村法律顾问", "村委会")
    two = roster(facts, lawyer, adviser)
    assert duty.present(two).now[0].name == "甲"
    assert duty.present(hall_of(two, profile=Profile.VILLAGE)).now[0].name == "乙"


def test_slides_follow_clock_and_dates(full):
    first = slides.present(full)
    assert first.title
    assert first.paragraphs
    later = slides.present(replace(full, now=full.now.replace(minute=full.now.minute + 1)))
    assert later.slide != first.slide
    assert later.shift != first.shift
    past = replace(full.content, slides=(Slide("a", "甲", "乙", until="2026-11-22"),))
    assert not slides.anything_to_show(replace(full, content=past))


@pytest.fixture
def resting(session, strings, clock, data, jobs, window):
    """A controller that shows slides after 120 s, with its content open; ticks through a number of seconds."""
    shelf = Shelf(data)
    controller = Controller(
        session,
        strings,
        clock,
        Idle(clock, 60, 20),
        shelf=shelf,
        content_jobs=jobs,
        display=window,
        rest=Rest(clock, 120),
    )
    controller.start()
    jobs.run()
    yield controller
    shelf.close()


def pass_time(controller, clock, seconds):
    for _ in range(seconds):
        clock.advance(1)
        controller.tick()


def test_slides_come_when_nobody_is_there_and_the_first_touch_only_wakes(resting, clock, window):
    pass_time(resting, clock, 119)
    assert window.place == HOME
    pass_time(resting, clock, 1)
    assert window.place.screen == "slides"
    pass_time(resting, clock, 300)
    assert window.place.screen == "slides"
    assert window.asked is None  # nobody is there to be asked
    assert resting.wake()
    assert window.place == HOME
    assert not resting.wake()
    pass_time(resting, clock, 119)
    assert window.place == HOME


def test_slides_never_come_over_a_visit(resting, clock, window, jobs):
    resting.open("categories")
    jobs.run()
    pass_time(resting, clock, 79)
    assert window.place.screen == "categories"
    resting.touched()
    pass_time(resting, clock, 79)
    assert window.place.screen == "categories"


def test_slides_end_when_none_are_left_for_the_day(resting, clock, window):
    pass_time(resting, clock, 120)
    resting.content.take(replace(resting.facts().content, slides=()), has_laws=True)
    pass_time(resting, clock, 1)
    assert window.place == HOME
    pass_time(resting, clock, 200)
    assert window.place == HOME


def test_night_comes_with_closing_and_goes_with_opening(resting, clock, window):
    pass_time(resting, clock, 1)
    assert window.own_theme == "day"
    clock.advance(3 * 3600)  # 12:30, the noon break
    pass_time(resting, clock, 1)
    assert window.own_theme == "day"
    clock.advance(5 * 3600)
    pass_time(resting, clock, 1)
    assert window.own_theme == "night"
    resting.touched()
    resting.home()
    resting.open("laws")  # look-ups stay
    assert resting.navigator.here.screen == "laws"
    resting.leave()
    clock.advance(16 * 3600)
    pass_time(resting, clock, 1)
    assert window.own_theme == "day"


def test_nobody_is_dimmed_while_reading(resting, clock, window, jobs):
    pass_time(resting, clock, 1)
    resting.open("categories")
    jobs.run()
    clock.advance(8 * 3600)
    resting.touched()
    resting.tick()
    assert window.own_theme == "day"
    resting.leave()
    resting.tick()
    assert window.own_theme == "night"
