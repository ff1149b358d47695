"""A form with what was typed: from a document or from a request, and back to a document with faults in plain words.

What somebody typed is kept as text until it is right, so a fault never loses it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from kiosk.centre.fields import FieldSpec, FormWords, SectionSpec, Widget
from kiosk.domain.clock import from_iso, to_iso
from kiosk.domain.hours import parse_hours
from kiosk.shape import ShapeError, shape

NEW_ROW = "__n__"  # the page's script puts a fresh number in its place
_CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
_WIDE_CODE = re.compile(r"[^\s/\\]+")


class Posted(Protocol):
    """What a request carries (django's QueryDict)."""

    def get(self, key: str, /) -> Any:
        """Return the last value of a name, None when it was not sent."""

    def getlist(self, key: str, /) -> list[Any]:
        """Return every value of a name."""

    def __iter__(self) -> Any: ...


@dataclass
class Entry:
    """One field with its state. `name` is the name of the HTML control, `path` the place in the document."""

    spec: FieldSpec
    name: str
    path: str
    text: str = ""
    chosen: list[str] = field(default_factory=list)
    on: bool = False
    error: str = ""
    entries: list["Entry"] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)
    blank: "Row | None" = None

    @property
    def control(self) -> str:
        """The id of the control, for labels and scripts."""
        return "f-" + self.name.replace(".", "-")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The values to choose from; a value that is no longer among them stays visible."""
        known = [value for value, _ in self.spec.choices]
        lost = [(value, value) for value in (self.chosen or [self.text]) if value and value not in known]
        return [*self.spec.choices, *lost]


@dataclass
class Row:
    """One row of a list."""

    token: str
    entries: list[Entry]


@dataclass
class Section:
    """Entries under a heading."""

    title: str
    entries: list[Entry]


class Form:
    """An edit form.

    Args:
        cls: The dataclass that the document must have the shape of.
        specs: Its sections.
        words: What faults are called.
        zone: The zone in which moments are typed.
    """

    def __init__(self, cls: type, specs: Iterable[SectionSpec], words: FormWords, zone: ZoneInfo) -> None:
        self._cls = cls
        self._words = words
        self._zone = zone
        self._specs = tuple(specs)
        self.sections: list[Section] = []
        self.errors: list[str] = []

    def fill(self, document: Mapping[str, Any]) -> "Form":
        """Show a document; a field that it lacks shows its default."""
        self.sections = [Section(s.title, [self._shown(f, document, "", "") for f in s.fields]) for s in self._specs]
        return self

    def read(self, posted: Posted) -> "Form":
        """Show what was typed."""
        self.sections = [Section(s.title, [self._typed(f, posted, "", "") for f in s.fields]) for s in self._specs]
        return self

    def document(self, hidden: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the document that was typed; None when there are faults, which then stand beside their fields.

        Args:
            hidden: Values of fields that the form does not show.
        """
        entries = [entry for section in self.sections for entry in section.entries]
        document = {**hidden, **self._values(entries)}
        if self.faulty():
            return None
        try:
            shape(self._cls, document)
        except ShapeError as err:
            for path, text in err.faults:
                self.blame(path, self._words.fault(text))
            return None
        return document

    def blame(self, path: str, text: str) -> None:
        """Put a fault beside the field at a path, or on top of the form when there is none."""
        best = max(
            (e for e in self._every() if path == e.path or path.startswith((e.path + ".", e.path + "["))),
            key=lambda e: len(e.path),
            default=None,
        )
        if best is None:
            self.errors.append(text)
        else:
            best.error = text

    def faulty(self) -> bool:
        """Tell whether any fault stands."""
        return bool(self.errors) or any(e.error for e in self._every())

    def _every(self) -> Iterable[Entry]:
        todo = [entry for section in self.sections for entry in section.entries]
        while todo:
            entry = todo.pop()
            yield entry
            todo += [*entry.entries, *(e for row in entry.rows for e in row.entries)]

    def _shown(self, spec: FieldSpec, document: Mapping[str, Any], prefix: str, path: str) -> Entry:
        value = document.get(spec.name, spec.default)
        entry = Entry(spec, f"{prefix}{spec.name}", f"{path}{spec.name}")
        match spec.widget:
            case Widget.GROUP:
                inside = value if isinstance(value, Mapping) else {}
                entry.entries = [self._shown(f, inside, f"{entry.name}.", f"{entry.path}.") for f in spec.fields]
            case Widget.ROWS:
                entry.rows = [self._shown_row(entry, row, str(index), index) for index, row in enumerate(value or ())]
                entry.blank = self._shown_row(entry, {}, NEW_ROW, 0)
            case Widget.FLAG:
                entry.on = bool(value)
            case Widget.LINES:
                entry.text = "\n".join(value or ())
            case Widget.MANY:
                entry.chosen = [str(v) for v in value or ()]
            case Widget.MOMENT:
                entry.text = from_iso(value).astimezone(self._zone).strftime("%Y-%m-%dT%H:%M") if value else ""
            case _:
                entry.text = "" if value is None else str(value.value if isinstance(value, Enum) else value)
        return entry

    def _shown_row(self, entry: Entry, row: Mapping[str, Any], token: str, index: int) -> Row:
        prefix, path = f"{entry.name}.{token}.", f"{entry.path}[{index}]."
        return Row(token, [self._shown(f, row, prefix, path) for f in entry.spec.fields])

    def _typed(self, spec: FieldSpec, posted: Posted, prefix: str, path: str) -> Entry:
        entry = Entry(spec, f"{prefix}{spec.name}", f"{path}{spec.name}")
        match spec.widget:
            case Widget.GROUP:
                entry.entries = [self._typed(f, posted, f"{entry.name}.", f"{entry.path}.") for f in spec.fields]
            case Widget.ROWS:
                self._typed_rows(entry, posted)
            case Widget.FLAG:
                entry.on = posted.get(entry.name) is not None
            case Widget.MANY:
                entry.chosen = [str(v) for v in posted.getlist(entry.name)]
            case _:
                entry.text = str(posted.get(entry.name) or "").replace("\r\n", "\n").replace("\0", "")
        return entry

    def _typed_rows(self, entry: Entry, posted: Posted) -> None:
        start = f"{entry.name}."
        tokens = dict.fromkeys(key[len(start) :].partition(".")[0] for key in posted if key.startswith(start))
        for token in tokens:
            prefix, path = f"{start}{token}.", f"{entry.path}[{len(entry.rows)}]."
            typed = [self._typed(f, posted, prefix, path) for f in entry.spec.fields]
            if any(e.text.strip() for e in typed if e.spec.widget in (Widget.TEXT, Widget.LONG)):
                entry.rows.append(Row(token, typed))  # a row in which nothing was written is none
        entry.blank = self._shown_row(entry, {}, NEW_ROW, 0)

    def _values(self, entries: Iterable[Entry]) -> dict[str, Any]:
        return {entry.spec.name: self._value(entry) for entry in entries}

    def _value(self, entry: Entry) -> Any:
        text = entry.text.strip()
        match entry.spec.widget:
            case Widget.GROUP:
                return self._values(entry.entries)
            case Widget.ROWS:
                value: Any = [self._values(row.entries) for row in entry.rows]
            case Widget.LINES:
                value = [line.strip() for line in text.splitlines() if line.strip()]
            case Widget.MANY:
                value = list(entry.chosen)
            case Widget.FLAG:
                return entry.on
            case _:
                return self._scalar(entry, text)
        if entry.spec.required and not value:
            entry.error = self._words.word("required")
        return value

    def _scalar(self, entry: Entry, text: str) -> Any:
        spec = entry.spec
        if not text:
            if spec.empty_is_none:
                return None
            numeric = spec.widget in (Widget.WHOLE, Widget.DECIMAL)
            if spec.required or numeric:
                entry.error = self._words.word("required")
            return 0 if numeric else ""
        try:
            return self._parsed(spec, text)
        except _WrongError as err:
            entry.error = self._words.word(str(err))
            return text

    def _parsed(self, spec: FieldSpec, text: str) -> Any:
        match spec.widget:
            case Widget.WHOLE:
                return _try(int, text, "whole_number")
            case Widget.DECIMAL:
                return _try(float, text, "decimal")
            case Widget.MOMENT:
                moment = _try(datetime.fromisoformat, text, "moment")
                return to_iso(moment.replace(tzinfo=self._zone))
            case Widget.CHOICE if text not in dict(spec.choices):
                raise _WrongError("choice")
        _check(spec, text)
        return text


class _WrongError(Exception):
    """A text is not of its field's form; the message is a key of the words."""


def _try(parse: Any, text: str, word: str) -> Any:
    try:
        return parse(text)
    except ValueError as err:
        raise _WrongError(word) from err


def _check(spec: FieldSpec, text: str) -> None:
    match spec.check:
        case "hours":
            _try(parse_hours, text, "hours")
        case "date":
            _try(date.fromisoformat, text, "date")
        case "time":
            _try(time.fromisoformat, text, "time")
        case "code" if not _CODE.fullmatch(text):
            raise _WrongError("code")
        case "" if spec.key and not _WIDE_CODE.fullmatch(text):
            raise _WrongError("code")
