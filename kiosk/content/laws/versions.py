"""Which laws are held, in which versions, and which of them applies on a day. Pure: rows in, versions out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from kiosk.content.grams import Name
from kiosk.domain.errors import NotFoundError
from kiosk.domain.laws import Law, LawKind, LawStatus

ROWS = """
select l.id, l.starts, coalesce(n.starts, ''), l.articles, l.initials, l.pinyin, l.short, l.title, l.status, l.issuer, l.level,
       l.issued_on, l.effective_on, l.source, l.kind, l.number, l.category, l.province, l.city
from laws l left join laws n on n.id = l.replaced_by order by l.short, l.starts, l.issued_on, l.id"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a law in the database; `law` has the status that the import settled."""

    id: int
    law: Law
    starts: str
    until: str  # the day that what replaces it starts; empty when nothing does
    articles: int
    name: Name


class Versions:
    """Every version of every law.

    Args:
        rows: What the query `ROWS` gives.
        today: Decides which version is the current one, and what has begun or ended.
    """

    def __init__(self, rows: Iterable[Sequence[Any]], today: dt.date) -> None:
        self._today = today.isoformat()
        groups = groupby(map(_version, rows), key=lambda v: v.law.short)
        self._held = {short: _once(list(group)) for short, group in groups}
        self.current = {short: _at(several, self._today) or several[-1] for short, several in self._held.items()}

    def __contains__(self, short: str) -> bool:
        return short in self._held

    def of(self, short: str) -> list[Version]:
        """Return the versions of a law, oldest first."""
        return self._held[short]

    def on(self, short: str, day: dt.date | None) -> Version:
        """Return the version of a law that applied on a day, None for today.

        Raises:
            NotFoundError: No text is held that applied on that day.
        """
        if day is None:
            return self.current[short]
        version = _at(self._held[short], day.isoformat())
        if not version:
            raise NotFoundError(
                f"no text of {short} that applied on {day} is held here; the oldest one is of {self._held[short][0].starts}",
                "ask for a later day",
            )
        return version

    def count(self) -> tuple[int, int]:
        """Return the numbers of versions and of their articles."""
        versions = [version for several in self._held.values() for version in several]
        return len(versions), sum(version.articles for version in versions)

    def shown(self, version: Version) -> Law:
        """Return the law with the status it has today."""
        status = self.status(version)
        return version.law if status is version.law.status else replace(version.law, status=status)

    def status(self, version: Version) -> LawStatus:
        """Return the status a version has today: a successor may start next year."""
        status = version.law.status
        if status is LawStatus.IN_FORCE and version.starts > self._today:
            return LawStatus.NOT_YET
        if status in {LawStatus.AMENDED, LawStatus.REPEALED} and version.until > self._today:
            return LawStatus.IN_FORCE
        return status


def _version(row: Sequence[Any]) -> Version:
    id_, starts, until, articles, initials, pinyin = row[:6]
    short, title, status, issuer, level, issued, effective, source, kind, *rest = row[6:]
    law = Law(short, title, LawStatus(status), issuer, level, issued, effective, source, LawKind(kind), *rest)
    return Version(id_, law, starts, until, articles, Name(short, initials, pinyin))


def _once(versions: list[Version]) -> list[Version]:
    """Return the versions, oldest first, without what another source or file holds too: the later one knows more.

    Two texts of one title are one version when they were issued or came into force on the same day.
    """
    kept: list[Version] = []
    for version in versions:
        if kept and version.starts and _same(kept[-1], version):
            kept.pop()
        kept.append(version)
    return kept


def _same(one: Version, other: Version) -> bool:
    return one.law.issued_on == other.law.issued_on or one.starts == other.starts


def _at(versions: list[Version], day: str) -> Version | None:
    """Return the version that applied on a day; None when the oldest one held is newer."""
    return next((v for v in reversed(versions) if v.starts <= day), None)
