"""Map tiles of a machine: what is refused, and that a file comes in whole or not at all."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.content.tiles import import_tiles, read_tiles, tiles_path
from kiosk.domain.errors import ContentError, StorageError
from kiosk.domain.places import Position

sys.path.insert(0, str(Path(__file__).parent.parent / "terminal" / "places"))
from map_tiles import make_tiles

HERE = Position(28.4, 118.2)


@pytest.fixture
def tiles(tmp_path):
    return make_tiles(tmp_path / "county.mbtiles", HERE, (12, 13), reach=1)


def test_a_file_is_read_and_imported(tiles, tmp_path):
    found = import_tiles(tmp_path / "data", tiles, HERE)
    assert found.path == tiles_path(tmp_path / "data")
    assert found.path.read_bytes() == tiles.read_bytes()
    assert (found.least, found.most, found.form, found.attribution) == (12, 13, "png", "测试地图，CC0")
    assert found.covers(HERE)
    assert not found.covers(Position(40, 116))
    assert [p.name for p in found.path.parent.iterdir()] == ["map.mbtiles"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"attribution": None}, "does not say whose map"),
        ({"attribution": "  "}, "does not say whose map"),
        ({"format": "pbf"}, "format 'pbf', not pictures"),
        ({"format": "jpg"}, "format 'jpg', not pictures"),
        ({"format": None}, "format 'unknown', not pictures"),
        ({"minzoom": None}, "minzoom is 'missing'"),
        ({"maxzoom": "99"}, "maxzoom is '99'"),
        ({"minzoom": "14"}, "minzoom 14 is above maxzoom 13"),
        ({"bounds": "1,2,3"}, "bounds '1,2,3'"),
    ],
)
def test_what_is_refused(tmp_path, told, why):
    file = make_tiles(tmp_path / "x.mbtiles", HERE, (12, 13), reach=0, **told)
    with pytest.raises(ContentError, match=why):
        read_tiles(file)
    with pytest.raises(ContentError):
        import_tiles(tmp_path, file)
    assert not tiles_path(tmp_path).exists()


def test_another_county_is_refused(tiles, tmp_path):
    with pytest.raises(ContentError, match="does not show the hall"):
        import_tiles(tmp_path, tiles, Position(40, 116))


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_what_is_no_such_file(tmp_path, content):
    file = tmp_path / "x.mbtiles"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ContentError):
        read_tiles(file)


def test_no_tiles(tmp_path):
    file = make_tiles(tmp_path / "x.mbtiles", HERE, (12, 11), reach=0)
    with pytest.raises(ContentError, match="holds no tiles"):
        read_tiles(file)


def test_a_damaged_file_does_not_take_the_place_of_a_good_one(tiles, tmp_path):
    good = import_tiles(tmp_path, tiles)
    data = bytearray(tiles.read_bytes())
    for page in range(4, len(data) // 4096):
        data[page * 4096 : page * 4096 + 12] = b"\xff" * 12
    broken = tmp_path / "broken.mbtiles"
    broken.write_bytes(data)
    with pytest.raises(ContentError, match=r"damaged|not an MBTiles"):
        import_tiles(tmp_path, broken)
    assert read_tiles(good.path) == good


def test_a_folder_that_cannot_be_written(tiles, tmp_path):
    (tmp_path / "content").write_text("in the way")
    with pytest.raises(StorageError, match="cannot copy the map"):
        import_tiles(tmp_path, tiles)


def test_without_bounds_every_place_may_be_on_it(tmp_path):
    file = make_tiles(tmp_path / "x.mbtiles", HERE, (12, 12), reach=0, bounds=None)
    assert read_tiles(file).covers(Position(0, 0))


@pytest.mark.e2e
def test_the_command(tiles, tmp_path):
    words = [sys.executable, "-m", "kiosk", "--data", str(tmp_path / "data"), "content", "import-map", str(tiles)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("map imported: zoom 12 to 13")
    sqlite3.connect(tiles).execute("delete from tiles").connection.commit()
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "holds no tiles" in done.stderr
