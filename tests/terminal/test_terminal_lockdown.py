"""No way out: every key with every modifier, and fingers that do anything, on a real window of a real X server."""

import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from Xlib import XK, X, Xatom, display
from Xlib.ext import xtest
from Xlib.protocol import event

from kiosk.content.bundles import content_folder
from kiosk.demo.screens import VirtualScreen

pytestmark = pytest.mark.e2e
DRIVER = Path(__file__).with_name("lockdown_driver.py")
CAMPAIGN = "KIOSK_TORTURE_GESTURES" in os.environ
GESTURES = int(os.environ.get("KIOSK_TORTURE_GESTURES", "300"))
WIDTH, HEIGHT = 1080, 1920
START_S, TURN_S, FROZEN_S = 60, 20, 0.2
PAUSE_EVERY, PAUSE_S = 50, 1.2
MODIFIERS = [
    (),
    ("Shift_L",),
    ("Control_L",),
    ("Alt_L",),
    ("Super_L",),
    ("Control_L", "Alt_L"),
    ("Control_L", "Shift_L"),
    ("Alt_L", "Shift_L"),
]


class Hands:
    """Whatever can be done to a screen with two hands, a mouse and a keyboard."""

    def __init__(self, name, turns, process):
        self.display = display.Display(name)
        self.turns, self.process = turns, process
        self.dice = random.Random(20261123)
        self.codes = {name: self.display.keysym_to_keycode(XK.string_to_keysym(name)) for m in MODIFIERS for name in m}

    def send(self, kind, detail=0, **where):
        xtest.fake_input(self.display, kind, detail, **where)

    def dealt_with(self):
        """Wait until the terminal has taken what was sent: people look before they touch again."""
        (seen,) = struct.unpack(
            "<Q", self.turns.read_bytes()
        )  # all is sent by `sync`: what comes after it is the answer
        self.display.sync()
        deadline = time.monotonic() + TURN_S
        while struct.unpack("<Q", self.turns.read_bytes())[0] <= seen:
            assert self.process.poll() is None, "the terminal has ended"
            if time.monotonic() > deadline:
                self.process.send_signal(signal.SIGUSR1)
                time.sleep(1)
                pytest.fail("the terminal does nothing any more; its errors say where it is")
            time.sleep(0.002)

    def key(self, code, modifiers=()):
        held = [self.codes[name] for name in modifiers]
        for one in held:
            self.send(X.KeyPress, one)
        self.send(X.KeyPress, code)
        self.send(X.KeyRelease, code)
        for one in reversed(held):
            self.send(X.KeyRelease, one)

    def place(self):
        x, y = self.dice.randrange(WIDTH), self.dice.randrange(HEIGHT)
        edge = self.dice.random()
        if edge < 0.1:
            x = self.dice.choice((0, WIDTH - 1))
        elif edge < 0.2:
            y = self.dice.choice((0, HEIGHT - 1))
        return x, y

    def move(self, place):
        self.send(X.MotionNotify, x=place[0], y=place[1])

    def tap(self, button=1, times=1):
        self.move(self.place())
        for _ in range(times):
            self.send(X.ButtonPress, button)
            self.send(X.ButtonRelease, button)

    def drag(self, button=1):
        start, end = self.place(), self.place()
        self.move(start)
        self.send(X.ButtonPress, button)
        for step in range(1, 9):
            self.move(tuple(a + (b - a) * step // 8 for a, b in zip(start, end, strict=True)))
            if step % 3 == 0:
                self.dealt_with()
        self.send(X.ButtonRelease, button)

    def hold(self):
        self.move(self.place())
        self.send(X.ButtonPress, 1)
        self.dealt_with()
        self.send(X.ButtonRelease, 1)

    def mash(self):
        """Press several buttons and keys one into the other."""
        buttons = self.dice.sample((1, 2, 3), 3)
        modifier = self.codes[self.dice.choice(("Alt_L", "Control_L", "Shift_L"))]
        self.send(X.KeyPress, modifier)
        for button in buttons:
            self.move(self.place())
            self.send(X.ButtonPress, button)
        self.send(X.KeyRelease, modifier)
        for button in self.dice.sample(buttons, 3):
            self.move(self.place())
            self.send(X.ButtonRelease, button)

    def type(self):
        self.key(self.dice.randrange(9, 256), self.dice.choice(MODIFIERS))

    def walk(self):
        for name in self.dice.choices(("Up", "Down", "Left", "Right", "Return", "Escape"), (1, 3, 2, 4, 3, 1), k=4):
            self.key(self.display.keysym_to_keycode(XK.string_to_keysym(name)))
            self.dealt_with()

    def anything(self):
        acts = {
            self.tap: 60,
            lambda: self.tap(times=2): 8,
            self.drag: 12,
            self.hold: 4,
            self.mash: 2,
            self.type: 6,
            self.walk: 4,
            lambda: self.tap(self.dice.choice((2, 3, 4, 5, 8, 9))): 4,
        }
        self.dice.choices(list(acts), list(acts.values()))[0]()

    def ask_to_close(self):
        """Ask every window to close, as Alt+F4 of a window manager does."""
        protocols, close = (self.display.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
        windows = self.display.screen().root.query_tree().children
        for window in windows:
            message = event.ClientMessage(window=window, client_type=protocols, data=(32, [close, 0, 0, 0, 0]))
            window.send_event(message)
        return windows

    def owner(self, selection):
        return self.display.get_selection_owner(selection)


@pytest.fixture
def screen():
    screen = VirtualScreen(WIDTH, HEIGHT)
    screen.start()
    yield screen
    screen.stop()


@pytest.fixture
def machine(tmp_path, data, free_port, furnish):
    """A data folder without a hall, that reads its screen to a file."""
    shutil.copytree(content_folder(data), content_folder(tmp_path), symlinks=False)
    furnish(tmp_path)
    port = free_port()
    (tmp_path / "kiosk.toml").write_text(
        f'[client]\nhall = "http://127.0.0.1:{port}"\n[speech]\nengine = "log"\n', "utf-8"
    )
    return tmp_path


@pytest.fixture
def terminal(machine, screen):
    turns = machine / "turns"
    turns.write_bytes(bytes(8))
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KIOSK_", "SDL_", "WAYLAND"))}
    with (machine / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, str(DRIVER), str(machine), str(turns)],
            stdout=subprocess.PIPE,
            stderr=errors,
            env=env | {"DISPLAY": screen.display},
        )
    deadline = time.monotonic() + START_S
    while struct.unpack("<Q", turns.read_bytes())[0] < 5:
        assert process.poll() is None, (machine / "errors").read_text("utf-8")[-2000:]
        assert time.monotonic() < deadline, "the terminal does not start"
        time.sleep(0.1)
    yield process, turns
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.timeout(3600)
def test_there_is_no_way_out(machine, screen, terminal):
    process, turns = terminal
    hands = Hands(screen.display, turns, process)
    hands.move((WIDTH // 2, 10))
    for modifiers in MODIFIERS:
        for code in range(8, 256):
            hands.key(code, modifiers)
            hands.dealt_with()
    for number in range(GESTURES):
        hands.anything()
        hands.dealt_with()
        if number % PAUSE_EVERY == 0:
            time.sleep(PAUSE_S)  # as everybody does who reads
    windows = hands.ask_to_close()
    hands.dealt_with()
    shape = windows[-1].get_geometry()
    assert (shape.x, shape.y, shape.width, shape.height) == (0, 0, WIDTH, HEIGHT), "it still covers the whole screen"
    assert hands.owner(Xatom.PRIMARY) == hands.owner(hands.display.intern_atom("CLIPBOARD")) == X.NONE
    process.terminate()
    saw = json.loads(process.communicate(timeout=30)[0])
    print(json.dumps({**saw, "slow": saw["slow"][:10]}, indent=1))  # shown with -s: the figures of a run
    log = (machine / "logs" / "terminal.log").read_text("utf-8") + (machine / "errors").read_text("utf-8")
    faults = [line for line in log.splitlines() if "Traceback" in line or " ERROR" in line or " CRITICAL" in line]
    assert not faults, "\n".join(faults[:5])
    assert saw["ended"] == ["signal"], "only the signal ended it"
    assert process.returncode == 0
    assert saw["frames"] > GESTURES
    assert not saw["clipboard"], "a clipboard was asked for"
    assert saw["dots"] == 0, "Kivy draws its red dots"
    assert len(saw["seen"]) > 3, "the fingers came about"
    if CAMPAIGN:
        assert len(saw["seen"]) > 10
        assert saw["longest_cpu_s"] <= FROZEN_S, saw["slow"][:10]
