"""Procedures and tickets as a visitor meets them: real touches, a real hall, paper from the printer simulator."""

# ruff: noqa: F811 - fixtures are imported by their names
import json
import urllib.request

import pytest
import zxingcpp
from PIL import Image
from test_terminal_window import drive, hall, kiosk, machine, papers, ports, printer  # noqa: F401

pytestmark = pytest.mark.e2e
WAGES = "老板拖欠工资，申请劳动仲裁"


def decoded(path):
    return [code.text for code in zxingcpp.read_barcodes(Image.open(path))]


def paper_pictures(machine):
    return [path.with_suffix(".png") for path in sorted((machine / "paper").glob("*.json"))]


def tickets_of(machine, ports):
    """What a clerk reads of today's tickets."""
    token = kiosk(machine, "token", "create", f"c{ports[0]}", "--role", "clerk").split()[-1]
    request = urllib.request.Request(
        f"http://127.0.0.1:{ports[0]}/api/v1/tickets", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def test_from_home_to_the_list_in_the_pocket_and_the_ticket(machine, hall, printer, ports, tmp_path):
    screen = tmp_path / "codes.png"
    seen = drive(
        machine,
        ["text", "没有人排队|人在等"],
        ["tap", "tile_categories"],
        ["wait", "category_labour"],
        ["tap", "category_labour"],
        ["wait", WAGES],
        ["tap", WAGES],
        ["wait", "take_for"],
        ["tap", "part_0"],
        ["double", "material_0"],  # a second touch within the same moment is the same touch
        ["text", "还差2样：仲裁申请书"],
        ["tap", "carry"],
        ["text", "这个码里写着"],
        ["picture", str(screen)],
        ["double", "print"],
        ["text", "打印好了"],
        ["tap", "back"],
        ["wait", "take_for"],
        ["double", "take_for"],
        ["text", "还差2样：仲裁申请书"],
        ["double", "take"],
        ["text", "打印好了"],
    )
    assert sum(step["step"][0] in ("tap", "double") for step in seen[:6]) == 3, "the page is three touches from home"
    (text,) = decoded(screen)
    assert text.startswith(f"{WAGES} 1/2\n")
    assert "√身份证（原件1份，复印件1份）" in text.split("\n")
    slip, ticket = papers(machine)
    assert "√" in json.dumps(slip, ensure_ascii=False)
    assert WAGES in json.dumps(ticket, ensure_ascii=False)
    on_slip, on_ticket = (decoded(path) for path in paper_pictures(machine))
    assert any(code.startswith(f"{WAGES}\n√身份证") for code in on_slip)
    assert f"您来办：{WAGES}" in on_ticket[0]
    (waiting,) = tickets_of(machine, ports)
    assert waiting["note"]["errand"] == WAGES
    assert "仲裁申请书" in waiting["note"]["missing"]
    assert "身份证" not in waiting["note"]["missing"]


def test_a_slip_without_paper_says_how_to_get_it(machine, hall, printer):
    printer("paper out")
    drive(
        machine,
        ["text", "没有打印纸"],
        ["tap", "tile_categories"],
        ["wait", "category_labour"],
        ["tap", "category_labour"],
        ["wait", WAGES],
        ["tap", WAGES],
        ["wait", "carry"],
        ["tap", "carry"],
        ["text", "打印机现在出不了纸"],
        ["tap", "print"],
        ["text", "1号窗口加纸"],
    )


def test_a_number_is_looked_up_and_printed_again(machine, hall, printer):
    issued = json.loads(kiosk(machine, "ticket", "issue", "--service", "consult", "--json"))
    drive(
        machine,
        ["text", "没有人排队|人在等"],
        ["tap", "tile_my_ticket"],
        ["wait", "key_A"],
        ["tap", "look"],
        ["text", "请输入完整的号码"],
        ["gone", "请输入完整的号码"],  # a finger takes longer too: touched again at once it would be the same touch
        *(["tap", f"key_{sign}"] for sign in issued["number"]),
        ["double", "look"],
        ["text", "您前面没有人"],
        ["double", "reprint"],
        ["text", "打印好了"],
        ["tap", "another"],
        ["wait", "key_A"],
        *(["tap", f"key_{sign}"] for sign in "A999"),
        ["run", ["sleep", "0.4"]],  # as above: the key stands where the last one stood
        ["tap", "look"],
        ["text", "今天没有这个号"],
    )
    first, again = papers(machine)
    assert "补打" not in json.dumps(first, ensure_ascii=False)
    assert "补打" in json.dumps(again, ensure_ascii=False)
    assert issued["number"] in json.dumps(again)
