"""An eye and a finger on an X11 screen: when do pixels change after a touch?"""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from Xlib import X, display
from Xlib.ext import xtest

POLL_S = 0.001  # between two looks; one look takes about 0.3 ms
CALM_S = 0.25
PATIENCE_S = 5.0

Box = tuple[int, int, int, int]  # left, top, width, height in pixels


@dataclass
class Program:
    """A program on the screen, and how long it took to draw something real."""

    process: subprocess.Popen
    first_paint_s: float


class Eye:
    def __init__(self, name: str):
        self.name = name
        self._display = display.Display(name)
        self._root = self._display.screen().root

    def look(self, box: Box) -> bytes:
        return self._root.get_image(*box, X.ZPixmap, 0xFFFFFFFF).data

    def start(self, words: list[str], box: Box, seconds: float = 60, **environment: str) -> Program:
        """Start a program; its first paint is when a box of the blank screen shows more than one colour."""
        blank = self.look(box)
        began = time.perf_counter()
        process = subprocess.Popen(
            words,
            env=os.environ | {"DISPLAY": self.name} | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while True:
            seen = self.look(box)
            if seen != blank and len({seen[i : i + 4] for i in range(0, len(seen), 4)}) > 1:
                return Program(process, time.perf_counter() - began)
            assert process.poll() is None, f"{words[0]} ended"
            assert time.perf_counter() - began < seconds, f"{words[0]} drew nothing"
            time.sleep(POLL_S)

    def calm(self, box: Box) -> bytes:
        """Wait until nothing has moved in a box for a moment; return its picture."""
        seen, since = self.look(box), time.perf_counter()
        deadline = since + PATIENCE_S
        while time.perf_counter() - since < CALM_S and time.perf_counter() < deadline:
            time.sleep(0.004)
            now = self.look(box)
            if now != seen:
                seen, since = now, time.perf_counter()
        return seen

    def changed_s(self, box: Box, act: Callable[[], None]) -> float:
        """Return the seconds from an act to the first change of any pixel in a box."""
        before = self.look(box)
        began = time.perf_counter()
        act()
        while self.look(box) == before:
            assert time.perf_counter() - began < PATIENCE_S, "no pixel changed"
            time.sleep(POLL_S)
        return time.perf_counter() - began

    def seen_s(self, box: Box, picture: bytes, act: Callable[[], None]) -> float:
        """Return the seconds from an act until a box shows a picture."""
        began = time.perf_counter()
        act()
        while self.look(box) != picture:
            assert time.perf_counter() - began < PATIENCE_S, "the picture did not come"
            time.sleep(POLL_S)
        return time.perf_counter() - began

    def frames(self, x: int, y: int, step_px: int, steps: int, step_s: float, box: Box) -> list[float]:
        """Move the finger up or down evenly; return the seconds between the pictures of a box meanwhile."""
        times: list[float] = []
        seen, seen_at = self.look(box), 0.0
        began = time.perf_counter()
        moved = 0
        while moved < steps:
            if time.perf_counter() >= began + moved * step_s:
                moved += 1
                xtest.fake_input(self._display, X.MotionNotify, x=x, y=y + moved * step_px)
                self._display.flush()
            picture = self.look(box)
            if picture != seen:
                now = time.perf_counter()
                if seen_at:
                    times.append(now - seen_at)
                seen, seen_at = picture, now
            time.sleep(POLL_S)
        return times

    def point(self, x: int, y: int) -> None:
        xtest.fake_input(self._display, X.MotionNotify, x=int(x), y=int(y))
        self._display.sync()

    def tap(self) -> None:
        """Press and release at once, where the finger is."""
        self.press()
        self.release()

    def press(self) -> None:
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()

    def release(self) -> None:
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()
