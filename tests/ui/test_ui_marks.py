import re

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.marks import marked


def test_every_occurrence_is_underlined():
    assert marked("老板欠工资，工资条", ["工资"]) == "老板欠[u]工资[/u]，[u]工资[/u]条"


def test_marks_that_touch_are_one():
    assert marked("劳动合同法", ["劳动合", "合同"]) == "[u]劳动合同[/u]法"


def test_large_and_small_letters_are_alike():
    assert marked("Legal Aid", ["legal", ""]) == "[u]Legal[/u] Aid"


@given(st.text(), st.lists(st.text(max_size=3), max_size=3))
def test_what_is_read_stays_the_same(text, words):
    plain = re.sub(r"\[/?u\]", "", marked(text, words))
    assert plain.replace("&bl;", "[").replace("&br;", "]").replace("&amp;", "&") == text
