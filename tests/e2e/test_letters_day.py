"""What a visitor says at the terminal reaches the people at the centre, also when the centre is away for a while."""

import os
import re
import signal
import urllib.request

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.running_hall import CHROMIUM, RunningHall, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

if CHROMIUM is None:
    pytest.skip("chromium is not installed: apt-get install chromium", allow_module_level=True)

PHONE = "05550000000"
RECEIPT = r"云溪-\d{4}-[0-9A-Z]{6}"


@pytest.fixture
def hall(tmp_path, free_ports):
    running = RunningHall(tmp_path, free_ports(), "--without-laws")
    try:
        running.wait_until_open()
        yield running
    finally:
        print(running.output(), running.complaints(), sep="\n")
        running.stop()


@pytest.fixture
def inbox(hall):
    """The centre's inbox, in the browser of somebody who handles what visitors say."""
    with sync_playwright() as play:
        page = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]).new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{hall.centre_url}/letters/")
        page.fill("input[name=username]", "handler")
        page.fill("input[name=password]", hall.access["handler_password"])
        page.click("#sign-in")
        yield page
        page.context.browser.close()


def test_a_rating_and_a_complaint_reach_the_people_who_handle_them(hall, inbox):
    _rate_poor(hall)
    _wait_for_letters(hall, inbox, 1)
    expect(inbox.locator("table.list")).to_contain_text("不满意")

    centre = hall.pid("centre")
    os.kill(centre, signal.SIGSTOP)
    receipt = _complain_that_it_is_too_slow(hall)
    assert list((hall.data / "outbox").glob("*.sealed")), "it waits on the disk"
    hall.go_home()  # the next visitor comes
    hall.tap("评价和意见")
    hall.wait_text("terminal", "评价服务")
    assert receipt not in hall.texts("terminal")
    os.kill(centre, signal.SIGKILL)  # and the demo starts it again
    wait_for(lambda: _answers(hall), 60, "the centre to be started again")
    _wait_for_letters(hall, inbox, 2)

    inbox.goto(f"{hall.centre_url}/letters/?q={receipt}")
    inbox.click("a.title")
    expect(inbox.locator("main")).to_contain_text("太慢")
    expect(inbox.locator("main")).to_contain_text(PHONE)
    for action in ("answered", "called", "closed"):
        inbox.fill("#note", "已与窗口核实，向群众说明")
        inbox.click(f"button[value={action}]")
    expect(inbox.locator("main")).to_contain_text("办结")
    _wait_for_letters(hall, inbox, 1)  # the rating is still open

    inbox.goto(f"{hall.centre_url}/letters/summary/")
    expect(inbox.locator(".tally")).to_contain_text(re.compile(r"意见已办结\s*1 / 1"))


def _rate_poor(hall: RunningHall) -> None:
    hall.go_home()
    for words in ("评价和意见", "^评价服务", "^不满意", "^等得太久", "^提交评价"):
        hall.tap(words)
    hall.wait_text("terminal", "谢谢您")


def _complain_that_it_is_too_slow(hall: RunningHall) -> str:
    """Write a complaint with one's finger and return the receipt number on the screen."""
    hall.go_home()
    for words in ("评价和意见", "^提意见", "^投诉", "办事的手续和时间"):
        hall.tap(words)
    hall.wait_text("terminal", "请写下来")
    for key in "taiman":
        hall.tap(f"^{key}$", "key")
    hall.tap("^太慢$", "key")
    hall.tap("^下一步")
    hall.wait_text("terminal", "要我们回电话吗")
    for key in PHONE:
        hall.tap(f"^{key}$", "key")
    hall.tap("^下一步")
    hall.wait_text("terminal", "请看一看")
    hall.tap("^提交$")
    hall.wait_text("terminal", "收到了")
    return hall.wait_text("terminal", RECEIPT)


def _wait_for_letters(hall: RunningHall, inbox: Page, count: int) -> None:
    """Wait until this many letters wait to be handled, and none is on its way."""

    def arrived() -> bool:
        inbox.goto(f"{hall.centre_url}/letters/")
        return inbox.locator("a.title").count() == count and not list((hall.data / "outbox").glob("*.sealed"))

    wait_for(arrived, 60, f"{count} letters in the inbox", lambda: inbox.inner_text("main"), pause_s=0.5)


def _answers(hall: RunningHall) -> bool:
    try:
        return urllib.request.urlopen(f"{hall.centre_url}/health", timeout=5).status == 200
    except OSError:
        return False
