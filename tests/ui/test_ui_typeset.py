import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from kiosk.ui.typeset import _stay_together, break_lines, break_units, end_that_fits, even_lines, fit_lines

CLOSING = "、，。：；！？”’」』）】〕》〉·—…"
OPENING = "“‘「『（【〔《〈"


def em(text):
    """Half an em for ASCII, a whole one for the rest."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


pieces = st.one_of(
    st.sampled_from(list("劳动合同法第三十九条用人单位可以解除的公证援助")),
    st.sampled_from([*"、，。：；！？）》”", "——", "……"]),
    st.sampled_from(list("（《“")),
    st.sampled_from(["12348", "ABC", "3-5", "50%", "￥100", "2024", " "]),
)
texts = st.lists(pieces, max_size=60).map("".join)


def without_spaces(text):
    return text.replace(" ", "")


@given(texts, st.integers(8, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    lines = break_lines(text, width, em)
    assert without_spaces("".join(lines)) == without_spaces(text)
    assert all(em(line) <= width for line in lines)


english = st.lists(
    st.sampled_from([*"aB1 .,:;!?()'\"/-–%$…", " ", " ", "word", "12 348", "(b)", "——", "，", "法", "《"]), max_size=40
)


@given(english.map("".join))
def test_breaks_are_those_of_the_slow_algorithm(text):
    """What is split and shortened for speed changes no break that the whole text has."""
    units = []
    for end in line_break_boundaries(text):
        piece = text[len("".join(units)) : end]
        if units and _stay_together(units[-1], piece):
            units[-1] += piece
        else:
            units.append(piece)
    assert break_units(text) == units


@given(texts, st.integers(12, 40))
def test_marks_stay_where_they_belong(text, width):
    if any(em(unit.rstrip()) > width for unit in break_units(text)):
        return  # a chain of marks longer than a line must be cut somewhere
    lines = break_lines(text, width, em)
    assert not [line for line in lines[1:] if line and line[0] in CLOSING]
    assert not [line for line in lines[:-1] if line and line[-1] in OPENING]


@given(texts, st.integers(12, 40))
def test_words_numbers_and_twins_stay_whole(text, width):
    if any(em(unit.rstrip()) > width for unit in break_units(text)):
        return
    lines = break_lines(text, width, em)
    joined = "\n".join(lines)
    for whole in re.findall(r"[A-Za-z0-9]+(?:-[0-9]+)?%?|——|……", text):
        assert whole in joined


@given(st.text(max_size=80), st.integers(1, 30))
@example("\n", 5)
@example(" ", 5)
def test_any_text_survives(text, width):
    text = text.replace("\r", "")
    lines = break_lines(text, width, em)
    assert re.sub(r"[ \n]", "", "".join(lines)) == re.sub(r"[ \n]", "", text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("甲乙丙丁，戊己", 4, ["甲乙丙", "丁，戊己"]),
        ("甲乙丙（丁戊）己", 4, ["甲乙丙", "（丁戊）", "己"]),
        ("甲乙——丙丁", 3, ["甲", "乙——", "丙丁"]),
        ("拨打12348咨询", 4, ["拨打", "12348", "咨询"]),
        ("应当在3-5日内", 4, ["应当在", "3-5日内"]),
        ("一二三四五六七八九十", 9, ["一二三四五六七", "八九十"]),
        ("第一行\n第二行", 9, ["第一行", "第二行"]),
        ("", 9, [""]),
    ],
)
def test_known_lines(text, width, lines):
    assert break_lines(text, width, em) == lines


@given(st.one_of(texts, english.map("".join)), st.integers(6, 40))
def test_each_line_takes_all_the_pieces_that_fit(text, width):
    """What is looked up at the ends of lines only gives the lines that come of all the pieces of a text."""
    units = break_units(text)
    if any(em(unit.rstrip(" ")) > width for unit in units):
        return
    filled = [""]
    for unit in units:
        if filled[-1] and em(filled[-1] + unit.rstrip(" ")) > width:
            filled.append("")
        filled[-1] += unit
    lines = break_lines(text, width, em)
    assert len(lines) == len(filled)
    assert lines[:-2] == [line.rstrip(" ") for line in filled[:-2]], "the last but one may leave some to the last"


def test_a_space_does_not_leave_a_lone_short_last_line():
    lines = break_lines("请到服务台或者拨打 12348", 10, em)
    assert em(lines[-1]) > em("12348")
    assert lines[-1].endswith("12348")


@example("劳劳劳劳劳劳、、“12348、劳劳劳12348", 12, 0)  # one piece nearly as wide as a line
@example("劳" * 40 + "…", 12, 3)  # cut, and it ended in … before
@given(texts, st.integers(12, 40), st.integers(0, 4))
def test_even_lines_are_no_more_no_wider_and_lose_nothing(text, width, limit):
    if any(em(unit.rstrip()) > width for unit in break_units(text)):
        return
    even, greedy = even_lines(text, width, em, limit), fit_lines(text, width, em, limit)
    assert len(even) <= len(greedy)
    assert all(em(line) <= width for line in even)
    if not limit or len(greedy) < limit:
        assert without_spaces("".join(even)) == without_spaces(text)
    assert not [line for line in even[1:] if line and line[0] in CLOSING]


@given(texts, st.integers(1, 40))
def test_the_end_that_fits_is_as_long_as_it_can_be(text, width):
    end = end_that_fits(text, width, em)
    assert text.endswith(end)
    assert em(end) <= width
    assert end == text or em(text[-len(end) - 1 :]) > width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("请到窗口", 9, ["请到窗口"]),
        ("一二三四五六七八九十", 9, ["一二三四五", "六七八九十"]),
        ("一二三四五六，七八九十", 9, ["一二三四五六，", "七八九十"]),
        ("一，二三四五六七八九十", 9, ["一，二三四", "五六七八九十"]),
        ("一二三四五六七八九十一二三四五六七八九十", 9, ["一二三四五六七", "八九十一二三四", "五六七八九十"]),
        ("for three hundred people", 8, ["for three", "hundred people"]),
    ],
)
def test_known_even_lines(text, width, lines):
    assert even_lines(text, width, em, 0) == lines
