"""How a law stood on a day: what is held, what is missing, and what the notes under its title tell."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.lawdays import Standing, on_day, starts_on
from kiosk.domain.laws import Amendment, Law, LawStatus


def text(issued, effective="", status=LawStatus.AMENDED):
    return Law("甲法", "甲法", status, issued_on=issued, effective_on=effective)


def act(day, kind="amended"):
    return Amendment(day, kind, "", "")


PASSED = act("2007-06-29", "passed")
FIRST = text("2007-06-29", "2008-01-01")
SECOND = text("2012-12-28", "2013-07-01")
THIRD = text("2018-10-26", "", LawStatus.IN_FORCE)
ACTS = (PASSED, act("2012-12-28"), act("2018-10-26", "revised"))


@pytest.mark.parametrize(
    ("versions", "acts", "day", "standing", "shown"),
    [
        ((FIRST, SECOND, THIRD), ACTS, "2010-05-01", Standing.APPLIED, FIRST),
        ((FIRST, SECOND, THIRD), ACTS, "2013-06-30", Standing.APPLIED, FIRST),
        ((FIRST, SECOND, THIRD), ACTS, "2013-07-01", Standing.APPLIED, SECOND),
        ((FIRST, SECOND, THIRD), ACTS, "2030-01-01", Standing.APPLIED, THIRD),
        ((FIRST, SECOND, THIRD), ACTS, "2007-12-31", Standing.WAITING, None),
        ((FIRST, SECOND, THIRD), ACTS, "2007-06-28", Standing.UNBORN, None),
        ((SECOND, THIRD), ACTS, "2010-05-01", Standing.OTHER, SECOND),
        ((THIRD,), ACTS, "2007-01-01", Standing.UNBORN, None),
        ((FIRST, THIRD), ACTS, "2014-01-01", Standing.OTHER, FIRST),
        ((FIRST, THIRD), ACTS, "2012-12-27", Standing.APPLIED, FIRST),
        ((THIRD,), (), "2010-01-01", Standing.BEFORE, THIRD),
        ((text("", "", LawStatus.IN_FORCE),), (), "2010-01-01", Standing.UNDATED, text("", "", LawStatus.IN_FORCE)),
        # the note tells when it was first published, the list when it was last changed
        ((THIRD,), (act("2003-04-27", "published"),), "2010-01-01", Standing.OTHER, THIRD),
    ],
)
def test_how_a_law_stood(versions, acts, day, standing, shown):
    found = on_day(versions, acts, "", day)
    assert (found.standing, found.text) == (standing, shown)


def test_what_an_unborn_law_waits_for_is_said():
    assert on_day((FIRST,), (PASSED,), "", "2007-12-31").since == "2008-01-01"
    assert on_day((FIRST,), (PASSED,), "", "2000-01-01").since == "2007-06-29"


def test_a_repealed_law_applied_until_something_took_its_place():
    gone = replace(FIRST, status=LawStatus.REPEALED)
    assert on_day((gone,), (PASSED,), "2021-01-01", "2020-12-31").standing is Standing.APPLIED
    assert on_day((gone,), (PASSED,), "2021-01-01", "2021-01-01").standing is Standing.REPLACED
    assert on_day((gone,), (PASSED,), "", "2010-01-01").standing is Standing.REPEALED


days = st.dates().map(str)


@given(st.lists(days, min_size=1, max_size=4, unique=True), st.lists(days, max_size=4), days)
def test_a_text_is_never_shown_as_applying_before_it_began(issued, changed, day):
    versions = tuple(text(one) for one in sorted(issued))
    found = on_day(versions, tuple(map(act, changed)), "", day)
    if found.standing is Standing.APPLIED:
        assert starts_on(found.text) <= day
        assert not any(starts_on(found.text) < starts_on(version) <= day for version in versions)
    if found.standing in {Standing.UNBORN, Standing.WAITING}:
        assert found.since > day
        assert found.text is None
