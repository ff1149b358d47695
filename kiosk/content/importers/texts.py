"""What importers yield."""

from dataclasses import dataclass

from kiosk.domain.laws import Article, Law


@dataclass(frozen=True, slots=True)
class LawText:
    """One version of a law with its articles, in order."""

    law: Law
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something a source holds that was left out."""

    file: str
    reason: str
