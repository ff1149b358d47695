"""Runs the real terminal under one of the drivers, in a window that no display shows."""

import json
import os
import subprocess
import sys

_NOT_FOR_TESTS = ("DISPLAY", "WAYLAND_DISPLAY")


def run_driver(script, folder, steps):
    """Hand a driver its steps; return what it tells, once it has done all of them."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k not in _NOT_FOR_TESTS}
    done = subprocess.run(
        [sys.executable, str(script), str(folder)],
        input=json.dumps(steps),
        capture_output=True,
        text=True,
        env=env | {"SDL_VIDEODRIVER": "offscreen"},
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["failed"] is None, json.dumps(told, ensure_ascii=False, indent=1)[-20000:]
    return told
