"""`kiosk terminal` and `kiosk ticket` from outside: clear faults, clean stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

KIOSK = (sys.executable, "-m", "kiosk")


def environment(**extra):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    return {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k not in hidden} | extra


def kiosk(*words, **extra):
    return subprocess.run(
        [*KIOSK, *words], capture_output=True, text=True, timeout=60, env=environment(**extra), check=False
    )


def test_no_display_is_one_line_with_the_cure(tmp_path):
    done = kiosk("--data", str(tmp_path), "terminal")
    assert done.returncode == 1
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith("kiosk: no display")
    assert "xvfb-run" in line


def test_a_wrong_key_is_one_line(tmp_path):
    (tmp_path / "kiosk.toml").write_text("[terminal]\nlanguages = 'zh'\n", "utf-8")
    done = kiosk("--data", str(tmp_path), "terminal")
    assert done.returncode == 1
    assert "terminal.languages" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_ticket_without_a_hall(tmp_path, free_port):
    (tmp_path / "kiosk.toml").write_text(f"[client]\nhall = 'http://127.0.0.1:{free_port()}'\n", "utf-8")
    done = kiosk("--data", str(tmp_path), "ticket", "issue", "--service", "aid")
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Try again" in done.stderr


@pytest.mark.parametrize("words", [["issue"], ["issue", "--service", "aid", "--priority", "king"], []])
def test_ticket_used_wrongly(tmp_path, words):
    assert kiosk("--data", str(tmp_path), "ticket", *words).returncode == 2


@pytest.mark.e2e
def test_a_bare_machine_shows_home_and_ends_on_a_signal(tmp_path):
    (tmp_path / "kiosk.toml").write_text("[screen]\nwidth_px = 540\nheight_px = 960\ninspect = true\n", "utf-8")
    process = subprocess.Popen(
        [*KIOSK, "--data", str(tmp_path), "terminal"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(SDL_VIDEODRIVER="offscreen"),
    )
    try:
        shown = look(tmp_path / "run" / "terminal.sock", process)
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert shown["screen"] == "home"
    names = {item["name"] for item in shown["items"]}
    assert {"tile_categories", "tile_services", "tile_laws", "tile_institutions", "language", "print_size"} <= names


def look(path, process):
    deadline = time.monotonic() + 40
    while process.poll() is None and time.monotonic() < deadline:
        if path.exists():
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(10)
                line.connect(str(path))
                line.sendall(b"describe\n")
                shown = json.loads(line.makefile(encoding="utf-8").readline())
            if any("12348" in item["text"] for item in shown.get("items", ())):
                return shown
        time.sleep(0.1)
    pytest.fail("the terminal showed nothing")
