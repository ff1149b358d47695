from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.boxes import NOTHING, area, around, bands, gather, grown, join, meet, pixels, shifted

places = st.integers(0, 200)
boxes = st.builds(lambda x, y, w, h: (x, y, x + w, y + h), places, places, st.integers(1, 60), st.integers(1, 60))


def inside(box, other):
    return meet(box, other) == box


@given(st.integers(0, 50), st.integers(2, 90), st.data())
def test_a_picture_that_is_moved_in_bands_arrives_whole(bottom, height, data):
    way = data.draw(st.integers(1, height - 1))
    up = way * data.draw(st.sampled_from((1, -1)))
    rows = list(range(200))
    for start, end in bands(bottom, bottom + height, up):
        source, target = range(start, end), range(start + up, end + up)
        assert source, "an empty step"
        assert not set(source) & set(target), "what a copy of this may show is undefined"
        assert bottom <= min(target)
        assert max(target) < bottom + height
        rows[start + up : end + up] = rows[start:end]
    for place in range(bottom, bottom + height):
        if bottom <= place - up < bottom + height:
            assert rows[place] == place - up
    assert rows[:bottom] == list(range(bottom))
    assert rows[bottom + height :] == list(range(bottom + height, 200))


@given(st.lists(boxes, max_size=12))
def test_few_boxes_cover_all(many):
    few = gather(many)
    assert len(few) <= 4
    assert all(any(inside(box, other) for other in few) for box in many)


def test_boxes_far_apart_stay_apart_and_neighbours_become_one():
    assert gather([(0, 0, 10, 10), (100, 100, 110, 110)]) == [(0, 0, 10, 10), (100, 100, 110, 110)]
    assert gather([(0, 0, 10, 10), NOTHING, (10, 0, 20, 10)]) == [(0, 0, 20, 10)]


@given(boxes, boxes)
def test_what_two_boxes_share_is_in_both_and_their_join_holds_both(one, other):
    shared, both = meet(one, other), join(one, other)
    assert inside(one, both)
    assert inside(other, both)
    assert area(shared) == 0 or (inside(shared, one) and inside(shared, other))


def test_an_empty_box_counts_for_nothing():
    assert area(NOTHING) == 0
    assert grown(NOTHING) == NOTHING
    assert join(NOTHING, (1, 2, 3, 4)) == (1, 2, 3, 4)
    assert join() == NOTHING
    assert around([]) == NOTHING


def test_a_box_is_taken_elsewhere_and_to_whole_pixels():
    assert around([3, 8, 1, 9]) == (1, 8, 3, 9)
    assert shifted((1, 2, 3, 4), 10, -2) == (11, 0, 13, 2)
    assert pixels((1.0, 2.0, 11.0, 7.0)) == (1, 2, 10, 5)
    left, bottom, right, top = grown((10.4, 20.6, 30.2, 40))
    assert left <= 9
    assert bottom <= 19
    assert right >= 32
    assert top >= 41
