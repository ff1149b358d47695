import os
import subprocess
import sys

import pytest
from PIL import Image

NAMES = ("waiting", "empty", "welcome", "calls", "many", "notice", "emergency", "stale")
ACCENT, PRIMARY, WAIT_SOFT = (0xB8, 0x32, 0x2A), (0x1F, 0x5F, 0xA8), (0xFF, 0xF4, 0xDC)


def share(image, colour):
    """How much of a picture has exactly this colour."""
    count = sum(n for n, c in image.getcolors(image.width * image.height) if c == colour)
    return count / (image.width * image.height)


@pytest.mark.parametrize("size", ["960x540", "540x960"])
def test_every_state_has_its_picture(tmp_path, size):
    command = [sys.executable, "-m", "kiosk.board.pictures", str(tmp_path), size]
    done = subprocess.run(
        command, env=os.environ | {"SDL_VIDEODRIVER": "offscreen"}, capture_output=True, check=False, timeout=90
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    width, height = map(int, size.split("x"))
    form = "landscape" if width > height else "portrait"
    pictures = {name: Image.open(tmp_path / f"board-{name}-{form}.png").convert("RGB") for name in NAMES}
    assert {p.size for p in pictures.values()} == {(width, height)}
    assert {name for name, p in pictures.items() if share(p, ACCENT) > 0.4} == {"emergency"}
    assert {name for name, p in pictures.items() if share(p, WAIT_SOFT) > 0.02} == {"notice", "stale"}
    assert share(pictures["stale"], WAIT_SOFT) > share(pictures["notice"], WAIT_SOFT)
    assert share(pictures["calls"], PRIMARY) > share(pictures["empty"], PRIMARY) + 0.05  # the newest call is marked
