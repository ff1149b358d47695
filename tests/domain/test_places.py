import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.places import Position, distance_m

positions = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))


@given(positions, positions)
def test_distance_is_symmetric_and_bounded(a, b):
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
    assert 0 <= distance_m(a, b) <= 20_015_200  # half the circumference


def test_one_degree_of_latitude():
    assert distance_m(Position(30, 120), Position(31, 120)) == pytest.approx(111_195, abs=1)


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (-91, 0), (0, 181), (0, -181)])
def test_refuses_what_is_not_on_earth(lat, lon):
    with pytest.raises(ValueError, match="outside"):
        Position(lat, lon)
