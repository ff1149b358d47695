from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.hours import ALWAYS, NEVER, parse_hours

MONDAY = datetime(2026, 11, 23)
WEEK = "mon-fri 09:00-12:00 13:30-17:00; sat 09:00-12:00"


@pytest.mark.parametrize(
    ("day", "clock", "is_open"),
    [(0, "09:00", True), (0, "08:59", False), (0, "12:00", False), (0, "12:30", False), (0, "16:59", True),
     (5, "11:00", True), (5, "14:00", False), (6, "10:00", False)],
)  # fmt: skip
def test_open_at(day, clock, is_open):
    moment = datetime.combine(MONDAY.date() + timedelta(days=day), time.fromisoformat(clock))
    assert parse_hours(WEEK).is_open(moment) is is_open


def test_opens_and_closes():
    hours = parse_hours(WEEK)
    assert hours.opens_at(MONDAY.replace(hour=12, minute=30)) == MONDAY.replace(hour=13, minute=30)
    assert hours.opens_at(MONDAY + timedelta(days=5, hours=13)) == MONDAY + timedelta(days=7, hours=9)
    assert hours.closes_at(MONDAY.replace(hour=10)) == MONDAY.replace(hour=12)
    assert hours.closes_at(MONDAY.replace(hour=8)) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_opens_at_is_open_and_later(moment):
    opens = parse_hours(WEEK).opens_at(moment)
    assert opens is not None
    assert opens > moment
    assert parse_hours(WEEK).is_open(opens)


def test_always_and_never():
    assert parse_hours("24h") == ALWAYS
    assert parse_hours("") == NEVER
    assert NEVER.opens_at(MONDAY) is None
    assert ALWAYS.is_open(MONDAY)


@pytest.mark.parametrize("text", ["monday 9-12", "mon 09:00", "mon 12:00-09:00", "mon 25:00-26:00", "xyz 09:00-10:00"])
def test_refuses_what_it_cannot_read(text):
    with pytest.raises(ValueError, match=r"cannot read|ends before|does not exist"):
        parse_hours(text)


@given(st.text(max_size=40))
def test_any_text_is_hours_or_a_value_error(text):
    try:
        parse_hours(text)
    except ValueError as err:
        assert str(err)


@pytest.mark.parametrize(
    ("day", "clock", "is_over"),
    [(0, "08:59", True), (0, "09:00", False), (0, "12:30", False), (0, "17:00", True), (6, "10:00", True)],
)
def test_a_noon_break_is_not_the_end_of_the_day(day, clock, is_over):
    moment = datetime.combine(MONDAY.date() + timedelta(days=day), time.fromisoformat(clock))
    assert parse_hours(WEEK).is_over(moment) is is_over
