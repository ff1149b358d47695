"""The law book: laws and articles by name, and the lookup. Read-only; any thread may ask it.

A query is taken for an article's number first, then for a law's name, then for words of the text: looking up what one
knows needs routing, not ranking.
"""

import datetime as dt
import re
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kiosk.content.grams import Name, grams
from kiosk.content.lawdetails import LawDetails
from kiosk.content.lawquery import Names, Reference, parse_reference
from kiosk.content.lawschema import FORMAT
from kiosk.content.search.everyday import read_titles
from kiosk.domain.clock import Clock, SystemClock
from kiosk.domain.errors import ContentError, NotFoundError
from kiosk.domain.laws import Article, ArticleKind, Law, LawKind, LawStatus, short_title

if TYPE_CHECKING:
    from kiosk.content.search.finder import Finder

_CURE = "run `kiosk content fetch-laws`"
_TITLES_AT_MOST = 5  # guesses at a law's name before the articles that hold the words
_SURE = 0.5  # a name found with less is a guess
_EXCERPT_LENGTH = 70  # Hanzi: two lines on the terminal
_CLAUSE = re.compile(r"[^。；\n]+[。；]?")
_CHINA = dt.timezone(dt.timedelta(hours=8))  # laws begin and end at midnight there
_SPLIT = re.compile(
    r"(?=第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?$|(?:条目|段)[零一二三四五六七八九十百千]+$"
    r"|序言[二三四]?$|附件[一二三四五六七八九十]*$)"
)
_COLUMNS = """a.number, a.text, a.chapter, a.position, a.kind, n.position
from articles a left join nodes n on n.id = a.node_id"""
_ARTICLES = f"select {_COLUMNS}"
_LETTER = "select id from articles where instr(text, ?) limit ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `article` is None for a whole law; the higher the score, the better, within one query."""

    ref: str
    law: str
    article: str | None
    title: str
    excerpt: str
    score: float
    status: LawStatus


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of a law in the database."""

    id: int
    law: Law
    starts: str
    until: str  # the day that what replaces it starts; empty when nothing does
    articles: int
    name: Name


class LawBook:
    """The laws of one database.

    Args:
        path: `bundles.laws_path(data)`.
        clock: Tells which version of a law applies today.

    Raises:
        ContentError: The database is missing, unreadable or of another format.
    """

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        if not path.is_file():
            raise ContentError("there are no laws on this machine yet", _CURE)
        try:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error as err:
            raise ContentError(f"cannot open the law database {path}: {err}", _CURE) from err
        if self._rows("select value from meta where key = 'format'") != [(str(FORMAT),)]:
            raise ContentError(f"the law database {path} is of another version", _CURE)
        today = (clock or SystemClock()).now().astimezone(_CHINA).date()
        self._versions = self._read_versions()
        self._current = {short: _at(versions, today) or versions[-1] for short, versions in self._versions.items()}
        self._by_id = {version.id: version for version in self._current.values()}
        self._today = today
        self.details = LawDetails(self._rows, self._row_of, self.articles)
        self._names = Names([version.name for version in self._current.values()], read_titles())
        self._search: Finder | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; nothing may be asked afterwards."""
        with self._lock:
            self._db.close()

    def count(self) -> tuple[int, int]:
        """Return the numbers of laws and articles, old versions included."""
        versions = [v for several in self._versions.values() for v in several]
        return len(versions), sum(v.articles for v in versions)

    def laws(self, kind: LawKind = LawKind.LAW) -> tuple[Law, ...]:
        """Return every law, or every case or guide, once in the version of today, by title."""
        return tuple(self._shown(v) for _, v in sorted(self._current.items()) if v.law.kind == kind)

    def versions(self, short: str) -> tuple[Law, ...]:
        """Return the versions of a law that are held, oldest first.

        Raises:
            NotFoundError: There is no such law.
        """
        return tuple(self._shown(v) for v in self._versions[self._version(short, None).law.short])

    def names(self) -> tuple[Name, ...]:
        """Return the short title of every law once, with its pinyin, by title."""
        return tuple(v.name for _, v in sorted(self._current.items()))

    def law(self, short: str, as_of: dt.date | None = None) -> Law:
        """Return a law in the version of today or of a day.

        Raises:
            NotFoundError: There is no such law, or no text of it that applied on that day.
        """
        return self._shown(self._version(short, as_of))

    def articles(self, short: str, as_of: dt.date | None = None) -> tuple[Article, ...]:
        """Return the articles of a law, in order.

        Raises:
            NotFoundError: As `law`.
        """
        version = self._version(short, as_of)
        rows = self._rows(_ARTICLES + " where a.law_id = ? order by a.id", version.id)
        return tuple(_article(version.law.short, row) for row in rows)

    def article(self, ref: str, as_of: dt.date | None = None) -> Article:
        """Return one article by its id, such as 劳动合同法第三十九条, or as people write it.

        Raises:
            NotFoundError: There is no such article, or no text of it that applied on that day.
        """
        parts = _SPLIT.split(short_title(ref), maxsplit=1)
        if len(parts) == 2 and parts[0] in self._versions:
            short, number = parts
        else:
            asked = parse_reference(ref)
            known = self._names.find(asked.law) if asked else []
            if not asked or not known or known[0][1] < _SURE:
                raise NotFoundError(f"there is no article {ref!r}", "write it like 劳动合同法第三十九条")
            short, number = known[0][0], asked.number
        found = self._article(self._version(short, as_of), number)
        if not found:
            raise NotFoundError(f"{short} has no article {number}", f"`kiosk law show {short}` lists its articles")
        return found

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return the best `k` answers to an article's number, a law's name, pinyin initials, words or a story."""
        asked = parse_reference(query)
        if asked and (hits := self._exact(asked)):
            return hits[:k]
        names = self._names.find(query)
        sure = [pair for pair in names if pair[1] >= _SURE]
        hits = [self._law_hit(short, score) for short, score in (sure or names)[: k if sure else _TITLES_AT_MOST]]
        if len(hits) < k:
            seen = {hit.ref for hit in hits}
            hits += [hit for hit in self._by_words(query, k) if hit.ref not in seen]
        return hits[:k]

    def _exact(self, asked: Reference) -> list[Hit]:
        """Return the article in every law that the name may mean, then the likeliest law as a whole."""
        known = [pair for pair in self._names.find(asked.law) if pair[1] >= _SURE]
        hits: list[Hit] = []
        for short, score in known[:_TITLES_AT_MOST]:
            article = self._article(self._current[short], asked.number)
            if article:
                hits.append(self._hit(self._current[short], article, (), 2 + score))
        return hits + [self._law_hit(short, score) for short, score in known[:1]]

    def _by_words(self, query: str, k: int) -> list[Hit]:
        terms = list(dict.fromkeys(grams(query)))
        if len(terms) == 1 and len(terms[0]) == 1:
            found = [(row[0], 0.5) for row in self._rows(_LETTER, terms[0], k * 2 + 20)]
        else:
            found = self._finder().find(query)[: k * 2 + 20] if terms else []
        scores = dict(found)
        marks = ", ".join("?" * len(found))
        rows = self._rows(f"select a.id, a.law_id, {_COLUMNS} where a.id in ({marks})", *scores)
        hits = [
            self._hit(version, _article(version.law.short, row), terms, scores[article])
            for article, law, *row in rows
            if (version := self._by_id.get(law))
        ]
        # a reader wants the law that applies: one that does not comes after its equals
        hits = [replace(hit, score=hit.score * _worth(hit.status)) for hit in hits]
        return list({hit.ref: hit for hit in sorted(hits, key=lambda hit: hit.score)}.values())[::-1][:k]

    def _finder(self) -> "Finder":
        """Return the search, made ready with the first question: who only reads laws need not wait for it."""
        from kiosk.content.search.finder import Finder  # noqa: PLC0415 - numpy takes time and memory

        with self._lock:
            if self._search is None:
                self._search = Finder(self._db, {v.id: v.law.short for v in self._current.values()})
            return self._search

    def _hit(self, version: _Version, article: Article, terms: Sequence[str], score: float) -> Hit:
        law = self._shown(version)
        return Hit(article.ref, law.short, article.number, law.title, _excerpt(article.text, terms), score, law.status)

    def _law_hit(self, short: str, score: float) -> Hit:
        law = self._shown(self._current[short])
        excerpt = "，".join(filter(None, (law.issuer, law.level)))
        return Hit(law.short, law.short, None, law.title, excerpt, 1 + score, law.status)

    def _article(self, version: _Version, number: str) -> Article | None:
        rows = self._rows(_ARTICLES + " where a.law_id = ? and a.number = ? order by a.id", version.id, number)
        return _article(version.law.short, rows[0]) if rows else None

    def _row_of(self, short: str, as_of: dt.date | None) -> tuple[int, Law]:
        version = self._version(short, as_of)
        return version.id, version.law

    def _version(self, short: str, as_of: dt.date | None) -> _Version:
        versions = self._versions.get(short)
        if not versions:
            found = [pair for pair in self._names.find(short) if pair[1] >= _SURE]
            if not found:
                raise NotFoundError(
                    f"there is no law {short!r}", "`kiosk law search` finds laws by parts of their name"
                )
            short = found[0][0]
            versions = self._versions[short]
        if as_of is None:
            return self._current[short]
        version = _at(versions, as_of)
        if not version:
            raise NotFoundError(
                f"no text of {short} that applied on {as_of} is held here; the oldest one is of {versions[0].starts}",
                "ask for a later day",
            )
        return version

    def _shown(self, version: _Version) -> Law:
        """Return the law with the status it has today."""
        law, today = version.law, self._today.isoformat()
        if law.status is LawStatus.IN_FORCE and version.starts > today:
            return replace(law, status=LawStatus.NOT_YET)
        if law.status in {LawStatus.AMENDED, LawStatus.REPEALED} and version.until > today:
            return replace(law, status=LawStatus.IN_FORCE)
        return law

    def _read_versions(self) -> dict[str, list[_Version]]:
        rows = self._rows(
            "select l.id, l.starts, coalesce(n.starts, ''), l.articles, l.initials, l.pinyin, l.short, l.title, l.status,"
            " l.issuer, l.level, l.issued_on, l.effective_on, l.source, l.kind, l.number, l.category, l.province, l.city"
            " from laws l left join laws n on n.id = l.replaced_by order by l.short, l.starts, l.issued_on, l.id"
        )
        versions = [_version(row) for row in rows]
        groups = groupby(versions, key=lambda v: v.law.short)
        return {short: _once(list(group)) for short, group in groups}

    def _rows(self, sql: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as err:
            raise ContentError(f"cannot read the law database {self._path}: {err}", _CURE) from err


def _version(row: Sequence[Any]) -> _Version:
    id_, starts, until, articles, initials, pinyin = row[:6]
    short, title, status, issuer, level, issued, effective, source, kind, number, category, province, city = row[6:]
    law = Law(
        short,
        title,
        LawStatus(status),
        issuer,
        level,
        issued,
        effective,
        source,
        LawKind(kind),
        number,
        category,
        province,
        city,
    )
    return _Version(id_, law, starts, until, articles, Name(short, initials, pinyin))


def _article(short: str, row: Sequence[Any]) -> Article:
    number, text, chapter, position, kind, node = row
    return Article(short, number, text, chapter, position, ArticleKind(kind), node)


def _once(versions: list[_Version]) -> list[_Version]:
    """Return the versions, oldest first, without what another source or file holds too: the later one knows more.

    Two texts of one title are one version when they were issued or came into force on the same day.
    """
    kept: list[_Version] = []
    for version in versions:
        if kept and version.starts and _same(kept[-1], version):
            kept.pop()
        kept.append(version)
    return kept


def _same(one: _Version, other: _Version) -> bool:
    return one.law.issued_on == other.law.issued_on or one.starts == other.starts


def _at(versions: list[_Version], day: dt.date) -> _Version | None:
    """Return the version that applied on a day; None when the oldest one held is newer."""
    return next((v for v in reversed(versions) if v.starts <= day.isoformat()), None)


def _worth(status: LawStatus) -> float:
    return 0.9 if status in {LawStatus.REPEALED, LawStatus.NOT_YET} else 1.0


def _excerpt(text: str, terms: Sequence[str]) -> str:
    """Return the clause that holds most of the terms, cut to two lines."""
    clauses = _CLAUSE.findall(text) or [text]
    best: str = max(clauses, key=lambda clause: sum(term in clause for term in terms)).strip()
    return best if len(best) <= _EXCERPT_LENGTH else best[: _EXCERPT_LENGTH - 1] + "…"
