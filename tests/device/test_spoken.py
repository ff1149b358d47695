import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.spoken import cardinal, digits, say_numbers, to_pinyin

SYLLABLES = ("ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3")


@given(st.text(max_size=80))
def test_only_what_the_voice_can_read_comes_out(text):
    assert re.fullmatch(r"(?:[a-z]+[1-5]?|[,.]| )*", to_pinyin(text))


@given(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), st.from_regex(r"\d{3,4}", fullmatch=True))
def test_ticket_numbers_are_called_letter_and_digit_by_digit(letter, number):
    number = re.sub(r"\D", "0", number.encode("ascii", "replace").decode())
    letters = to_pinyin(letter)
    assert letters
    expected = [*letters.split(), *(SYLLABLES[int(digit)] for digit in number)]
    assert to_pinyin(letter + number).split() == expected


@given(st.integers(0, 9999))
def test_counts_are_said_so_that_they_can_be_read_back(number):
    assert read(cardinal(number)) == number


def read(said):
    """The other way round, by another rule: add up digit times unit."""
    units = {"千": 1000, "百": 100, "十": 10}
    total, digit = 0, 0
    for sign in said:
        if sign in units:
            total += (digit or 1) * units[sign]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    return total + digit


@given(st.integers(1, 9999))
def test_no_digit_is_left_in_a_sentence(number):
    assert not re.search(r"\d", say_numbers(f"请A{number:03d}号到{number}号窗口，还有{number}人"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("请A005号到3号窗口办理", "请A零零五号到三号窗口办理"),
        ("您前面还有2人，约2分钟", "您前面还有两人，约两分钟"),
        ("2号窗口", "二号窗口"),
        ("大约20到35分钟", "大约二十到三十五分钟"),
        ("20-35分钟", "二十到三十五分钟"),
        ("热线12348", "热线一二三四八"),
        ("电话0000-6120148", "电话零零零零-六一二零一四八"),
        ("第102条", "第一百零二条"),
        ("2026年8月1日", "二零二六年八月一日"),
        ("2026-08-01", "二零二六年八月一日"),
        ("09:05到14:00", "九点零五分到十四点"),
        ("02:30", "两点三十分"),
        ("3.5公里", "三点五公里"),
        ("50%", "百分之五十"),
        ("1010", "一千零一十"),
        ("Ｂ００７".translate({ord("Ｂ"): "B"}), "B零零七"),
    ],
)
def test_numbers_are_said_as_people_say_them(written, said):
    assert say_numbers(written) == said


def test_words_decide_how_a_character_is_read():
    assert to_pinyin("银行行长") == "yin2 hang2 hang2 zhang3"
    assert to_pinyin("律师，请！") == "lv4 shi1, qing3."


def test_full_width_letters_and_digits_count_as_plain_ones():
    assert to_pinyin("Ａ００５") == to_pinyin("A005")


def test_digits_go_one_by_one():
    assert digits("005") == "零零五"


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_outside_the_range_are_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        cardinal(number)
