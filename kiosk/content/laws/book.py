"""The law book: laws and articles by name, and the lookup. Read-only; any thread may ask it.

A query is taken for an article's number first, then for a law's name, then for words of the text: looking up what one
knows needs routing, not ranking.
"""

import datetime as dt
import sqlite3
import threading
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.content.grams import Name, grams
from kiosk.content.laws.answers import Answer, Found, Way, excerpt
from kiosk.content.laws.details import LawDetails
from kiosk.content.laws.filter import EVERYTHING, LawFilter
from kiosk.content.laws.query import Names, Wanted, parse_wanted, reads_as_story
from kiosk.content.laws.schema import FORMAT
from kiosk.content.laws.search.everyday import read_titles
from kiosk.content.laws.versions import ROWS, Version, Versions
from kiosk.content.reader import Reader
from kiosk.domain.clock import Clock, SystemClock
from kiosk.domain.errors import ContentError, NotFoundError
from kiosk.domain.lawdays import OnDay, on_day
from kiosk.domain.lawparts import part_of
from kiosk.domain.laws import Article, ArticleKind, Law, LawKind, LawStatus, law_day, short_title, split_ref
from kiosk.memory import give_back

if TYPE_CHECKING:
    from kiosk.content.laws.search.finder import Finder, Matches

_CURE = "run `kiosk content fetch-laws`"
_SCORE = Answer._fields.index("score")
_TITLES_AT_MOST = 5  # guesses at a law's name before the articles that hold the words
_SURE = 0.5  # a name found with less is a guess
_COLUMNS = """a.number, a.text, a.chapter, a.position, a.kind, n.position
from articles a left join nodes n on n.id = a.node_id"""
_ARTICLES = f"select {_COLUMNS}"


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


class LawBook(Reader):
    """The laws of one database.

    Args:
        path: `bundles.laws_path(data)`.
        clock: Tells which version of a law applies today; that stays so until the book is opened anew.

    Attributes:
        cases: The short titles of what is a case.

    Raises:
        ContentError: The database is missing, unreadable or of another format.
    """

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self._path = path
        if not path.is_file():
            raise ContentError("there are no laws on this machine yet", _CURE)
        self._making = threading.Lock()
        super().__init__(self._connect(), f"the law database {path}", _CURE)
        with ExitStack() as undo:
            undo.callback(self.close)
            if self._rows("select value from meta where key = 'format'") != [(str(FORMAT),)]:
                raise ContentError(f"the law database {path} is of another version", _CURE)
            self._versions = Versions(self._rows(ROWS), law_day((clock or SystemClock()).now()))
            undo.pop_all()
        current = self._versions.current.values()
        self._searched = tuple((v.id, self._versions.shown(v)) for v in current)
        self._worths = {v.id: (v.law.short, _worth(self._versions.status(v))) for v in current}
        self._applying = {v.id for v in current if self._versions.status(v) is not LawStatus.REPEALED}
        self.cases = frozenset(v.law.short for v in current if v.law.kind is LawKind.CASE)
        self._names = Names([v.name for v in current], read_titles())
        self.details = LawDetails(self._rows, self._row_of, self.articles, self._applying.__contains__)
        self._search: Finder | None = None

    def _connect(self) -> sqlite3.Connection:
        try:
            return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error as err:
            raise ContentError(f"cannot open the law database {self._path}: {err}", _CURE) from err

    def count(self) -> tuple[int, int]:
        """Return the numbers of laws and articles, old versions included."""
        return self._versions.count()

    def laws(self, kind: LawKind | None = LawKind.LAW) -> tuple[Law, ...]:
        """Return every law, or every case or guide, or with None all of them, once in the version of today, by title."""
        return tuple(self._versions.shown(v) for _, v in self._by_title() if kind in (None, v.law.kind))

    def versions(self, short: str) -> tuple[Law, ...]:
        """Return the versions of a law that are held, oldest first.

        Raises:
            NotFoundError: There is no such law.
        """
        return tuple(map(self._versions.shown, self._versions.of(self._known(short))))

    def names(self) -> tuple[Name, ...]:
        """Return the short title of every law once, with its pinyin, by title."""
        return tuple(v.name for _, v in self._by_title())

    def law(self, short: str, as_of: dt.date | None = None) -> Law:
        """Return a law in the version of today or of a day.

        Raises:
            NotFoundError: There is no such law, or no text of it that applied on that day.
        """
        return self._versions.shown(self._version(short, as_of))

    def on_day(self, short: str, day: dt.date) -> OnDay:
        """Return how a law stood on a day, as far as the texts that are held and the acts in its life tell.

        Raises:
            NotFoundError: There is no such law.
        """
        versions = self._versions.of(self._known(short))
        newest = versions[-1]
        acts = self.details.amendments(
            newest.law.short, dt.date.fromisoformat(newest.starts) if newest.starts else None
        )
        return on_day(list(map(self._versions.shown, versions)), acts, newest.until, day.isoformat())

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
        short, number = split_ref(short_title(ref))
        if not number or short not in self._versions:
            asked = parse_wanted(ref)
            known = self._names.find(asked.law) if asked else []
            if not asked or not known or known[0][1] < _SURE:
                raise NotFoundError(f"there is no article {ref!r}", "write it like 劳动合同法第三十九条")
            short, number = known[0][0], asked.number
        found = self._article(self._version(short, as_of), number)
        if not found:
            raise NotFoundError(f"{short} has no article {number}", f"`kiosk law show {short}` lists its articles")
        return found

    def search(self, query: str, k: int = 10, where: LawFilter = EVERYTHING) -> list[Hit]:
        """Return the best `k` answers to an article's number, a law's name, pinyin initials, words or a story.

        Args:
            query: What was asked.
            k: How many answers.
            where: Laws that do not pass it are left out before the best are counted.
        """
        return self.read(query, self.find(query, where).answers[:k])

    def find(self, query: str, where: LawFilter = EVERYTHING) -> Found:
        """Return the answers to a query, best first, without their texts, and what the query was taken for."""
        return self._find(query, (where,))[0]

    def find_narrowed(self, query: str, where: LawFilter) -> tuple[Found, Found]:
        """Return what `find` finds without a filter and with it; looks once."""
        found = self._find(query, dict.fromkeys((EVERYTHING, where)))
        return found[0], found[-1]

    def read(self, query: str, answers: Sequence[Answer], words: Sequence[str] = ()) -> list[Hit]:
        """Return answers with what stands in them; articles with the clause that holds most of the query's words.

        Args:
            query: What was asked.
            answers: Some of what `find` gave for it.
            words: The law's words for the query's, if known.
        """
        terms, asked = list(dict.fromkeys((*grams(query), *words))), parse_wanted(query)
        ids = [answer.article for answer in answers if answer.article is not None]
        marks = ", ".join("?" * len(ids))
        rows = {row[0]: row[1:] for row in self._rows(f"select a.id, {_COLUMNS} where a.id in ({marks})", *ids)}
        hits: list[Hit] = []
        for answer in answers:
            law = self._versions.shown(self._versions.current[answer.law])
            if answer.article is None:
                about = "，".join(filter(None, (law.issuer, law.level)))
                hits.append(Hit(law.short, law.short, None, law.title, about, answer.score, law.status))
            elif answer.article in rows:
                one = _article(law.short, rows[answer.article])
                if answer.score > 1 and asked:  # what was named begins at its beginning, or at the item that was named
                    text = excerpt(part_of(one.text, asked.paragraph, asked.item) or one.text, ())
                else:
                    text = excerpt(one.text, terms)
                hits.append(Hit(one.ref, law.short, one.number, law.title, text, answer.score, law.status))
        return hits

    def prepare(self) -> None:
        """Make the search ready for the first question; any thread, for it takes a second and holds up nothing else."""
        self._finder()

    def _exact(self, asked: Wanted) -> list[Answer]:
        """Return the article in every law that the name may mean, then the likeliest law as a whole."""
        known = [pair for pair in self._names.find(asked.law) if pair[1] >= _SURE]
        answers: list[Answer] = []
        for short, score in known[:_TITLES_AT_MOST]:
            sql = "select id from articles where law_id = ? and number = ? order by id limit 1"
            rows = self._rows(sql, self._versions.current[short].id, asked.number)
            answers += [Answer(short + asked.number, short, article, 2 + score) for (article,) in rows]
        return answers + [Answer(short, short, None, 1 + score) for short, score in known[:1]]

    def _find(self, query: str, wheres: Iterable[LawFilter]) -> list[Found]:
        asked = parse_wanted(query)
        if asked and (exact := self._exact(asked)):
            way = Way.TITLE if exact[0].article is None else Way.ARTICLE
            return [Found(way, tuple(self._passing(exact, where))) for where in wheres]
        names = self._names.find(query)
        sure = [pair for pair in names if pair[1] >= _SURE]
        named = [Answer(short, short, None, 1 + score) for short, score in sure or names[:_TITLES_AT_MOST]]
        way = Way.TITLE if sure else Way.QUESTION if reads_as_story(query) else Way.WORDS
        spoken = self._by_words(query, [self._ids(where) for where in wheres])
        return [
            Found(way, (*self._passing(named, where), *answers)) for where, answers in zip(wheres, spoken, strict=True)
        ]

    def _by_words(self, query: str, among: Sequence[Collection[int] | None]) -> list[list[Answer]]:
        """Return articles, best first, for each of some groups of laws."""
        terms = grams(query)
        if not terms:
            return [[] for _ in among]
        lone = len(terms) == 1 and len(terms[0]) == 1
        return [self._weighed(matches) for matches in self._finder().find(terms[0] if lone else query, among)]

    def _weighed(self, matches: "Matches") -> list[Answer]:
        """Return articles as answers: a reader wants the law that applies; one that does not comes after its equals."""
        worths = [self._worths[law] for law in matches.laws]
        answers = [
            Answer(short + number, short, article, score * worth)
            for article, number, score, (short, worth) in zip(
                matches.articles, matches.numbers, matches.scores, worths, strict=True
            )
        ]
        return sorted(answers, key=itemgetter(_SCORE), reverse=True)

    def _ids(self, where: LawFilter) -> frozenset[int] | None:
        """Return the ids of the laws that pass a filter, None for all."""
        if where == EVERYTHING:
            return None
        return frozenset(law_id for law_id, law in self._searched if where.passes(law))

    def _passing(self, answers: Sequence[Answer], where: LawFilter) -> Sequence[Answer]:
        if where == EVERYTHING:
            return answers
        return [answer for answer in answers if where.passes(self._versions.shown(self._versions.current[answer.law]))]

    def _finder(self) -> "Finder":
        """Return the search, made ready with the first question: who only reads laws need not wait for it."""
        with self._making:
            if self._search is None:
                from kiosk.content.laws.search.finder import Finder  # noqa: PLC0415 - numpy takes time and memory

                with closing(self._connect()) as db:  # of its own: reading goes on meanwhile
                    self._search = Finder(db, {law: short for law, (short, _) in self._worths.items()})
                give_back()
            return self._search

    def _article(self, version: Version, number: str) -> Article | None:
        rows = self._rows(_ARTICLES + " where a.law_id = ? and a.number = ? order by a.id", version.id, number)
        return _article(version.law.short, rows[0]) if rows else None

    def _row_of(self, short: str, as_of: dt.date | None) -> tuple[int, Law]:
        version = self._version(short, as_of)
        return version.id, version.law

    def _version(self, short: str, as_of: dt.date | None) -> Version:
        return self._versions.on(self._known(short), as_of)

    def _known(self, name: str) -> str:
        """Return the short title of the law that a name means."""
        if name in self._versions:
            return name
        found = [pair for pair in self._names.find(name) if pair[1] >= _SURE]
        if not found:
            raise NotFoundError(f"there is no law {name!r}", "`kiosk law search` finds laws by parts of their name")
        return found[0][0]

    def _by_title(self) -> list[tuple[str, Version]]:
        return sorted(self._versions.current.items())


def _article(short: str, row: Sequence[Any]) -> Article:
    number, text, chapter, position, kind, node = row
    return Article(short, number, text, chapter, position, ArticleKind(kind), node)


def _worth(status: LawStatus) -> float:
    return 0.9 if status in {LawStatus.REPEALED, LawStatus.NOT_YET} else 1.0
