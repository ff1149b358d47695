from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.board.calls import CallWatch
from kiosk.board.presenter import Presenter
from kiosk.domain.live import Heartbeat, LiveState, Notice, Playlist, Queues, QueueStatus, Slide, slide_at
from kiosk.domain.tickets import WaitRange
from kiosk.strings import Strings
from kiosk.wire.subscriber import Link, LinkState


@pytest.fixture
def board(clock):
    watch = CallWatch()

    class Board:
        presenter = Presenter("board-1", Strings("zh", strict=True), watch, clock)

        def view(self, state, link):
            watch.take(state, link, clock.now(), clock.monotonic())
            return self.presenter.view(state, link)

    return Board()


def test_before_first_contact_it_waits_calmly_and_shows_the_time(board, clock):
    view = board.presenter.view(*board.presenter.start())
    assert "正在连接" in view.waiting
    assert (view.calls, view.emergency, view.time) == ((), "", "09:30")


def test_hall_name_date_and_time_are_the_halls(board, clock, make_state, fresh):
    view = board.view(make_state(), fresh)
    assert (view.hall, view.date, view.time) == ("云溪县公共法律服务中心", "11月23日 星期一", "09:30")
    urumqi = replace(make_state(), heartbeat=Heartbeat("x", zone="Asia/Urumqi"))
    assert board.view(urumqi, fresh).time == "07:30"
    nowhere = replace(make_state(), heartbeat=Heartbeat("x", zone="No/Where"))
    assert board.view(nowhere, fresh).time == "09:30"


def test_english_board(clock, make_state, make_call, fresh):
    presenter = Presenter("b", Strings("en", strict=True), CallWatch(), clock)
    assert presenter.view(make_state(), fresh).hall == "Yunxi Centre"
    assert presenter.announcement(make_call()) == "Number A005, please go to Counter 2"


def test_calls_show_number_counter_and_who_is_still_there(board, clock, make_state, make_call, fresh):
    here, gone = make_call("A005", 2, ago_s=60), make_call("A004", 3, ago_s=300)
    first, second = board.view(make_state(here, gone, at_counter=(here,)), fresh).calls
    assert (first.ticket, first.counter, first.note) == ("A005", "2号窗口", "法律援助")
    assert (first.current, first.fresh) == (True, False)
    assert (second.current, second.fresh) == (False, False)


def test_a_new_call_is_fresh_then_settles(board, clock, make_state, make_call, fresh):
    board.view(make_state(), fresh)
    state = make_state(make_call())
    assert board.view(state, fresh).calls[0].fresh
    clock.advance(13)
    assert not board.view(state, fresh).calls[0].fresh


def test_the_words_spoken(board, make_call):
    assert board.presenter.announcement(make_call()) == "请A005号到2号窗口办理"
    assert board.presenter.announcement(make_call(name="接待台")) == "请A005号到接待台办理"


def test_waiting_per_service(board, make_state, fresh):
    queues = (
        QueueStatus("a", "法律咨询", 6, (), WaitRange(0, 1)),
        QueueStatus("b", "公证办理", 0, (), WaitRange(0, 1)),
        QueueStatus("c", "人民调解", 0, (), WaitRange(0, 1), open=False),
        QueueStatus("d", "劳动维权", 2, (), WaitRange(0, 1), open=False),
    )
    lines = board.view(replace(make_state(), queues=Queues(queues)), fresh).queues
    assert [(q.name, q.count, q.waits) for q in lines] == [
        ("法律咨询", "6人", True),
        ("公证办理", "0人", False),
        ("人民调解", "暂停", False),
        ("劳动维权", "2人", True),
    ]


def test_a_silent_hall_is_named_with_the_time_and_the_state_stays(board, make_state, make_call, stale):
    view = board.view(make_state(make_call(ago_s=200)), stale)
    assert "09:27" in view.banner
    assert view.calls[0].ticket == "A005"


def test_notices_take_turns_and_end(board, clock, make_state, fresh):
    notices = (
        Notice("1", "周六咨询日"),
        Notice("2", "三楼停水", ends_at=clock.now() + timedelta(seconds=30)),
        Notice("3", "别的屏", board="board-9"),
    )
    state = make_state(notices=notices)
    seen = set()
    for _ in range(2):
        view = board.view(state, fresh)
        seen.add((view.notice, view.notice_place))
        clock.advance(12)
    assert {text for text, _ in seen} == {"周六咨询日", "三楼停水"}
    assert {place for _, place in seen} == {"1/2", "2/2"}
    clock.advance(30)
    view = board.view(state, fresh)
    assert (view.notice, view.notice_place) == ("周六咨询日", "")


def test_an_emergency_takes_the_screen_until_it_ends(board, clock, make_state, fresh):
    notice = Notice("1", "请从最近的出口离开", emergency=True, ends_at=clock.now() + timedelta(seconds=60))
    state = make_state(notices=(Notice("2", "周六咨询日"), notice))
    view = board.view(state, fresh)
    assert (view.emergency, view.notice) == ("请从最近的出口离开", "周六咨询日")
    clock.advance(61)
    assert board.view(state, fresh).emergency == ""


def test_slides_take_turns_by_their_seconds():
    slides = (Slide("a", "甲", "", seconds=10), Slide("b", "乙", "", seconds=20))
    shown = [slide_at(slides, second).slug for second in range(0, 60, 5)]
    assert shown == ["a", "a", "b", "b", "b", "b"] * 2


@given(st.lists(st.integers(-5, 100), max_size=6), st.floats(0, 4e9))
def test_there_is_always_a_slide_while_there_are_slides(seconds, at_s):
    slides = tuple(Slide(str(i), "t", "b", seconds=s) for i, s in enumerate(seconds))
    assert (slide_at(slides, at_s) in slides) == bool(slides)


def test_slide_names_its_source(board, make_state, fresh):
    playlist = Playlist((Slide("a", "签合同", " 先看三处。 ", source="劳动合同法第十六条"),))
    slide = board.view(make_state(playlist=playlist), fresh).slide
    assert (slide.title, slide.body, slide.source) == ("签合同", "先看三处。", "依据：劳动合同法第十六条")
    assert board.view(LiveState(), Link(LinkState.FRESH, fresh.since)).slide is None


def test_a_new_notice_is_shown_at_once_then_all_take_turns(board, clock, fresh):
    old = [Notice(str(n), f"通知{n}") for n in range(3)]
    clock.advance(7)
    assert board.view(LiveState(notices=tuple(old)), fresh).notice == "通知0"
    clock.advance(7)
    state = LiveState(notices=(Notice("new", "新通知"), *old))
    assert board.view(state, fresh).notice == "新通知"
    shown = []
    for _ in range(4):
        shown.append(board.view(state, fresh).notice)
        clock.advance(12)
    assert shown == ["新通知", "通知0", "通知1", "通知2"]
