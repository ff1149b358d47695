"""Every task with five keys and ears alone: a real window and hall, and a driver that knows only what is said."""

# ruff: noqa: F811 - fixtures are imported by their names
import shutil
from pathlib import Path

import pytest
from driven import run_driver
from test_terminal_window import hall, machine, papers, ports, printer, write_config  # noqa: F401

from kiosk.content.bundles import LIBRARY, current_bundle
from kiosk.domain.feedback import Reason
from kiosk.domain.releases import INBOX_KEY
from kiosk.wire.letters import unseal
from kiosk.wire.outbox import Outbox, outbox_folder

pytestmark = pytest.mark.e2e
DRIVER = Path(__file__).with_name("keypad_driver.py")
START = ("ok", "")


@pytest.fixture
def centre(machine, letter_keys):
    """A centre that letters can be sent to; call it for what waits in the outbox."""
    private, public = letter_keys
    shutil.rmtree(outbox_folder(machine), ignore_errors=True)  # letters of earlier tests are for another key
    key = current_bundle(machine) / LIBRARY / INBOX_KEY
    key.parent.mkdir(exist_ok=True)
    key.write_text(public, "ascii")
    return lambda: [unseal(letter.file.read_bytes(), private).body for letter in Outbox(machine).waiting()]


def listen(folder, *steps):
    """Run the terminal with reading aloud into a log; return what was heard after each step."""
    config = folder / "kiosk.toml"
    if "[speech]" not in config.read_text("utf-8"):
        config.write_text(config.read_text("utf-8") + '[speech]\nengine = "log"\n', "utf-8")
    return [said for _, _, said in run_driver(DRIVER, folder, steps)["heard"]]


def test_a_procedure_is_heard_whole_and_carried_home(machine, hall, printer):
    """The first key begins the reading and does nothing else."""
    heard = listen(
        machine,
        START,
        ("hear", "按右键到下一项.*云溪县"),
        ("press", "^办事指南"),
        ("hear", "法律援助"),
        ("press", "^法律援助"),
        ("hear", "一共"),
        ("press", "^申请法律援助（打官司的事）"),
        ("hear", "为此事取号"),
        ("press", "^带走清单"),
        ("hear", "这个码里写着"),
        ("press", "^打印"),
        ("hear", "打印好了"),
    )
    assert len(papers(machine)) == 1
    page = heard[7]
    for told in ("身份证", "怎么办", "开放", "12348"):
        assert told in page, told


def test_a_ticket_is_taken_and_asked_for_again_by_its_number(machine, hall, printer):
    heard = listen(
        machine,
        START,
        ("hear", "取号排队"),
        ("press", "^取号排队"),
        ("hear", "法律咨询"),
        ("press", "^法律咨询"),
        ("hear", "取号"),
        ("press", "^取号，按钮"),
        ("hear", "打印好了"),
        ("press", "^(好了|拿好了|办好了|完成)"),
        START,
        ("hear", "按右键到下一项"),
        ("press", "^我的号"),
        ("hear", "."),
        ("type_heard", r"\b[A-Z][0-9]{3}\b"),
        ("press", "^(查|看)"),
        ("hear", "前面"),
    )
    assert "云溪" in heard[0]


def test_a_law_article_is_found_and_read(machine, ports):
    write_config(machine, ports)
    listen(
        machine,
        START,
        ("press", "^法律查询"),
        ("hear", "."),
        ("type", "jf2"),
        ("hear", "甲法第二条"),
        ("press", "^甲法第二条"),
        ("hear", "甲法第二条"),
        ("press", "^第二条"),
        ("hear", "第二件事的写法"),
    )


def test_the_nearest_notary_says_where_it_is(machine, ports):
    write_config(machine, ports)
    listen(
        machine,
        START,
        ("press", "^附近机构"),
        ("hear", "一共"),
        ("press", "^公证"),
        ("hear", "一共"),
        ("press", "^云溪县公证处"),
        ("hear", "地址|路|街"),
    )


def test_language_print_and_contrast_are_changed_by_keys(machine, ports):
    write_config(machine, ports)
    listen(
        machine,
        START,
        ("hear", "云溪县"),
        ("press_back", "^English"),
        ("hear", "Guides|queue|ticket"),
        ("hold", ""),
        ("hear", "What makes this easier"),
        ("press", "^Print size, Large"),
        ("hear", "Large, selected"),
        ("press", "^Colours, High contrast"),
        ("hear", "High contrast, selected"),
        ("press", "^Reading speed, Fast"),
        ("hear", "Fast, selected"),
        ("press", "^Read it again"),
        ("hear", "ticket"),
        ("press_back", "^中文"),
        ("hear", "取号排队"),
    )


def test_the_advisers_on_duty_are_heard(machine, ports):
    write_config(machine, ports)
    listen(machine, START, ("press", "^值班律师"), ("hear", "现在(没有人)?值班"))


def test_a_rating_is_given(machine, ports, centre):
    write_config(machine, ports)
    listen(
        machine,
        START,
        ("press", "^评价和意见"),
        ("hear", "不影响您办事"),
        ("press", "^评价服务"),
        ("hear", "您满意吗"),
        ("press", "^不满意"),
        ("hear", "哪里让您不满意"),
        ("press", "^等得太久"),
        ("hear", "等得太久，已选中"),
        ("press", "^提交评价"),
        ("hear", "谢谢您"),
    )
    assert [letter.reasons for letter in centre()] == [(Reason.WAITED,)]


def test_a_suggestion_is_typed_and_gets_its_receipt(machine, ports, centre):
    write_config(machine, ports)
    listen(
        machine,
        START,
        ("press", "^评价和意见"),
        ("hear", "."),
        ("press", "^提意见"),
        ("hear", "您想说什么"),
        ("press", "^提建议"),
        ("hear", "关于什么"),
        ("press", "^这台机器"),
        ("hear", "."),
        ("type", "nihao"),
        ("hear", "你好"),
        ("press", "^你好"),
        ("hear", "你好"),
        ("press", "^(下一步|写好了)"),
        ("hear", "电话"),
        ("press", "^(下一步|不留)"),
        ("hear", "你好"),
        ("press", "^提交"),
        ("hear", "受理编号|编号"),
    )
    assert "你好" in [letter.text for letter in centre() if hasattr(letter, "receipt")]


def test_the_question_is_answered_ten_times_by_ok(machine, ports):
    write_config(machine, ports, idle=(2, 10))
    listen(
        machine,
        START,
        ("hear", "云溪县"),
        ("press", "^附近机构"),
        ("hear", "一共"),
        ("seek", "^云溪县公证处"),
        ("stay", 10),
        ("hear", "云溪县公证处"),
        ("ok", ""),
        ("hear", "地址|路|街"),
    )
