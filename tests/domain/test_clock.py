from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import FixedClock, SystemClock, from_iso, to_iso


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.timezones()))
def test_iso_round_trip_to_the_millisecond(moment):
    assert abs((from_iso(to_iso(moment)) - moment.astimezone(UTC)).total_seconds()) < 0.001


def test_iso_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        from_iso("2026-11-23T09:30:00")


def test_fixed_clock_moves_when_told():
    clock = FixedClock(datetime(2026, 11, 23, tzinfo=UTC))
    clock.advance(90)
    assert clock.monotonic() == 90
    assert clock.now() == datetime(2026, 11, 23, 0, 1, 30, tzinfo=UTC)


def test_system_clock_is_aware():
    assert SystemClock().now().tzinfo is UTC
