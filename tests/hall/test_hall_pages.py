"""The clerk and manager pages in a real browser on a real hall."""

import shutil
import uuid

import pytest
from hall_parts import poll
from playwright.sync_api import expect, sync_playwright

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    contexts, faults = [], []

    def open_at(url):
        context = browser.new_context(viewport={"width": 1366, "height": 860})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(url)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not faults


def issue(hall, service="consult", **more):
    body = {"request_id": uuid.uuid4().hex, "service": service, **more}
    return hall.api("POST", "/tickets", body).data["number"]


def move(page, name):
    return page.locator(f'[data-move="{name}"]')


def test_a_clerk_sees_priority_basis_and_what_is_missing(own_hall, open_page):
    hall = own_hall
    issue(hall, priority="military", note={"errand": "申请法律援助（打官司的事）", "missing": ["身份证", "申请表"]})
    page = open_page(f"{hall.url}/clerk")
    page.fill("#token", hall.tokens["clerk"])
    page.click("#sign-in-form .main")
    page.select_option("#counter", "1")
    expect(page.locator("#note")).to_be_hidden()
    move(page, "next").click()
    expect(page.locator("#note")).to_contain_text("第六十一条")
    expect(page.locator("#note")).to_contain_text("来办：申请法律援助")
    expect(page.locator("#note")).to_contain_text("还差：身份证、申请表")


def test_a_clerk_signs_in_and_works_through_visits(own_hall, open_page):
    hall = own_hall
    first, second = issue(hall), issue(hall, priority="elderly")
    page = open_page(f"{hall.url}/clerk")
    page.fill("#token", "wrong")
    page.click("#sign-in-form .main")
    expect(page.locator("#sign-in-fault")).to_contain_text("令牌不正确")
    page.fill("#token", hall.tokens["clerk"])
    page.click("#sign-in-form .main")
    expect(page.locator("#link")).to_have_text("已连接")
    page.select_option("#counter", "1")
    expect(page.locator("#waiting")).to_contain_text("老年人")
    move(page, "next").click()
    expect(page.locator("#number")).to_have_text(second)
    page.keyboard.press("r")
    expect(page.locator("#about")).to_contain_text("已呼叫 2 次")
    move(page, "finish").click(force=True)  # not possible yet: it says why
    expect(page.locator("#toast")).to_contain_text("开始办理")
    page.keyboard.press("m")
    expect(page.locator("#toast")).to_contain_text(f"{second} 已过号")
    expect(page.locator("#parked")).to_contain_text(second)
    page.keyboard.press("u")
    expect(page.locator("#number")).to_have_text(second)
    page.keyboard.press("s")
    expect(page.locator("#state")).to_have_text("办理中")
    page.keyboard.press("t")
    page.locator("#transfer-choices .button", has_text="法律援助").click()
    expect(page.locator("#number")).to_have_text("—")
    assert hall.api("GET", f"/tickets/{second}").data["service"] == "aid"
    page.keyboard.press("n")
    expect(page.locator("#number")).to_have_text(first)
    page.keyboard.press("p")
    page.locator("#parked .button").click()
    expect(page.locator("#number")).to_have_text(first)
    page.keyboard.press("s")
    expect(move(page, "finish")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("f")
    expect(page.locator("#number")).to_have_text("—")
    move(page, "next").click()
    expect(page.locator("#toast")).to_contain_text("没有人等候")
    move(page, "pause").click()
    expect(page.locator("#state")).to_have_text("暂停服务")
    page.click(".bar .switch-language")
    expect(move(page, "pause")).to_contain_text("Resume")


def test_a_double_press_is_one_call(own_hall, open_page):
    for _ in range(3):
        issue(own_hall)
    page = open_page(f"{own_hall.url}/clerk#token={own_hall.tokens['clerk']}")
    assert own_hall.tokens["clerk"] not in page.url
    page.select_option("#counter", "1")
    expect(move(page, "next")).to_have_attribute("aria-disabled", "false")
    move(page, "next").dblclick()
    expect(page.locator("#number")).to_have_text("A001")
    assert own_hall.api("GET", "/queues").data[0]["waiting"] == 2


def test_the_clerk_page_says_when_the_hall_is_away_and_comes_back(own_hall, open_page):
    page = open_page(f"{own_hall.url}/clerk#token={own_hall.tokens['clerk']}")
    page.select_option("#counter", "1")
    expect(page.locator("#link")).to_have_text("已连接")
    own_hall.stop()
    expect(page.locator("#away")).to_be_visible()
    move(page, "next").click(force=True)  # not possible now: it says why
    expect(page.locator("#toast")).to_contain_text("正在重新连接")
    own_hall.start()
    expect(page.locator("#away")).to_be_hidden()
    number = issue(own_hall)
    expect(page.locator("#waiting")).to_contain_text(number)


def test_a_manager_pushes_a_notice_and_sees_a_printer_fault(own_hall, open_page):
    hall = own_hall
    hall.api("PUT", "/devices/terminal-1-printer", {"kind": "printer", "state": "out"}, role="terminal")
    page = open_page(f"{hall.url}/manager#token={hall.tokens['manager']}")
    expect(page.locator("#devices")).to_contain_text("缺纸")
    expect(page.locator("#devices")).to_contain_text("换一卷新纸")
    page.fill("#text", "今天下午停电 <b>请注意</b>")
    page.check("#emergency")
    page.click("#push .main")
    page.click("#confirm [value=no]")
    assert hall.api("GET", "/board/notices").data == []
    page.click("#push .main")
    page.click("#confirm [value=yes]")
    expect(page.locator("#notices")).to_contain_text("今天下午停电 <b>请注意</b>")
    (notice,) = hall.api("GET", "/board/notices").data
    assert notice["emergency"]
    page.locator("#notices .button").click()
    expect(page.locator("#notices")).to_contain_text("没有正在显示")
    poll(lambda: hall.api("GET", "/board/notices").data == [])
    number = issue(hall)
    hall.api("POST", "/counters/1/next")
    expect(page.locator("#counters")).to_contain_text(number)


def test_a_clerk_cannot_open_the_manager_page(hall, open_page):
    page = open_page(f"{hall.url}/manager#token={hall.tokens['clerk']}")
    expect(page.locator("#sign-in-fault")).to_contain_text("没有进入本页的权限")


def test_a_clerk_takes_in_a_matter_and_moves_it_on(own_hall, open_page):
    hall = own_hall
    hall.api("POST", "/matters", {"title": "公证", "service": "notary"}, role="clerk")
    page = open_page(f"{hall.url}/clerk#token={hall.tokens['clerk']}")
    expect(page.locator("#matter")).to_contain_text("公证")
    page.fill("#matter-title", "申请法律援助")
    page.select_option("#matter-service", "aid")
    page.click("#matter-form .main")
    expect(page.locator("#matter-key")).to_be_visible()
    number = page.inner_text("#matter-number").replace(" ", "")
    code = page.inner_text("#matter-code")
    page.click("#matter-handed")
    expect(page.locator("#matter-key")).to_be_hidden()
    assert code not in page.content()
    expect(page.locator("#matter")).to_have_value(number)
    page.select_option("#matter-state", "missing")
    page.fill("#matter-words", "请补收入证明")
    page.click("#step-form button")
    expect(page.locator("#toast")).to_contain_text("要补材料")
    expect(page.locator("#matter")).to_contain_text("要补材料")
    found = hall.api("POST", "/matters/look-up", {"number": number, "code": code}, role="terminal").data
    assert [(s["state"], s["words"]) for s in found["steps"]] == [("received", ""), ("missing", "请补收入证明")]
    page.click("#sign-out")
    expect(page.locator("#app")).to_be_hidden()
