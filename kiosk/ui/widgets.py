"""The widgets that screens are made of. Their looks stand in layouts/widgets.kv; here is only what they do.

`role` says to tests and to speech what a widget is; `label()` what it says.
"""

from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from kiosk.ui.fonts import LINE_HEIGHT_EM
from kiosk.ui.icons import icon, icon_file
from kiosk.ui.late import LateLabel
from kiosk.ui.measure import text_measure
from kiosk.ui.scrolling import FingerScroll
from kiosk.ui.touch import Touchable
from kiosk.ui.typeset import even_lines, fit_lines

_TELL_S = 5.0
_CHANGES_IN_A_FRAME = 6


class Words(LateLabel):
    """Text set by the rules of Chinese typesetting; its height follows from its width.

    `words` is what to say (Label's own `text` holds it broken into lines), `lines_limit` cuts with …, 0 is no limit. Lines of
    what is not aligned left, or is to be `even`, are of about the same length.
    """

    words = StringProperty("")
    lines_limit = NumericProperty(0)
    even = BooleanProperty(False)
    align = NumericProperty(0)  # 0 left, 0.5 middle, 1 right
    lift = NumericProperty(0.5)  # where the lines stand in a height of their own: 1 top, 0.5 middle
    tint = StringProperty("ink")
    natural_width = NumericProperty(0)  # what the words would take on one line
    role = "text"
    grows = True  # takes the height of its lines

    def __init__(self, **kwargs: Any) -> None:
        self._set = Clock.create_trigger(self.set_lines, -1)
        super().__init__(**kwargs)
        for name in ("words", "width", "font_size", "bold", "lines_limit", "line_height", "align", "even"):
            self.fbind(name, self._set)
        self._set()

    def label(self) -> str:
        """Return what it says."""
        return str(self.words)

    def set_lines(self, *_: object) -> None:
        """Break the words into lines for the width of now."""
        label: Any = self
        size = int(label.font_size)
        if size != label.font_size:
            label.font_size = size  # each size in use, 52.4 beside 52, is a font open by itself
        measure = text_measure(size, self.bold)
        self.natural_width = measure(self.words) + 1
        lay = even_lines if self.align or self.even else fit_lines
        lines = lay(self.words, self.width, measure, self.lines_limit) if self.words else []
        self.text = "\n".join(lines)
        if self.grows:
            self.height = max(1, len(lines)) * size * self.line_height * LINE_HEIGHT_EM

    def give_up(self) -> list[Any]:
        """Break no more lines: this text is no longer shown."""
        self._set.cancel()
        return super().give_up()

    def on_texture(self, _: object, texture: Any) -> None:
        """Draw pixel for pixel: dearer filters gain nothing on text."""
        if texture:
            texture.mag_filter = texture.min_filter = "nearest"


class Heading(Words):
    """The heading of a part of a screen."""

    role = "heading"


class ScreenTitle(Words):
    """The title of a whole screen."""

    role = "title"


class Chip(Words):
    """A word or two about something: free, open now. `tone` is the colour token of its text."""

    tone = StringProperty("primary")


class Badge(Words):
    """An icon in a coloured square, named as in `kiosk.ui.icons`; where there is none, the Hanzi in `glyph`."""

    icon = StringProperty("")
    glyph = StringProperty("")
    back = StringProperty("primary_soft")
    side = NumericProperty(60)
    pictured = BooleanProperty(False)  # whether what is drawn comes from the icon font
    role = "icon"
    grows = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("icon", "glyph"):
            self.fbind(name, self._choose)
        self._choose()

    def label(self) -> str:
        """Return nothing: what it stands for is said by the words beside it."""
        return ""

    def _choose(self, *_: object) -> None:
        drawn = icon(self.icon) if icon_file() else ""
        self.pictured = bool(drawn)
        self.words = drawn or self.glyph


class Card(BoxLayout):  # type: ignore[misc]
    """A raised part of a screen; as high as what it holds."""

    role = "card"


class PlainButton(Touchable, BoxLayout):  # type: ignore[misc]
    """A button of the second rank."""

    text = StringProperty("")
    role = "button"

    def label(self) -> str:
        """Return what it says."""
        return str(self.text)


class PrimaryButton(PlainButton):
    """The one thing to do on a screen."""

    one_line = BooleanProperty(True)


class QuietButton(PlainButton):
    """A button without a frame, for bars."""


class Key(PlainButton):
    """One key of an on-screen keyboard: acts when touched, and every touch counts."""

    role = "key"
    quick = True


class Banner(BoxLayout):  # type: ignore[misc]
    """Calm information across the screen. `tone` is `wait`, `primary`, `good` or `accent`; empty text takes no room.

    `gap` is what its column has beside each part: without text, that is taken back as well.
    """

    text = StringProperty("")
    gap = NumericProperty(0)
    tone = StringProperty("wait")
    role = "banner"

    def label(self) -> str:
        """Return what it says."""
        return str(self.text)


class KioskScreen(BoxLayout):  # type: ignore[misc]
    """One screen: a top bar, and below it what a layout adds. `name` is stable and for tests and logs."""

    name = StringProperty("")
    title = StringProperty("")
    can_back = BooleanProperty(True)
    role = "screen"

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_back")
        super().__init__(**kwargs)

    def on_back(self) -> None:
        """Handle a tap on the way back."""

    def on_leave(self) -> None:
        """Stop being the screen that is shown."""


class Overlay(FloatLayout):  # type: ignore[misc]
    """Covers a screen and takes every touch, such as the question whether the visitor is still there."""

    name = StringProperty("")
    role = "overlay"

    def on_touch_down(self, touch: Any) -> bool:
        """Let nothing through."""
        super().on_touch_down(touch)
        return True

    def step_back(self) -> None:
        """Close, where that is possible."""


class Stage(FloatLayout):  # type: ignore[misc]
    """Root of a window: one screen, perhaps overlays, perhaps a word at the foot.

    `overlay` is the uppermost one; `ring` the box in pixels (x, y, width, height) round what has the focus, or empty.
    """

    screen = ObjectProperty(None, allownone=True)
    overlay = ObjectProperty(None, allownone=True)
    ring = ListProperty()
    share = NumericProperty(1)  # of the height, from the foot, that screens and overlays may fill
    above = StringProperty("")  # what stands over them

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("share", self._share_out)
        self._overlays: list[Widget] = []
        self._word: Banner | None = None
        self._coming: Widget | None = None
        self._stand_next = Clock.create_trigger(self._stand, 0)
        self._unsay = Clock.create_trigger(self._hush, _TELL_S)

    @property
    def latest(self) -> Widget | None:
        """The screen shown last, whether it stands already or not."""
        return self._coming or self.screen

    def show(self, screen: Widget) -> None:
        """Put a screen in the place of the one shown, in the next frame: to build a screen and to draw it take one each."""
        if screen is self.latest:
            return
        self._coming = screen
        self._hush()
        self._fit(screen)
        if self.screen is None:
            self._stand()
        else:
            screen.size = self.width, self.height * (screen.size_hint_y or 1)  # it is laid out meanwhile
            self._stand_next()

    def _stand(self, *_: object) -> None:
        screen, self._coming, old = self._coming, None, self.screen
        if screen is None or screen is old:
            return
        if old:
            self.remove_widget(old)
            if isinstance(old, KioskScreen):
                old.on_leave()
        self.add_widget(screen, index=len(self.children))
        self.screen = screen

    def cover(self, overlay: Widget) -> None:
        """Lay an overlay over the screen and over what covers it already."""
        self._overlays.append(overlay)
        self.overlay = overlay
        self._fit(overlay)
        self.add_widget(overlay)

    def uncover(self, overlay: Widget | None = None) -> None:
        """Take an overlay away; without one, the uppermost."""
        gone = overlay or self.overlay
        if gone in self._overlays:
            self._overlays.remove(gone)
            self.remove_widget(gone)
            self.overlay = self._overlays[-1] if self._overlays else None

    def _share_out(self, *_: object) -> None:
        for shown in (self.screen, self._coming, *self._overlays):
            if shown:
                self._fit(shown)

    def _fit(self, shown: Widget) -> None:
        if shown.size_hint_y is not None:  # else it has a height of its own
            shown.size_hint_y = self.share

    def tell(self, text: str) -> None:
        """Say something at the foot of the screen for some seconds."""
        self._hush()
        look = App.get_running_app().look
        self._word = Banner(
            text=text, size_hint_x=None, width=self.width - 4 * look.gap, pos=(2 * look.gap, 2 * look.gap)
        )
        self.add_widget(self._word)
        self._unsay()

    def _hush(self, *_: object) -> None:
        self._unsay.cancel()
        if self._word:
            self.remove_widget(self._word)
            App.get_running_app().let_go(self._word)
            self._word = None


class Scroller(FingerScroll, ScrollView):  # type: ignore[misc]
    """A scroll view that stops at its ends and asks for a real drag before it takes a touch away from a button."""


class PageKeys(BoxLayout):  # type: ignore[misc]
    """Two large keys that turn pages, for hands that do not drag; there only while there is more than one page."""

    target = ObjectProperty(None, allownone=True)
    needed = BooleanProperty(False)

    def watch(self, view: Any, content: Widget) -> None:
        """Follow a scroll view and what it scrolls."""
        self.target = view
        changes = 0

        def calm(*_: object) -> None:
            nonlocal changes
            changes = 0

        calm_later = Clock.create_trigger(calm, 0)

        def look(*_: object) -> None:
            nonlocal changes
            needed = content.height > view.height + 1
            # the keys make the page narrower and so longer: what fits only without them would come and go for ever
            if needed == self.needed or (changes > _CHANGES_IN_A_FRAME and not needed):
                return
            changes += 1
            calm_later()
            self.needed = needed

        view.fbind("height", look)  # `bind` would keep a function for good: no method that fades away
        content.fbind("height", look)
        look()

    def turn(self, pages: int) -> None:
        """Move by nine tenths of what is visible; negative is up."""
        view = self.target
        if not view:
            return
        beyond = view.children[0].height - view.height if view.children else 0
        if beyond > 0:
            view.scroll_y = min(1.0, max(0.0, view.scroll_y - pages * 0.9 * view.height / beyond))


class ScrollPane(BoxLayout):  # type: ignore[misc]
    """Holds more than fits: what is added goes into a column that scrolls, with page keys beside it."""

    column = ObjectProperty(None, allownone=True)
    view = ObjectProperty(None, allownone=True)

    def add_widget(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        """Add to the column (its own parts excepted)."""
        if self.column is None or isinstance(widget, (Scroller, PageKeys)):
            super().add_widget(widget, *args, **kwargs)
        else:
            self.column.add_widget(widget, *args, **kwargs)

    def on_kv_post(self, _: Widget) -> None:
        """Let the page keys follow the column."""
        self.ids.pager.watch(self.view, self.column)
