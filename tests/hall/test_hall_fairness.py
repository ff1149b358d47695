from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.tickets import Priority
from kiosk.hall.fairness import MAX_IN_A_ROW, line_up


@dataclass(frozen=True)
class Visitor:
    id: int
    priority: Priority


N, E = Priority.NORMAL, Priority.ELDERLY
lines = st.lists(st.sampled_from([N, N, E, Priority.DISABLED])).map(lambda ps: [Visitor(*p) for p in enumerate(ps)])


def test_two_priority_visitors_then_a_normal_one():
    waiting = [Visitor(i, p) for i, p in enumerate([N, N, E, E, E, E])]
    assert [v.id for v in line_up(waiting, 0)] == [2, 3, 0, 4, 5, 1]


def test_a_normal_visitor_passed_twice_goes_next():
    waiting = [Visitor(0, N), Visitor(1, E)]
    assert line_up(waiting, 2)[0].id == 0
    assert line_up(waiting, 1)[0].id == 1


@given(lines, st.integers(0, 3))
def test_everybody_is_in_the_line_once_and_no_normal_one_is_passed_too_often(waiting, passed):
    line = line_up(waiting, passed)
    assert sorted(v.id for v in line) == [v.id for v in waiting]
    normal = [v for v in line if v.priority is N]
    assert [v.id for v in normal] == sorted(v.id for v in normal)
    row = passed
    for place, visitor in enumerate(line):
        row = 0 if visitor.priority is N else row + 1
        if any(v.priority is N for v in line[place:]):
            assert row <= max(MAX_IN_A_ROW, passed)
