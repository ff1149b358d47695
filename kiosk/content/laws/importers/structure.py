"""Makes lines of a law into headings, articles, preamble and annexes. Knows no file format.

Three sorts of text: with articles (第三十九条); without, but with numbered items (三、); with neither, read as sections under
their headings. What is odd is kept, and said in `remarks`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from kiosk.domain.laws import (
    Article,
    ArticleKind,
    Node,
    NodeKind,
    article_number,
    counted,
    next_label,
    parse_number,
    short_title,
)

_NUMERALS = "零〇一二三四五六七八九十百千"
_HEAD = re.compile(
    rf"第(?P<gap1>\s*)(?P<number>[{_NUMERALS}]+|\d{{1,4}})(?P<gap2>\s*)条"
    rf"(?:\s?之(?P<branch>[{_NUMERALS}]+))?(?P<after>\s+|$)?(?P<text>.*)",
    re.DOTALL,
)
_GOES_ON = re.compile(r"(?:第|规定|至|的|和|或|与|、|，|,|；|。|所|中|及|之|《|（|\()")
_HEADING = re.compile(
    rf"第\s*(?P<number>[{_NUMERALS}]+|\d+)\s*(?P<kind>分编|编|章|节)(?P<title>\s.*|[^\s，。；：、].*|)"
)
_ITEMS = (
    re.compile(rf"(?P<number>[{_NUMERALS}]+)\s*、(?P<text>.*)", re.DOTALL),
    re.compile(rf"[（(](?P<number>[{_NUMERALS}]+)[）)]、?(?P<text>.*)", re.DOTALL),
    re.compile(r"(?P<number>\d{1,3})\s*[．.、](?!\d)(?P<text>.*)", re.DOTALL),
)
_ANNEX = re.compile(
    rf"附(?P<sort>件|录|表|图|注)?\s*(?P<number>[{_NUMERALS}\d]*)(?:\s*[:：].*|\s+\S.{{0,60}}|\s*)", re.DOTALL
)
_CONTENTS = re.compile(r"目\s*[录次]")
_SENTENCE = re.compile(r"[，。；：！？]")
_TITLE_LINES = 5
_HEADING_LETTERS = 40
_HEADING_REST = 24
_BARE = re.compile("[一-鿿、 ]{2,20}")
_STOPS = ("。", "；", "”", "）", "|")
_KINDS = {"编": NodeKind.PART, "分编": NodeKind.SUBPART, "章": NodeKind.CHAPTER, "节": NodeKind.SECTION}
_RANK = {NodeKind.PART: 10, NodeKind.SUBPART: 20, NodeKind.CHAPTER: 30, NodeKind.SECTION: 40}
_NAMED = {"总则": 30, "附则": 30, "序言": 30}  # rank like chapters, numbered or not


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `level` counts the signs of a Markdown heading, 0 is no heading or unknown."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A text in order."""

    articles: tuple[Article, ...]
    nodes: tuple[Node, ...]
    remarks: tuple[str, ...]


def read_body(short: str, lines: Iterable[Line], *, sections: bool = False, amends: bool = False) -> Body:
    """Return the headings and articles of a text.

    Args:
        short: The law's short title.
        lines: Its lines without title and notes; empty ones are left out.
        sections: Whether to read sections under headings whatever the lines look like, as for a case.
        amends: Whether the text changes others: lines that look like headings may be quotations there.
    """
    given = [line for line in lines if line.text.strip()]
    untitled = _without_title(short, given)
    kept = _without_contents(untitled)
    body = _Reader(short, _style(kept, sections=sections), amends=amends).read(kept)
    again = ("the title comes again below the notes",) if len(untitled) < len(given) else ()
    return replace(body, remarks=(*again, *body.remarks))


def opens_text(text: str) -> bool:
    """Tell whether a line is where a law's text begins: contents, a heading, an article or an item."""
    head = _HEAD.fullmatch(text)
    first = _ITEMS[0].fullmatch(text)
    heading = _HEADING.fullmatch(text)
    return bool(
        _CONTENTS.fullmatch(text)
        or (head and _is_head(head, 0))
        or (first and parse_number(first["number"]) == 1)
        or (heading and len(text) <= _HEADING_LETTERS)
        or text.replace(" ", "") in _NAMED
    )


def heading_text(text: str) -> str:
    """Return a heading with one blank after its number and none inside spaced-out words: 第五章　附　则 is 第五章 附则."""
    match = _HEADING.fullmatch(text.strip())
    number = re.sub(r"\s", "", text[: match.start("title")]) if match else ""
    title = (match["title"] if match else text).split()
    spaced = title and all(len(word) == 1 for word in title)
    return " ".join(filter(None, (number, ("" if spaced else " ").join(title))))


def _style(lines: Sequence[Line], *, sections: bool) -> re.Pattern[str] | None:
    """Return the pattern of the heads of a text's units; None for sections."""
    if sections:
        return None
    if any(_is_head(_HEAD.fullmatch(line.text), 0) for line in lines if not line.level):
        return _HEAD
    for pattern in _ITEMS:
        first = [m for line in lines if not line.level and (m := pattern.fullmatch(line.text))]
        if any(parse_number(m["number"]) == 1 for m in first):
            return pattern
    return None


def _is_head(match: re.Match[str] | None, last: int) -> bool:
    """Tell whether a line opens an article. `last` is the number before it.

    A blank after 条, or one before it as in 第七十五 条, shows a head. Without any blank only the next number in turn is
    one, and only where the sentence does not go on as a reference would.
    """
    if not match:
        return False
    number = parse_number(match["number"])
    if match["after"] is not None or match["gap1"] or match["gap2"]:
        return number is not None
    return number == last + 1 and not _GOES_ON.match(match["text"])


def _without_title(short: str, lines: list[Line]) -> list[Line]:
    """Return the lines without the title, where some files have it once more, broken as on the printed page."""
    for count in range(1, _TITLE_LINES + 1):
        first = lines[:count]
        if (
            short
            and short_title("".join(line.text for line in first)) == short
            and not any(line.level for line in first)
        ):
            return lines[count:]
    return lines


def _without_contents(lines: list[Line]) -> list[Line]:
    """Return the lines without the table of contents: from 目录 to where its first entry comes again.

    Only where nothing but short lines lies between, and before the first article: an annexed list may be called 目录 too.
    """
    opening = takewhile(lambda pair: not _is_head(_HEAD.fullmatch(pair[1].text.strip()), 0), enumerate(lines))
    at = next((i for i, line in opening if _CONTENTS.fullmatch(line.text.strip())), None)
    if at is None or at + 1 >= len(lines) or _is_head(_HEAD.fullmatch(lines[at + 1].text), 0):
        return lines
    first = heading_text(lines[at + 1].text)
    for again in range(at + 2, len(lines)):
        text = lines[again].text.strip()
        if heading_text(text) == first:
            return lines[:at] + lines[again:]
        if len(text) > _HEADING_LETTERS + 20 or _is_head(_HEAD.fullmatch(text), 0):
            break
    return lines


@dataclass(slots=True)
class _Open:
    """The unit that lines are being added to."""

    number: str
    kind: ArticleKind
    node: int | None
    lines: list[str] = field(default_factory=list)


class _Reader:
    """Reads one text from its first line to its last."""

    def __init__(self, short: str, style: re.Pattern[str] | None, *, amends: bool) -> None:
        self._short, self._style, self._amends = short, style, amends
        self._nodes: list[Node] = []
        self._path: list[tuple[int, int]] = []  # rank and place of the headings above
        self._units: list[_Open] = []
        self._unit: _Open | None = None
        self._last = 0
        self._annexes = self._sections = self._items = self._loose = self._bare = 0
        self._remarks: list[str] = []

    def read(self, lines: Sequence[Line]) -> Body:
        bare: list[str] = []
        for place, line in enumerate(lines):
            text = line.text.strip()
            if bare:  # the second line of a heading that was taken whole
                bare.pop()
                continue
            if self._annex(text, lines, place):
                continue
            if bare := self._bare_heading(lines, place):
                self._push(NodeKind.OTHER, heading_text("".join(bare)), _RANK[NodeKind.CHAPTER])
                self._bare += 1
                bare.pop()
                continue
            # an annexed text has headings and articles of its own: they stay in the annex
            if self._in_annex() or not (self._head(line, text) or self._heading(line, text)):
                self._add(text)
        self._remark_whole()
        return Body(tuple(self._articles()), tuple(self._nodes), tuple(dict.fromkeys(self._remarks)))

    def _head(self, line: Line, text: str) -> bool:
        if line.level or not self._style:
            return False
        match = self._style.fullmatch(text)
        if self._style is not _HEAD:
            return self._item(match)
        if not match or not _is_head(match, self._last):
            return False
        value, branch = parse_number(match["number"]) or 0, parse_number(match["branch"] or "") or 0
        self._check_order(value, branch)
        self._open(article_number(value, branch), ArticleKind.ARTICLE, match["text"])
        return True

    def _item(self, match: re.Match[str] | None) -> bool:
        value = parse_number(match["number"]) if match else None
        begins = value == 1 and self._unit is None  # the list under a new heading
        if not match or value is None or not (begins or value == self._last + 1):  # 一、 again is a list inside an item
            return False
        self._last = value
        self._items += 1
        self._open(counted("条目", self._items), ArticleKind.ITEM, match["text"])
        return True

    def _check_order(self, value: int, branch: int) -> None:
        if value > self._last + 1:
            before = f"after {article_number(self._last)} comes" if self._last else "the first article is"
            self._remarks.append(f"{before} {article_number(value)}")
        number = article_number(value, branch)
        if value < self._last or any(unit.number == number for unit in self._units[-3:]):
            self._remarks.append(f"{number} comes again or too late")
        self._last = value

    def _heading(self, line: Line, text: str) -> bool:
        match = _HEADING.fullmatch(text)
        if not line.level and (not match or not self._unmarked(text)):
            return False
        kind = _KINDS[match["kind"]] if match else NodeKind.OTHER
        title = heading_text(text)
        if not title:
            return True
        self._push(kind, title, _RANK.get(kind) or _NAMED.get(title) or (line.level + 1) * 10 + 5)
        return True

    def _push(self, kind: NodeKind, title: str, rank: int) -> None:
        while self._path and self._path[-1][0] >= rank:
            self._path.pop()
        self._nodes.append(Node(kind, title, self._path[-1][1] if self._path else None))
        self._path.append((rank, len(self._nodes) - 1))
        self._unit = None

    def _bare_heading(self, lines: Sequence[Line], place: int) -> list[str]:
        """Return the one or two short lines between an article's full stop and the next article: a heading without number."""
        before = self._unit.lines[-1] if self._unit and self._unit.lines else ""
        if (
            self._style is not _HEAD
            or self._amends
            or not self._last
            or not before.endswith(_STOPS)
            or self._in_annex()
        ):
            return []
        found: list[str] = []
        for line in lines[place : place + 3]:
            if not line.level and self._in_turn(line.text):
                return found
            if line.level or not _BARE.fullmatch(line.text) or _HEADING.fullmatch(line.text):
                return []
            found.append(line.text)
        return []

    def _in_turn(self, text: str) -> bool:
        match = _HEAD.fullmatch(text)
        return match is not None and _is_head(match, self._last) and parse_number(match["number"]) == self._last + 1

    def _unmarked(self, text: str) -> bool:
        return not self._amends and len(text) <= _HEADING_LETTERS and not _SENTENCE.search(text)

    def _annex(self, text: str, lines: Sequence[Line], place: int) -> bool:
        """Open an annex: only after the last article, or what follows would be lost in it."""
        match = _ANNEX.fullmatch(text)
        if not match or not self._units or (self._style is _HEAD and not self._last):
            return False
        if self._style is _HEAD and not self._in_annex() and self._goes_on(islice(lines, place + 1, None)):
            return False
        label = next_label("附件", self._annexes)
        self._annexes += 1
        self._path.clear()
        self._open(label, ArticleKind.ANNEX, text)
        return True

    def _in_annex(self) -> bool:
        return self._unit is not None and self._unit.kind is ArticleKind.ANNEX

    def _goes_on(self, rest: Iterable[Line]) -> bool:
        """Tell whether the next article is the one in turn: then 附 was a word of the text."""
        heads = (m for line in rest if (m := _HEAD.fullmatch(line.text.strip())) and _is_head(m, self._last))
        following = next(heads, None)
        return following is not None and parse_number(following["number"]) == self._last + 1

    def _open(self, number: str, kind: ArticleKind, text: str) -> None:
        self._unit = _Open(number, kind, self._path[-1][1] if self._path else None)
        self._units.append(self._unit)
        if text.strip():
            self._unit.lines.append(text.strip())

    def _add(self, text: str) -> None:
        if self._unit is None and not self._continues_heading(text):
            self._open_unnumbered()
        if self._unit is not None:
            self._unit.lines.append(text)

    def _continues_heading(self, text: str) -> bool:
        """Join a line to the heading right above it, where a long heading was broken in two."""
        if not self._path or self._style is not _HEAD or len(text) > _HEADING_REST or _SENTENCE.search(text):
            return False
        last = self._nodes[-1]
        self._nodes[-1] = Node(last.kind, last.title + text, last.parent)
        return True

    def _open_unnumbered(self) -> None:
        if self._style and not self._items and not self._last:
            self._open(next_label("序言", len(self._units)), ArticleKind.PREAMBLE, "")
            return
        if self._style:
            self._loose += 1
        self._sections += 1
        self._open(counted("段", self._sections), ArticleKind.SECTION, "")

    def _remark_whole(self) -> None:
        if not self._units:
            self._remarks.append("no text")
        elif self._style is None:
            self._remarks.append("no numbered articles: kept as sections")
        elif self._style is not _HEAD:
            self._remarks.append("no articles: kept as items")
        if any(unit.kind is ArticleKind.PREAMBLE for unit in self._units):
            self._remarks.append("text before the first article: kept as preamble")
        if self._bare:
            self._remarks.append(f"{self._bare} headings without a number")
        if self._loose:
            self._remarks.append(f"text without a number under {self._loose} of {len(self._nodes)} headings")
        self._remarks += [f"{unit.number} is empty" for unit in self._units if not unit.lines]

    def _articles(self) -> Iterable[Article]:
        for position, unit in enumerate(self._units):
            chapter = " ".join(self._headings(unit.node))
            text = "\n".join(unit.lines)
            yield Article(self._short, unit.number, text, chapter, position, unit.kind, unit.node)

    def _headings(self, node: int | None) -> list[str]:
        found: list[str] = []
        while node is not None:
            found.append(self._nodes[node].title)
            node = self._nodes[node].parent
        return found[::-1]


class Headings:
    """Makes a tree of headings that come as a list with every article, wide ones first."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._path: list[tuple[str, int]] = []

    def place(self, titles: Sequence[str]) -> int | None:
        """Return the place of the narrowest heading, which is new when it is not the article's before."""
        same = 0
        while same < min(len(titles), len(self._path)) and self._path[same][0] == titles[same]:
            same += 1
        del self._path[same:]
        for title in titles[same:]:
            match = _HEADING.fullmatch(title)
            kind = _KINDS[match["kind"]] if match else NodeKind.OTHER
            self._nodes.append(Node(kind, title, self._path[-1][1] if self._path else None))
            self._path.append((title, len(self._nodes) - 1))
        return self._path[-1][1] if self._path else None

    def found(self) -> tuple[Node, ...]:
        """Return every heading, in order."""
        return tuple(self._nodes)
