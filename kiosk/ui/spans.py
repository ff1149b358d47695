"""Marks stretches of a text that is broken into lines already, as Kivy markup. Pure."""

from collections.abc import Mapping, Sequence

from kiosk.ui.marks import escaped

Span = tuple[int, int, str]  # first letter, letter behind the last, kind


def spanned(lines: Sequence[str], text: str, spans: Sequence[Span], marks: Mapping[str, tuple[str, str]]) -> str:
    """Return lines as markup in which stretches of their text are marked.

    Args:
        lines: The text as `typeset` broke it: nothing but blanks was dropped.
        text: The whole text.
        spans: What to mark, counted in the text, in order and apart from one another.
        marks: What opens and closes the marks of each kind; `{n}` in it becomes the span's place among all.
    """
    opens = {start: marks[kind][0].replace("{n}", str(n)) for n, (start, end, kind) in enumerate(spans) if end > start}
    closes = {end: marks[kind][1] for start, end, kind in spans if end > start}
    parts, at = [], 0
    for place, line in enumerate(lines):
        parts += ["\n"] if place else []
        for sign in line:
            while text[at] != sign:
                parts.append(closes.get(at, "") + opens.get(at, ""))  # a mark may begin or end at a dropped blank
                at += 1
            parts.append(closes.get(at, "") + opens.get(at, "") + escaped(sign))
            at += 1
    rest = (closes.get(place, "") + opens.get(place, "") for place in range(at, len(text) + 1))
    return "".join((*parts, *rest))
