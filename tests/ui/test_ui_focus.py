"""The geometry of focus: arrows lead everywhere and out of everywhere."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.focus import Arrow, after, ahead

edges = st.tuples(st.integers(0, 1000), st.integers(0, 1900), st.integers(20, 300), st.integers(20, 200))
boxes = st.lists(edges.map(lambda e: (e[0], e[1], e[0] + e[2], e[1] + e[3])), min_size=1, max_size=25)


def step(targets, here, arrow):
    """One arrow, as `Focus.move` decides it for targets outside lists."""
    if arrow in (Arrow.UP, Arrow.DOWN):
        others = [i for i in range(len(targets)) if i != here]
        found = ahead(targets[here], [targets[i] for i in others], arrow)
        if found is not None:
            return others[found]
    return after(len(targets), here, arrow)


@given(boxes)
def test_every_target_is_reached_from_every_other(targets):
    for start in range(len(targets)):
        seen, edge = {start}, [start]
        while edge:
            here = edge.pop()
            for arrow in Arrow:
                there = step(targets, here, arrow)
                if there not in seen:
                    seen.add(there)
                    edge.append(there)
        assert seen == set(range(len(targets)))


@given(boxes)
def test_left_undoes_right(targets):
    for here in range(len(targets)):
        assert step(targets, step(targets, here, Arrow.RIGHT), Arrow.LEFT) == here


@given(boxes)
def test_up_leads_up_and_down_leads_down_or_neither(targets):
    for here, box in enumerate(targets):
        others = targets[:here] + targets[here + 1 :]
        for arrow, sign in ((Arrow.UP, 1), (Arrow.DOWN, -1)):
            found = ahead(box, others, arrow)
            if found is not None:
                assert sign * (sum(others[found][1::2]) - sum(box[1::2])) > 0


def test_the_nearest_below_is_taken_and_not_one_far_aside():
    here = (0, 500, 100, 550)
    beside, below, aside = (300, 500, 400, 550), (0, 300, 100, 350), (400, 420, 500, 470)
    assert ahead(here, [beside, below, aside], Arrow.DOWN) == 1
    assert ahead(here, [beside], Arrow.DOWN) is None
