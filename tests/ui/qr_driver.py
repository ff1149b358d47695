"""Shows QR codes in a real window and takes a picture of each; a script for test_ui_qr.py.

Arguments: a folder. Standard input: a JSON list of [theme, text, room]. Writes what each code's size came to as JSON.
"""

import json
import sys
from pathlib import Path

from kiosk.config import Config, ScreenConfig, Setup
from kiosk.ui.window import prepare

folder = Path(sys.argv[1])
scale = prepare(Setup(Config(screen=ScreenConfig(width_px=1080, height_px=1920)), folder), "probe", max_fps=120)

from kivy.clock import Clock  # noqa: E402

from device.printer.qr import modules  # noqa: E402
from kiosk.strings import Strings  # noqa: E402
from kiosk.ui.app import KioskApp  # noqa: E402
from kiosk.ui.picture import take_picture  # noqa: E402
from kiosk.ui.qr import QrPicture  # noqa: E402
from kiosk.ui.theme import load_theme  # noqa: E402

app = KioskApp(scale, load_theme("day"), Strings("zh"), ("qr.kv",))
cases, seen = json.load(sys.stdin), []


def show(index):
    if index == len(cases):
        app.stop()
        return
    theme, text, room = cases[index]
    app.look.apply(scale, load_theme(theme))
    # long texts come with their rows, made elsewhere: both ways must give the same picture
    picture = QrPicture(text=text, rows=modules(text) if len(text) > 60 else None, room=room, pos=(33.4, 77.7))
    app.stage.show(picture)
    Clock.schedule_once(lambda _: Clock.schedule_once(lambda _: take(index, picture), 0), 0)


def take(index, picture):
    take_picture(folder / f"{index}.png")
    seen.append({"side": picture.width, "module": picture.module_px, "label": picture.label(), "mm": app.look.mm})
    show(index + 1)


Clock.schedule_once(lambda _: show(0), 0.2)
app.run()
json.dump(seen, sys.stdout, ensure_ascii=False)
