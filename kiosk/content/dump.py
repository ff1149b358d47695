"""Writes content values back as the files that `files.load_content` reads."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from kiosk.domain.halls import CounterPlan, Hall, Service
from kiosk.domain.live import Notice, Slide
from kiosk.domain.procedures import Category, Procedure
from kiosk.shape import unshape

_DELETE = re.compile("\x7f")  # TOML forbids it raw, JSON lets it pass
_KEYS = {Service: "service", CounterPlan: "counter", Category: "category"}


def dump_procedure(procedure: Procedure) -> str:
    """Return the text of `procedures/SLUG.md`."""
    return _document(procedure, "slug", "body")


def dump_slide(slide: Slide) -> str:
    """Return the text of `slides/SLUG.md`."""
    return _document(slide, "slug", "body")


def dump_notice(notice: Notice) -> str:
    """Return the text of `notices/ID.md`."""
    return _document(notice, "id", "text")


def dump_hall(hall: Hall) -> str:
    """Return the text of `hall.toml`."""
    return _toml(_told(hall))


def dump_list(values: Sequence[Service] | Sequence[CounterPlan] | Sequence[Category]) -> str:
    """Return the text of `services.toml`, `counters.toml` or `categories.toml`; empty for no values."""
    return _toml({_KEYS[type(values[0])]: [_told(value) for value in values]}) if values else ""


def _document(value: Any, name: str, body: str) -> str:
    data = _told(value)
    del data[name]
    text = data.pop(body, "").strip()
    return f"+++\n{_toml(data)}+++\n" + (f"\n{text}\n" if text else "")


def _told(value: Any) -> dict[str, Any]:
    """Return a dataclass instance as plain data without the fields that have their default value."""
    told = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
    return {name: _plain(item) for name, item in told.items() if item is not None}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _told(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return unshape(value)


def _toml(data: dict[str, Any]) -> str:
    """Return plain data as TOML: values first, then tables, then arrays of tables."""
    lines = [f"{key} = {_value(value)}" for key, value in data.items() if not _is_table(value) and not _is_rows(value)]
    for key, value in data.items():
        if _is_table(value):
            lines += ["", f"[{key}]", *_pairs(value)]
    for key, value in data.items():
        if _is_rows(value):
            for row in value:
                lines += ["", f"[[{key}]]", *_pairs(row)]
    return "".join(f"{line}\n" for line in lines)


def _pairs(table: dict[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items() if value is not None]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items() if v is not None) + " }"
    if isinstance(value, (list, tuple)):
        return "[\n" + "".join(f"    {_value(item)},\n" for item in value) + "]" if value else "[]"
    # JSON's texts, whole numbers, decimal numbers and truth values are TOML's, except for one control character
    return _DELETE.sub(r"\\u007f", json.dumps(value, ensure_ascii=False))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_rows(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(item, dict) for item in value)
