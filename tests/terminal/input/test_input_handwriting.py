"""Handwriting: real characters drawn from stroke data, at any place and size."""

import pytest
from drawn import common_characters, medians, shaken, stroke_file

from kiosk.terminal.input.handwriting import open_hand, squared, straightened

FA = (  # 法
    ((0.92, 0.17), (1.02, 0.24)), ((0.87, 0.37), (0.96, 0.45)), ((0.87, 0.83), (0.94, 0.81), (1.04, 0.6)),
    ((1.12, 0.3), (1.45, 0.27)), ((1.27, 0.12), (1.27, 0.5)), ((1.05, 0.52), (1.53, 0.49)),
    ((1.27, 0.53), (1.1, 0.84), (1.43, 0.79)), ((1.4, 0.65), (1.5, 0.87)),
)  # fmt: skip


@pytest.fixture(scope="session")
def characters():
    path = stroke_file()
    if path is None:
        pytest.skip("npm did not fetch hanzi-writer-data")
    return list(medians(path, common_characters(200)))


def test_a_rough_character_is_read_wherever_it_stands(hand):
    assert hand.read(FA, 12)[0] == "法"
    small = tuple(tuple((x * 0.2 + 2, y * 0.2 + 0.7) for x, y in stroke) for stroke in FA)
    assert hand.read(small, 12) == hand.read(FA, 12)


@pytest.mark.parametrize("strokes", [(), (((0.5, 0.5),),), (((0.1, 0.5), (0.9, 0.5)),), (((0.0, 0.0), (0.0, 0.0)),)])
def test_little_or_nothing_drawn_is_no_trouble(hand, strokes):
    assert isinstance(hand.read(strokes, 12), tuple)


def test_one_stroke_is_one(hand):
    assert "一" in hand.read((((0.1, 0.5), (0.9, 0.48)),), 5)


def test_a_scrawl_of_many_strokes_ends(hand):
    assert len(hand.read(tuple(((0.01 * i, 0.2), (0.3, 0.02 * i)) for i in range(40)), 12)) <= 12


def test_parts_of_the_model_that_make_room_are_freed(monkeypatch):
    hand, freed = open_hand(), []
    if hand is None:
        pytest.skip("the packages of handwriting are not installed")
    destroy = hand._lib.zinnia_recognizer_destroy
    monkeypatch.setattr(hand._lib, "zinnia_recognizer_destroy", lambda one: (freed.append(one), destroy(one)))
    opened = [hand._part(strokes).recognizer for strokes in range(2, 9)]
    assert freed == opened[: -hand._part.cache_info().maxsize]


def test_200_characters_are_read(hand, characters):
    assert len(characters) == 200
    for shake in (0, 0.03):
        found = [(char, hand.read(shaken(strokes, n, shake), 12)) for n, (char, strokes) in enumerate(characters)]
        assert sum(char == row[0] for char, row in found) >= 0.7 * 200
        assert sum(char in row[:5] for char, row in found) >= 0.85 * 200


def test_one_stroke_out_of_order_does_not_matter(hand):
    late = (*FA[:2], *FA[3:], FA[2])
    assert "法" in hand.read(late, 5)


def test_the_tremor_of_a_hand_is_taken_out():
    line = tuple((x / 20, 0.5 + 0.02 * (-1) ** x) for x in range(21))
    assert straightened(line, 0.06) == (line[0], line[-1])
    corner = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    assert straightened(corner, 0.06) == corner


def test_a_character_fills_its_square_in_its_own_proportions():
    (line,) = squared([((2.0, 1.0), (3.0, 1.0))])
    assert line[0][1] == line[1][1] == pytest.approx(0.5)
    assert (line[0][0], line[1][0]) == (pytest.approx(0.1), pytest.approx(0.9))
    assert squared([]) == []


def test_without_library_or_model_there_is_no_hand(tmp_path):
    assert open_hand("libnothing.so.9") is None
    (tmp_path / "model").write_bytes(b"no model")
    assert open_hand(model=tmp_path / "model") is None
