"""Who is on duty when."""

from datetime import date, datetime

from kiosk.domain.duty import between, on_duty, still_to_come
from kiosk.domain.institutions import Duty

MORNING = Duty("2026-11-23", "09:00", "12:00", "甲", "律师", "1号窗口")
AFTERNOON = Duty("2026-11-23", "13:30", "17:00", "乙", "律师", "1号窗口")
NEXT_DAY = Duty("2026-11-24", "09:00", "12:00", "丙", "律师", "1号窗口")
LATE = Duty("2026-12-01", "09:00", "12:00", "丁", "律师", "1号窗口")
ROSTER = (LATE, AFTERNOON, MORNING, NEXT_DAY)


def at(clock, day="2026-11-23"):
    return datetime.fromisoformat(f"{day} {clock}")


def test_on_duty_from_the_start_up_to_the_end():
    assert on_duty(ROSTER, at("08:59")) == ()
    assert on_duty(ROSTER, at("09:00")) == (MORNING,)
    assert on_duty(ROSTER, at("12:00")) == ()
    assert on_duty(ROSTER, at("10:00", "2026-11-25")) == ()


def test_the_soonest_comes_first():
    assert still_to_come(ROSTER, at("09:00")) == (AFTERNOON, NEXT_DAY, LATE)
    assert still_to_come(ROSTER, at("18:00", "2026-12-01")) == ()


def test_a_week_by_days():
    assert between(ROSTER, date(2026, 11, 23), 7) == {"2026-11-23": (MORNING, AFTERNOON), "2026-11-24": (NEXT_DAY,)}
