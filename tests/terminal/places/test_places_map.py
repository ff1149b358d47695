"""The map: what it shows and says, where it looks, which pins stand together; and a real one under real fingers."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_tiles import colour_of, make_tiles

from kiosk.content.tiles import read_tiles, tiles_path
from kiosk.domain.mercator import position_at
from kiosk.domain.places import Position
from kiosk.terminal.places.camera import LEAST_ZOOM, MOST_ZOOM, Camera, first_camera
from kiosk.terminal.places.choice import Filter, PlacesChoice
from kiosk.terminal.places.pins import gather
from kiosk.terminal.presenters.places import map as map_page

DRIVER = Path(__file__).with_name("map_driver.py")
HALL = Position(28.431, 118.246)
pixels = st.floats(-3000, 3000)
spots = st.lists(st.tuples(pixels, pixels), max_size=40)


def test_pins_are_what_the_list_shows_nearest_first(facts, library):
    choice = PlacesChoice("law_firm", frozenset({Filter.BARRIER_FREE}))
    view = map_page.present(facts, library, choice)
    assert [pin.name for pin in view.pins] == ["云溪清源律师事务所", "云溪春晖律师事务所"]
    assert view.filtered
    assert view.lead == f"律师事务所、{facts.tr('filter.barrier_free')}：2家"
    assert view.card is None
    assert "云溪清源律师事务所，约950米" in view.says
    assert view.ground is library.ground()
    assert view.attribution


def test_rings_are_called_estimates_and_reach_a_quarter_of_an_hour(facts, library, strings):
    view = map_page.present(facts, library, PlacesChoice())
    assert [(ring.text, round(ring.radius_m, -2)) for ring in view.rings] == [
        ("步行15分钟", 700),
        ("骑车15分钟", 2300),
        ("开车15分钟", 5800),
    ]
    assert "估计" in strings["zh"]("map.estimate")
    assert "estimate" in strings["en"]("map.estimate")


def test_a_chosen_pin_has_a_card_unless_a_filter_hides_it(facts, library):
    view = map_page.present(facts, library, PlacesChoice(pin="yx-notary"))
    assert (view.card.name, view.card.is_open, view.chosen) == ("云溪县公证处", True, "yx-notary")
    hidden = map_page.present(facts, library, PlacesChoice("court", pin="yx-notary"))
    assert (hidden.card, hidden.chosen) == (None, "")


def test_nothing_to_show_is_said(facts, library):
    view = map_page.present(facts, library, PlacesChoice("notary", frozenset({Filter.FREE})))
    assert not view.pins
    assert "12348" in view.says


def test_in_english(in_english, library):
    view = map_page.present(in_english, library.in_language("en"), PlacesChoice("notary"))
    assert view.english
    assert view.pins[0].name == "Yunxi County Notary Office"


@given(st.integers(LEAST_ZOOM, MOST_ZOOM), pixels, pixels)
def test_the_position_in_the_middle_is_drawn_there(zoom, x, y):
    camera = Camera(HALL, zoom, x, y)
    assert camera.spot(camera.middle()) == pytest.approx((x, y), abs=1e-3)


def test_what_is_nearest_to_the_middle_is_told_with_its_distance_from_there(facts, library):
    view = map_page.present(facts, library, PlacesChoice("notary"))
    office, branch = view.pins
    assert map_page.middle_words(view, office.position, facts.tr) == f"地图正中是{office.name}。"
    north = replace(branch.position, lat=branch.position.lat + 0.009)  # a kilometre
    assert map_page.middle_words(view, north, facts.tr) == f"离地图正中最近的是{branch.name}，约1.0公里。"
    none = map_page.present(facts, library, PlacesChoice("notary", frozenset({Filter.FREE})))
    assert map_page.middle_words(none, HALL, facts.tr) == none.says


@given(spots, st.floats(10, 200))
def test_pins_keep_apart_and_every_place_has_one(places, reach):
    clusters = gather(places, reach)
    assert sorted(member for cluster in clusters for member in cluster.members) == list(range(len(places)))
    for index, one in enumerate(clusters):
        assert one.spot == places[one.members[0]]
        for other in clusters[index + 1 :]:
            assert max(abs(one.spot[0] - other.spot[0]), abs(one.spot[1] - other.spot[1])) >= reach


@given(st.integers(LEAST_ZOOM, MOST_ZOOM), pixels, pixels, st.integers(-3, 3), pixels, pixels)
def test_zooming_keeps_the_place_between_the_fingers(zoom, x, y, steps, at_x, at_y):
    camera = Camera(HALL, zoom, x, y)
    nearer = camera.zoomed(steps, (at_x, at_y))
    assert LEAST_ZOOM <= nearer.zoom <= MOST_ZOOM
    factor = 2.0 ** (nearer.zoom - zoom)
    assert (nearer.x + at_x, nearer.y + at_y) == pytest.approx(((x + at_x) * factor, (y + at_y) * factor), abs=1e-6)


@given(pixels, pixels)
def test_the_map_ends_somewhere(x, y):
    camera = Camera(HALL, 15).moved(x, y, (500, 400))
    assert abs(camera.x) <= 500
    assert abs(camera.y) <= 400
    assert camera.home().x == camera.home().y == 0


def test_showing_goes_as_near_as_it_can():
    camera = Camera(HALL, 15)
    near, far = Position(28.4315, 118.2465), Position(28.4927, 118.3105)
    assert camera.showing(near, (400, 500)).zoom == 15
    wide = camera.showing(far, (400, 500))
    x, y = wide.spot(far)
    assert wide.zoom < 15
    assert abs(x) <= 400
    assert abs(y) <= 500
    closer = replace(wide, zoom=wide.zoom + 1).spot(far)
    assert abs(closer[0]) > 400 or abs(closer[1]) > 500
    assert camera.showing(position_at(0, 0, 1), (400, 500)).zoom == LEAST_ZOOM


@pytest.mark.e2e
@pytest.mark.parametrize(("size", "print_size"), [("1080x1920", "normal"), ("1920x1080", "large")])
def test_a_real_map_under_real_fingers(data, size, print_size):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    env["SDL_VIDEODRIVER"] = "offscreen"
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(data), size, print_size],
        capture_output=True,
        text=True,
        timeout=200,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["dragged"] == pytest.approx([-160, -120], abs=2), "the map follows the finger"
    assert not seen["chosen_by_drag"], "a drag that begins on a pin chooses nothing"
    assert seen["card"] == seen["tapped"] != ""
    assert seen["card_in_sight"], "the chosen pin is not under its card"
    assert seen["pinched"] == 1
    assert seen["between_fingers_px"] < 4
    assert seen["zooms"] == [LEAST_ZOOM, MOST_ZOOM]
    assert seen["told"], "a key that can do no more says why"
    assert seen["home"] == [0, 0]
    assert seen["next"] != seen["card"]
    assert not seen["overlapping"]
    assert not seen["out_of_sight"]
    assert seen["opened"] == "institution"
    width, height = seen["seen_px"]
    thirds = [[0, height / 3], [width / 3, height / 3], [width / 3, 0], [0, 0]]
    assert seen["steps"] == [pytest.approx(step, abs=0.01) for step in thirds], "a third of what is seen each time"
    assert seen["entered"] == [True, False]
    assert seen["still_here"] == "map", "the way back leaves the map, and only then the page"
    assert len(set(seen["said"])) > 1
    assert "到头" in seen["end"]


@pytest.mark.e2e
@pytest.mark.parametrize("size", ["1080x1920", "1920x1080"])
def test_tiles_lie_where_they_belong(data, size):
    """A real MBTiles file in the real widget: rings and pins over it, no threads left, no link that opens a browser."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    env["SDL_VIDEODRIVER"] = "offscreen"
    done = subprocess.run(
        [sys.executable, str(DRIVER.with_name("tiles_driver.py")), str(data), size],
        capture_output=True,
        text=True,
        timeout=200,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["zooms"] == [13, 14, 15, 16]
    assert len(seen["colours"]) > 20
    for colour, tile in seen["colours"]:
        assert colour == pytest.approx(list(colour_of(*tile)), abs=3), tile
    assert seen["attribution"]
    assert not seen["labels"]
    assert seen["closed"]
    assert not [name for name in seen["threads"] if "ThreadPool" in name]


def test_tiles_set_the_zoom_steps(tmp_path):
    tiles = read_tiles(make_tiles(tmp_path / "x.mbtiles", HALL, (9, 13), reach=0))
    camera = first_camera(HALL, tiles)
    assert (camera.least, camera.most, camera.zoom) == (LEAST_ZOOM, 14, 14)
    assert first_camera(HALL, None).zoom == 15


def test_tiles_that_cannot_be_used_leave_the_lines(facts, shelf, tmp_path, data):
    shelf.open()
    assert shelf.tiles() is None
    path = tiles_path(data)
    try:
        path.write_bytes(b"something else")
        assert shelf.tiles() is None
        path.unlink()
        make_tiles(path, HALL, (12, 12), reach=0)
        view = map_page.present(facts, shelf.library, PlacesChoice(), shelf.tiles())
        assert view.attribution == "测试地图，CC0"
        assert view.tiles.path == path
    finally:
        path.unlink()
