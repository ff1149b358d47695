"""The plane of maps on screens."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.mercator import TILE_PX, pixels_per_metre, plane, position_at
from kiosk.domain.places import Position, distance_m

positions = st.builds(Position, st.floats(-84, 84), st.floats(-179, 179))


def test_the_corners_of_the_earth():
    assert plane(Position(0, 0), 0) == pytest.approx((128, 128))
    assert plane(Position(85.051_128_78, 180), 0) == pytest.approx((256, 256), abs=1e-6)
    assert plane(Position(-90, -180), 3) == pytest.approx((0, 0), abs=1e-6)


@given(positions, st.integers(0, 18))
def test_there_and_back(position, zoom):
    back = position_at(*plane(position, zoom), zoom)
    assert distance_m(position, back) < 0.01


def test_tiles_are_numbered_as_in_the_specification():
    # OpenStreetMap wiki, "Slippy map tilenames": 35.6590699, 139.7006793 at zoom 18 is tile 232798, 103246 from the north
    x, y = plane(Position(35.6590699, 139.7006793), 18)
    assert (int(x // TILE_PX), 2**18 - 1 - int(y // TILE_PX)) == (232798, 103246)


def test_a_kilometre_is_as_long_as_the_plane_says():
    here, there = Position(28.431, 118.246), Position(28.44, 118.246)
    drawn = math.dist(plane(here, 15), plane(there, 15))
    assert drawn == pytest.approx(distance_m(here, there) * pixels_per_metre(28.4355, 15), rel=0.005)
