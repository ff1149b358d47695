"""A law of 1,260 articles in a real window, links under a finger, and a voice that stops when its text is gone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from law_shelf import import_law_shelf, long_law

pytestmark = pytest.mark.e2e
DRIVER = Path(__file__).with_name("reading_driver.py")
ARTICLES = 1260


def read(folder, title, number):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(folder), title, number],
        capture_output=True,
        text=True,
        timeout=200,
        env=env | {"SDL_VIDEODRIVER": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_a_long_law_is_read_and_left_and_found_again(tmp_path):
    folder = import_law_shelf(tmp_path, {"民法典/长法(2021-01-01).md": long_law("长法", ARTICLES)})
    told = read(folder, "长法", "第一千二百条")
    seen = told["seen"]
    assert seen["opened"]["lines"] > ARTICLES
    assert seen["opened"]["top"] == "长法"
    assert all(0 < step["rows"] < 40 for step in seen.values() if step["screen"] == "law"), "rows in sight only"
    assert seen["at the article"]["top"] == "第一千二百条"
    assert seen["a page on"]["top"] not in ("第一千二百条", "长法")
    assert seen["in large print"]["top"] == seen["a page on"]["top"], "the place is kept"
    assert seen["article"]["screen"] == "article"
    assert seen["back"]["top"] == seen["in large print"]["top"]
    assert seen["jumped"] == seen["jumped"] | {"screen": "law", "top": "第七条"}
    assert (seen["followed"]["screen"], seen["followed"]["key"]) == ("article", "劳动合同法第二条")
    before, after, stopped = told["voice"]
    assert before, "a tick changes nothing of the text"
    assert not after
    assert stopped == 1


def test_the_longest_law_of_the_corpus_is_read(tmp_path, law_corpus):
    code = {f"民法典/{file.name}": file.read_text("utf-8") for file in (law_corpus / "民法典").glob("*.md")}
    folder = import_law_shelf(tmp_path, {"民法典/民法典(2020-05-28).md": "", **code})
    seen = read(folder, "民法典", "第一千零四十二条")["seen"]
    assert seen["opened"]["lines"] > ARTICLES
    assert seen["at the article"]["top"] == "第一千零四十二条"
    assert seen["back"]["top"] == seen["in large print"]["top"] == seen["a page on"]["top"]
    assert all(0 < step["rows"] < 40 for step in seen.values() if step["screen"] == "law")
