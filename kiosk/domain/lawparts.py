"""An article taken apart: paragraphs (款), items (项) and sub-items (目), as laws count them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.laws import parse_number

_NUMERALS = "一二三四五六七八九十百零"
_ITEM = re.compile(rf"\s*[（(](?P<label>[{_NUMERALS}]+)[）)]\s*(?P<text>.*)", re.DOTALL)
_SUBITEM = re.compile(r"\s*(?P<label>\d{1,2})\s*[．.、]\s*(?!\d)(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SubItem:
    """One 目: `label` as written, such as `1.`."""

    number: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One 项: `label` as written, such as （三）."""

    number: int
    label: str
    text: str
    subitems: tuple[SubItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One 款, counted from 1, with the items that belong to it. `text` is empty where items stand without a lead."""

    number: int
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    number: int
    label: str
    text: str


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article's text, one line each in the text, with items and sub-items beneath.

    A number in brackets at a line's start is an item only where it follows the one before it, so that a paragraph which
    begins by quoting an item stays a paragraph. Nothing of the text is lost: `joined` returns it.
    """
    groups: list[list[_Line]] = []
    for line in _classified(text):
        if line.kind == "paragraph" or not groups:
            groups.append([])
        groups[-1].append(line)
    return tuple(_paragraph(number, lines) for number, lines in enumerate(groups, 1))


def joined(parts: tuple[Paragraph, ...]) -> str:
    """Return the text that paragraphs were read from, blanks at the ends of lines aside."""
    lines = []
    for paragraph in parts:
        lines += [paragraph.text] if paragraph.text else []
        for item in paragraph.items:
            lines.append(item.label + item.text)
            lines += [sub.label + sub.text for sub in item.subitems]
    return "\n".join(lines)


def part_of(text: str, paragraph: int, item: int) -> str:
    """Return one paragraph, or one item of it, of an article's text; empty where there is none.

    Args:
        text: The article's text.
        paragraph: Counted from 1; 0 for the first one that has such an item.
        item: Counted from 1; 0 for the whole paragraph.
    """
    for part in paragraphs(text):
        if paragraph in (0, part.number):
            lead = part.text if paragraph else ""
            found = next((one.label + one.text for one in part.items if one.number == item), "") if item else lead
            if found:
                return found
    return ""


def _classified(text: str) -> Iterator[_Line]:
    items = subitems = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            continue
        item, sub = _ITEM.fullmatch(line), _SUBITEM.fullmatch(line)
        number = parse_number(item["label"]) if item else None
        if item and number == items + 1:
            items, subitems = items + 1, 0
            yield _Line("item", items, line[: item.start("text")], item["text"])
        elif sub and items and int(sub["label"]) == subitems + 1:
            subitems += 1
            yield _Line("subitem", subitems, line[: sub.start("text")], sub["text"])
        elif item and number == 1:
            items, subitems = 1, 0
            yield _Line("item", 1, line[: item.start("text")], item["text"])
        else:
            items = subitems = 0
            yield _Line("paragraph", 0, "", line)


def _paragraph(number: int, lines: list[_Line]) -> Paragraph:
    lead = lines[0].text if lines[0].kind == "paragraph" else ""
    items: list[Item] = []
    for line in lines:
        if line.kind == "item":
            items.append(Item(line.number, line.label, line.text))
        elif line.kind == "subitem":
            last = items[-1]
            sub = SubItem(line.number, line.label, line.text)
            items[-1] = Item(last.number, last.label, last.text, (*last.subitems, sub))
    return Paragraph(number, lead, tuple(items))
