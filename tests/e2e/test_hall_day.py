"""A day in the hall as people live it: real touches, real browser, real paper, real processes."""

import os
import signal
import time
import uuid

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kiosk.domain.errors import NotReachableError
from tests.running_hall import CHROMIUM, RunningHall, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

if CHROMIUM is None:
    pytest.skip("chromium is not installed: apt-get install chromium", allow_module_level=True)


@pytest.fixture(scope="module")
def hall(tmp_path_factory, free_ports):
    running = RunningHall(tmp_path_factory.mktemp("hall"), free_ports(), "--without-laws")
    try:
        running.wait_until_open()
        yield running
    finally:
        print(running.output(), running.complaints(), sep="\n")
        running.stop()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser):
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.set_default_timeout(20_000)
    yield tab
    tab.close()


@pytest.fixture(autouse=True)
def at_home(hall):
    hall.go_home()


def test_ticket_paper_call_notice_and_publishing(hall, page):
    number = hall.take_ticket("法律援助")
    _paper_holds(hall, number)

    _call_next(hall, page, counter="2")
    hall.wait_text("board", number)
    hall.wait_text("board", "2号")

    notice = f"下午三点有公证讲座 {uuid.uuid4().hex[:6]}"
    page.goto(hall.url(f"/manager#token={hall.access['manager_token']}"))
    page.fill("#text", notice)
    page.click("#push button.main")
    hall.wait_text("board", notice)
    expect(page.locator("#notices")).to_contain_text(notice)

    hall.go_home()
    hall.tap("办事指南")
    hall.tap("法律援助")
    title = hall.wait_text("terminal", r"\S*法律援助（\S+）|申请\S*法律援助\S*")
    hall.tap(title)
    hall.tap("费用和时间")
    fee = f"不收费，{uuid.uuid4().hex[:6]}"
    _edit_fee_and_publish(hall, page, title, fee)
    hall.wait_text("terminal", fee, 60)


def test_what_people_come_for_is_few_touches_from_home(hall):
    for touches, sight in (
        (("办事指南", "^法律援助", "申请法律援助（打官司"), "要带的东西"),
        (("附近机构", "^公证", "云溪县公证处"), "怎么去"),
        (("取号排队", "^法律咨询", "^取号$"), r"\b[A-Z]\d{3}\b"),
    ):
        for words in touches:
            hall.tap(words)
        hall.wait_text("terminal", sight)
        hall.go_home()


def test_out_of_paper_keeps_the_number_and_tells_the_manager(hall, page):
    hall.printer("paper out")
    try:
        number = hall.take_ticket("法律咨询")
        hall.wait_text("terminal", "记住|拍下|记下")
        assert number in hall.texts("terminal")
        page.goto(hall.url(f"/manager#token={hall.access['manager_token']}"))
        expect(page.locator("#devices")).to_contain_text("缺纸", timeout=30_000)
    finally:
        hall.printer("paper ok")
    expect(page.locator("#devices")).not_to_contain_text("缺纸", timeout=30_000)


def test_unplugged_printer_and_back(hall, page):
    hall.printer("unplug")
    try:
        number = hall.take_ticket("人民调解")
        hall.wait_text("terminal", "记住|拍下|记下")
        assert hall.client().ticket(number).number == number
    finally:
        hall.printer("plug")
    wait_for(lambda: hall.printer_state() == "ok", 40, "the printer to be back")
    hall.go_home()
    _paper_holds(hall, hall.take_ticket("公证"))


def test_hall_stopped_pauses_tickets_and_nothing_else(hall):
    waiting = hall.issue("consult")
    pid = hall.pid("hall")
    os.kill(pid, signal.SIGSTOP)
    try:
        hall.wait_text("terminal", "暂停")
        hall.tap("办事指南")
        hall.wait_text("terminal", "法律援助")
        hall.wait_text("board", "收不到.*情况")
    finally:
        os.kill(pid, signal.SIGCONT)
    hall.go_home()
    wait_for(lambda: "暂停" not in hall.texts("terminal"), 30, "tickets to be open again")
    os.kill(pid, signal.SIGKILL)  # and worse: the demo starts it again, the tickets are still there
    wait_for(lambda: _answers(hall), 60, "the hall to be back")
    assert hall.client().ticket(waiting[0]).state.value == "waiting"
    wait_for(lambda: "暂停" not in hall.texts("terminal"), 30, "tickets to be open again")


def test_board_away_and_back_shows_what_it_missed(hall, page):
    hall.issue("notary")
    os.kill(hall.pid("board"), signal.SIGSTOP)
    number = _call_next(hall, page, counter="4")
    time.sleep(4)  # longer than the board's own patience with silence
    os.kill(hall.pid("board"), signal.SIGCONT)
    hall.wait_text("board", number)
    os.kill(hall.pid("board"), signal.SIGKILL)
    (hall.data / "run" / "board.sock").unlink()
    wait_for((hall.data / "run" / "board.sock").exists, 60, "the board to be started again")
    hall.wait_text("board", number)


def test_centre_away_changes_nothing(hall):
    os.kill(hall.pid("centre"), signal.SIGSTOP)
    try:
        hall.tap("办事指南")
        hall.tap("法律援助")
        hall.wait_text("terminal", "法律援助")
    finally:
        os.kill(hall.pid("centre"), signal.SIGCONT)


def _paper_holds(hall: RunningHall, number: str) -> None:
    wait_for(lambda: hall.papers() and number in hall.papers()[-1].read_text("utf-8"), 30, f"{number} on paper")
    codes = zxingcpp.read_barcodes(Image.open(hall.papers()[-1].with_suffix(".png")))
    assert [c for c in codes if number in c.text], "the QR code names the number"


def _call_next(hall: RunningHall, page: Page, counter: str) -> str:
    """Call as the clerk does; return the number at the counter."""
    page.goto("about:blank")
    page.goto(hall.url(f"/clerk#token={hall.access['clerk_token']}"))
    page.select_option("#counter", counter)
    expect(page.locator('[data-move="next"]')).to_be_enabled()
    page.click('[data-move="next"]')
    expect(page.locator("#number")).not_to_have_text("—")
    return page.locator("#number").inner_text()


def _edit_fee_and_publish(hall: RunningHall, page: Page, title: str, fee: str) -> None:
    page.goto(hall.centre_url)
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", hall.access["editor_password"])
    page.click("#sign-in")
    page.fill("input[name=q]", title)
    page.click("form[role=search] button")
    page.click(f"a.title:text-is('{title}')")
    page.fill('[name="fee.text"]', fee)
    page.click("#approve")
    page.goto(hall.centre_url + "/publish/")
    page.click("#publish")
    expect(page.locator("body")).to_contain_text("第 2 期")


def _answers(hall: RunningHall) -> bool:
    try:
        return bool(hall.client().queues())
    except NotReachableError:
        return False
