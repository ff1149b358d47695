"""What a hall's terminal offers."""

import pytest

from kiosk.domain.features import ALL, Feature, features_of
from kiosk.domain.halls import Hall, Profile
from kiosk.domain.places import Position


def hall(profile="centre", features=(), without=()):
    return Hall(
        "甲", "A", Profile(profile), "某路", Position(28.4, 118.2), "0000-1", "24h", features=features, without=without
    )


@pytest.mark.parametrize(
    ("profile", "off"),
    [("centre", ()), ("station", (Feature.MY_TICKET,)), ("village", (Feature.TICKETS, Feature.MY_TICKET))],
)
def test_the_profile_decides(profile, off):
    assert features_of(hall(profile)) == ALL - set(off)


def test_a_hall_may_say_otherwise():
    assert features_of(hall("village", features=("tickets", "laws"))) == {Feature.TICKETS, Feature.LAWS}
    assert features_of(hall(without=("map", "progress"))) == ALL - {Feature.MAP, Feature.PROGRESS}
    assert features_of(hall(features=("laws", "map"), without=("map",))) == {Feature.LAWS}
