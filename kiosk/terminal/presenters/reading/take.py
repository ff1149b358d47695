"""Taking an article along: on paper, alone, with its neighbours or in part, and as QR codes. Content worker: codes take time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from device.printer.qr import modules
from kiosk.citations import article_words, cited, law_title
from kiosk.content.laws.book import LawBook
from kiosk.domain.checklist import Ticks
from kiosk.domain.laws import OFFICIAL_DATABASE, Article
from kiosk.paper.article import LawWords, PrintedArticle
from kiosk.paper.carry import CODE_BYTES, titled_texts
from kiosk.paper.texts import size_of
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.guide.handover import Symbol
from kiosk.terminal.presenters.option import Option
from kiosk.terminal.presenters.reading.law import notice_of, source_words, status_line
from kiosk.terminal.presenters.slip import HasSlip, SlipNote, slip_note
from kiosk.terminal.reading.passages import plain
from kiosk.terminal.reading.spot import Spot, find_article, find_spot

_CODES = 3  # nobody scans more than that for one article
_LINE_BYTES = 400  # a longer paragraph would be cut in a code: the article is left to paper
S = TypeVar("S", bound=StrEnum)


class Selection(StrEnum):
    """What is printed."""

    ONE = "one"
    NEIGHBOURS = "neighbours"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class PartItem:
    """One paragraph that can be ticked."""

    key: str
    index: int
    text: str
    says: str
    have: bool


@dataclass(frozen=True, slots=True)
class TakeView:
    """The page as drawn; `words` is what goes on paper, `length` tells how much paper that is, where it matters."""

    title: str
    name: str
    selections: tuple[Option, ...]
    parts: tuple[PartItem, ...]
    words: LawWords
    length: str
    slip: SlipNote
    slip_name: str
    off: str
    codes: tuple[Option, ...]
    text: str
    rows: Symbol
    lead: str
    says: str


def present(facts: Facts, laws: LawBook, key: str, *, ticks: Ticks, choice: str, holder: HasSlip) -> TakeView:
    """Return the page of an article to take along.

    Args:
        facts: What is known now.
        laws: The law book.
        key: As `reading.spot` has them.
        ticks: The paragraphs that the visitor has ticked.
        choice: What to print and which code, as `choice_of` makes it.
        holder: Knows how the slip fares.

    Raises:
        NotFoundError: It is not in the law book.
    """
    spot, tr = find_spot(laws, key), facts.tr
    article = find_article(laws, spot)
    spot = Spot(spot.law, article.number, spot.day)
    paragraphs = plain(article.text)
    what, code = read_choice(choice, Selection)
    name = cited(article.law, article.number, tr)
    offered = [s for s in Selection if s is not Selection.PARTS or len(paragraphs) > 1]
    what = what if what in offered else Selection.ONE
    texts = _codes(facts, spot, name, paragraphs)
    place = code if code < len(texts) else 0
    is_link = texts[place][1] == OFFICIAL_DATABASE
    return TakeView(
        title=tr("take.title"),
        name=name,
        selections=tuple(Option(choice_of(s, code), tr(f"take.{s}"), s is what) for s in offered),
        parts=_parts(key, paragraphs, ticks, facts) if what is Selection.PARTS else (),
        words=_words(facts, laws, spot, what, ticks),
        length="",
        slip=slip_note(facts, holder, slip_name(key), tr("take.print")),
        slip_name=slip_name(key),
        off=tr("take.tick_first") if what is Selection.PARTS and not ticks else "",
        codes=code_keys(what, texts, place),
        text=texts[place][1],
        rows=tuple(map(tuple, modules(texts[place][1]))),
        lead=tr("take.lead_web", law=spot.law.title) if is_link else tr("take.lead"),
        says=tr("take.says", name=name, words=texts[place][0]),
    )


def slip_name(key: str) -> str:
    """Return the name of the slip of a law's page."""
    return f"law:{key}"


def choice_of(selection: StrEnum, code: int) -> str:
    """Return both choices of the page in one word."""
    return f"{selection.value}:{code}"


def read_choice(choice: str, kind: type[S]) -> tuple[S, int]:
    """Return what to print and which code to show; anything else means the first of both."""
    what, _, code = choice.partition(":")
    selection = next((s for s in kind if s.value == what), next(iter(kind)))
    return selection, int(code) if code.isdecimal() else 0


def code_keys(selection: StrEnum, texts: Sequence[tuple[str, str]], place: int) -> tuple[Option, ...]:
    """Return the keys of the codes, where there are several to choose from."""
    keys = tuple(Option(choice_of(selection, i), words, i == place) for i, (words, _) in enumerate(texts))
    return keys if len(keys) > 1 else ()


def text_codes(facts: Facts, title: str, paragraphs: Sequence[str], words: str) -> list[tuple[str, str]]:
    """Return name and content of the codes that hold a text whole; none where it is too long for a few codes.

    Args:
        facts: Words and language.
        title: Stands at the beginning of each code.
        paragraphs: The text.
        words: The key of what it is called; with `_part` behind it, of one of several.
    """
    if any(size_of(paragraph) > _LINE_BYTES for paragraph in paragraphs):
        return []
    texts = titled_texts(title, paragraphs, limit_bytes=CODE_BYTES)
    if len(texts) == 1:
        return [(facts.tr(words), texts[0])]
    count = len(texts)
    named = [(facts.tr(f"{words}_part", part=i, parts=count), text) for i, text in enumerate(texts, start=1)]
    return named if count <= _CODES else []


def _parts(key: str, paragraphs: tuple[str, ...], ticks: Ticks, facts: Facts) -> tuple[PartItem, ...]:
    tr = facts.tr
    return tuple(
        PartItem(key, i, text, tr("take.says_ticked" if i in ticks else "take.says_open", text=text), i in ticks)
        for i, text in enumerate(paragraphs)
    )


def _codes(facts: Facts, spot: Spot, name: str, paragraphs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return name and content of each code: the text where it fits whole, and the official database."""
    title = f"{name} {status_line(spot.law, facts)}"
    return [*text_codes(facts, title, paragraphs, "take.text"), (facts.tr("take.official"), OFFICIAL_DATABASE)]


def _words(facts: Facts, laws: LawBook, spot: Spot, what: Selection, ticks: Ticks) -> LawWords:
    tr, law = facts.tr, spot.law
    notice = notice_of(laws, spot, facts)
    return LawWords(
        law=law_title(law.short, law.title, tr),
        status=status_line(law, facts),
        notice=notice.label if notice else "",
        articles=tuple(_printed(a, what, ticks, facts) for a in _chosen(laws, spot, what)),
        source=source_words(law, tr),
        link=OFFICIAL_DATABASE,
        check=tr("law_slip.check", law=law.title),
    )


def _chosen(laws: LawBook, spot: Spot, what: Selection) -> tuple[Article, ...]:
    whole = laws.articles(spot.law.short, spot.day)
    at = next(i for i, article in enumerate(whole) if article.number == spot.number)
    return whole[max(0, at - 1) : at + 2] if what is Selection.NEIGHBOURS else whole[at : at + 1]


def _printed(article: Article, what: Selection, ticks: Ticks, facts: Facts) -> PrintedArticle:
    paragraphs, number = plain(article.text), article_words(article.number, facts.tr)
    if what is not Selection.PARTS:
        return PrintedArticle(number, paragraphs)
    kept = tuple(text for i, text in enumerate(paragraphs) if i in ticks)
    return PrintedArticle(number, kept, part=len(kept) < len(paragraphs))
