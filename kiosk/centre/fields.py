"""What an edit form asks for, derived from a dataclass; labels and hints come from forms.toml."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum, StrEnum
from importlib import resources
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kiosk.domain.languages import ENGLISH

Choices = tuple[tuple[str, str], ...]


class Widget(StrEnum):
    """How a field is entered."""

    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"
    CHOICE = "choice"
    LINES = "lines"
    MANY = "many"
    MOMENT = "moment"
    GROUP = "group"
    ROWS = "rows"


_SPANS = {Widget.LONG: 12, Widget.LINES: 12, Widget.GROUP: 12, Widget.ROWS: 12, Widget.MANY: 12}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form. `required` only matters for what is typed; `empty_is_none` where no value means None."""

    name: str
    label: str
    widget: Widget
    hint: str = ""
    required: bool = False
    empty_is_none: bool = False
    default: Any = ""
    check: str = ""
    choices: Choices = ()
    fields: "tuple[FieldSpec, ...]" = ()
    add: str = ""
    span: int = 6  # of the twelve columns of a form
    key: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """Fields that stand together under a heading."""

    title: str
    fields: tuple[FieldSpec, ...]


class FormWords:
    """The wording of forms.toml.

    Args:
        data: The parsed file.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._faults = [(re.compile(f["pattern"]), f["words"]) for f in data["faults"]]

    def word(self, name: str) -> str:
        """Return one of the short texts."""
        return str(self._data["words"][name])

    def message(self, name: str, **values: object) -> str:
        """Return what a page says after something was done."""
        return str(self._data["messages"][name]).format(**values)

    def action(self, name: str) -> str:
        """Return what the history calls an action."""
        return str(self._data["actions"].get(name, name))

    def kind(self, name: str) -> dict[str, str]:
        """Return label, hint, title field and detail field of a kind of content."""
        return dict(self._data["kinds"][name])

    def fault(self, text: str) -> str:
        """Return a fault in plain Chinese; as it is when nobody has put it in words yet."""
        return next((words for pattern, words in self._faults if pattern.search(text)), text)

    def field(self, cls: type, name: str) -> dict[str, Any]:
        """Return what the file says about a field."""
        return dict(self._data.get(cls.__name__, {}).get("fields", {}).get(name, {}))

    def sections(self, cls: type) -> list[dict[str, Any]]:
        """Return the sections of a form; empty when it is one."""
        return list(self._data.get(cls.__name__, {}).get("sections", []))

    def choice(self, cls: type[Enum]) -> Choices:
        """Return the values of an enum with their labels."""
        labels = self._data["choices"].get(cls.__name__, {})
        return tuple((str(member.value), labels.get(member.value, str(member.value))) for member in cls)


def load_words() -> FormWords:
    """Return the wording that ships with the centre."""
    return FormWords(tomllib.loads(resources.files("kiosk.centre").joinpath("forms.toml").read_text("utf-8")))


def form_sections(cls: type, words: FormWords, lookups: Mapping[str, Choices]) -> tuple[SectionSpec, ...]:
    """Return the form of a dataclass.

    Args:
        cls: The dataclass.
        words: Labels and hints.
        lookups: Codes and names of other content, by kind, for fields that refer to it.
    """
    by_name = {spec.name: spec for spec in _specs(cls, words, lookups)}
    told = words.sections(cls)
    named = [name for section in told for name in section["fields"]]
    rest = tuple(spec for name, spec in by_name.items() if name not in named and not spec.hidden)
    sections = [SectionSpec(s["title"], tuple(by_name[name] for name in s["fields"])) for s in told]
    if rest:
        sections.append(SectionSpec("", rest))
    return tuple(sections)


def _specs(cls: type, words: FormWords, lookups: Mapping[str, Choices]) -> tuple[FieldSpec, ...]:
    hints = get_type_hints(cls)
    return tuple(
        _spec(field.name, hints[field.name], _default(field), words, lookups, _told(cls, field.name, words))
        for field in _paired(cls)
    )


def _paired(cls: type) -> Iterator[Any]:
    """Yield the fields of a dataclass, each followed by its English one."""
    by_name = {field.name: field for field in fields(cls)}
    for name, field in by_name.items():
        if name.removesuffix(ENGLISH) not in by_name or not name.endswith(ENGLISH):
            yield field
        if name + ENGLISH in by_name:
            yield by_name[name + ENGLISH]


def _told(cls: type, name: str, words: FormWords) -> dict[str, Any]:
    """Return what the file says about a field; an English one looks like the Chinese one and may stay empty."""
    told = words.field(cls, name)
    if told or not name.endswith(ENGLISH):
        return told
    chinese = words.field(cls, name.removesuffix(ENGLISH))
    kept = {key: chinese[key] for key in ("widget", "span") if key in chinese}
    label = chinese.get("label", name.removesuffix(ENGLISH))
    return kept | {"label": words.word("english").format(label=label), "optional": True}


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _spec(  # noqa: PLR0917 - one call site
    name: str, kind: Any, default: Any, words: FormWords, lookups: Mapping[str, Choices], told: dict[str, Any]
) -> FieldSpec:
    members = get_args(kind) if get_origin(kind) in (Union, UnionType) else ()
    bare = next((m for m in members if m is not NoneType), kind)
    inner = get_args(bare)[0] if get_origin(bare) is tuple else None
    lookup = told.get("choices")
    widget = Widget(told["widget"]) if "widget" in told else _widget(bare, inner, looked_up=bool(lookup))
    nested = next((c for c in (bare, inner) if c is not None and is_dataclass(c)), None)
    choices = lookups.get(lookup, ()) if lookup else words.choice(bare) if widget is Widget.CHOICE else ()
    return FieldSpec(
        name,
        told.get("label", name),
        widget,
        hint=told.get("hint", ""),
        required=default is MISSING and not told.get("optional", False),
        empty_is_none=NoneType in members,
        default="" if default is MISSING or default is None else default,
        check=told.get("check", ""),
        choices=choices,
        fields=_specs(nested, words, lookups) if isinstance(nested, type) else (),
        add=told.get("add", ""),
        span=told.get("span", _SPANS.get(widget, 6)),
        key=told.get("key", False),
        hidden=told.get("hidden", False),
    )


def _widget(kind: Any, inner: Any, *, looked_up: bool) -> Widget:
    if inner is not None:
        if is_dataclass(inner):
            return Widget.ROWS
        return Widget.MANY if looked_up else Widget.LINES
    if is_dataclass(kind):
        return Widget.GROUP
    if looked_up or (isinstance(kind, type) and issubclass(kind, Enum)):
        return Widget.CHOICE
    plain = {bool: Widget.FLAG, int: Widget.WHOLE, float: Widget.DECIMAL, datetime: Widget.MOMENT, str: Widget.TEXT}
    return plain[kind]
