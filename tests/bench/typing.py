"""`python -m tests.bench.typing`: how often the input methods offer what was meant, how soon, and what they take.

Pinyin over tests/terminal/input/phrases.txt, handwriting over characters of hanzi-writer-data that our content uses most.
Prints Markdown tables; nothing is asserted. `KIOSK_DATA` names a data folder whose laws and content lend their names.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from kiosk.content.bundles import install_sample
from kiosk.terminal.input import lattice, libime
from kiosk.terminal.input.handwriting import open_hand
from kiosk.terminal.input.lattice import Lattice
from kiosk.terminal.input.lexicon import write_lexicon
from kiosk.terminal.input.libime import Libime, build_helper, helper_path
from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.suggest import suggest
from kiosk.terminal.input.words import words_of
from kiosk.terminal.shelf import Shelf
from tests.bench.figures import machine, pss_mb, quantile

INPUT = Path(__file__).parents[1] / "terminal" / "input"
BUILD = Path(__file__).parents[2] / "build"
CHARACTERS = 600


def main():
    sys.path.insert(0, str(INPUT))
    print(f"Machine: {machine()}; date {time.strftime('%Y-%m-%d')}.\n")
    names, none = names_of_content(), PinyinDictionary(())
    lexicon = BUILD / "input" / "lexicon.db"
    made_s = {"libime helper (g++)": timed(lambda: build(BUILD / "bin")), "fallback's word list": 0.0}
    made_s["fallback's word list"] = timed(lambda: None if lexicon.exists() else write_lexicon(lexicon))
    print(
        "| Pinyin, 300 phrases | top 1 | top 5 | legal top 5 | everyday top 5 | not in our words, top 5 | p50 ms | p95 ms |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for label, engine, known, heard in (
        ("libime, its own words", Libime(BUILD / "bin"), none, as_written),
        ("libime with ours", Libime(BUILD / "bin"), names, as_written),
        ("libime with ours, no zh ch sh ing eng", Libime(BUILD / "bin"), names, as_spoken_in_the_south),
        ("fallback, jieba's words", Lattice(lexicon), none, as_written),
        ("fallback with ours", Lattice(lexicon), names, as_written),
    ):
        pinyin(label, engine, known, heard)
    print(f"\nMade once: {', '.join(f'{what} {s:.1f} s' for what, s in made_s.items() if s > 0.1) or 'was there'}.\n")
    handwriting()


def build(folder):
    helper_path(folder).unlink(missing_ok=True)
    build_helper(folder)


def timed(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def names_of_content():
    """Return the names of the data folder that KIOSK_DATA names, else those of the sample content."""
    with tempfile.TemporaryDirectory() as folder:
        if "KIOSK_DATA" not in os.environ:
            install_sample(Path(folder))
        shelf = Shelf(Path(os.environ.get("KIOSK_DATA", folder)))
        shelf.open()
        shelf.close()
        return shelf.dictionary


def as_written(letters):
    return letters


def as_spoken_in_the_south(letters):
    return re.sub("(?<=[zcs])h", "", letters).replace("ing", "in").replace("eng", "en")


def pinyin(label, engine, names, heard):
    lines = (INPUT / "phrases.txt").read_text("utf-8").splitlines()
    phrases = [line.split("\t") for line in lines if not line.startswith("#")]
    ours = {text for _, text in words_of(names)}
    libime.words_of = lattice.words_of = words_of if len(names) else lambda _: ()
    engine.start(names)
    engine.convert("nihao", 40)
    rows, took_ms = [], []
    for kind, phrase, spelling in phrases:
        letters = heard(spelling.replace(" ", ""))
        start = time.perf_counter()
        row = suggest(letters, names, engine.convert(letters, 40))
        took_ms.append((time.perf_counter() - start) * 1e3)
        rows.append((kind, phrase, [candidate.text for candidate in row]))
    figures = [
        share(rows, 1),
        share(rows, 5),
        share([r for r in rows if r[0] == "legal"], 5),
        share([r for r in rows if r[0] == "everyday"], 5),
        share([r for r in rows if r[1] not in ours], 5),
    ]
    times = f"{statistics.median(took_ms):.1f} | {quantile(took_ms, 0.95):.1f}"
    print(f"| {label} | {' | '.join(f'{100 * f:.1f} %' for f in figures)} | {times} |")
    process = getattr(engine, "_process", None)
    if process is not None and len(names):
        print(f"| (helper process: {pss_mb(process.pid):.1f} MB proportional) | | | | | | | |")
    engine.stop()


def share(rows, first):
    return sum(phrase in row[:first] for _, phrase, row in rows) / len(rows)


def handwriting():
    from drawn import common_characters, medians, shaken, stroke_file

    path, hand = stroke_file(), open_hand()
    if path is None or hand is None:
        print("Handwriting is not measured: zinnia or the stroke data are missing.")
        return
    characters = list(medians(path, common_characters(CHARACTERS)))
    print(
        f"| Handwriting, {len(characters)} characters | top 1 | top 5 | top 12 | p50 ms | p95 ms |\n|---|---|---|---|---|---|"
    )
    for label, by in (("as drawn", 0.0), ("unsteady hand", 0.03), ("very unsteady hand", 0.05)):
        rows, took_ms = [], []
        for number, (char, strokes) in enumerate(characters):
            drawn = shaken(strokes, number, by) if by else strokes
            start = time.perf_counter()
            rows.append(("", char, hand.read(drawn, 12)))
            took_ms.append((time.perf_counter() - start) * 1e3)
        shares = " | ".join(f"{100 * share(rows, first):.1f} %" for first in (1, 5, 12))
        print(f"| {label} | {shares} | {statistics.median(took_ms):.0f} | {quantile(took_ms, 0.95):.0f} |")


if __name__ == "__main__":
    main()
