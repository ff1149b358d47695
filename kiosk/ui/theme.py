"""Colours by their duty, from assets/themes/NAME.toml, and how strongly two of them contrast. No Kivy here."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from kiosk.domain.errors import ContentError
from kiosk.files import shipped
from kiosk.shape import ShapeError, shape

THEMES = ("day", "contrast", "night")

Rgba = tuple[float, float, float, float]
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; each colour as #RRGGBB.

    `over_x` is for text on `x`; `accent` is for alarms and nothing else; `edge` frames what can be touched, `line` what
    only shows something.
    """

    name: str
    ground: str
    surface: str
    ink: str
    ink_soft: str
    line: str
    edge: str
    primary: str
    over_primary: str
    primary_down: str
    primary_soft: str
    accent: str
    over_accent: str
    good: str
    wait: str
    wait_soft: str

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "name" and not _HEX.fullmatch(value):
                raise ValueError(f"{field.name} = {value!r} is not a colour like #1F5FA8")

    def rgba(self, token: str) -> Rgba:
        """Return a token's colour as four numbers from 0 to 1."""
        red, green, blue = _channels(getattr(self, token))
        return red, green, blue, 1.0


def load_theme(name: str, folder: Path | None = None) -> Theme:
    """Return a theme by its name.

    Raises:
        ContentError: The file is missing or wrong.
    """
    path = (folder or shipped("assets", "themes")) / f"{name}.toml"
    try:
        return shape(Theme, {"name": name, **tomllib.loads(path.read_text("utf-8"))})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ShapeError) as err:
        raise ContentError(
            f"cannot read the theme {path}: {err}", "mend that file or install the product again"
        ) from err


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
