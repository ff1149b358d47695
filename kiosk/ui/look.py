"""How everything looks now: sizes in pixels and colours, as Kivy properties that layouts bind to as `app.look.NAME`."""

from dataclasses import fields

from kivy.event import EventDispatcher
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty

from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.scale import Scale
from kiosk.ui.theme import Rgba, Theme

_COLOURS = tuple(field.name for field in fields(Theme) if field.name != "name")


class Look(EventDispatcher):  # type: ignore[misc]
    """Sizes in pixels and colours of the moment; `apply` changes them, and every widget follows."""

    body = NumericProperty(26)
    heading = NumericProperty(36)
    title = NumericProperty(52)
    primary_target = NumericProperty(97)
    target = NumericProperty(60)
    gap = NumericProperty(16)
    mm = NumericProperty(4.0)
    radius = NumericProperty(8)
    hairline = NumericProperty(1)
    line_height = NumericProperty(1.04)
    large = BooleanProperty(False)
    portrait = BooleanProperty(False)
    changes = NumericProperty(0)  # rises with each `apply`, so that layouts can bind to colours named at run time

    ground = ColorProperty()
    surface = ColorProperty()
    ink = ColorProperty()
    ink_soft = ColorProperty()
    line = ColorProperty()
    edge = ColorProperty()
    primary = ColorProperty()
    over_primary = ColorProperty()
    primary_down = ColorProperty()
    primary_soft = ColorProperty()
    accent = ColorProperty()
    over_accent = ColorProperty()
    good = ColorProperty()
    wait = ColorProperty()
    wait_soft = ColorProperty()

    def __init__(self, scale: Scale, theme: Theme) -> None:
        super().__init__()
        self.apply(scale, theme)

    def apply(self, scale: Scale, theme: Theme) -> None:
        """Take over a scale and a theme."""
        self.scale, self.theme = scale, theme
        sizes = scale.sizes
        self.mm = scale.px_per_mm
        self.radius, self.hairline = scale.px(2), scale.px(0.3)
        for name in ("body", "heading", "title", "primary_target", "target", "gap"):
            setattr(self, name, scale.px(getattr(sizes, name)))
        self.line_height = sizes.line_spacing / LINE_HEIGHT_EM
        self.large, self.portrait = scale.large, scale.portrait
        for colour in _COLOURS:
            setattr(self, colour, theme.rgba(colour))
        self.changes += 1

    def colour(self, token: str, _changes: int = 0) -> Rgba:
        """Return the colour of a token; layouts pass `app.look.changes` to follow a change of theme."""
        return self.theme.rgba(token)
