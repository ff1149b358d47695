"""Draws a text once, for what is no label: rows of a list, names on a map. Kivy thread only."""

from typing import Any

from kivy.core.text import Label as PlainText
from kivy.core.text.markup import MarkupLabel

from kiosk.ui.fonts import FONT


def draw_text(text: str, *, markup: bool = False, **looks: Any) -> Any:
    """Return the picture of a text in the screen font.

    Args:
        text: What it says; its lines are broken already.
        markup: Whether it is in Kivy's markup.
        looks: Size in pixels, colour and the like, as Kivy's core labels name them.
    """
    label = (MarkupLabel if markup else PlainText)(text=text, font_name=FONT, **looks)
    label.refresh()
    label.texture.bind()  # only now are the letters drawn
    picture, label.texture = label.texture, None  # it would keep what drew it, and that the picture
    return picture
