"""QR codes on the screen, read back from its picture as a phone would."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

SCRIPT = Path(__file__).with_name("qr_driver.py")
LONG = "申请法律援助要带：身份证原件一份、复印件一份；经济困难证明。" * 6
CASES = [
    ("day", "https://example.org/办事", 0),
    ("night", "A005 法律咨询", 0),
    ("contrast", LONG, 0),
    ("day", LONG, 400),
    ("day", "", 0),
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What each case measured, and its picture."""
    folder = tmp_path_factory.mktemp("qr")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder)],
        input=json.dumps(CASES),
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [(fact, folder / f"{i}.png") for i, fact in enumerate(json.loads(done.stdout))]


@pytest.mark.parametrize("case", range(4))
def test_a_reader_finds_the_text_in_every_theme(shown, case):
    _, picture = shown[case]
    (code,) = zxingcpp.read_barcodes(Image.open(picture))
    assert code.text == CASES[case][1]
    assert code.ec_level == "M"


def test_modules_are_whole_pixels_and_large_enough_for_a_phone(shown):
    for fact, _ in shown[:3]:
        assert fact["side"] % fact["module"] == 0
        assert fact["module"] >= 0.8 * fact["mm"]


def test_it_keeps_to_its_room_and_says_what_it_carries(shown):
    fact, _ = shown[3]
    assert 0 < fact["side"] <= 400
    assert fact["label"] == LONG


def test_no_text_takes_no_room(shown):
    fact, _ = shown[4]
    assert fact["side"] == 0
