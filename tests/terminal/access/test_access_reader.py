"""What is said of a screen: all of it once, then only what has changed."""

import pytest

from kiosk.strings import Strings
from kiosk.terminal.access import reader


@pytest.fixture(scope="module")
def tr():
    return Strings("zh", strict=True)


def item(role, text, **more):
    plain = {"name": "", "zone": "", "chosen": False, "reason": "", "position": None, "enabled": True}
    return {"role": role, "text": text, **plain, **more}


def test_a_page_is_its_title_the_length_of_its_list_and_all_that_stands_there(tr):
    items = [
        item("button", "返回", zone="bar"),
        item("title", "附近机构", zone="bar"),
        item("button", "公证", chosen=True),
        item("row", "云溪县公证处", position=(1, 30)),
        item("key", "q"),
        item("button", "往下", name="page_down"),
        item("button", "回首页", zone="footer"),
    ]
    assert reader.page(items, tr) == ["附近机构", "一共30项。", "公证，已选中", "云溪县公证处"]


def test_focus_says_what_it_is_where_it_stands_and_why_it_cannot_be_used(tr):
    said = reader.focus(item("button", "取号", position=(2, 5), reason="取号暂停"), tr)
    assert said == "取号，按钮，第2项，共5项，现在用不了，取号暂停"
    assert reader.focus(item("key", "q"), tr) == "q"
    assert reader.focus(item("button", "⌄", name="page_down"), tr).startswith(tr("aloud.page_down"))


def test_only_what_is_new_is_news(tr):
    before = [item("text", "正在打印"), item("button", "好了")]
    after = [item("text", "打印好了"), item("button", "好了"), item("text", "13:00", zone="footer")]
    assert reader.news(before, after, tr) == ["打印好了"]
    assert reader.news(after, after, tr) == []


def test_of_a_choice_only_what_is_chosen_now_is_news(tr):
    before = [item("button", "标准字", chosen=True), item("button", "大字")]
    after = [item("button", "标准字"), item("button", "大字", chosen=True)]
    assert reader.news(before, after, tr) == ["大字，已选中"]


def test_who_types_hears_the_box_and_the_likeliest_candidates(tr):
    candidates = [item("key", text, name=f"candidate_{i}") for i, text in enumerate("你泥拟尼")]
    after = [item("text", "ni"), *candidates, item("key", "q", name="key_q")]
    assert reader.news([item("text", "n"), item("key", "q", name="key_q")], after, tr) == ["ni", "你", "泥", "拟"]
