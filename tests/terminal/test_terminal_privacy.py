"""Nothing of a visitor outlives the visit: whatever was typed is looked for in memory, files, processes and screens."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.content.bundles import LIBRARY, content_folder, current_bundle
from kiosk.domain.releases import INBOX_KEY

pytestmark = pytest.mark.e2e
DRIVER = Path(__file__).with_name("privacy_driver.py")
VISITS = int(os.environ.get("KIOSK_TORTURE_VISITS", "12"))
BOXES = 10  # typed into in each visit


@pytest.fixture
def machine(tmp_path, data, free_port, letter_keys, furnish):
    """A data folder with a centre's key for letters, and no hall."""
    shutil.copytree(content_folder(data), content_folder(tmp_path), symlinks=True)
    link = content_folder(tmp_path) / "current"
    bundle = content_folder(tmp_path) / "bundles" / current_bundle(data).name
    link.unlink()
    link.symlink_to(bundle)
    (bundle / LIBRARY / INBOX_KEY).write_text(letter_keys[1], "ascii")
    furnish(tmp_path)
    (tmp_path / "kiosk.toml").write_text(
        f"""[client]
hall = "http://127.0.0.1:{free_port()}"
[screen]
width_px = 540
height_px = 960
[speech]
player = "tee /dev/null"
""",
        "utf-8",
    )
    return tmp_path


@pytest.mark.timeout(3600)
def test_nothing_of_a_visitor_is_left(machine):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(machine), str(VISITS)],
        capture_output=True,
        text=True,
        timeout=3500,
        env=env | {"SDL_VIDEODRIVER": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    saw = json.loads(done.stdout)
    print(json.dumps({**saw, "hits": len(saw["hits"])}))  # shown with -s: the figures of a run
    assert not saw["hits"], "\n".join(saw["hits"][:30])
    assert saw["visits"] == VISITS
    assert saw["typed"] == BOXES * VISITS
    assert saw["looked_at"] > 50_000, "memory was looked through"
    assert "ERROR" not in done.stderr
    letters = list((machine / "outbox").rglob("*"))
    assert len(letters) >= VISITS // 3, "letters were kept, sealed"
