from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.laws import (
    Article,
    article_number,
    article_values,
    chinese_number,
    counted,
    law_day,
    next_label,
    parse_number,
    short_title,
    split_ref,
)

_VALUES = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"十": 10, "百": 100, "千": 1000}


def read_back(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        value = _VALUES[sign]
        if value < 10:
            digit = value
        else:
            total += (digit or 1) * value
            digit = 0
    return total + digit


@given(st.integers(1, 9999))
def test_chinese_number_reads_back(value):
    assert read_back(chinese_number(value)) == parse_number(chinese_number(value)) == value


@given(st.integers(1, 9999), st.integers(0, 20))
def test_article_numbers_read_back(value, branch):
    assert article_values(article_number(value, branch)) == (value, branch)


@pytest.mark.parametrize("text", ["", "第条", "三十九条", "第三十九条的", "附件一", "第39条"])
def test_what_is_no_article_number_has_no_values(text):
    assert article_values(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (1001, "一千零一"),
    ],
)
def test_chinese_number_as_laws_write_it(value, text):
    assert chinese_number(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39", 39),
        ("３９", 39),
        ("三十九", 39),
        ("三九", 39),
        ("一百〇五", 105),
        ("两千", 2000),
        *((text, None) for text in ("", "0", "〇", "甲三", "十３", "²", "3a", "1" * 5000, "一" * 5000, "千" * 5000)),
    ],
)
def test_numbers_as_people_and_files_write_them(text, value):
    assert parse_number(text) == value


def test_what_is_counted_beyond_the_largest_number_shares_its_label():
    assert [counted("条目", place) for place in (1, 9_999, 10_001)] == ["条目一", *2 * ["条目九千九百九十九"]]
    assert [next_label("附件", taken) for taken in (0, 1, 20_000)] == ["附件", "附件二", "附件九千九百九十九"]


@pytest.mark.parametrize("value", [0, -1, 10_000])
def test_chinese_number_refuses(value):
    with pytest.raises(ValueError, match="outside"):
        chinese_number(value)


def test_article_number_with_branch():
    assert article_number(133, 1) == "第一百三十三条之一"
    assert Article("刑法", article_number(133, 1), "x").ref == "刑法第一百三十三条之一"


@pytest.mark.parametrize(
    ("ref", "law", "number"),
    [
        ("劳动合同法第三十九条", "劳动合同法", "第三十九条"),
        ("刑法第一百三十三条之一", "刑法", "第一百三十三条之一"),
        ("刑法修正案（二）条目一", "刑法修正案（二）", "条目一"),
        ("甲诉乙案段十二", "甲诉乙案", "段十二"),
        ("宪法序言", "宪法", "序言"),
        ("税法附件二", "税法", "附件二"),
        ("民法典", "民法典", ""),
        ("河段管理条例第三条", "河段管理条例", "第三条"),
        ("河段管理条例", "河段管理条例", ""),
        ("关于附件和序言的规定", "关于附件和序言的规定", ""),
        ("附件", "附件", ""),
        ("", "", ""),
    ],
)
def test_an_id_is_a_law_and_a_unit(ref, law, number):
    assert split_ref(ref) == (law, number)


@given(st.text(alphabet="中华人民共和国法典 （）()《》、，\u3000AB12"))
def test_short_title_is_stable(title):
    assert short_title(short_title(title)) == short_title(title)


def test_short_title_drops_what_does_not_matter():
    assert short_title("中华人民共和国 民法典") == "民法典"
    assert short_title("《诉讼费用交纳办法》") == "诉讼费用交纳办法"
    assert short_title("解释(一)") == "解释（一）"


def test_the_day_of_laws_begins_at_midnight_in_china():
    assert law_day(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert law_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
