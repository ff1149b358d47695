"""The shifted coordinates of Chinese maps: published pairs, and the way back."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.coordinates import (
    Bd09,
    Gcj02,
    bd09_to_gcj02,
    from_bd09,
    from_gcj02,
    gcj02_to_bd09,
    is_shifted,
    to_bd09,
    to_gcj02,
)
from kiosk.domain.map_links import MapApp, map_link
from kiosk.domain.places import Position, distance_m
from kiosk.domain.travel import Travel, minutes, reach_m

# the box about China without its rim, where a shifted place may lie outside
in_china = st.builds(Position, st.floats(0.9, 55.7), st.floats(72.1, 137.7))
anywhere = st.builds(Position, st.floats(-89, 89), st.floats(-179, 179))
METRE_DEG = 1 / 111_195


# googollee/eviltransform, python/test.py
@pytest.mark.parametrize(
    ("lat", "lon", "gcj_lat", "gcj_lon"),
    [
        (31.1774276, 121.5272106, 31.17530398364597, 121.531541859215),
        (22.543847, 113.912316, 22.540796131694766, 113.9171764808363),
        (39.911954, 116.377817, 39.91334545536069, 116.38404722455657),
        (39.915, 116.404, 39.91640428150164, 116.41024449916938),  # coordtransform_rs
    ],
)
def test_published_pairs_of_gcj02(lat, lon, gcj_lat, gcj_lon):
    found = to_gcj02(Position(lat, lon))
    assert (found.lat, found.lon) == pytest.approx((gcj_lat, gcj_lon), abs=METRE_DEG / 1000)


def test_published_pairs_of_bd09_and_the_missing_factor():
    found = gcj02_to_bd09(Gcj02(39.915, 116.404))  # coordtransform_rs tests
    assert (found.lat, found.lon) == pytest.approx((39.92133699351021, 116.41036949371029), abs=METRE_DEG / 1000)
    back = bd09_to_gcj02(Bd09(39.915, 116.404))
    # theirs is a closed form that is a metre off: going there again must come back, which theirs need not
    assert (back.lat, back.lon) == pytest.approx((39.90865673957631, 116.39762729119315), abs=METRE_DEG)
    again = gcj02_to_bd09(back)
    assert (again.lat, again.lon) == pytest.approx((39.915, 116.404), abs=1e-9)


@given(in_china)
def test_the_way_back_lands_within_a_millimetre(position):
    assert distance_m(position, from_gcj02(to_gcj02(position))) < 0.001
    assert distance_m(position, from_bd09(to_bd09(position))) < 0.001


@given(in_china)
def test_places_move_by_some_hundred_metres(position):
    gcj = to_gcj02(position)
    assert distance_m(position, Position(gcj.lat, gcj.lon)) < 1_500


@given(anywhere.filter(lambda p: not is_shifted(p.lat, p.lon)))
def test_outside_china_nothing_moves(position):
    assert to_gcj02(position) == Gcj02(position.lat, position.lon)
    assert to_bd09(position) == Bd09(position.lat, position.lon)
    assert from_gcj02(Gcj02(position.lat, position.lon)) == position


HALL = Position(28.431, 118.246)


def pairs(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_amap_takes_gcj02_with_the_longitude_first():
    link = map_link(MapApp.AMAP, HALL, "云溪县公证处")
    assert link.startswith("https://uri.amap.com/marker?position=118.2")
    gcj, told = to_gcj02(HALL), pairs(link)
    assert told["position"] == f"{gcj.lon:.6f},{gcj.lat:.6f}"
    assert (told["name"], told["coordinate"], told["callnative"]) == ("云溪县公证处", "gaode", "0")


def test_baidu_takes_bd09_with_the_latitude_first():
    link = map_link(MapApp.BAIDU, HALL, "甲&乙")
    assert link.startswith("https://api.map.baidu.com/marker?location=28.4")
    bd, told = to_bd09(HALL), pairs(link)
    assert told["location"] == f"{bd.lat:.6f},{bd.lon:.6f}"
    assert (told["title"], told["content"]) == ("甲&乙", "甲&乙")
    assert (told["coord_type"], told["output"]) == ("bd09ll", "html")
    assert told["src"].startswith("webapp.")


def test_tencent_takes_gcj02_with_the_latitude_first():
    link = map_link(MapApp.TENCENT, HALL, "甲;乙")
    assert link.startswith("https://apis.map.qq.com/uri/v1/marker?marker=coord:28.4")
    gcj = to_gcj02(HALL)
    raw = dict(part.partition("=")[::2] for part in urlsplit(link).query.split("&"))
    place, title, address = raw["marker"].split(";")  # a ; of the name itself is escaped
    assert place == f"coord:{gcj.lat:.6f},{gcj.lon:.6f}"
    assert unquote(title) == "title:甲;乙"
    assert address.startswith("addr:")
    assert raw["coord_type"] == "2"
    assert raw["referer"]


def test_geo_stays_wgs84_with_the_latitude_first():
    assert map_link(MapApp.GEO, HALL, "甲") == "geo:28.431000,118.246000"


def test_a_quarter_of_an_hour_reaches_what_takes_a_quarter_of_an_hour():
    for travel in Travel:
        assert minutes(reach_m(travel, 15), travel) == 15
    assert [round(reach_m(travel, 15), -1) for travel in Travel] == [690, 2310, 5770]
    assert minutes(1, Travel.DRIVE) == 1
