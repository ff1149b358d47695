"""A visitor at the terminal: real touches, answers seen as pixels; where to touch is asked of the inspection socket."""

import time
from pathlib import Path

from tests.bench.eye import Box, Eye, Program
from tests.bench.figures import own_mb
from tests.running_hall import describe, wait_for

LIST: Box = (100, 700, 64, 640)
_PATIENCE_S = 20.0
_DRAGS = 6
_STEPS = 60
_STEP_S = 1 / 60
_STEP_PX = 12
_SETTLED_AFTER = 100  # screen changes until letters and pictures that are kept are all there
_TIDY_S = 8.0  # at home; by then the terminal has tidied up


class Visitor:
    def __init__(self, eye: Eye, data: Path, program: Program):
        self._eye, self._socket, self._program = eye, data / "run" / "terminal.sock", program
        wait_for(self._tiles, 60, "home")

    def press_tiles(self, count: int, warm_up: int) -> list[float]:
        """Tap tiles of home in turn; return the seconds to the first changed pixel of the tile."""
        times = []
        tiles = self._tiles()
        for n in range(warm_up + count):
            box = _inside(tiles[n % len(tiles)])
            self._eye.calm(box)
            self._at(box)
            times.append(self._eye.changed_s(box, self._eye.tap))
            self.go("home", "home")
        return times[warm_up:]

    def open_list(self, count: int, *, anew: bool) -> list[float]:
        """Open the long list of people; return the seconds until its rows are there.

        Args:
            count: How often.
            anew: By a visitor who has not been there: after home nothing of the list is kept.
        """
        self.home()
        self.go("tile_institutions", "institutions")
        self.go("open_people", "people")
        rows = self._eye.calm(LIST)
        times = []
        for _ in range(count):
            if anew:
                self.go("home", "home")
                self.go("tile_institutions", "institutions")
            else:
                self.go("back", "institutions")
            self._at(_inside(wait_for(lambda: self._find("open_people"), _PATIENCE_S, "the people")))
            self._eye.calm(LIST)
            times.append(self._eye.seen_s(LIST, rows, self._eye.tap))
            time.sleep(0.2)
        return times

    def scroll(self, box: Box = LIST) -> list[float]:
        """Drag a long list up and down; return the seconds between its pictures while the finger moves."""
        times: list[float] = []
        for n in range(_DRAGS):
            down = n % 2
            y = 700 if down else 1500
            self._eye.point(400, y)
            self._eye.press()
            times += self._eye.frames(400, y, _STEP_PX if down else -_STEP_PX, _STEPS, _STEP_S, box)
            self._eye.release()
            self._eye.calm(box)
        return times

    def screen(self) -> str:
        """Return the name of the screen."""
        return str(describe(self._socket)["screen"])

    def go_text(self, text: str) -> None:
        """Touch what says something that begins so."""
        self._at(_inside(wait_for(lambda: self._says(text), _PATIENCE_S, text)))
        self._eye.tap()

    def aim(self, name: str) -> None:
        """Put the finger over what has a name, or says something that begins so, without touching it yet."""
        self._at(_inside(wait_for(lambda: self._find(name) or self._says(name), _PATIENCE_S, name)))

    def walk(self, changes: int) -> float:
        """Change screens so many times; return by how many MB the program has grown."""
        self._changes(_SETTLED_AFTER)
        before = self._own_mb()
        self._changes(changes)
        return self._own_mb() - before

    def _own_mb(self) -> float:
        time.sleep(_TIDY_S)
        return own_mb(self._program.process.pid)

    def _changes(self, count: int) -> None:
        self.home()
        tiles = self._tiles()
        for n in range(count // 2):
            tile = tiles[n % len(tiles)]
            self.go(tile["name"], "")
            self.go("home", "home")

    def home(self) -> None:
        if describe(self._socket)["screen"] != "home":
            self.go("home", "home")

    def go(self, name: str, screen: str) -> None:
        """Touch what has a name, and wait until another screen is there and drawn."""
        item = wait_for(lambda: self._find(name), _PATIENCE_S, name)
        before = describe(self._socket)["screen"]
        self._at(_inside(item))
        self._eye.tap()
        wait_for(
            lambda: (now := describe(self._socket)["screen"]) != before and screen in ("", now) and now != "loading",
            _PATIENCE_S,
            screen or "another screen",
            pause_s=0.01,
        )

    def _at(self, box: Box) -> None:
        left, top, width, height = box
        self._eye.point(left + width // 2, top + height // 2)
        time.sleep(0.05)

    def _tiles(self) -> list[dict]:
        try:
            return [item for item in describe(self._socket)["items"] if item["name"].startswith("tile_")]
        except (OSError, ValueError, KeyError):
            return []

    def _says(self, text: str) -> dict | None:
        items = describe(self._socket)["items"]
        return next((i for i in items if i["role"] in ("row", "button") and i["text"].startswith(text)), None)

    def _find(self, name: str) -> dict | None:
        return next((item for item in describe(self._socket)["items"] if item["name"] == name), None)


def _inside(item: dict) -> Box:
    """Return the middle of an item, 64 pixels square at most."""
    width, height = min(64, item["w"] - 8), min(64, item["h"] - 8)
    return (
        int(item["x"] + (item["w"] - width) / 2),
        int(item["y"] + (item["h"] - height) / 2),
        int(width),
        int(height),
    )
