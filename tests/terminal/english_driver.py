"""Shows every screen of the terminal in English and gathers what is not; a script for test_terminal_english.py.

Arguments: data folder with laws. Writes JSON: for each scene its texts with Hanzi outside brackets (and the classes of the
widget and of what it stands in), and how many texts were read in all.
"""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from kiosk.config import load_setup
from kiosk.terminal.pictures import picture_setup, visit

HAN = re.compile(r"[㐀-鿿]")
BRACKETS = re.compile(r"\([^()]*\)")


class Reader:
    def __init__(self):
        self.chinese, self.texts = {}, 0

    def read(self, name, app):
        found = self.chinese.setdefault(name, [])
        for widget in (app.stage.overlay or app.stage).walk(restrict=True):
            label = getattr(widget, "label", None)
            text = label() if callable(label) else getattr(widget, "words", "")
            self.texts += bool(text)
            if isinstance(text, str) and HAN.search(BRACKETS.sub("", text)):
                found.append([type(widget.parent).__name__, type(widget).__name__, text])


def main():
    (data,) = sys.argv[1:]
    args = argparse.Namespace(size="1080x1920", theme="day", large=False, language="en")
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder:
        visit(picture_setup(args, load_setup(data, None), Path(folder)), reader.read)
    json.dump(vars(reader), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
