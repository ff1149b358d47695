from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.live import (
    CALLS_KEPT,
    Call,
    Heartbeat,
    LiveState,
    Notice,
    Playlist,
    Queues,
    Slide,
    apply,
    notices_at,
    slides_on,
)

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ids = st.sampled_from("abcdefghijklmnop")
calls = st.builds(
    Call, ids, st.just("A001"), st.just("1"), st.just("1号"), st.just("咨询"), st.integers(1, 3), st.just(NOW)
)
notices = st.builds(
    Notice, ids, st.text(max_size=5), st.booleans(), st.sampled_from(["", "b"]), withdrawn=st.booleans()
)
bodies = st.one_of(
    calls, notices, st.just(Queues()), st.just(Heartbeat("h")), st.just(Playlist((Slide("s", "t", "b"),)))
)


@given(st.lists(bodies))
def test_applying_an_event_twice_changes_nothing(events):
    state = LiveState()
    for body in events:
        state = apply(state, body)
        assert apply(state, body) == state


@given(st.lists(bodies, max_size=40))
def test_calls_are_few_distinct_and_newest_first(events):
    state = LiveState()
    for body in events:
        state = apply(state, body)
        if isinstance(body, Call):
            assert state.calls[0] == body
    assert len(state.calls) <= CALLS_KEPT
    assert len({c.id for c in state.calls}) == len(state.calls)


def test_notices_emergency_first_expired_and_foreign_not():
    state = LiveState()
    for notice in (
        Notice("1", "normal"),
        Notice("2", "alarm", emergency=True),
        Notice("3", "old", ends_at=NOW - timedelta(seconds=1)),
        Notice("4", "other", board="b2"),
        Notice("5", "gone"),
        Notice("5", "gone", withdrawn=True),
    ):
        state = apply(state, notice)
    assert [n.id for n in notices_at(state, "b1", NOW)] == ["2", "1"]


def test_slides_are_shown_between_their_days():
    slides = (
        Slide("always", "t", "b"),
        Slide("week", "t", "b", since="2026-11-23", until="2026-11-29"),
        Slide("later", "t", "b", since="2026-12-04"),
    )
    shown = {
        day: [s.slug for s in slides_on(slides, date.fromisoformat(day))]
        for day in ("2026-11-22", "2026-11-29", "2026-12-04")
    }
    assert shown == {"2026-11-22": ["always"], "2026-11-29": ["always", "week"], "2026-12-04": ["always", "later"]}
