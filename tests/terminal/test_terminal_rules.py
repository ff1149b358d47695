"""The pure rules: words for distances and times, idle time, navigation."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import FixedClock
from kiosk.domain.hours import parse_hours
from kiosk.domain.tickets import WaitRange
from kiosk.strings import Strings
from kiosk.terminal.idle import Idle
from kiosk.terminal.navigator import HOME, Navigator, Place
from kiosk.terminal.words import distance_words, open_words, wait_words, waiting_words, week_lines

ZH, EN = (Strings(language, strict=True) for language in ("zh", "en"))
CHINA = ZoneInfo("Asia/Shanghai")
WEEK = parse_hours("mon-fri 09:00-12:00 13:30-17:00; sat 09:00-12:00")


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "就在这里"),
        (49, "就在这里"),
        (130, "约150米，步行约3分钟"),
        (974, "约950米，步行约21分钟"),
        (990, "约1.0公里，步行约21分钟"),
        (2300, "约2.3公里"),
        (23456, "约23公里"),
    ],
)
def test_distance_words(metres, words):
    assert distance_words(metres, ZH) == words


@given(st.floats(0, 1_000_000), st.sampled_from([ZH, EN]))
def test_distance_words_never_promise_nonsense(metres, tr):
    words = distance_words(metres, tr)
    assert words
    assert "{" not in words
    assert ("步行" in words or "on foot" in words) == (50 <= metres <= 2000)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 0, "不用等"), (0, 8, "8分钟以内"), (7, 7, "约7分钟"), (10, 25, "约10到25分钟")],
)
def test_wait_words(low, high, words):
    assert wait_words(WaitRange(low, high), ZH) == words


def test_waiting_words():
    assert [waiting_words(n, EN) for n in (0, 1, 7)] == [
        "Nobody is waiting",
        "1 person is waiting",
        "7 people are waiting",
    ]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 23, 9, 30), "开放，到12:00"),
        (datetime(2026, 11, 23, 12, 10), "没有开放，今天13:30开门"),
        (datetime(2026, 11, 23, 17, 0), "没有开放，明天09:00开门"),
        (datetime(2026, 11, 21, 12, 0), "没有开放，周一09:00开门"),
    ],
)
def test_open_words(moment, words):
    assert open_words(WEEK, moment.replace(tzinfo=CHINA), ZH) == words


def test_open_words_without_hours_and_around_the_clock():
    now = datetime(2026, 11, 23, 3, 0, tzinfo=CHINA)
    assert open_words(None, now, ZH) == "时间请打电话问"
    assert open_words(parse_hours("24h"), now, ZH) == "开放"
    assert open_words(parse_hours(""), now, ZH) == "没有开放"


def test_the_week_joins_days_with_the_same_hours():
    monday = datetime(2026, 11, 23, 10, tzinfo=CHINA)
    lines = week_lines(WEEK, monday, ZH)
    assert [(one.days, one.times) for one in lines] == [
        ("周一至周五", "09:00–12:00，13:30–17:00"),
        ("周六", "09:00–12:00"),
        ("周日", "不开放"),
    ]
    assert [one.today for one in lines] == [True, False, False]
    assert [one.times for one in week_lines(parse_hours("24h"), monday, ZH)] == ["每天24小时"]
    assert [one.times for one in week_lines(parse_hours(""), monday, EN)] == ["closed"]


@given(st.lists(st.one_of(st.floats(0, 40), st.just("touch")), max_size=30))
def test_nobody_is_sent_away_before_the_whole_countdown(events):
    clock = FixedClock(datetime(2026, 11, 23, tzinfo=CHINA))
    idle, since = Idle(clock, 60, 20), 0.0
    for event in events:
        if event == "touch":
            idle.touched()
            since = clock.monotonic()
        else:
            clock.advance(event)
        quiet = clock.monotonic() - since
        left = idle.seconds_left
        assert (left is None) == (quiet < 60)
        assert (left == 0) == (quiet >= 80)
        assert left is None or left <= 20


def test_a_touch_extends_the_time():
    clock = FixedClock(datetime(2026, 11, 23, tzinfo=CHINA) + timedelta(0))
    idle = Idle(clock, 60, 20)
    clock.advance(79)
    assert idle.seconds_left == 1
    idle.touched()
    assert idle.seconds_left is None


MOVES = st.lists(st.sampled_from(["a", "b", "c", "back", "home", "swap"]), max_size=120)


@given(MOVES)
def test_home_is_always_at_the_bottom_and_back_leads_there(moves):
    shown = []
    navigator = Navigator(shown.append)
    for move in moves:
        match move:
            case "back":
                navigator.back()
            case "home":
                navigator.home()
            case "swap":
                navigator.swap("d")
            case screen:
                navigator.open(screen)
        assert not shown or shown[-1] == navigator.here
    for _ in range(50):
        navigator.back()
    assert navigator.here == HOME
    assert navigator.at_home


def test_navigation():
    shown = []
    navigator = Navigator(shown.append)
    navigator.open("procedures", "aid")
    navigator.open("procedures", "aid")  # the echo of the same touch
    navigator.open("article", "甲法第一条")
    navigator.swap("article", "甲法第二条")
    navigator.back()
    assert shown == [
        Place("procedures", "aid"),
        Place("article", "甲法第一条"),
        Place("article", "甲法第二条"),
        Place("procedures", "aid"),
    ]
