"""Hanzi as pens draw them, from the npm package hanzi-writer-data (Arphic licence): test data only, fetched into build/."""

import json
import random
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from kiosk.files import shipped

PACKAGE = "hanzi-writer-data@2.0.1"
FOLDER = Path(__file__).parents[3] / "build" / "hanzi"
_UP = 900  # the data's y axis points upwards from about here
_NPM_S = 120


def stroke_file():
    """Return the package's file, fetched once; None where npm is missing or cannot fetch it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not list(FOLDER.glob("*.tgz")) and shutil.which("npm"):
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=FOLDER, capture_output=True, timeout=_NPM_S, check=False
        )
    return next(iter(sorted(FOLDER.glob("*.tgz"))), None)


def common_characters(count):
    """Return the Hanzi that our own sample content uses most."""
    texts = "".join(p.read_text("utf-8") for p in sorted(shipped("assets", "sample").rglob("*.md")))
    found = {}
    for char in re.findall(r"[\u4e00-\u9fff]", texts):
        found[char] = found.get(char, 0) + 1
    return sorted(found, key=lambda c: (-found[c], c))[:count]


def medians(path, characters):
    """Yield each character that the data has, with its strokes in parts of a square."""
    with tarfile.open(path) as archive:
        members = {member.name: member for member in archive.getmembers()}
        for char in characters:
            member = members.get(f"package/{char}.json")
            if member is not None:
                strokes = json.load(archive.extractfile(member))["medians"]
                yield char, tuple(tuple((x / 1024, (_UP - y) / 1024) for x, y in stroke) for stroke in strokes)


def shaken(strokes, seed, by=0.03):
    """Return strokes as an unsteady hand draws them: the whole leans and stretches, each stroke and point strays."""
    rng = random.Random(seed)
    wide, high, lean = rng.uniform(0.75, 1.25), rng.uniform(0.8, 1.2), rng.uniform(-0.15, 0.15)
    drawn = []
    for stroke in strokes:
        dx, dy = rng.gauss(0, by), rng.gauss(0, by)
        drawn.append(
            tuple(
                ((x + lean * y) * wide + dx + rng.gauss(0, by / 3), y * high + dy + rng.gauss(0, by / 3))
                for x, y in stroke
            )
        )
    return tuple(drawn)
