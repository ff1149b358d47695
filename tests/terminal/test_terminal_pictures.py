"""`python -m kiosk.terminal.pictures` draws every screen."""

import os
import subprocess
import sys

import pytest
from PIL import Image

from kiosk.content.bundles import laws_path

SCREENS = {
    "home", "home-paused", "comfort", "slides", "duty", "idle",
    "categories", "procedures", "procedure", "procedure-1", "procedure-2", "procedure-3", "procedure-4",
    "handover", "handover-printed", "find-nothing", "needs", "confirm-errand",
    "my_ticket", "my_ticket-waiting", "my_ticket-missed",
    "progress", "progress-empty", "progress-found", "progress-refused",
    "find", "find-typed", "find-sentence", "find-hand", "find-latin", "find-digits", "find-folded",
    "laws", "laws-topics", "laws-topic", "laws-typed", "laws-typing", "laws-found", "laws-filter", "laws-filtered",
    "laws-filtered-out", "laws-title", "laws-nothing", "article", "article-cited-by", "article-take", "article-parts",
    "article-official", "law", "law-start", "law-contents", "law-jump", "law-jump-typed", "law-versions", "law-on-day", "law-on-day-typed", "law-changes",
    "law-compare", "cases", "case", "case-take", "case-parts",
    "institutions", "institutions-kind", "institutions-none", "institution", "institution-2", "people", "practitioner",
    "map", "map-pin",
    "services", "services-paused", "confirm", "ticket", "ticket-unprinted", "ticket-away",
    "home-closed", "services-closed",
    "feedback", "rating", "rating-more", "rating-poor", "rating-ticket", "thanks",
    "suggestion", "suggestion-about", "suggestion-text", "suggestion-typed", "suggestion-phone", "suggestion-check",
    "receipt", "receipt-withdrawn",
    "staff-unset", "staff-pin", "staff-wrong", "staff-locked", "staff-menu",
}  # fmt: skip


@pytest.mark.e2e
@pytest.mark.parametrize(("size", "options"), [((540, 960), ()), ((960, 540), ("--large", "--language", "en"))])
def test_every_screen_is_drawn(tmp_path, law_data, size, options):
    assert laws_path(law_data).exists()
    words = ["--size", f"{size[0]}x{size[1]}", "--data", str(law_data), *options]
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.terminal.pictures", str(tmp_path), *words],
        capture_output=True,
        text=True,
        timeout=120,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    pictures = {path.stem.removeprefix("terminal-"): path for path in tmp_path.glob("*.png")}
    assert set(pictures) == SCREENS
    contents = set()
    for path in pictures.values():
        picture = Image.open(path)
        assert picture.size == size
        assert len(picture.getcolors(1 << 20)) > 30, f"{path.name} is nearly empty"
        contents.add(picture.tobytes())
    assert len(contents) >= len(SCREENS) - 2  # a short page has no second and third part
