from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.checklist import can_follow, missing, toggled
from kiosk.domain.procedures import Fee, LegalBasis, Material, Need, Procedure, Step, TimeLimit

MATERIALS = (
    Material("身份证"),
    Material("申请表"),
    Material("照片", need=Need.OPTIONAL),
    Material("证明", need=Need.LATER),
)
PROCEDURE = Procedure(
    slug="one",
    title="办事",
    title_en="",
    category="aid",
    summary="",
    audience="",
    conditions=(),
    materials=MATERIALS,
    steps=(Step("办", "您"),),
    fee=Fee(charged=False, text="不收费"),
    time_limit=TimeLimit("七天"),
    basis=(LegalBasis("某法"),),
    service="aid",
    office="",
)
ticks = st.frozensets(st.integers(0, 3))


def test_only_what_is_required_is_missing_and_only_what_may_follow_follows():
    assert [m.name for m in missing(PROCEDURE, frozenset())] == ["身份证", "申请表"]
    assert [m.name for m in can_follow(PROCEDURE, frozenset())] == ["证明"]
    assert missing(PROCEDURE, frozenset({0, 1})) == ()


@given(ticks, st.integers(0, 3))
def test_a_second_touch_takes_the_tick_away(have, index):
    assert (index in toggled(have, index)) != (index in have)
    assert toggled(toggled(have, index), index) == have


@given(ticks)
def test_nothing_is_missing_that_was_ticked(have):
    ticked = {MATERIALS[i].name for i in have}
    assert not ticked & {m.name for m in (*missing(PROCEDURE, have), *can_follow(PROCEDURE, have))}
