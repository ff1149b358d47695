"""Answers of the law book as rows: each law once, its best articles below it, cases together."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.citations import article_words, law_title
from kiosk.content.laws.answers import Answer, Found, Way
from kiosk.content.laws.book import Hit, LawBook
from kiosk.domain.laws import Law, LawKind
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.cautions import status_warning
from kiosk.terminal.presenters.quotes import QueryWords
from kiosk.terminal.words import date_words

CASES = "cases"  # the group of all cases; no law is called so
GROUPS = 20
_FEW, _MANY = 3, 20  # articles of a law, before and after one asks for more
_LINES, _WHOLE_LINES = 3, 8
_WHOLE = 300  # letters of an article that was asked for by its number


@dataclass(frozen=True, slots=True)
class LawRow:
    """One row: what it says, and what a touch does: `open` a screen with a key, `unfold` a group, `look` for its text.

    A head begins a group. `place` counts answers from 1.
    """

    title: str
    text: str = ""
    does: str = ""
    key: str = ""
    screen: str = ""
    place: int = 0
    head: bool = False
    lines: int = _LINES
    icon: str = ""
    marks: tuple[str, ...] = ()


def found_rows(
    facts: Facts,
    book: LawBook,
    query: str,
    found: Found,
    *,
    words: Sequence[str] = (),
    opened: Sequence[str] = (),
    groups_at_most: int = GROUPS,
) -> tuple[LawRow, ...]:
    """Return what was found, grouped by law in the order of the best answer of each.

    Args:
        facts: Words and language.
        book: Where the texts are.
        query: What was asked.
        found: The answers.
        words: The law's words for what was asked, to be marked too.
        opened: The groups of which more is shown.
        groups_at_most: How many groups.
    """
    laws = dict.fromkeys(answer.law for answer in found.answers)  # in the order of the best answer of each
    group_of = {law: CASES if law in book.cases else law for law in laws}
    first = list(dict.fromkeys(group_of.values()))[:groups_at_most]
    groups: dict[str, list[tuple[int, Answer]]] = {group: [] for group in first}
    for place, answer in enumerate(found.answers, 1):
        if (members := groups.get(group_of[answer.law])) is not None:
            members.append((place, answer))
    shown = {
        group: (_once(members) if group == CASES else members)[: _MANY if group in opened else _FEW]
        for group, members in groups.items()
    }
    placed = [pair for members in shown.values() for pair in members]
    hits = book.read(query, [answer for _, answer in placed], words)
    hit_of = {hit.ref: hit for hit in hits}
    asked, rows = QueryWords(query), list[LawRow]()
    for group, members in shown.items():
        known = [(place, hit_of[answer.ref]) for place, answer in members if answer.ref in hit_of]
        whole = len(_once(groups[group])) if group == CASES else len(groups[group])
        rows += _group(facts, book, group, known, asked=asked, words=words, way=found.way)
        if whole > _FEW:
            rows.append(_more(facts, group, is_open=group in opened))
    return tuple(rows)


def law_row(facts: Facts, law: Law, place: int = 0) -> LawRow:
    """Return the head of a law: its name, what it is, who passed it, since when, and whether it applies."""
    return LawRow(_name(facts, law), about(facts, law), "open", law.short, "law", place, head=True, lines=2)


def about(facts: Facts, law: Law) -> str:
    """Return what a law is, in one line; first a warning where it does not simply apply."""
    tr = facts.tr
    warning = status_warning(law.status, facts) if law.kind is LawKind.LAW else ""
    day = law.effective_on or law.issued_on
    since = tr("article.effective", date=date_words(day, tr)) if day and law.kind is LawKind.LAW else ""
    issuer = "" if facts.english else law.issuer  # says nothing to who reads no Chinese
    return tr("list.gap").join(filter(None, (warning, level_words(facts, law.level), issuer, since)))


def level_words(facts: Facts, level: str) -> str:
    """Return what a level is called; as the source writes it where we have no name."""
    key = f"level.{level}"
    return facts.tr(key) if key in facts.tr else level


def _group(
    facts: Facts,
    book: LawBook,
    group: str,
    hits: Sequence[tuple[int, Hit]],
    *,
    asked: QueryWords,
    words: Sequence[str],
    way: Way,
) -> list[LawRow]:
    if group == CASES:
        return [
            LawRow(facts.tr("laws.cases"), facts.tr("laws.cases_text"), head=True),
            *(_case(p, h, asked) for p, h in hits),
        ]
    law = book.law(group)
    head = law_row(facts, law, next((place for place, hit in hits if hit.article is None), 0))
    return [
        head,
        *(_article(facts, book, place, hit, asked=asked, words=words, way=way) for place, hit in hits if hit.article),
    ]


def _article(
    facts: Facts, book: LawBook, place: int, hit: Hit, *, asked: QueryWords, words: Sequence[str], way: Way
) -> LawRow:
    named = way is Way.ARTICLE
    text = book.article(hit.ref).text[:_WHOLE] if named else hit.excerpt
    marks = () if named else (*asked.shared(text), *(word for word in words if word in text))
    return LawRow(
        article_words(hit.article or "", facts.tr),
        text,
        "open",
        hit.ref,
        "article",
        place,
        lines=_WHOLE_LINES if named else _LINES,
        marks=tuple(dict.fromkeys(marks)),
    )


def _case(place: int, hit: Hit, asked: QueryWords) -> LawRow:
    text = hit.excerpt if hit.article else ""
    return LawRow(hit.title, text, "open", hit.law, "case", place, lines=2, marks=asked.shared(text))


def _more(facts: Facts, group: str, *, is_open: bool) -> LawRow:
    key = "laws.fewer" if is_open else "laws.more_cases" if group == CASES else "laws.more"
    return LawRow(facts.tr(key), does="unfold", key=group)


def _once(members: Sequence[tuple[int, Answer]]) -> list[tuple[int, Answer]]:
    """Return the best answer of each case."""
    return list({answer.law: (place, answer) for place, answer in reversed(members)}.values())[::-1]


def _name(facts: Facts, law: Law) -> str:
    return law_title(law.short, law.short, facts.tr) if facts.english else law.title
