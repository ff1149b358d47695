"""By five keys and ears: the map, everyday needs, a matter's progress, comfort, slides, tabs of the keyboard, the staff."""

# ruff: noqa: F811 - fixtures are imported by their names
import pytest
from test_terminal_keypad import START, listen
from test_terminal_window import hall, kiosk, machine, papers, ports, printer, write_config  # noqa: F401

from kiosk.domain.clock import SystemClock
from kiosk.domain.matters import MatterState
from kiosk.strings import Strings
from kiosk.terminal.access.comfort import OPTIONS, ORDINARY
from kiosk.terminal.staff.pin import StaffPin
from kiosk.wire.hall_client import HallClient

pytestmark = pytest.mark.e2e
PIN = "482915"


def test_an_institution_is_found_on_the_map_and_its_way_taken_along(machine, ports):
    """What a zoom brings into sight is told; a pin says what stands there; the card leads to the code for the phone."""
    write_config(machine, ports)
    heard = listen(
        machine,
        START,
        ("press", "^附近机构"),
        ("hear", "一共"),
        ("press", "^在地图上看"),
        ("hear", "地图上有.*离这里最近"),
        ("press", "^缩小"),
        ("hear", "现在看得见[0-9]+家"),
        ("press_back", "^放大"),
        ("hear", "现在看得见[0-9]+家"),
        ("ok", ""),
        ("hear", "现在看得见[0-9]+家"),
        ("press", "^回到这里"),
        ("hear", "现在看得见[0-9]+家"),
        ("press_back", "^云溪衡正律师事务所"),
        ("hear", "云溪衡正律师事务所"),
        ("press", "^详情、怎么去"),
        ("hear", "扫一扫"),
    )
    assert "圆圈是估计" in heard[4]


def test_the_map_is_moved_by_arrows_and_tells_what_is_in_the_middle(machine, ports):
    """OK enters it and OK leaves it; in between arrows go nowhere else, afterwards they lead on."""
    write_config(machine, ports)
    heard = listen(
        machine,
        START,
        ("press", "^附近机构"),
        ("hear", "一共"),
        ("press", "^在地图上看"),
        ("hear", "地图上有"),
        ("press", "^用方向键移动地图"),
        ("hear", "方向键移动地图，确定键离开.*正中是云溪县公共法律服务中心"),
        ("below", "离地图正中最近的是.*，约"),
        ("above", "正中是云溪县公共法律服务中心"),
        ("ok", ""),
        ("hear", "已经离开地图"),
        ("right", ""),
        ("hear", "."),
    )
    assert "地图正中" not in heard[-1]


def test_an_everyday_sentence_leads_to_a_ticket(machine, hall, printer):
    listen(
        machine,
        START,
        ("press", "^取号排队"),
        ("hear", "."),
        ("press", "^不知道取哪个号"),
        ("hear", "您遇到了什么事.*一共"),
        ("press", "^工资与工伤"),
        ("hear", "工资与工伤，已选中"),
        ("again", "工资与工伤，已选中"),
        ("seek", "第1项"),
        ("ok", ""),
        ("hear", "取号"),
        ("press", "^取号，按钮"),
        ("hear", "打印好了"),
    )
    assert len(papers(machine)) == 1


def test_a_matter_is_looked_up_by_number_and_code(machine, hall, ports):
    token = kiosk(machine, "token", "create", f"c{ports[0]}", "--role", "clerk").split()[-1]
    clerk = HallClient(f"http://127.0.0.1:{ports[0]}", token)
    key = clerk.take_in_matter("讨要工钱", "aid")
    clerk.add_matter_step(key.number, MatterState.MISSING, "请补收入证明")
    heard = listen(
        machine,
        START,
        ("press", "^办件进度"),
        ("hear", "编号"),
        ("type", key.number),
        ("press", "^下一步"),
        ("hear", "查询码"),
        ("type", key.code),
        ("press", "^查一查"),
        ("hear", "要补材料"),
    )
    assert "请补收入证明" in heard[-1]


def test_slides_are_woken_by_a_key_that_does_nothing_but_begin_the_reading(machine, ports):
    write_config(machine, ports)
    config = machine / "kiosk.toml"
    config.write_text(config.read_text("utf-8").replace("[terminal]\n", "[terminal]\nattract_s = 1\n"), "utf-8")
    listen(machine, ("stand", 4), START, ("hear", "按右键到下一项.*取号排队"), ("seek", "^办事指南"))


def test_the_tab_for_a_finger_is_passed_over_and_pinyin_writes(machine, ports):
    """Writing by hand cannot be done with arrows: its tab says so, and pinyin is never more than two keys away."""
    write_config(machine, ports)
    listen(
        machine,
        START,
        ("hear", "."),
        ("press", "您好"),
        ("hear", "."),
        ("seek", "^手写"),
        ("hear", "要用手指写.*只用按键，请选拼音"),
        ("seek", "^英文"),
        ("press_back", "^手写"),
        ("hear", "手写，已选中"),
        ("press_back", "^拼音"),
        ("hear", "拼音，已选中"),
        ("type", "nihao"),
        ("hear", "你好"),
        ("press", "^你好"),
        ("hear", "你好"),
    )


def test_the_staff_page_opens_behind_its_pin(machine, ports):
    """Held for long at home, OK is the clock of those who cannot see it. The digits themselves are never said back."""
    write_config(machine, ports)
    StaffPin(machine, SystemClock()).set_pin(PIN)
    listen(
        machine,
        START,
        ("hold_until", "请输入工作人员密码"),
        ("type", PIN[:2]),
        ("hear", "已输入2位"),
        ("press", "^删除"),
        ("hear", "已输入1位"),
        ("type", PIN[1:]),
        ("hear", "已输入6位"),
        ("press", "^进入"),
        ("hear", "程序版本"),
        ("hold", ""),
        ("hear", "怎样看着"),
        ("press", "^从头再读"),
        ("hear", "程序版本.*打印机"),
        ("press", "^重新启动"),
        ("hear", "再点一次"),
        ("press", "^(回)?首页"),
        ("hear", "取号排队"),
    )


def test_every_choice_of_the_comfort_panel_is_made_by_keys(machine, ports):
    """Each is told once chosen; who has stopped the reading finds it again one key further on."""
    write_config(machine, ports)
    words = Strings("zh")
    steps = []
    for setting, options in OPTIONS.items():
        if setting == "aloud":
            steps += [("press", "^把屏幕读出来，不读"), ("right", ""), ("ok", ""), ("hear", "怎样看着.*读出来，已选中")]
            continue
        first = getattr(ORDINARY, setting) or "day"
        for option in sorted(options, key=first.__eq__):
            name = f"{words(f'comfort.{setting}')}，{words(f'comfort.{setting}_{option}')}"
            steps += [("press", f"^{name}"), ("hear", f"{name}，已选中")]
    listen(machine, START, ("hold", ""), ("hear", "怎样看着"), *steps)
