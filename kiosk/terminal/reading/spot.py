"""A place in the law book as the terminal's screens name it: `民法典`, `民法典第五百零九条`, `公司法@2020-01-01`.

Behind the @ stands the day as of which the law is read; without it, today.
"""

import datetime as dt
from dataclasses import dataclass

from kiosk.content.laws.book import LawBook
from kiosk.content.laws.query import names_article
from kiosk.domain.errors import NotFoundError
from kiosk.domain.lawdays import starts_on
from kiosk.domain.laws import Article, Law, short_title


@dataclass(frozen=True, slots=True)
class Spot:
    """A law, perhaps one article of it, as of a day; `number` is empty for the whole law."""

    law: Law
    number: str
    day: dt.date | None

    @property
    def key(self) -> str:
        """How screens are opened with it."""
        return key_of(self.law.short + self.number, self.day)


def key_of(ref: str, day: dt.date | None) -> str:
    """Return the key of a law or article as of a day."""
    return f"{ref}@{day.isoformat()}" if day else ref


def split_key(key: str) -> tuple[str, dt.date | None]:
    """Return what is named and the day.

    Raises:
        NotFoundError: What stands behind the @ is no day.
    """
    ref, at, day = key.partition("@")
    try:
        return ref, dt.date.fromisoformat(day) if at else None
    except ValueError as err:
        raise NotFoundError(f"{day!r} is no day", "write it like 2021-01-01") from err


def find_spot(laws: LawBook, key: str) -> Spot:
    """Return the place that a key names.

    Raises:
        NotFoundError: The law book does not have it.
    """
    ref, day = split_key(key)
    law = _law(laws, ref, day)
    if law is not None and law.short == short_title(ref):
        return Spot(law, "", day)
    try:
        article = laws.article(ref, day)
    except NotFoundError:
        if law is None or names_article(ref):
            raise
        return Spot(law, "", day)
    return Spot(laws.law(article.law, day), article.number, day)


def find_article(laws: LawBook, spot: Spot) -> Article:
    """Return the article at a place; of a whole law its first.

    Raises:
        NotFoundError: The law has none.
    """
    if spot.number:
        return laws.article(spot.law.short + spot.number, spot.day)
    whole = laws.articles(spot.law.short, spot.day)
    if not whole:
        raise NotFoundError(f"{spot.law.short} has no articles")
    return whole[0]


def is_held(laws: LawBook, law: str, number: str) -> bool:
    """Tell whether the law book has exactly this article today; a name that is only like it does not count."""
    found = _law(laws, law, None)
    if found is None or found.short != law:
        return False
    try:
        laws.article(law + number)
    except NotFoundError:
        return False
    return True


def first_day(law: Law) -> dt.date | None:
    """Return the first day of a version, None where no date is known."""
    starts = starts_on(law)
    return dt.date.fromisoformat(starts) if starts else None


def _law(laws: LawBook, ref: str, day: dt.date | None) -> Law | None:
    try:
        return laws.law(ref, day)
    except NotFoundError:
        return None
