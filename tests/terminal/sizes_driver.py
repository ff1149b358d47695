"""Shows every screen of the terminal and measures it; a script for test_terminal_sizes.py.

Arguments: data folder with laws, width and height in pixels, `normal` or `large`, language. Writes JSON: every fault that
a hand or an eye would find, and how many targets and texts were looked at.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image

from kiosk.config import load_setup
from kiosk.terminal.pictures import high, picture_setup, visit
from kiosk.ui.theme import THEMES, contrast, load_theme

SAMPLE_PX = (96, 96)
LEAST_CONTRAST = {"day": 4.5, "contrast": 7.0, "night": 4.5}
TARGET_MM = {"normal": 15, "large": 20}
CODE_MM = 0.8  # a module that a phone reads at arm's length
PRIMARY_MM = {"normal": 24, "large": 30}
ROUNDED_PX = 1.5


def in_sight(widget):
    """Tell whether no scroll view hides a part of a widget."""
    from kivy.uix.scrollview import ScrollView

    bottom, top = widget.to_window(*widget.pos)[1], widget.to_window(widget.x, widget.top)[1]
    frames = []
    while widget.parent and widget.parent is not widget:
        widget = widget.parent
        frames += [widget] if isinstance(widget, ScrollView) else []
    return all(f.to_window(*f.pos)[1] <= bottom + 1 and top <= f.to_window(f.x, f.top)[1] + 1 for f in frames)


def _meet(box, clip):
    return max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])


def _hex(channels):
    return "#{:02X}{:02X}{:02X}".format(*channels)


class Ruler:
    def __init__(self, size, every_theme):
        self.size, self.every_theme, self.faults, self.away = size, every_theme, [], []
        self.targets = self.texts = self.screens = self.read = 0

    def measure(self, name, app):  # noqa: C901 - one walk
        from kivy.uix.scrollview import ScrollView

        self.screens += 1
        if type(app.stage.screen).__name__ == "AwayScreen":
            self.away.append(name)
        mm, stage = app.look.mm, app.stage
        self.codes(name, app, mm)
        body = getattr(stage.screen, "body", None)
        if body and any(part.opacity and part.top > body.top + ROUNDED_PX for part in body.children):
            self.faults.append(f"{name}: what is on the page does not fit below its bar")
        if not any("12348" in i["text"] for i in self.said(app)) and not stage.overlay:
            self.faults.append(f"{name}: no hotline")

        def look(widget, clip, inside):
            if widget.opacity == 0:
                return
            if widget.width < 1 or widget.height < 1:
                if getattr(widget, "words", "") and widget.parent.opacity:
                    self.faults.append(f"{name}: {widget.words!r} has no room at all")
                return
            left, bottom = widget.to_window(*widget.pos)
            box = (left, bottom, left + widget.width, bottom + widget.height)
            if box[3] <= clip[1] + 1 or box[1] >= clip[3] - 1 or box[2] <= clip[0] + 1 or box[0] >= clip[2] - 1:
                return  # not a pixel of it is in sight
            if hasattr(widget, "pressed") and not widget.disabled and getattr(widget, "role", "") != "text":
                self.target(name, widget, box, clip, mm)
                if box[3] > top + ROUNDED_PX:
                    self.faults.append(f"{name}: {widget.label()!r} is out of reach")
            if hasattr(widget, "words") and widget.words:
                self.text(name, widget, box, inside)
                words.append((widget, _meet(box, clip)))
            if isinstance(widget, ScrollView):
                clip = _meet(box, clip)
                inside = None
            for child in widget.children:
                frame = getattr(child, "role", "") in ("button", "key", "card")
                look(child, clip, (*child.to_window(*child.pos), *child.size) if frame else inside)

        width, height, words = app.look.scale.width, app.look.scale.height, []
        top = app.look.scale.reach_px or height
        look(stage.overlay or stage.screen, (0, 0, width, height), None)
        if self.every_theme:
            self.contrast(
                name, app, [w for w in words if w[0].texture and w[1][2] > w[1][0] + 2 and w[1][3] > w[1][1] + 2]
            )

    def contrast(self, name, app, words):
        """In every theme: the colour of each text against the colour that is most of what is behind it."""
        from kiosk.ui.picture import window_picture

        shown, height = app.look.theme, app.look.scale.height
        for theme in THEMES:
            app.look.apply(app.look.scale, load_theme(theme))
            picture = window_picture()
            for widget, (left, bottom, right, upper) in words:
                behind = picture.crop((int(left), int(height - upper), int(right), int(height - bottom)))
                behind.thumbnail(SAMPLE_PX, Image.Resampling.NEAREST)
                ground = _hex(max(behind.getcolors(SAMPLE_PX[0] * SAMPLE_PX[1]))[1])
                drawn = widget.disabled_color if widget.disabled else widget.color
                ink = _hex(round(255 * channel) for channel in drawn[:3])
                ratio = contrast(ground, ink)
                if ratio < LEAST_CONTRAST[theme]:
                    self.faults.append(f"{name}: {widget.words!r} in {theme}: {ink} on {ground} is {ratio:.1f}")
        app.look.apply(app.look.scale, shown)

    def codes(self, name, app, mm):
        """Read each QR code of the screen back from its picture, as a phone would."""
        from kiosk.ui.picture import take_picture
        from kiosk.ui.qr import QrPicture

        shown = [
            w
            for w in (app.stage.overlay or app.stage.screen).walk()
            if isinstance(w, QrPicture) and w.texture and in_sight(w)
        ]
        if not shown:
            return
        with tempfile.TemporaryDirectory() as folder:
            take_picture(Path(folder) / "codes.png")
            found = {code.text for code in zxingcpp.read_barcodes(Image.open(Path(folder) / "codes.png"))}
        for code in shown:
            self.read += 1
            if code.text not in found:
                self.faults.append(f"{name}: the code of {code.label()!r} cannot be read")
            if code.module_px < CODE_MM * mm:
                self.faults.append(f"{name}: the code of {code.label()!r} is too fine: {code.module_px / mm:.2f} mm")

    def said(self, app):
        from kiosk.ui.describe import describe

        return describe(app.stage, app.look.scale.width, app.look.scale.height)["items"]

    def target(self, name, widget, box, clip, mm):
        self.targets += 1
        primary = type(widget).__name__ == "PrimaryButton"
        least = (PRIMARY_MM if primary else TARGET_MM)[self.size] * mm - ROUNDED_PX
        if min(widget.width, widget.height) < least:
            size = f"{widget.width / mm:.1f} x {widget.height / mm:.1f} mm"
            self.faults.append(f"{name}: {widget.label()!r} is only {size}")
        if box[0] < clip[0] - 1 or box[2] > clip[2] + 1:
            self.faults.append(f"{name}: {widget.label()!r} reaches beyond its frame")

    def text(self, name, widget, box, inside):
        self.texts += 1
        wide, high = widget.texture_size
        rounded_px = ROUNDED_PX * (1 + widget.text.count("\n"))
        if wide > widget.width + ROUNDED_PX or high > widget.height + rounded_px:
            room = f"{widget.width:.0f} x {widget.height:.0f}"
            self.faults.append(f"{name}: {widget.words!r} takes {wide} x {high} px of {room}")
        if widget.text.endswith("…") and not widget.words.endswith("…"):
            self.faults.append(f"{name}: {widget.words!r} is cut: {widget.text!r}")
        if inside and (
            box[0] < inside[0] - ROUNDED_PX
            or box[1] < inside[1] - ROUNDED_PX
            or box[2] > inside[0] + inside[2] + ROUNDED_PX
            or box[3] > inside[1] + inside[3] + ROUNDED_PX
        ):
            self.faults.append(f"{name}: {widget.words!r} leaves its button or card")


def main():
    data, width, height, size, language, reach = sys.argv[1:]
    args = argparse.Namespace(size=f"{width}x{height}", theme="day", large=size == "large", language=language)
    ruler = Ruler(size, every_theme=(size, language, reach) == ("normal", "zh", "full"))
    with tempfile.TemporaryDirectory() as folder:
        machine = load_setup(data, None)
        setup = picture_setup(args, high(machine) if reach == "low" else machine, Path(folder))
        visit(setup, ruler.measure, low=reach == "low")
    json.dump(vars(ruler), sys.stdout)


if __name__ == "__main__":
    main()
