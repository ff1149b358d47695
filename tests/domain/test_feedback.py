"""Ratings, opinions and receipt numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import feedback
from kiosk.domain.feedback import (
    About,
    Grade,
    Opinion,
    OpinionKind,
    Rating,
    Reason,
    Served,
    new_receipt,
    receipt_is_right,
    tidy_receipt,
)

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SIGNS = feedback._SIGNS
dates = st.dates(date(2026, 1, 1), date(2035, 12, 31))


def test_both_national_codings_of_the_same_words():
    assert [(g.value, g.stars, g.a8_code) for g in Grade] == [
        ("非常满意", 5, 1),
        ("满意", 4, 2),
        ("基本满意", 3, 3),
        ("不满意", 2, 4),
        ("非常不满意", 1, 5),
    ]
    assert [g for g in Grade if g.poor] == [Grade.DISSATISFIED, Grade.VERY_DISSATISFIED]


@pytest.mark.parametrize("grade", [g for g in Grade if not g.poor])
def test_only_poor_grades_have_reasons(grade):
    Rating(Grade.DISSATISFIED, AT, reasons=(Reason.WAITED,))
    with pytest.raises(ValueError, match="no reasons"):
        Rating(grade, AT, reasons=(Reason.WAITED,))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": " \n"}, "empty"),
        ({"text": "长" * 501}, "500"),
        ({"wants_reply": True}, "phone"),
        ({"phone": "1" * 61}, "60"),
        ({"receipt": "云溪-1123-222223"}, "receipt"),
    ],
)
def test_an_opinion_that_cannot_be_followed_up_is_none(change, fault):
    with pytest.raises(ValueError, match=fault):
        replace(right_opinion(), **change)


def right_opinion():
    return Opinion(OpinionKind.COMPLAINT, About.STAFF, "等了两小时", new_receipt("云溪县", date(2026, 11, 23)), AT)


def test_counts_of_a_day():
    assert Served("2026-11-23", {"aid": 3}).counts == {"aid": 3}
    with pytest.raises(ValueError):
        Served("23.11.2026", {})
    with pytest.raises(ValueError, match="negative"):
        Served("2026-11-23", {"aid": -1})


def test_a_receipt_names_hall_and_day():
    picks = iter("7K3FQ")
    assert new_receipt("云溪县公共法律服务中心", date(2026, 11, 23), lambda _: next(picks)).startswith(
        "云溪-1123-7K3FQ"
    )
    assert new_receipt("Hall 7", date(2026, 1, 2)).startswith("法服-0102-")


@given(dates)
def test_every_receipt_is_right_however_it_is_copied(day):
    receipt = new_receipt("云溪县公共法律服务中心", day)
    assert receipt_is_right(receipt)
    assert tidy_receipt(f" {receipt.lower().replace('-', ' — ')} ") == receipt
    assert tidy_receipt(receipt.replace("-", "")) == receipt


@given(dates, st.data())
def test_every_single_slip_is_found(day, data):
    receipt = new_receipt("云溪", day)
    places = [i for i in range(3, len(receipt)) if receipt[i] != "-"]
    place = data.draw(st.sampled_from(places))
    pool = "0123456789" if place < 8 else SIGNS
    slip = data.draw(st.sampled_from([s for s in pool if s != receipt[place]]))
    assert not receipt_is_right(receipt[:place] + slip + receipt[place + 1 :])


@given(dates, st.data())
def test_neighbours_that_changed_places_are_found(day, data):
    receipt = new_receipt("云溪", day)
    signs = receipt[8:]
    place = data.draw(st.integers(0, len(signs) - 2))
    swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assert receipt_is_right(receipt[:8] + swapped) == (swapped == signs)


@given(st.text(max_size=30))
def test_any_text_can_be_asked_about(text):
    assert receipt_is_right(tidy_receipt(text)) in (True, False)
    assert receipt_is_right(text) in (True, False)
