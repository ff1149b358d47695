"""Map layers: what is read, and that each fault names its line and feature."""

import json

import pytest

from kiosk.content.bundles import build_bundle
from kiosk.content.faults import ContentFaultsError
from kiosk.content.files import load_content
from kiosk.content.geojson import ground_of, layer_faults
from kiosk.content.library import Library
from kiosk.domain.maps import Layer, MapLayer
from kiosk.files import shipped

HEAD = '{"type": "FeatureCollection", "attribution": "甲，CC0", "features": [\n'
ROAD = """{"type": "Feature", "properties": {"name": "正街", "rank": "street"},
 "geometry": {"type": "LineString", "coordinates": [[118.2, 28.4], [118.21, 28.41]]}}"""
LANE = ROAD.replace("正街", "小巷").replace("street", "lane")
GOOD = f"{HEAD}{LANE},\n{ROAD}\n]}}\n"


def layer(text, name="roads"):
    return MapLayer(name, text)


def test_a_layer_is_read_in_the_order_of_drawing():
    lake = '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[1,1],[2,1],[2,2],[1,1]]]}}'
    ground = ground_of([layer(GOOD), layer(f"{HEAD}{lake}]}}", "water")])
    assert [(f.layer, f.rank, f.name) for f in ground.features] == [
        (Layer.WATER, "lake", ""),
        (Layer.ROADS, "lane", "小巷"),
        (Layer.ROADS, "street", "正街"),
    ]
    assert ground.features[0].closed
    assert ground.features[2].parts == (((118.2, 28.4), (118.21, 28.41)),)
    assert ground.attribution == "甲，CC0"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ('"rank": "street"', '"rank": "alley"', 4, "feature 2 (正街): there is no rank 'alley'"),
        ("[[118.2, 28.4], [118.21, 28.41]]}}\n]", "[[118.2, 28.4]]}}\n]", 4, "feature 2 (正街): a line needs two"),
        ("[118.2, 28.4]", '["118.2", 28.4]', 2, "feature 1 (小巷): ['118.2', 28.4] is not a place"),
        ("[118.2, 28.4]", "[28.4, 118.2]", 2, "feature 1 (小巷): [28.4, 118.2] is not on the earth"),
        ('"LineString"', '"Point"', 2, "feature 1 (小巷): 'Point' does not belong into roads"),
        ('"geometry": {', '"geom": {', 2, "feature 1 (小巷): expected an object"),
        ('"甲，CC0"', '" "', 1, '"attribution" is missing'),
        ('"FeatureCollection"', '"Collection"', 1, "the file must be a GeoJSON object"),
        ('"features"', '"crs": "BD-09", "features"', 1, '"crs" is not allowed'),
        ("]}\n", "}\n", 6, "not JSON"),
    ],
)
def test_each_fault_has_its_line_and_feature(old, new, line, fault):
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    found = list(layer_faults(layer(text)))
    assert any(at == line and told.startswith(fault) for at, told in found), found


@pytest.mark.parametrize("text", ["", "[]", "null", '{"features": 3}', '{"features": [3, null]}'])
def test_anything_else_is_a_fault_and_no_crash(text):
    assert list(layer_faults(layer(text)))


def test_a_layer_of_another_name(source):
    (source / "map").mkdir()
    (source / "map" / "trees.geojson").write_text(GOOD, "utf-8")
    assert faults(source) == [
        "map/trees.geojson: there is no map layer 'trees'; the layers are boundary, water, railways, roads, places"
    ]


def test_a_map_of_another_county(source):
    (source / "map").mkdir()
    (source / "map" / "roads.geojson").write_text(GOOD.replace("118.2", "108.2"), "utf-8")
    (found,) = faults(source)
    assert found.startswith("map/roads.geojson:2: feature 1 (小巷): ")
    assert "is the longitude first?" in found


def test_tiles_do_not_travel_in_a_release(source):
    (source / "map").mkdir()
    (source / "map" / "county.mbtiles").write_bytes(b"SQLite format 3\0")
    (found,) = faults(source)
    assert "kiosk content import-map" in found


def faults(folder):
    with pytest.raises(ContentFaultsError) as caught:
        load_content(folder)
    return [str(fault) for fault in caught.value.faults]


def test_the_library_has_the_ground_once_for_all_languages(source, tmp_path):
    (source / "map").mkdir()
    (source / "map" / "roads.geojson").write_text(GOOD, "utf-8")
    build_bundle(source, tmp_path / "one")
    with Library(tmp_path / "one") as library:
        assert [f.name for f in library.ground().features] == ["小巷", "正街"]
        assert library.in_language("en").ground() is library.ground()


def test_a_bundle_from_before_maps_has_none(source, tmp_path):
    build_bundle(source, tmp_path / "one")
    import sqlite3

    with sqlite3.connect(tmp_path / "one" / "library.db") as db:
        db.execute("drop table layers")
    with Library(tmp_path / "one") as library:
        assert library.ground().features == ()


def test_the_sample_is_a_county():
    content = load_content(shipped("assets", "sample"))
    assert {one.name for one in content.layers} == set(Layer)
    ground = ground_of(content.layers)
    roads = [f for f in ground.features if f.layer is Layer.ROADS]
    assert len(roads) >= 40
    assert {f.rank for f in roads} == {"motorway", "trunk", "main", "street", "lane"}
    assert all(f.name_en for f in ground.features if f.name)
    assert "虚构" in ground.attribution
    streets = {f.name for f in roads}
    named = [i.address for i in content.institutions if i.district == "城关镇"]
    assert all(any(street in address for street in streets if street) for address in named)
    assert json.loads(content.layers[0].geojson)["type"] == "FeatureCollection"
