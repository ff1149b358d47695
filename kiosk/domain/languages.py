"""Content in two languages: a field `x` holds the Chinese, its sibling `x_en` the English, empty while nobody wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Words = str | tuple[str, ...]
ENGLISH = "_en"  # what a field's English sibling is called by


@dataclass(frozen=True, slots=True)
class Translation:
    """A text and its English. `path` is that of the Chinese inside the value, such as `materials[2].note`."""

    path: str
    chinese: Words
    english: Words


def in_language(value: T, language: str) -> T:
    """Return a content value as its readers read it: for English each `x` is its `x_en`, Chinese where there is none."""
    return _english(value) if language == "en" else value


def translations(value: Any, path: str = "") -> Iterator[Translation]:
    """Yield every text of a value that can have an English one, with it; texts empty in both languages are left out."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from translations(item, f"{path}[{index}]")
    elif is_dataclass(value):
        start = f"{path}." if path else ""
        cls: type = type(value)
        plain, translated = _names(cls)
        for name in translated:
            chinese, english = getattr(value, name), getattr(value, name + ENGLISH)
            if chinese or english:
                yield Translation(start + name, chinese, english)
        for name in plain:
            yield from translations(getattr(value, name), start + name)


def _english(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_english, value))
    if not is_dataclass(value):
        return value
    cls: type = type(value)
    plain, translated = _names(cls)
    changes: dict[str, Any] = {name: _english(getattr(value, name)) for name in plain}
    changes |= {name: getattr(value, name + ENGLISH) or getattr(value, name) for name in translated}
    return replace(value, **changes)  # type: ignore[type-var]


@cache
def _names(cls: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields without and with an English sibling; the siblings themselves are in neither."""
    names = [f.name for f in fields(cls)]
    translated = tuple(name for name in names if name + ENGLISH in names)
    english = {name + ENGLISH for name in translated}
    return tuple(n for n in names if n not in translated and n not in english), translated
