from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp

from device.printer import Profile, Text
from device.printer.escpos import encode
from device.printer.simulator.interpreter import Interpreter
from device.printer.simulator.paper import Painter
from kiosk.domain.halls import Hall, Service
from kiosk.domain.halls import Profile as HallProfile
from kiosk.domain.places import Position
from kiosk.domain.procedures import Fee, LegalBasis, Material, Need, Procedure, Step, TimeLimit
from kiosk.domain.tickets import Priority, Ticket, TicketNote, TicketState, WaitRange
from kiosk.paper.slip import procedure_document
from kiosk.paper.ticket import ticket_document
from kiosk.strings import Strings

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HALL = Hall(
    "云溪县公共法律服务中心", "Yunxi Legal Centre", HallProfile.CENTRE, "清泉路18号", Position(28, 118), "0", "24h"
)
AID = Service("aid", "法律援助", "Legal aid", "B", "请律师", bring=("身份证", "和案子有关的材料"))
ISSUED = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)  # five past midnight of the next day in the hall
PROCEDURE = Procedure(
    slug="apply",
    title="申请法律援助",
    title_en="Apply for legal aid",
    category="aid",
    summary="请不起律师，可以申请国家出钱请。",
    audience="个人",
    conditions=(),
    materials=(
        Material("身份证", originals=1, copies=2),
        Material("困难说明", originals=1, need=Need.LATER, note="现场可以填"),
        Material("合同"),
    ),
    steps=(Step("提交申请", "您", "到2号窗口"), Step("审查", "中心")),
    fee=Fee(charged=False, text="不收费"),
    time_limit=TimeLimit("7日内决定"),
    basis=(LegalBasis("法律援助法", "第四十三条"),),
    service="aid",
    office="法律援助中心",
    phone="0000-6120148",
)


def issued(ahead=3, low=20, high=35):
    wait = WaitRange(low, high)
    return Ticket("B005", "aid", "法律援助", Priority.NORMAL, TicketState.WAITING, ISSUED, "request", ahead, wait)


@pytest.fixture(params=["zh", "en"])
def strings(request):
    return Strings(request.param, strict=True)


@pytest.fixture
def chinese():
    return Strings("zh", strict=True)


def printed(document, width_mm=80):
    """What lies in the tray."""
    (cut,) = Interpreter(Profile(width_mm).dots).feed(encode(document, Profile(width_mm)))
    assert not cut.receipt.unknown
    assert not any(getattr(item, "full", False) for item in cut.receipt.items)
    return cut.receipt


def test_a_ticket_says_everything_a_visitor_needs(chinese):
    receipt = printed(ticket_document(issued(), HALL, AID, chinese))
    lines = receipt.lines
    assert lines[0] == HALL.name
    for line in ("B005", "法律援助", "您前面还有3人在等待", "大约要等20到35分钟", "·身份证", "·和案子有关的材料"):
        assert line in lines
    assert any(line.startswith("取号时间") and line.endswith("2026-11-23 00:05") for line in lines)
    assert any(line.endswith("12348") for line in lines)
    assert receipt.qr == [
        "B005\n云溪县公共法律服务中心\n法律援助\n2026-11-23 00:05\n请准备好\n□身份证\n□和案子有关的材料"
    ]
    assert "补打" not in "".join(lines)


def test_the_number_is_the_largest_thing_on_it(strings):
    receipt = printed(ticket_document(issued(), HALL, AID, strings))
    sizes = {run.text: run.high for item in receipt.items for run in getattr(item, "runs", ())}
    assert sizes["B005"] == max(sizes.values()) == 5


def test_a_reprint_is_marked_and_keeps_the_number(chinese):
    first = printed(ticket_document(issued(), HALL, AID, chinese)).lines
    again = printed(ticket_document(issued(), HALL, AID, chinese, reprint=True)).lines
    assert [line for line in again if line not in first] == ["补打"]
    assert "B005" in again


def test_the_wait_is_said_in_plain_words(chinese):
    assert "您前面没有人，很快就到您" in printed(ticket_document(issued(0, 0, 0), HALL, AID, chinese)).lines
    assert "大约要等5分钟" in printed(ticket_document(issued(1, 5, 5), HALL, AID, chinese)).lines


def test_the_visitors_language_is_printed():
    lines = printed(ticket_document(issued(), HALL, AID, Strings("en", strict=True))).lines
    assert lines[0] == "Yunxi Legal Centre"
    assert "Legal aid" in lines


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("make", [ticket_document, procedure_document])
def test_everything_fits_both_papers(strings, width_mm, make):
    args = (issued(), HALL, AID) if make is ticket_document else (PROCEDURE, HALL)
    receipt = printed(make(*args, strings, width_mm), width_mm)
    assert len(receipt.lines) > 8


@pytest.mark.parametrize("width_mm", [58, 80])
def test_the_qr_code_of_the_paper_is_readable(strings, width_mm, tmp_path):
    receipt = printed(ticket_document(issued(), HALL, AID, strings, width_mm), width_mm)
    picture = Painter(tmp_path, Profile(width_mm).dots, FONT, 7).draw(receipt)
    (code,) = zxingcpp.read_barcodes(picture)
    assert [code.text] == receipt.qr


def test_a_slip_lists_what_to_bring_and_how_it_goes(chinese):
    lines = printed(procedure_document(PROCEDURE, HALL, chinese, printed_at=ISSUED)).lines
    assert lines.index("要带的材料") + 1 == lines.index("□ 身份证（原件1份，复印件2份）")
    for line in (
        "□ 困难说明（原件1份，可以以后补）",
        "   现场可以填",
        "□ 合同",
        "1. 提交申请",
        "   到2号窗口",
        "2. 审查",
    ):
        assert line in lines
    assert "收费：不收费" in lines
    assert "依据：《法律援助法》第四十三条" in lines
    assert any(line.endswith("2026-11-23 00:05") for line in lines)


@pytest.mark.parametrize("sample", [True, False])
def test_sample_content_is_marked_as_such(chinese, sample):

    lines = printed(procedure_document(replace(PROCEDURE, sample=sample), HALL, chinese)).lines
    assert any("示例" in line for line in lines) is sample


def test_both_languages_have_the_same_words_for_paper():
    keys = [set(filter(lambda key: key.startswith("print."), Strings(language).keys())) for language in ("zh", "en")]
    assert keys[0] == keys[1]
    assert keys[0]


def test_a_slip_shows_the_ticks_the_gaps_and_the_other_answers(chinese):
    step = Step("审查", "中心", branch="不同意", branch_then="可以提出异议")
    procedure = replace(PROCEDURE, steps=(step,))
    lines = printed(procedure_document(procedure, HALL, chinese, ticks=frozenset({0}))).lines
    assert "√ 身份证（原件1份，复印件2份）" in lines
    assert "□ 合同" in lines
    assert "还差1样：合同" in lines
    assert "   如果不同意：可以提出异议" in lines
    assert "必须带的都齐了" in printed(procedure_document(procedure, HALL, chinese, ticks=frozenset({0, 2}))).lines
    untouched = printed(procedure_document(procedure, HALL, chinese)).lines
    assert not any(line.startswith("还差") for line in untouched)


def test_a_slip_can_be_scanned(chinese, tmp_path):
    url = "https://yunxi.example/banshi/apply"
    receipt = printed(procedure_document(replace(PROCEDURE, url=url), HALL, chinese, ticks=frozenset({0})))
    picture = Painter(tmp_path, Profile(80).dots, FONT, 7).draw(receipt)
    found = {code.text for code in zxingcpp.read_barcodes(picture)}
    assert url in found
    assert any(text.startswith("申请法律援助\n√身份证") for text in found)


@pytest.mark.parametrize(("missing", "line"), [(("身份证",), "□ 身份证"), ((), "必须带的都齐了"), (None, "·身份证")])
def test_a_ticket_says_what_its_owner_came_for_and_lacks(chinese, missing, line):
    ticket = replace(issued(), note=TicketNote("申请法律援助", missing))
    receipt = printed(ticket_document(ticket, HALL, AID, chinese))
    assert "您来办：申请法律援助" in receipt.lines
    assert line in receipt.lines
    assert "您来办：申请法律援助" in receipt.qr[0]


def test_english_paper_tells_the_clerk_in_chinese_what_it_is_for():
    english = Strings("en", strict=True)
    service = replace(AID, bring_en=("Identity card", "Papers about the case"))
    ticket = printed(ticket_document(issued(), HALL, service, english)).lines
    assert ticket[:2] == ["Yunxi Legal Centre", HALL.name]
    assert ticket[ticket.index("Legal aid") + 1] == "法律援助"
    assert "- Identity card" in " ".join(ticket).replace("-Identity", "- Identity")
    procedure = replace(
        PROCEDURE,
        materials=(Material("身份证", originals=1, name_en="Identity card"),),
        steps=(Step("申请", "您", title_en="Apply"),),
    )
    slip = printed(procedure_document(procedure, HALL, english)).lines
    assert slip[slip.index("Apply for legal aid") + 1] == "申请法律援助"
    assert "Legal basis: Legal Aid Law, Article 43" in slip
    assert any("Identity card" in line for line in slip)
    assert any("Apply" in line for line in slip)


def test_chinese_paper_says_each_name_once(chinese):
    lines = printed(ticket_document(issued(), HALL, AID, chinese)).lines
    assert lines.count(HALL.name) == lines.count("法律援助") == 1


def test_who_goes_first_reads_so_on_the_ticket(strings):
    lines = printed(ticket_document(replace(issued(), priority=Priority.ELDERLY), HALL, AID, strings)).lines
    assert any(strings("priority.elderly") in line for line in lines)
    ordinary = printed(ticket_document(issued(), HALL, AID, strings)).lines
    assert not any(strings("priority.normal") in line for line in ordinary)


@pytest.mark.parametrize(("ahead", "low", "high"), [(0, 0, 0), (3, 10, 25), (99, 120, 240), (1, 5, 5)])
def test_large_type_stays_on_one_line_even_on_narrow_paper(strings, ahead, low, high):
    document = ticket_document(issued(ahead, low, high), HALL, AID, strings, 58)
    lines = printed(document, 58).lines
    large = [block.text for block in document.blocks if isinstance(block, Text) and block.size == 2]
    assert len(large) >= 2
    assert all(text in lines for text in large)
