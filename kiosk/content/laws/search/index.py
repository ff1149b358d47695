"""The part of the search index that is made when laws are imported, and kept inside the law database as plain arrays.

One file holds laws and index: they cannot disagree. Built anew as a whole after each import, some seconds for all laws.
"""

import sqlite3
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content.laws.search.postings import Postings, counted
from kiosk.content.laws.search.senses import Packed, Senses, packed
from kiosk.content.laws.search.signs import codes_of, plain

SCHEMA = """
-- arrays of the search index: name, numpy's name of the type, bytes
create table search (name text primary key, kind text, data blob);
"""
_READ = """
select a.id, a.law_id, l.short, a.chapter, a.text from articles a join laws l on l.id = a.law_id order by a.id"""
_ARRAYS = "select rowid, name, kind, length(data) from search"

_WRITTEN = 1 << 18  # numbers of an array
_PIECE = 1 << 18  # bytes
_AT_ONCE = 4096  # articles: more take more memory and are no quicker

Rows = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class LawIndex:
    """Postings of four fields, and how they belong together. A row is an article, counted from 0.

    Args:
        articles: The database's id of each row.
        laws: The database's ids of the laws.
        law_of: For each row its place in `laws`.
        chapter_of: For each row its place among the chapters.
        text: One text a row.
        title: One text a law.
        chapter: One text a chapter: the headings over its articles.
        whole: One text a law: all its articles.
        points: What each row with its title and headings is about, packed; one row each.
    """

    articles: NDArray[np.int64]
    laws: NDArray[np.int64]
    law_of: Rows
    chapter_of: Rows
    text: Postings
    title: Postings
    chapter: Postings
    whole: Postings
    points: Packed

    @classmethod
    def build(cls, db: sqlite3.Connection) -> Self:
        """Build from the tables `laws` and `articles`."""
        articles: list[int] = []
        laws: dict[int, int] = {}
        titles: list[str] = []
        chapters: dict[tuple[int, str], int] = {}
        law_of: list[int] = []
        chapter_of: list[int] = []
        parts, lengths, points = [counted(*codes_of([]))], [np.zeros(0, np.int64)], []
        senses = Senses.read()
        found = db.execute(_READ)
        while some := found.fetchmany(_AT_ONCE):
            texts: list[str] = []
            headed: list[str] = []
            for article, law, short, chapter, words in some:
                if law not in laws:
                    laws[law] = len(laws)
                    titles.append(plain(short))
                articles.append(article)
                texts.append(plain(words))
                headed.append(f"{titles[laws[law]]}，{plain(chapter)}，{texts[-1]}")
                law_of.append(laws[law])
                chapter_of.append(chapters.setdefault((law, chapter), len(chapters)))
            codes, rows = codes_of(texts)
            lengths.append(np.bincount(rows, minlength=len(texts)))
            rows += len(articles) - len(texts)
            parts.append(counted(codes, rows))
            points.append(packed(senses.points(headed)))
        text = Postings.of_counted(parts, np.concatenate(lengths))
        parts.clear()  # makes room for the next step
        law_rows = np.array(law_of, np.int32)
        return cls(
            np.array(articles, np.int64),
            np.array(list(laws), np.int64),
            law_rows,
            np.array(chapter_of, np.int32),
            text,
            Postings.of(titles),
            Postings.of([plain(chapter) for _, chapter in chapters]),
            text.grouped(law_rows, len(laws)),
            np.concatenate([packed(senses.points([])), *points]),
        )

    def store(self, db: sqlite3.Connection) -> None:
        """Write into the table `search`, in place of what it held."""
        db.execute("delete from search")
        for name, array in _arrays(self):
            row = db.execute("insert into search values (?, ?, zeroblob(?))", (name, array.dtype.name, array.nbytes))
            flat = array.reshape(-1)
            with db.blobopen("search", "data", int(row.lastrowid or 0)) as blob:  # a whole array would be held twice
                for start in range(0, len(flat), _WRITTEN):
                    blob.write(flat[start : start + _WRITTEN].tobytes())

    @classmethod
    def load(cls, db: sqlite3.Connection) -> Self:
        """Read from the table `search`.

        Raises:
            KeyError: The table does not hold a whole index.
        """
        held = {name: _read_array(db, row, kind, size) for row, name, kind, size in db.execute(_ARRAYS).fetchall()}
        parts: dict[str, Any] = {}
        for part in fields(cls):
            names = [f"{part.name}.{inner.name}" for inner in fields(Postings)]
            parts[part.name] = Postings(*(held[name] for name in names)) if names[0] in held else held[part.name]
        parts["points"] = parts["points"].reshape(len(parts["articles"]), -1)
        for name in ("law_of", "chapter_of"):
            parts[name] = parts[name].astype(np.int64)  # or numpy would do it with each question
        return cls(**parts)


def _read_array(db: sqlite3.Connection, row: int, kind: str, size: int) -> NDArray[Any]:
    array = np.empty(size, np.uint8)
    with db.blobopen("search", "data", row, readonly=True) as blob:  # a whole array would be held three times
        for start in range(0, size, _PIECE):
            part = blob.read(_PIECE)
            array[start : start + len(part)] = np.frombuffer(part, np.uint8)
    return array.view(kind)


def _arrays(index: LawIndex) -> list[tuple[str, NDArray[Any]]]:
    arrays: list[tuple[str, NDArray[Any]]] = []
    for part in fields(index):
        value = getattr(index, part.name)
        if isinstance(value, Postings):
            arrays += [(f"{part.name}.{inner.name}", getattr(value, inner.name)) for inner in fields(value)]
        else:
            arrays.append((part.name, value))
    return arrays
