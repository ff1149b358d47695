import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.lawparts import joined, paragraphs, part_of
from kiosk.domain.laws import chinese_number

WORDS = st.text("船渔，的。第一条（）12.、", min_size=1, max_size=12)


def test_paragraphs_items_and_sub_items():
    text = "有下列情形之一的：\n（一）甲：\n1.子；\n2．丑；\n（二）乙。\n前款的话。\n（三）不接着的项。"
    first, second, third = paragraphs(text)
    assert (first.number, first.text) == (1, "有下列情形之一的：")
    assert [(item.number, item.text) for item in first.items] == [(1, "甲："), (2, "乙。")]
    assert [(sub.number, sub.text) for sub in first.items[0].subitems] == [(1, "子；"), (2, "丑；")]
    assert (second.number, second.text, third.text) == (2, "前款的话。", "（三）不接着的项。")


def test_items_of_two_paragraphs_count_anew():
    parts = paragraphs("甲：\n（一）一；\n（二）二。\n乙：\n（一）三。")
    assert [[item.number for item in part.items] for part in parts] == [[1, 2], [1]]


@pytest.mark.parametrize(
    ("paragraph", "item", "found"),
    [
        (1, 0, "甲："),
        (1, 2, "（二）二；"),
        (0, 2, "（二）二；"),
        (0, 3, "（三）五。"),
        (2, 1, "（一）三；"),
        (3, 0, "丙。"),
        (3, 1, ""),
        (4, 0, ""),
        (0, 0, ""),
    ],
)
def test_one_part(paragraph, item, found):
    text = "甲：\n（一）一；\n（二）二；\n乙：\n（一）三；\n（二）四；\n（三）五。\n丙。"
    assert part_of(text, paragraph, item) == found


def test_items_without_a_lead():
    assert paragraphs("（一）甲。")[0].text == ""
    assert paragraphs("") == ()


@given(st.lists(WORDS, max_size=8))
def test_nothing_is_lost(lines):
    text = "\n".join(lines)
    kept = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    assert joined(paragraphs(text)) == kept


@given(st.lists(st.tuples(st.text("船渔", min_size=1), st.integers(0, 12)), min_size=1, max_size=5))
def test_what_is_written_is_read_back(wanted):
    lines = []
    for lead, items in wanted:
        lines += [lead, *(f"（{chinese_number(n)}）项" for n in range(1, items + 1))]
    found = paragraphs("\n".join(lines))
    assert [(p.text, len(p.items)) for p in found] == wanted
    assert [p.number for p in found] == list(range(1, len(wanted) + 1))
