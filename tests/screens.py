"""`make screens`: a PNG of every screen to a folder: terminal, board, pages in the browser, paper.

Terminal and board are drawn from sample content in both orientations, the terminal in normal and large print and in every theme; the
pages and the paper come from a running demo hall.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from kiosk.config import load_setup
from tests.running_hall import CHROMIUM, RunningHall, wait_for
from tests.terminal.law_shelf import bring_in, import_law_shelf

_SIZES = {"portrait": "1080x1920", "landscape": "1920x1080"}
_CORPUS = Path(__file__).parents[2] / "shared/data/laws.tar.xz"
_FIRST_PORT = 28480
_PAGE = {"width": 1440, "height": 900}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.rglob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as data:
        _shelve(Path(data))
        for name, size in _SIZES.items():
            words = ("--size", size, "--data", data, "--theme", "all")
            _run("kiosk.terminal.pictures", folder / name, *words)
            _run("kiosk.terminal.pictures", folder / f"{name}-large", *words, "--large")
        words = ("--size", _SIZES["portrait"], "--data", data, "--language", "en")
        _run("kiosk.terminal.pictures", folder / "portrait-english", *words)
    _run("kiosk.board.pictures", folder, "1920x1080")
    _run("kiosk.board.pictures", folder, "1080x1920")
    _draw_running(folder)
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")


def _shelve(data: Path) -> None:
    """Give the pictures laws with versions and cases: the corpus where it lies beside the tree, else made-up ones."""
    machine = load_setup(None, None).data
    for name in ("fonts", "bin"):
        if (machine / name).exists():
            (data / name).symlink_to(machine / name)
    if not _CORPUS.exists():
        import_law_shelf(data)
        return
    with tempfile.TemporaryDirectory() as unpacked, tarfile.open(_CORPUS) as archive:
        archive.extractall(unpacked, filter="data")
        bring_in(Path(unpacked) / "laws", data)


def _run(module: str, *words: object) -> None:
    environment = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
    subprocess.run([sys.executable, "-m", module, *map(str, words)], check=True, env=environment)


def _draw_running(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as data:
        hall = RunningHall(Path(data), _FIRST_PORT, "--without-laws")
        try:
            hall.wait_until_open()
            hall.issue("consult", "mediation", "consult", "notary", "aid")
            hall.take_ticket("法律援助")
            wait_for((hall.data / "paper/latest.png").exists, 30, "paper")
            shutil.copy(hall.data / "paper/latest.png", folder / "paper-ticket.png")
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                _draw_pages(browser, hall, folder)
                browser.close()
        finally:
            hall.stop()


def _draw_pages(browser: Browser, hall: RunningHall, folder: Path) -> None:
    access = hall.access
    page = browser.new_page(viewport=_PAGE)
    page.goto(hall.url(f"/clerk#token={access['clerk_token']}"))
    page.select_option("#counter", "1")
    page.click('[data-move="next"]')
    expect(page.locator("#number")).not_to_have_text("—")
    page.screenshot(path=folder / "page-clerk.png")
    pages = {
        "manager": hall.url(f"/manager#token={access['manager_token']}"),
        "hall-index": hall.url("/"),
        "demo": f"http://127.0.0.1:{hall.first_port + 19}/",
        "centre-sign-in": hall.centre_url,
    }
    for name, url in pages.items():
        page.goto(url)
        page.wait_for_timeout(1500)  # until live pictures and figures are there
        page.screenshot(path=folder / f"page-{name}.png")
    page.goto(hall.centre_url)
    page.fill("#username", "editor")
    page.fill("#password", access["editor_password"])
    page.click("#sign-in")
    page.screenshot(path=folder / "page-centre-library.png")
    page.click("a.title >> nth=0")
    page.screenshot(path=folder / "page-centre.png")
    page.goto(hall.centre_url + "/publish/")
    page.screenshot(path=folder / "page-centre-publish.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens"))
