"""Draws a text once, for what is no label: rows of a list, names on a map. Kivy thread only."""

from typing import Any

from kivy.core.text import Label as PlainText
from kivy.core.text.markup import MarkupLabel

from kiosk.ui.fonts import FONT


def draw_text(text: str, *, markup: bool = False, **looks: Any) -> Any:
    """Return the picture of a text in the screen font; its letters are drawn when it is first seen.

    Args:
        text: What it says; its lines are broken already.
        markup: Whether it is in Kivy's markup.
        looks: Size in pixels, colour and the like, as Kivy's core labels name them.
    """
    label = (_Markup if markup else _Plain)(text=text, font_name=FONT, **looks)
    label.refresh()
    picture, label.texture = label.texture, None
    return picture


class _Once:
    """Mix-in before a core label that does not keep its picture, which keeps the label: a circle, left to the collector."""

    texture: Any

    def _texture_fill(self, picture: Any) -> None:
        self.texture = picture
        super()._texture_fill(picture)  # type: ignore[misc]
        self.texture = None


class _Plain(_Once, PlainText):  # type: ignore[misc]
    pass


class _Markup(_Once, MarkupLabel):  # type: ignore[misc]
    pass
