"""Articles of a law as a slip to take home: the words, whose they are, whether they apply, where to check them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from device.printer.document import Align, Block, Document, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.domain.laws import OFFICIAL_DATABASE
from kiosk.paper.ticket import heading, local_time
from kiosk.strings import Strings

_QR_MODULE_DOTS = 5  # 0.6 mm: paper is held close


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """One article: its number and paragraphs; `part` when some of its paragraphs are left out."""

    number: str
    paragraphs: tuple[str, ...]
    part: bool = False


@dataclass(frozen=True, slots=True)
class LawWords:
    """What the slip says, in the visitor's language but for the text itself.

    `status` tells whether the law applies and since when, `notice` what took its place, `source` where the text comes from.
    """

    law: str
    status: str
    notice: str
    articles: tuple[PrintedArticle, ...]
    source: str


def articles_document(
    words: LawWords, hall: Hall, strings: Strings, width_mm: int = 80, *, printed_at: datetime | None = None
) -> Document:
    """Return the slip of some articles.

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
            Rule(),
            *([Text(words.source)] if words.source else []),
            QrCode(OFFICIAL_DATABASE, _QR_MODULE_DOTS),
            Feed(1),
            Text(strings("law_slip.check"), 1, Align.CENTRE),
            Rule(),
            *([Pair(strings("print.printed"), local_time(printed_at, hall))] if printed_at else []),
            Pair(strings("print.hotline"), hall.hotline, bold=True),
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
