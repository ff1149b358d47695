"""Turns plain data (TOML, JSON, CSV rows) into the product's dataclasses, and says every fault with its path."""

from dataclasses import is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from kiosk.domain.clock import from_iso, to_iso

T = TypeVar("T")


class ShapeError(Exception):
    """Plain data does not have the shape of a dataclass.

    Args:
        faults: (path, message) pairs; a path looks like `materials[2].copies`, empty for the whole.
    """

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{path}: {text}" if path else text for path, text in faults))
        self.faults = faults


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for scalar in (str, int, bool):
        converter.register_structure_hook(scalar, _exactly(scalar))
    # an enum of texts is a text too: without its own hook the one for texts would leave it a text
    converter.register_structure_hook(StrEnum, lambda value, kind: kind(value))
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(datetime, _moment)
    converter.register_unstructure_hook(datetime, to_iso)
    converter.register_unstructure_hook(StrEnum, lambda value: value.value)
    converter.register_structure_hook_factory(
        is_dataclass, lambda cls: make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
    )
    converter.register_unstructure_hook_factory(is_dataclass, lambda cls: make_dict_unstructure_fn(cls, converter))
    return converter


def _exactly(kind: type) -> Any:
    def check(value: Any, _: type) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {_NAMES[kind]}, found {value!r}")
        return value

    return check


def _number(value: Any, _: type) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"expected a number, found {value!r}")
    return float(value)


def _moment(value: Any, _: type) -> datetime:
    if not isinstance(value, datetime):
        return from_iso(value)
    if value.tzinfo is None:  # TOML has such moments; each machine would take its own zone for meant
        raise ValueError(f"{value} has no time zone: write it like {value.isoformat()}+08:00")
    return value


_NAMES = {str: "a text", int: "a whole number", bool: "true or false"}


def shape(cls: type[T], data: Any) -> T:
    """Return `data` as an instance of a dataclass, unknown keys refused.

    Raises:
        ShapeError: With every fault found, each with its path.
    """
    try:
        return _CONVERTER.structure(data, cls)
    except Exception as err:
        raise ShapeError(list(_faults(err, ""))) from err


def unshape(value: Any) -> Any:
    """Return a dataclass instance as plain data: dicts, lists, texts, numbers."""
    return _CONVERTER.unstructure(value)


def _faults(err: BaseException, path: str) -> Any:
    if isinstance(err, cattrs.ForbiddenExtraKeysError):
        for key in sorted(err.extra_fields):
            yield _join(path, key), f"unknown key {key!r}"
    elif isinstance(err, BaseExceptionGroup):
        for inner in err.exceptions:
            yield from _faults(inner, path + _step(inner))
    elif isinstance(err, KeyError):
        yield _join(path, str(err.args[0])), f"{err.args[0]!r} is missing"
    else:
        yield path.lstrip("."), str(err) or type(err).__name__


def _join(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")


def _step(err: BaseException) -> str:
    for note in getattr(err, "__notes__", ()):
        name, index = getattr(note, "name", None), getattr(note, "index", None)
        if name is not None:
            return "" if isinstance(err, KeyError) and err.args == (name,) else f".{name}"
        if index is not None:
            return f"[{index}]"
    return ""


_CONVERTER = _make_converter()
