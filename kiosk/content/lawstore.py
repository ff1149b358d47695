"""Writes the law database, `DATA/content/laws.db`: laws, their articles, and the index that the lookup searches.

The index is an FTS5 table without content: it holds the character bigrams of title, headings and text, because SQLite's
tokenizers cannot cut Chinese.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.content.bundles import content_folder
from kiosk.content.grams import grams, initials, pinyin
from kiosk.content.importers.texts import LawText, Skipped
from kiosk.domain.errors import ContentError, StorageError
from kiosk.durable import sync_path

if TYPE_CHECKING:
    from sqlite_utils import Database

FORMAT = 1  # rises when an older program could not read the database

_SCHEMA = """
create table meta (key text primary key, value text);
create table laws (
    id integer primary key, short text, title text, status text, issuer text, level text, issued_on text,
    effective_on text, source text, initials text, pinyin text, articles integer);
create index laws_by_short on laws (short);
create table articles (
    id integer primary key, law_id integer references laws (id), number text, text text, chapter text,
    position integer);
create index articles_by_law on articles (law_id, number);
create virtual table article_index using fts5(
    title, chapter, text, content='', tokenize="unicode61 remove_diacritics 0");
create virtual table article_terms using fts5vocab('article_index', 'row');
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did."""

    laws: int
    articles: int
    skipped: tuple[Skipped, ...]

    def as_json(self) -> str:
        """Return the outcome as `import-laws --json` prints it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def laws_path(data: Path) -> Path:
    """Return where the law database is."""
    return content_folder(data) / "laws.db"


def write_laws(path: Path, texts: Iterable[LawText | Skipped], on_text: Callable[[], None]) -> Outcome:
    """Write a new law database and put it in place of the old one, whole or not at all.

    Args:
        path: Where it goes.
        texts: What importers yield.
        on_text: Called after each text, for a progress bar.

    Raises:
        ContentError: The texts hold no law; the old database stays.
        StorageError: The file cannot be written; the old database stays.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        outcome = _fill(part, texts, on_text)
        if not outcome.laws:
            raise ContentError("the source holds no law", "check that it is the right file")
        sync_path(part)
        part.replace(path)
        sync_path(path.parent)
    except OSError as err:
        raise StorageError(f"cannot write {path}: {err.strerror}", "check free space and rights of its folder") from err
    finally:
        part.unlink(missing_ok=True)
    return outcome


def _fill(path: Path, texts: Iterable[LawText | Skipped], on_text: Callable[[], None]) -> Outcome:
    from sqlite_utils import Database  # noqa: PLC0415 - readers need not wait for it

    db = Database(path)
    try:
        db.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)  # a new file: see sync_path
        with db.atomic():
            db.table("meta").insert({"key": "format", "value": str(FORMAT)})
            outcome = _insert_all(db, texts, on_text)
            db.execute("insert into article_index (article_index) values ('optimize')")
    finally:
        db.close()
    return outcome


def _insert_all(db: "Database", texts: Iterable[LawText | Skipped], on_text: Callable[[], None]) -> Outcome:
    laws = articles = 0
    skipped: list[Skipped] = []
    for text in texts:
        if isinstance(text, Skipped):
            skipped.append(text)
        else:
            laws += 1
            _insert(db, laws, articles, text)
            articles += len(text.articles)
        on_text()
    return Outcome(laws, articles, tuple(skipped))


def _insert(db: "Database", law_id: int, offset: int, text: LawText) -> None:
    law = text.law
    count = len(text.articles)
    db.execute(
        "insert into laws values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [law_id, *astuple(law), initials(law.short), pinyin(law.short), count],
    )
    rows = list(enumerate(text.articles, offset + 1))
    db.conn.executemany(
        "insert into articles values (?, ?, ?, ?, ?, ?)",
        [(row, law_id, a.number, a.text, a.chapter, a.position) for row, a in rows],
    )
    title = " ".join(grams(law.short))
    db.conn.executemany(
        "insert into article_index (rowid, title, chapter, text) values (?, ?, ?, ?)",
        [(row, title, " ".join(grams(a.chapter)), " ".join(grams(a.text))) for row, a in rows],
    )
