"""The pure rules: words for distances and times, flow charts, idle time, navigation."""

import subprocess
import sys
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.grams import spelt
from kiosk.domain.clock import FixedClock
from kiosk.domain.hours import parse_hours
from kiosk.domain.tickets import WaitRange
from kiosk.strings import Strings
from kiosk.terminal.guide.flow import Box, Need, columns_for, lay_out
from kiosk.terminal.idle import Idle
from kiosk.terminal.input.words import first_words
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


needs = st.builds(Need, st.floats(10, 300), st.just(0.0) | st.floats(10, 300))


@given(st.lists(needs, min_size=1, max_size=12), st.integers(1, 4), st.floats(300, 2000))
def test_flow_boxes_stand_apart_in_order_and_are_joined(needs, columns, width):
    chart = lay_out(needs, width, columns, 20)
    assert len(chart.boxes) == len(chart.branches) == len(needs)
    assert len(chart.lines) == len(needs) - 1
    every = [box for box in (*chart.boxes, *chart.branches) if box]
    for box in every:
        assert box.x >= -0.01
        assert box.x + box.width <= width + 0.01
        assert box.y + box.height <= chart.height + 0.01
    for one, other in combinations(every, 2):
        assert _apart(one, other)
    for need, box, branch in zip(needs, chart.boxes, chart.branches, strict=True):
        assert box.height >= need.step
        assert (branch is None) == (need.branch == 0)
        assert branch is None or branch.height >= need.branch
    for before, after, line in zip(chart.boxes, chart.boxes[1:], chart.lines, strict=False):
        assert (after.y, after.x) > (before.y, before.x)
        _joins(line, before, after, every)
    forks = [(box, branch) for box, branch in zip(chart.boxes, chart.branches, strict=True) if branch]
    for (box, branch), line in zip(forks, chart.side_lines, strict=True):
        _joins(line, box, branch, every)


def _apart(one, other):
    return (
        one.x + one.width <= other.x + 0.01
        or other.x + other.width <= one.x + 0.01
        or one.y + one.height <= other.y + 0.01
        or other.y + other.height <= one.y + 0.01
    )


def _joins(line, before, after, every):
    """A line runs along the axes from one box to the other, and through no third one."""
    assert _touches(before, line[0])
    assert _touches(after, line[-1])
    for a, b in pairwise(line):
        assert a[0] == b[0] or a[1] == b[1]
        segment = Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))
        assert all(_apart(segment, box) for box in every)


def _touches(box, point):
    x, y = point
    inside = box.x - 0.01 <= x <= box.x + box.width + 0.01 and box.y - 0.01 <= y <= box.y + box.height + 0.01
    return inside and (
        min(abs(x - box.x), abs(x - box.x - box.width), abs(y - box.y), abs(y - box.y - box.height)) < 0.01
    )


@given(st.integers(1, 12), st.floats(100, 3000))
def test_columns_leave_boxes_wide_enough(count, width):
    columns = columns_for(count, width, 100, 20)
    assert 1 <= columns <= count
    assert columns == 1 or (width - 20 * (columns - 1)) / columns >= 99.99


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


def test_a_machine_reads_its_content_without_the_pinyin_tables(data):
    code = """
import sys, pathlib
from kiosk.terminal.shelf import Shelf
shelf = Shelf(pathlib.Path(sys.argv[1]))
shelf.open()
print(shelf.dictionary.candidates("qgz")[0], shelf.dictionary.candidates("jf2"), "pypinyin" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["欠工资", "('甲法第二条',)", "False"], done.stderr


def test_the_words_of_advice_are_spelt_right_and_find_something(library):
    assert all(library.search_procedures(name.text) for name in first_words())
    assert tuple(spelt(name.text) for name in first_words()) == first_words()
