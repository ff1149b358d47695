"""Every screen under the ruler: targets large enough for a hand, no text outside its place, the hotline always there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_terminal_pictures import SCREENS

DRIVER = Path(__file__).with_name("sizes_driver.py")


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("width", "height", "size", "language", "reach"),
    [
        (1080, 1920, "normal", "zh", "full"),
        (1080, 1920, "normal", "zh", "low"),
        (1080, 1920, "large", "zh", "full"),
        (1080, 1920, "large", "en", "full"),
        (1920, 1080, "normal", "zh", "full"),
        (1920, 1080, "large", "en", "full"),
    ],
)
def test_targets_and_texts_have_their_room(law_data, width, height, size, language, reach):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    env["SDL_VIDEODRIVER"] = "offscreen"
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(law_data), str(width), str(height), size, language, reach],
        capture_output=True,
        text=True,
        timeout=280,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "too much iteration" not in done.stderr, "a layout never settles"
    found = json.loads(done.stdout)
    assert not found["faults"], "\n".join(dict.fromkeys(found["faults"]))
    assert found["screens"] == len(SCREENS)
    assert not found["away"], "a page was not there to be measured"
    assert found["targets"] > 10 * len(SCREENS)
    assert found["read"] >= 2, "QR codes were read back from the screen"
    assert found["texts"] > 15 * len(SCREENS)
