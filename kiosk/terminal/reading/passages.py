"""A text of a law as paragraphs in which words are marked: links to other articles, words taken out and put in. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.citations import cited
from kiosk.content.laws.book import LawBook
from kiosk.domain.lawdiff import Mark, Piece
from kiosk.domain.laws import Article
from kiosk.strings import Strings
from kiosk.terminal.reading.spot import is_held, key_of

LINK = "link"
_BEGINS = ("《", "本法", "本条例", "本规定", "本办法", "本解释")  # of the name of a law
_JOINS = "《、和及或者至到以与"  # may stand before the second article of a chain
_CLOSING = "”’」』）】》。，、；：？！"
Span = tuple[int, int, str]  # first letter, letter behind the last, what it is: `link`, `removed`, `added`


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that can be gone to from a text."""

    label: str
    screen: str
    key: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph; `targets` are where its marked links lead, in their order, `links` all it names, each once."""

    text: str
    spans: tuple[Span, ...] = ()
    targets: tuple[Goal, ...] = ()
    links: tuple[Goal, ...] = ()
    says: str = ""


def passages(laws: LawBook, article: Article, tr: Strings, day: dt.date | None = None) -> tuple[Passage, ...]:
    """Return an article's paragraphs with links to what they name, as far as the law book has it.

    Raises:
        NotFoundError: The law is not in the book.
    """
    found = _links(laws, article, tr, day)
    return tuple(_passage(text, start, found) for start, text in _closed(_paragraphs(article.text)))


def compared(pieces: Iterable[Piece], side: Mark, tr: Strings) -> tuple[Passage, ...]:
    """Return one side of a comparison: the old text with what was removed marked, or the new one with what was added."""
    text, spans = "", []
    for piece in pieces:
        if piece.mark in (Mark.SAME, side):
            spans += [(len(text), len(text) + len(piece.text), side.value)] if piece.mark is side else []
            text += piece.text
    made = []
    for start, part in _paragraphs(text):
        inside = tuple(_within(span, start, len(part)) for span in spans if _meets(span, start, len(part)))
        made.append(Passage(part, inside, says=_said(part, inside, tr)))
    return tuple(made)


def plain(text: str) -> tuple[str, ...]:
    """Return a text's paragraphs."""
    return tuple(part for _, part in _closed(_paragraphs(text)))


def _links(laws: LawBook, article: Article, tr: Strings, day: dt.date | None) -> list[tuple[int, int, Goal]]:
    found, known = [], {}
    for reference in laws.details.references(article, day):
        ref = reference.law + reference.number
        if ref == article.ref:
            continue  # 前款
        if ref not in known:
            known[ref] = is_held(laws, reference.law, reference.number)
        if known[ref]:
            same = day if reference.law == article.law else None
            link = Goal(cited(reference.law, reference.number, tr), "article", key_of(ref, same))
            start = reference.start + _lead(article.text[reference.start : reference.end], reference.law)
            found.append((start, reference.end, link))
    return found


def _lead(words: str, law: str) -> int:
    """Return how many letters of a reference stand before it: what joins it to the sentence is no link."""
    places = [words.find(sign) for sign in (*_BEGINS, law)]
    return min((place for place in places if place >= 0), default=len(words) - len(words.lstrip(_JOINS)))


def _passage(text: str, start: int, found: list[tuple[int, int, Goal]]) -> Passage:
    here = [(a - start, b - start, link) for a, b, link in found if start <= a and b <= start + len(text)]
    spans: dict[tuple[int, int], Goal] = {}
    for a, b, link in here:
        spans.setdefault((a, b), link)  # 第三条至第五条 is one stretch of words that names three
    return Passage(
        text,
        tuple((a, b, LINK) for a, b in spans),
        tuple(spans.values()),
        tuple(dict.fromkeys(link for *_, link in here)),
    )


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Return each paragraph with the place where it starts in the text."""
    found, at = [], 0
    for line in text.split("\n"):
        part = line.strip()
        if part:
            found.append((at + line.index(part), part))
        at += len(line) + 1
    return found


def _closed(parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give marks that close something, and begin a paragraph in some sources, to the paragraph before."""
    closed: list[tuple[int, str]] = []
    for start, part in parts:
        own = part.lstrip(_CLOSING) if closed else part
        marks = len(part) - len(own)
        if marks:
            before, words = closed[-1]
            closed[-1] = before, words + part[:marks]
        if own:
            closed.append((start + marks, own))
    return closed


def _meets(span: Span, start: int, length: int) -> bool:
    return span[0] < start + length and start < span[1]


def _within(span: Span, start: int, length: int) -> Span:
    return max(span[0] - start, 0), min(span[1] - start, length), span[2]


def _said(text: str, spans: tuple[Span, ...], tr: Strings) -> str:
    """Return a paragraph as it is spoken: marks that only the eye sees are said."""
    parts, at = [], 0
    for start, end, kind in spans:
        parts += [text[at:start], tr(f"compare.says_{kind}", words=text[start:end])]
        at = end
    return "".join((*parts, text[at:]))
