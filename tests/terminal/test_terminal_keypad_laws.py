"""Laws with five keys and ears alone: open a law, jump to an article, follow what it names, print it."""

# ruff: noqa: F811 - fixtures are imported by their names
import shutil

import pytest
from test_terminal_keypad import START, listen
from test_terminal_window import hall, machine, papers, ports, printer, write_config  # noqa: F401

from kiosk.content.bundles import laws_path

pytestmark = pytest.mark.e2e


@pytest.fixture
def reading_room(machine, law_data):
    """The machine with a shelf of laws that name one another."""
    shutil.copy(laws_path(law_data), laws_path(machine))
    return machine


def test_a_law_is_opened_an_article_found_a_reference_followed_and_printed(reading_room, hall, printer):
    heard = listen(
        reading_room,
        START,
        ("hear", "云溪县"),
        ("press", "^法律查询"),
        ("hear", "."),
        ("type", "ldhtf38"),
        ("hear", "第三十八条"),
        ("press", "^劳动合同法第三十八条"),
        ("hear", "第三十八条"),
        ("press", "^第三十八条"),
        ("hear", "还可以要补偿"),
        ("press", "^看整部法律"),
        ("hear", "一共.*第三十八条"),
        ("press", "^跳到第几条"),
        ("hear", "最后一条是第42条"),
        ("type", "39"),
        ("press", "^去第三十九条"),
        ("hear", "第三十九条"),
        ("press", "^第三十九条"),
        ("hear", "严重违反了规矩的"),
        ("press", "^《民法典》第二条"),
        ("hear", "说话要算数"),
        ("press", "^打印、扫码带走"),
        ("hear", "二维码，《民法典》第二条"),
        ("press", "^打印，按钮"),
        ("hear", "打印好了"),
    )
    assert len(papers(reading_room)) == 1
    assert any("老板说不合适就让走，行不行" in said for said in heard), "the case that cites it was heard"


def test_versions_are_compared_and_what_changed_is_heard(reading_room, ports):
    write_config(reading_room, ports)
    listen(
        reading_room,
        START,
        ("press", "^法律查询"),
        ("hear", "."),
        ("type", "ldhtf39"),
        ("hear", "第三十九条"),
        ("press", "^劳动合同法第三十九条"),
        ("hear", "第三十九条"),
        ("press", "^第三十九条"),
        ("hear", "严重"),
        ("press", "^和2007年6月29日的版本比"),
        ("hear", "新加：严重"),
    )


def test_what_applied_on_a_day_is_asked_for_and_heard(reading_room, ports):
    write_config(reading_room, ports)
    listen(
        reading_room,
        START,
        ("press", "^法律查询"),
        ("hear", "."),
        ("type", "ldhtf2"),
        ("hear", "第二条"),
        ("press", "^劳动合同法第二条"),
        ("hear", "第二条"),
        ("press", "^第二条"),
        ("hear", "口头说的不算"),
        ("press", "^看某一天适用的"),
        ("hear", "哪一天"),
        ("type", "20070101"),
        ("hear", "那一天还没有这部法"),
        ("press", "^清空"),
        ("type", "20100501"),
        ("hear", "2007年6月29日起"),
        ("press", "^看2010年5月1日适用的"),
        ("hear", "口头说的也算"),
    )


def test_the_key_parts_of_a_case_are_printed(reading_room, hall, printer):
    listen(
        reading_room,
        START,
        ("press", "^法律查询"),
        ("hear", "."),
        ("press", "^看案例"),
        ("hear", "."),
        ("press", "^老板说不合适就让走"),
        ("hear", "张某去干活"),
        ("press", "^打印、扫码带走"),
        ("hear", "二维码，老板说不合适就让走"),
        ("seek", "^要点.*厘米.*已选中"),
        ("press", "^打印，按钮"),
        ("hear", "打印好了"),
    )
    assert len(papers(reading_room)) == 1
