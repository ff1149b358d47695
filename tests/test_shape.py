from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.live import Call, LiveState, Notice
from kiosk.domain.procedures import Material
from kiosk.shape import ShapeError, shape, unshape


@dataclass(frozen=True)
class Box:
    name: str
    things: tuple[Material, ...] = field(default=())


def faults(data):
    with pytest.raises(ShapeError) as caught:
        shape(Box, data)
    return caught.value.faults


def test_every_fault_with_its_path():
    found = faults({"name": 3, "things": [{"name": "a", "copies": "2"}, {"nam": "b"}], "colour": "red"})
    assert [path for path, _ in found] == ["name", "things[0].copies", "things[1].name", "things[1].nam", "colour"]


@pytest.mark.parametrize(
    ("data", "words"),
    [({}, "missing"), ({"name": True}, "a text"), ({"name": "a", "things": [{"name": "x", "copies": True}]}, "whole number"),
     ({"name": "a", "things": [{"name": "x", "need": "much"}]}, "Need"), ({"name": "a", "things": [{"name": "x", "copies": -1}]}, "negative")],
)  # fmt: skip
def test_faults_say_what_was_expected(data, words):
    assert words in faults(data)[0][1]


def test_a_moment_needs_its_zone():
    notice = {"id": "a", "text": "b"}
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert shape(Notice, notice | {"ends_at": moment}) == shape(
        Notice, notice | {"ends_at": "2026-11-23T17:00:00+08:00"}
    )
    for naive in (moment.replace(tzinfo=None), "2026-11-23T17:00:00"):
        with pytest.raises(ShapeError, match="time zone"):
            shape(Notice, notice | {"ends_at": naive})


@given(
    st.builds(
        LiveState,
        calls=st.tuples(
            st.builds(
                Call, called_at=st.datetimes(timezones=st.just(UTC)).map(lambda d: d.replace(microsecond=0, year=2026))
            )
        ),
        notices=st.tuples(st.builds(Notice, ends_at=st.none())),
    )
)
def test_round_trip(state):
    assert shape(LiveState, unshape(state)) == state
