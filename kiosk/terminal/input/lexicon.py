"""Makes the word list of the engine that stands in for libime: `python -m kiosk.terminal.input.lexicon FILE`.

jieba's words and frequencies with pypinyin's readings, as SQLite: asked word by word, it costs the terminal no memory. Made
once, in a process of its own, because both tables together take some 150 MB while they are read.
"""

import math
import os
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_HANZI = re.compile(r"[\u4e00-\u9fff]{1,8}")
_RARE = 3.0  # how much a second reading of a Hanzi costs, in natural logarithms
_NICE = 10  # a visitor may be at the screen meanwhile
_STARTS = 30  # words that are kept for each beginning of up to three letters
_SCHEMA = """
CREATE TABLE words (letters TEXT NOT NULL, text TEXT NOT NULL, cost REAL NOT NULL);
CREATE TABLE starts (letters TEXT NOT NULL, text TEXT NOT NULL, cost REAL NOT NULL);
"""
_INDEXES = "CREATE INDEX words_letters ON words (letters, cost); CREATE INDEX starts_letters ON starts (letters, cost);"

Entry = tuple[str, str, float]


def main() -> int:
    """Write the file, return 0."""
    os.nice(_NICE)
    write_lexicon(Path(sys.argv[1]))
    return 0


def write_lexicon(path: Path) -> None:
    """Write the word list, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    words = list(_words())
    with closing(sqlite3.connect(fresh)) as db, db:
        db.executescript(_SCHEMA)
        db.executemany("INSERT INTO words VALUES (?, ?, ?)", words)
        db.executemany("INSERT INTO starts VALUES (?, ?, ?)", _starts(words))
        db.executescript(_INDEXES)
    fresh.replace(path)


def _words() -> Iterator[Entry]:
    import jieba  # noqa: PLC0415 - with pypinyin the tables take 150 MB: only who makes the list needs them
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415

    lines = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    found = {word: int(count) for word, count, *_ in (line.split(" ") for line in lines) if _HANZI.fullmatch(word)}
    total = math.log(sum(found.values()))
    for word, count in found.items():
        cost = total - math.log(max(1, count))
        if len(word) > 1:
            yield _spelling("".join(lazy_pinyin(word))), word, cost
        else:
            readings = pinyin(word, style=Style.NORMAL, heteronym=True)[0]
            for rank, reading in enumerate(dict.fromkeys(map(_spelling, readings))):
                yield reading, word, cost + _RARE * rank


def _spelling(reading: str) -> str:
    return reading.replace("ü", "v")


def _starts(words: list[Entry]) -> Iterator[Entry]:
    by_start: dict[str, list[Entry]] = defaultdict(list)
    for entry in words:
        for length in range(1, min(3, len(entry[0])) + 1):
            by_start[entry[0][:length]].append(entry)
    for start, entries in by_start.items():
        for _, text, cost in sorted(entries, key=lambda e: e[2])[:_STARTS]:
            yield start, text, cost


if __name__ == "__main__":
    sys.exit(main())
