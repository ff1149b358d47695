"""What the law database knows beyond the text: tree, amendments, references, cited by, versions side by side."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.domain.lawdiff import ArticleChange, compare_laws
from kiosk.domain.lawrefs import Naming, Reference
from kiosk.domain.laws import Amendment, Article, Law, Node, NodeKind

_MANY = 500  # citing articles that anyone will look at


@dataclass(frozen=True, slots=True)
class Citation:
    """An article or a case's section that refers to another, in the version it is held in."""

    ref: str
    law: str
    number: str
    case: bool


class LawDetails:
    """Answers about one law or article. Made by `LawBook`, which shares its connection.

    Args:
        rows: Runs a query.
        version: Returns the law and its row's id of a short title on a day, None for today.
        articles: Returns the articles of a law on a day.
        applies: Tells whether the version of a row's id is the one of today, and not repealed.
    """

    def __init__(
        self,
        rows: Callable[..., list[Any]],
        version: Callable[[str, dt.date | None], tuple[int, Law]],
        articles: Callable[[str, dt.date | None], tuple[Article, ...]],
        applies: Callable[[int], bool],
    ) -> None:
        self._rows, self._version, self._articles, self._applies = rows, version, articles, applies

    def tree(self, short: str, as_of: dt.date | None = None) -> tuple[Node, ...]:
        """Return the headings of a law in order; `Article.node` counts in this list.

        Raises:
            NotFoundError: There is no such law.
        """
        law_id, _ = self._version(short, as_of)
        rows = self._rows("select id, kind, title, parent_id from nodes where law_id = ? order by position", law_id)
        place = {row[0]: number for number, row in enumerate(rows)}
        return tuple(Node(NodeKind(kind), title, place.get(parent)) for _, kind, title, parent in rows)

    def amendments(self, short: str, as_of: dt.date | None = None) -> tuple[Amendment, ...]:
        """Return the acts in the life of a law, as the notes under its title give them.

        Raises:
            NotFoundError: There is no such law.
        """
        law_id, _ = self._version(short, as_of)
        rows = self._rows("select day, act, by, note from amendments where law_id = ? order by position", law_id)
        return tuple(Amendment(*row) for row in rows)

    def references(self, article: Article, as_of: dt.date | None = None) -> tuple[Reference, ...]:
        """Return what an article refers to, in order of the words.

        Raises:
            NotFoundError: There is no such law.
        """
        law_id, _ = self._version(article.law, as_of)
        rows = self._rows(
            'select r.start, r."end", r.to_law, r.to_number, r.way, r.part from refs r'
            " join articles a on a.id = r.from_article where a.law_id = ? and a.number = ? and a.position = ?"
            " order by r.rowid",
            law_id,
            article.number,
            article.position,
        )
        return tuple(Reference(start, end, to, number, Naming(way), part) for start, end, to, number, way, part in rows)

    def cited_by(self, article: Article) -> tuple[Citation, ...]:
        """Return the articles that refer to this one, cases first; what does not apply today and the article itself are left out."""
        rows = self._rows(
            "select distinct l.short, a.number, l.kind, l.id from refs r join articles a on a.id = r.from_article"
            " join laws l on l.id = a.law_id where r.to_law = ? and r.to_number = ?"
            " and not (l.short = r.to_law and a.number = r.to_number)"
            " order by l.kind = 'case' desc, l.short = r.to_law desc, l.short, a.position",
            article.law,
            article.number,
        )
        applying = [row for row in rows if self._applies(row[3])][:_MANY]
        return tuple(Citation(short + number, short, number, kind == "case") for short, number, kind, _ in applying)

    def replaced_by(self, short: str, as_of: dt.date | None = None) -> tuple[str, str, str] | None:
        """Return short title, full title and first day of what took the place of a version; None while nothing did.

        Raises:
            NotFoundError: There is no such law.
        """
        law_id, _ = self._version(short, as_of)
        rows = self._rows(
            "select n.short, n.title, n.starts from laws o join laws n on n.id = o.replaced_by where o.id = ?", law_id
        )
        return tuple(rows[0]) if rows else None

    def compare(self, short: str, old: dt.date, new: dt.date | None = None) -> tuple[ArticleChange, ...]:
        """Return the units of a law as of two days side by side, preamble and annexes among them; None for today.

        Raises:
            NotFoundError: There is no such law, or no text of it that applied on one of the days.
        """
        return compare_laws(self._articles(short, old), self._articles(short, new))
