"""Reads laws in a real window: a long one, links under a finger, the voice; a script for test_reading_window.py.

Arguments: data folder with the shelf of `law_shelf` and a law of its own, that law's title, and an article far inside. Writes
what was seen at each step as JSON.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from kiosk.config import load_setup
from kiosk.terminal import pictures
from kiosk.terminal.scenes import Scenes

LINKED = "劳动合同法第三十九条"


class Mouth:
    """Speaks for ever, until it is stopped."""

    def __init__(self):
        self.said, self.stopped = [], 0

    def say(self, text, on_end=None, language="zh", **_):
        self.said.append(text)

    def stop(self):
        self.stopped += 1

    def rest(self):
        self.stop()


class Reading(Scenes):
    title = number = ""

    def all(self):
        act, app = self._act, self._app
        act.open("law", self.title)
        yield "opened"
        act.back()
        act.open("law", self.title + self.number)
        yield "at the article"
        app.stage.latest.text.ids.pager.turn(1)
        yield "a page on"
        act.comfort.switch_print()
        yield "in large print"
        row = next(r for r in app.stage.latest.text.walk() if type(r).__name__ == "ListRow" and r.value)
        row.tap()
        yield "article"
        act.back()
        yield "back"
        act.open("jump", self.title + self.number)
        act.typing.put("7")
        yield "the number typed"
        act.reading.go_to(self.title + self.number, app.stage.latest.view.row)
        yield "jumped"
        act.open("article", LINKED)
        yield "links"
        touch(marked(app))
        yield "followed"
        act.back()
        mouth = Mouth()
        act.voice.open(mouth, lambda act: act())
        act.voice.stay_on()
        act.voice.read(["甲。" * 200])
        screen = app.stage.latest
        act.reading.tick("x", 1)
        self.voice = [act.voice.busy]
        app.show(screen.place, replace(screen.view, passages=screen.view.passages[:1]))
        self.voice += [act.voice.busy, mouth.stopped]
        yield "changed"


def marked(app):
    return next(w for w in app.stage.latest.walk() if type(w).__name__ == "MarkedWords" and w.refs)


def touch(words):
    """Touch the first link of a text with a mouse, where it is drawn."""
    from kivy.core.window import Window

    left, top, right, bottom = next(iter(words.refs.values()))[0]
    x, y = words.to_window(words.x + (left + right) / 2, words.y + words.height - (top + bottom) / 2)
    for event in ("on_mouse_down", "on_mouse_up"):
        Window.dispatch(event, x, Window.height - y, "left", [])


def main():
    data, Reading.title, Reading.number = sys.argv[1:]
    args = argparse.Namespace(size="540x960", theme="day", large=False, language="zh")
    seen, made = {}, []

    def note(name, app):
        screen = app.stage.latest
        rows = getattr(screen, "text", None)
        seen[name] = {
            "screen": screen.name,
            "key": screen.place.key,
            "rows": sum(type(w).__name__ == "ListRow" for w in screen.walk()),
            "top": rows.rows[rows.top_row].title if rows else "",
            "lines": len(rows.rows) if rows else 0,
        }

    class Kept(Reading):
        def __init__(self, *args):
            super().__init__(*args)
            made.append(self)

    pictures.Scenes = Kept
    with tempfile.TemporaryDirectory() as folder:
        pictures.visit(pictures.picture_setup(args, load_setup(data, None), Path(folder)), note)
    json.dump({"seen": seen, "voice": made[0].voice}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
