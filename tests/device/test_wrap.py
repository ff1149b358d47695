from hypothesis import given
from hypothesis import strategies as st

from device.printer.wrap import CLOSING, OPENING, columns_of, indented, pair_lines, wrap

WORDS = st.text(alphabet=st.sampled_from("中国法律援助，。；：！？（）《》“”abcXYZ0123 -,.()\n"), max_size=80)


@given(st.text(max_size=200), st.integers(2, 48))
def test_no_line_is_wider_than_asked(text, columns):
    assert all(columns_of(line) <= columns for line in wrap(text, columns))


@given(WORDS, st.integers(2, 48))
def test_nothing_is_lost_but_spaces(text, columns):
    assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


@given(st.text(alphabet="中国法律援助A1", min_size=1, max_size=40), st.integers(8, 48))
def test_a_lone_mark_never_begins_or_ends_a_line_wrongly(text, columns):
    marked = "".join(f"（{char}），" for char in text)
    for line in wrap(marked, columns):
        assert line[0] not in CLOSING
        assert line[-1] not in OPENING


def test_words_and_numbers_stay_whole():
    assert wrap("请到B1024号窗口", 8) == ["请到", "B1024号", "窗口"]


def test_a_word_longer_than_a_line_is_cut():
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


def test_marks_cling_to_the_word_before():
    assert wrap("一二三四，五", 8) == ["一二三", "四，五"]


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from((32, 48)))
def test_pairs_fit_and_keep_both_sides(left, right, columns):
    lines = pair_lines(left, right, columns)
    assert all(columns_of(line) <= columns for line in lines)


def test_the_right_side_of_a_pair_ends_at_the_edge():
    assert pair_lines("取号时间", "09:05", 20) == ["取号时间" + " " * 7 + "09:05"]
    assert pair_lines("很长很长很长的左边", "09:05", 20) == ["很长很长很长的左边", " " * 15 + "09:05"]


def test_a_list_hangs_under_its_marker():
    assert indented("身份证原件", 9, 3, "□") == ["□ 身份证", "   原件"]
    assert indented("", 9, 3, "1.") == ["1. "]
