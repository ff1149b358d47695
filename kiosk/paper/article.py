"""Articles of a law, or parts of a case, as a slip to take home: the words, whose they are, where to check them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from device.printer.document import Block, Document, Feed, Profile, Rule, Text
from device.printer.length import length_mm
from kiosk.domain.halls import Hall
from kiosk.paper.parts import code, foot, heading
from kiosk.strings import Strings


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """One article with its number, or part of a case with its heading; `part` when something is left out there."""

    number: str
    paragraphs: tuple[str, ...]
    part: bool = False


@dataclass(frozen=True, slots=True)
class LawWords:
    """What the slip says, in the visitor's language but for the text itself.

    `status` tells whether the law applies and since when, or that this is a case; `notice` what took the law's place; `cites`
    what a case rests on; `source` where the text comes from; `link` where the wording that counts is, empty where it is
    nowhere, and `check` how it is found there.
    """

    law: str
    status: str
    notice: str
    articles: tuple[PrintedArticle, ...]
    source: str
    cites: tuple[str, ...] = ()
    link: str = ""
    check: str = ""


def articles_document(
    words: LawWords, hall: Hall, strings: Strings, width_mm: int = 80, *, printed_at: datetime | None = None
) -> Document:
    """Return the slip of some articles or of parts of a case.

    Args:
        words: What it says.
        hall: Where it is printed.
        strings: The visitor's language.
        width_mm: Paper width.
        printed_at: When it was printed: laws change, a slip stays in a drawer.
    """
    return Document(
        (
            *heading(hall, strings, width_mm),
            Text(words.law, 2, bold=True),
            Feed(1),
            Text(words.status, bold=True),
            *([Text(words.notice, bold=True)] if words.notice else []),
            *_articles(words, strings),
            *_cites(words, strings),
            *_source(words),
            *code(words.link, words.check),
            *foot(hall, strings, printed_at),
        )
    )


def _articles(words: LawWords, strings: Strings) -> Iterator[Block]:
    for article in words.articles:
        yield Rule()
        if article.number:
            yield Text(article.number, 2, bold=True)
        for paragraph in article.paragraphs:
            yield Text(paragraph)
        if article.part:
            yield Text(strings("law_slip.part"))


def _cites(words: LawWords, strings: Strings) -> Iterator[Block]:
    if words.cites:
        yield Rule()
        yield Text(strings("law_slip.cites"), bold=True)
    for cited in words.cites:
        yield Text(cited, indent=2, marker=strings("print.dot"))


def _source(words: LawWords) -> Iterator[Block]:
    if words.source:
        yield Rule()
        yield Text(words.source)


def paper_cm(words: LawWords, hall: Hall, strings: Strings, width_mm: int) -> int:
    """Return how long the slip is, to the next 5 cm."""
    mm = length_mm(articles_document(words, hall, strings, width_mm), Profile(width_mm))
    return -(-mm // 50) * 5
