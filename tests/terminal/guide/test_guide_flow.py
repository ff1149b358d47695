"""The flow chart of a procedure: boxes stand apart, in reading order, and joined by lines that cross none."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.guide.flow import Box, Need, columns_for, lay_out

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
