import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.laws.schema import FORMAT
from kiosk.content.laws.search.senses import FIRST, Senses, Space, nearness, packed, unpacked
from kiosk.content.laws.search.signs import codes_and_signs, plain, said
from kiosk.domain.errors import ContentError

TEXTS = st.lists(st.text(alphabet="工资拖欠老板给钱 ，a", max_size=12), min_size=1, max_size=6)


def made(texts, size=8):
    codes = np.unique(codes_and_signs(texts)[0])
    table = np.random.default_rng(0).integers(-127, 128, (len(codes), size)).astype(np.int8)
    return Senses(codes, table, np.linspace(0.1, 1, len(codes)).astype(np.float32))


@given(TEXTS)
def test_a_point_is_the_sum_of_what_a_text_holds(texts):
    senses = made([*texts, "工资"])
    for number, text in enumerate(texts):
        held = np.isin(senses.codes, codes_and_signs([text])[0])
        total = (senses.table[held] * senses.scale[held, None]).sum(0)
        length = np.linalg.norm(total)
        assert senses.points(texts)[number] == pytest.approx(total / max(length, 1e-6), abs=1e-4)


def test_signs_and_pairs_count_once_in_each_text():
    codes, numbers = codes_and_signs(["工资工资", "", "工\n资"])
    assert numbers.tolist() == [
        0,
        0,
        0,
        0,
        2,
        2,
        2,
        2,
    ]  # 工资 资工 工 资; standing alone is told from standing anywhere
    assert len(np.unique(codes[:4])) == 4


@given(TEXTS)
def test_a_point_by_itself_is_the_point_among_others(texts):
    senses = made([*texts, "工资"])
    for text, point in zip(texts, senses.points([said(text) for text in texts]), strict=True):
        assert senses.point(said(text)) == pytest.approx(point, abs=1e-5)


def test_rows_are_as_close_as_their_points():
    texts = ["拖欠工资", "老板给钱", "离婚"]
    senses = made(texts, size=100)
    space = Space(senses, packed(senses.points(texts)))
    point = senses.point("老板拖欠工资")
    exact = np.maximum(senses.points(texts) @ point, 0)
    assert space.closely(np.array([1, 0]), point) == pytest.approx(exact[[1, 0]], abs=0.03)
    rows, close = space.nearest(point, 3)
    assert rows.tolist() == [0, 1]  # the third has nothing in common with it
    assert close.tolist() == space.closely(rows, point).tolist()


def test_a_row_is_as_close_whichever_others_are_asked_for():
    generator = np.random.default_rng(0)
    space = Space(made(["工资"], size=128), generator.integers(-60, 61, (1500, 128)).astype(np.int8))
    point = generator.normal(size=128).astype(np.float32)
    every = space.closely(np.arange(1500), point)
    for count in (1, 2, 7, 400):
        rows = np.sort(generator.choice(1500, count, replace=False))
        assert space.closely(rows, point).tolist() == every[rows].tolist()


def test_the_nearest_rows_are_found_by_few_numbers():
    """Points as they are: the first numbers say most."""
    generator = np.random.default_rng(0)
    spread = np.geomspace(1, 0.01, 128)
    points = (generator.normal(size=(20000, 128)) * spread).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    space = Space(made(["工资"], size=128), packed(points))
    point = points[0]
    rows, close = space.nearest(point, 50)
    best = np.argsort(-space.closely(np.arange(20000), point))[:50]
    assert len(np.intersect1d(rows, best)) >= 48
    assert close.max() == pytest.approx(1, abs=0.03)


def test_nearness_is_the_same_whichever_way_points_are_cut():
    points = np.random.default_rng(0).integers(-60, 61, (2500, FIRST)).astype(np.int8)
    point = np.random.default_rng(1).normal(size=FIRST + 8).astype(np.float32)
    assert nearness(points, point) == pytest.approx(unpacked(points) @ point[:FIRST], abs=1e-4)
    assert nearness(points[:0], point).tolist() == []


@given(st.lists(st.floats(-0.6875, 0.6875, width=32), min_size=1, max_size=9))
def test_packing_loses_little(numbers):
    points = np.array([numbers], np.float32)
    assert unpacked(packed(points)) == pytest.approx(points, abs=0.003)


def test_what_ships_knows_other_words_for_the_same():
    senses = Senses.read()
    assert (senses.codes[1:] > senses.codes[:-1]).all()
    asked, wages, divorce = senses.points(
        [
            said("老板不给工资"),
            plain("用人单位应当按照劳动合同约定及时足额支付劳动报酬。"),
            plain("夫妻一方要求离婚的，可以直接向人民法院提起离婚诉讼。"),
        ]
    )
    assert asked @ wages > asked @ divorce


def test_a_broken_file_says_so(tmp_path):
    (tmp_path / "senses.npz").write_bytes(b"no archive")
    with pytest.raises(ContentError, match="Install the product again"):
        Senses.read(tmp_path / "senses.npz")


def test_indexes_made_with_other_points_are_of_another_format():
    held = zlib.crc32(Senses.read().table.tobytes())
    assert (FORMAT, hex(held)) == (4, "0x94e16dc3"), "raise lawschema.FORMAT with new points, then both here"
