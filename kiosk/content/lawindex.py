"""The full-text index of the law database: the only place that knows how it is made, so that it can be exchanged.

An FTS5 table without content: it holds the character bigrams of title, headings and text, because SQLite's tokenizers
cannot cut Chinese. What is taken out must be given again as it went in, since the table does not keep it.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kiosk.content.grams import grams

if TYPE_CHECKING:
    from sqlite3 import Connection

SCHEMA = """
create virtual table article_index using fts5(
    title, chapter, text, content='', tokenize="unicode61 remove_diacritics 0");
create virtual table article_terms using fts5vocab('article_index', 'row');
"""

Row = tuple[int, str, str, str]  # id of the article, short title, headings, text


def add(db: "Connection", rows: Iterable[Row]) -> None:
    """Put articles into the index."""
    db.executemany("insert into article_index (rowid, title, chapter, text) values (?, ?, ?, ?)", _cut(rows))


def remove(db: "Connection", rows: Sequence[Row]) -> None:
    """Take articles out of the index, given as they were put in."""
    db.executemany(
        "insert into article_index (article_index, rowid, title, chapter, text) values ('delete', ?, ?, ?, ?)",
        _cut(rows),
    )


def finish(db: "Connection") -> None:
    """Make the index small and quick, once after all changes."""
    db.execute("insert into article_index (article_index) values ('optimize')")


def _cut(rows: Iterable[Row]) -> Iterable[Row]:
    cut: dict[str, str] = {}  # the articles of a law share title and headings
    for row, title, chapter, text in rows:
        for words in (title, chapter):
            if words not in cut:
                cut[words] = " ".join(grams(words))
        yield row, cut[title], cut[chapter], " ".join(grams(text))
