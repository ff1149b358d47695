"""Documents in words: for the preview, and for the comparison of two states."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.centre.fields import FieldSpec, FormWords, SectionSpec, Widget


@dataclass(frozen=True, slots=True)
class Told:
    """One field in words: pairs of a main text and what belongs to it."""

    label: str
    items: tuple[tuple[str, str], ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ToldSection:
    """Fields in words under a heading."""

    title: str
    fields: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison: `kind` is same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs."""

    label: str
    lines: tuple[Line, ...]


def tell(sections: Iterable[SectionSpec], document: Mapping[str, Any], words: FormWords) -> list[ToldSection]:
    """Return a document in words, without what is empty."""
    told = []
    for section in sections:
        fields = tuple(
            Told(spec.label, items, spec.widget in (Widget.LINES, Widget.ROWS))
            for spec in section.fields
            if (items := tuple(_items(spec, document.get(spec.name, spec.default), words)))
        )
        if fields:
            told.append(ToldSection(section.title, fields))
    return told


def compare(
    sections: Iterable[SectionSpec], before: Mapping[str, Any], after: Mapping[str, Any], words: FormWords
) -> list[Change]:
    """Return the fields in which two documents differ, line by line."""
    changes = []
    for spec in (spec for section in sections for spec in section.fields):
        old = list(_lines(spec, before.get(spec.name, spec.default), words))
        new = list(_lines(spec, after.get(spec.name, spec.default), words))
        if old != new:
            changes.append(Change(spec.label, tuple(_differences(old, new))))
    return changes


_MARKS = {"  ": "same", "+ ": "added", "- ": "removed"}


def _differences(old: list[str], new: list[str]) -> Iterable[Line]:
    for line in difflib.ndiff(old, new):
        if line[:2] in _MARKS:
            yield Line(_MARKS[line[:2]], line[2:])


def _lines(spec: FieldSpec, value: Any, words: FormWords) -> Iterable[str]:
    match spec.widget:
        case Widget.ROWS:
            for row in value or ():
                yield _joined(spec, row, words)
        case Widget.GROUP:
            for inner in spec.fields:
                inside = value.get(inner.name) if isinstance(value, Mapping) else None
                yield from (f"{inner.label}：{text}" for text in _lines(inner, inside, words))
        case Widget.LINES:
            yield from value or ()
        case Widget.MANY:
            yield from (_label(spec, item) for item in value or ())
        case Widget.FLAG:
            yield words.word("yes" if value else "no")
        case Widget.CHOICE if value:
            yield _label(spec, value)
        case _ if value is not None and value != "":
            yield from str(value).splitlines()


def _items(spec: FieldSpec, value: Any, words: FormWords) -> Iterable[tuple[str, str]]:
    if spec.widget is Widget.ROWS:
        return [(head, "；".join(rest)) for head, rest in (_parts(spec, row, words) for row in value or ())]
    return [(line, "") for line in _lines(spec, value, words)]


def _joined(spec: FieldSpec, row: Mapping[str, Any], words: FormWords) -> str:
    head, rest = _parts(spec, row, words)
    return f"{head}（{'；'.join(rest)}）" if rest else head


def _parts(spec: FieldSpec, row: Mapping[str, Any], words: FormWords) -> tuple[str, list[str]]:
    """Return a row's first field, and the others with their labels."""
    first, *others = spec.fields
    head = " ".join(_lines(first, row.get(first.name), words))
    rest = [
        f"{inner.label}：{' '.join(lines)}"
        for inner in others
        if (value := row.get(inner.name, inner.default)) not in ("", None, 0)
        and (lines := list(_lines(inner, value, words)))
    ]
    return head, rest


def _label(spec: FieldSpec, value: Any) -> str:
    code = str(getattr(value, "value", value))
    return dict(spec.choices).get(code, code)
