"""The map: a ground with rings and pins over it, moved by one finger, zoomed by two or by keys."""

import math
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Line, Scale
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.relativelayout import RelativeLayout
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.content.tiles import Tiles
from kiosk.domain.mercator import pixels_per_metre
from kiosk.terminal.places.camera import Camera, first_camera
from kiosk.terminal.places.pins import Cluster, gather
from kiosk.terminal.presenters.places.map import MapView, PinItem, RingItem, middle_words
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.terminal.screens.map_ground import VectorGround
from kiosk.ui.touch import Touchable, take_away
from kiosk.ui.widgets import PlainButton

_REACH_MM = 4.0  # how far a finger may wander and still tap
_FAR_M = 45_000.0  # nobody looks for the hall's places farther away: the map ends here
_IN_SIGHT = 0.42  # of the pane's width and height, from its middle
_THIRDS = 3  # arrows leave two of them in sight
_PINCH_LEAST_PX = 20.0


class MapPin(Touchable, FloatLayout):  # type: ignore[misc]
    """One pin: an institution, or several that stand together. Its foot is its place."""

    icon = StringProperty("")
    glyph = StringProperty("")
    count = NumericProperty(1)
    chosen = BooleanProperty(False)
    says = StringProperty("")
    role = "button"

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)


class MapKey(PlainButton):
    """A key that lies over the map; it says more than its sign."""

    says = StringProperty("")

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)


class HereMark(Widget):  # type: ignore[misc]
    """Where the visitor is."""


class RingTag(BoxLayout):  # type: ignore[misc]
    """The name of a ring, on its line."""

    item = ObjectProperty(rebind=True)


class _Rings(Widget):  # type: ignore[misc]
    """The rings' lines about (0, 0)."""

    def draw(self, rings: tuple[RingItem, ...], camera: Camera) -> None:
        """Draw for the camera's zoom."""
        look = App.get_running_app().look
        self.canvas.clear()
        with self.canvas:
            for ring in rings:
                radius = ring.radius_m * pixels_per_metre(camera.anchor.lat, camera.zoom)
                for colour, width in ((look.surface, 0.65), (look.colour(ring.tone), 0.35)):
                    Color(*colour)
                    Line(circle=(0, 0, radius, 0, 360, 120), width=width * look.mm, close=True)


class MapPane(StencilView):  # type: ignore[misc]
    """The map itself; what it draws comes from `view`, where it looks is its own.

    `chosen_after` is the code of the next place at the chosen pin, empty where it stands alone.
    """

    view = ObjectProperty(None, allownone=True)
    act = ObjectProperty(None, allownone=True)
    at_most = BooleanProperty(False)
    at_least = BooleanProperty(False)
    members = ListProperty()  # codes at the chosen pin
    covered = ListProperty([0, 0])  # how much of its left and of its lower part something else lies over
    overlays = ListProperty()  # what lies over the map and takes touches first
    role = "figure"

    def __init__(self, **kwargs: Any) -> None:
        self._camera: Camera | None = None
        self._tiles: Any = None
        self._shown = ""  # the choice that the map was last moved for
        self._drawn: tuple[Any, ...] = ()
        self._fingers: dict[Any, tuple[float, float]] = {}
        self._dragging = False
        self._pinch_px = 0.0  # how far apart the two fingers were; 0 while there is no pinch
        self._pinch_middle = (0.0, 0.0)
        self._scale = Scale(1, 1, 1)
        self._update = Clock.create_trigger(self._draw, -1)
        super().__init__(**kwargs)
        self.plate = RelativeLayout(size_hint=(None, None), size=(1, 1))
        self._ground, self._rings, self._here = VectorGround(), _Rings(), HereMark()
        self._tags, self._pins = Widget(), Widget()
        for part in (self._ground, self._rings, self._here, self._tags, self._pins):
            self.plate.add_widget(part)
        self.add_widget(self.plate)
        for name in ("view", "size", "pos", "covered", "overlays"):
            self.fbind(name, self._update)
        App.get_running_app().look.fbind("changes", self._update)

    def give_up(self) -> list[Any]:
        """Follow the look no more: this map is no longer shown."""
        App.get_running_app().look.funbind("changes", self._update)
        self._update.cancel()
        return []

    def label(self) -> str:
        """Return in words what the pins show."""
        return self.view.says if self.view else ""

    # what keys ask for

    def zoom_by(self, steps: int) -> None:
        """Zoom in or out about the middle."""
        if self._camera:
            self._look_from(self._camera.zoomed(steps))
            self._say_sight()

    def recentre(self) -> None:
        """Bring the hall back into the middle."""
        if self._camera:
            self._look_from(self._camera.home())
            self._say_sight()

    def shift(self, across: int, up: int) -> bool:
        """Look a third of what is seen further to one side; tell whether the map goes on there."""
        if self._camera is None:
            return False
        before, (left, lower) = self._camera, self.covered
        step = across * (self.width - left) / _THIRDS, up * (self.height - lower) / _THIRDS
        self._look_from(before.moved(*step, self._far(before)))
        return self._camera != before

    def middle_words(self) -> str:
        """Return in words what is nearest to the middle."""
        tr = App.get_running_app().strings
        return middle_words(self.view, self._camera.middle(), tr) if self._camera else ""

    def _say_sight(self) -> None:
        """Say how many places are in sight, to those who are being read to."""
        count = sum(pin.count for pin in self._pins.children if pin.opacity)
        self.act.voice.say(App.get_running_app().strings("map.in_sight", count=count))

    def next_here(self) -> None:
        """Choose the next of the places that share the chosen pin."""
        codes = list(self.members)
        if len(codes) > 1:
            self.act.map.pin(codes[(codes.index(self.view.chosen) + 1) % len(codes)])

    # touches

    def on_touch_down(self, touch: Any) -> bool:
        """Hand the touch to a pin, and watch whether it becomes a drag or a pinch."""
        if touch.is_mouse_scrolling or not self.collide_point(*touch.pos) or self in touch.ud:
            return False
        touch.ud[self] = touch.pos
        touch.grab(self)
        self._fingers[touch] = touch.pos
        if len(self._fingers) == 1:
            self._dragging = False
            super().on_touch_down(touch)
        elif len(self._fingers) == 2:
            self._start_pinch()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Move the map with one finger, zoom with two."""
        if touch.grab_current is not self:
            return self in touch.ud
        before, self._fingers[touch] = self._fingers[touch], touch.pos
        if self._pinch_px:
            self._pinch_on()
            return True
        if not self._dragging:
            reach = _REACH_MM * App.get_running_app().look.mm
            if math.dist(touch.ud[self], touch.pos) <= reach:
                self._fingers[touch] = before  # the way so far counts once it is a drag
                return True
            self._dragging = True
            take_away(touch)
        self._pan(touch.x - before[0], touch.y - before[1])
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """End a drag or a pinch."""
        if touch.grab_current is not self:
            return self in touch.ud
        touch.ungrab(self)
        self._fingers.pop(touch, None)
        if self._pinch_px:
            self._end_pinch()
        elif self._dragging:
            self._hide_far_pins()
        return True

    def _pan(self, x: float, y: float) -> None:
        if self._camera:
            self._camera = self._camera.moved(-x, -y, self._far(self._camera))
            self._place()

    def _start_pinch(self) -> None:
        for touch in self._fingers:
            take_away(touch)
        (x0, y0), (x1, y1) = list(self._fingers.values())[:2]
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        self._pinch_px, self._pinch_middle = max(_PINCH_LEAST_PX, math.dist((x0, y0), (x1, y1))), middle
        self._scale = Scale(1, 1, 1, origin=(middle[0] - self.plate.x, middle[1] - self.plate.y))
        self.plate.canvas.before.add(self._scale)

    def _pinch_on(self) -> None:
        scale = self._pinch_scale()
        self._scale.xyz = (scale, scale, 1)

    def _pinch_scale(self) -> float:
        if len(self._fingers) < 2:
            return 1.0
        one, other = list(self._fingers.values())[:2]
        return min(8.0, max(0.125, math.dist(one, other) / self._pinch_px))

    def _end_pinch(self) -> None:
        """Settle on the nearest step once a finger is lifted; the rest of the hand does nothing more."""
        scale, (x, y) = self._scale.x, self._pinch_middle
        self._pinch_px = 0.0
        self._dragging = bool(self._fingers)
        self.plate.canvas.before.remove(self._scale)
        middle = self._middle()
        if self._camera:
            self._look_from(self._camera.zoomed(round(math.log2(scale)), (x - middle[0], y - middle[1])))

    # drawing

    def _far(self, camera: Camera) -> tuple[float, float]:
        reach = _FAR_M * pixels_per_metre(camera.anchor.lat, camera.zoom)
        return reach, reach

    def _middle(self) -> tuple[float, float]:
        left, lower = self.covered
        return self.center_x + left / 2, self.center_y + lower / 2

    def _look_from(self, camera: Camera) -> None:
        self._camera = camera.moved(0, 0, self._far(camera))
        self._draw()

    def _draw(self, *_: object) -> None:
        """Draw what has changed since the last time."""
        view: MapView | None = self.view
        if view is None or self.width < 2 or self.height < 2:
            return
        self._choose_ground(view.tiles)
        if self._camera is None or self._camera.anchor != view.hall:
            self._camera = self._first_camera(view)
        camera, look = self._camera, App.get_running_app().look
        self.at_most, self.at_least = camera.zoom >= camera.most, camera.zoom <= camera.least
        drawn = (view.ground, view.tiles, view.english, view.hall, camera.zoom, look.changes)
        if drawn != self._drawn:
            self._drawn = drawn
            if self._tiles is None:
                self._ground.draw(view.ground, camera, english=view.english)
            self._rings.draw(view.rings, camera)
            self._tag_rings(view.rings, camera)
        self._set_pins(view, camera)
        self._show_chosen(view)
        self._place()
        self._hide_far_pins()

    def _choose_ground(self, tiles: Tiles | None) -> None:
        """Lay tiles under rings and pins, others than before, or none: then the ground is drawn from lines."""
        if tiles == (self._tiles.tiles if self._tiles else None):
            return
        self.close()
        self._camera = None
        if tiles:
            from kiosk.terminal.screens.map_tiles import TileGround  # noqa: PLC0415 - few machines have tiles

            self._tiles = TileGround(tiles, self.act.map.jobs)
            self._ground.canvas.clear()
            self.plate.add_widget(self._tiles, index=len(self.plate.children))

    def close(self) -> None:
        """Let go of the file of tiles."""
        if self._tiles:
            self.plate.remove_widget(self._tiles)
            self._tiles.source.close()
            self._tiles = None

    def _first_camera(self, view: MapView) -> Camera:
        """Return a view of the streets about the hall; from farther away when nothing would be in sight."""
        camera = first_camera(view.hall, view.tiles)
        wanted = next((pin for pin in view.pins if pin.code == view.chosen), view.pins[0] if view.pins else None)
        left, lower = self.covered
        room = (self.width - left) * _IN_SIGHT, (self.height - lower) * _IN_SIGHT
        return camera.showing(wanted.position, room) if wanted else camera

    def _show_chosen(self, view: MapView) -> None:
        """Move the map when a pin is chosen that something lies over or that is out of sight."""
        if view.chosen == self._shown or self._camera is None:
            return
        self._shown = view.chosen
        chosen = next((pin for pin in view.pins if pin.code == view.chosen), None)
        if chosen:
            x, y = self._camera.spot(chosen.position)
            left, lower = self.covered
            across, up = (self.width - left) * _IN_SIGHT, (self.height - lower) * _IN_SIGHT
            away_x, away_y = x - self._camera.x, y - self._camera.y
            step = away_x - max(-across, min(across, away_x)), away_y - max(-up, min(up, away_y))
            self._camera = self._camera.moved(*step, self._far(self._camera))

    def _place(self) -> None:
        if self._camera:
            x, y = self._middle()
            self.plate.pos = round(x - self._camera.x), round(y - self._camera.y)
            if self._tiles is not None:
                left, lower = self.covered
                self._tiles.show(self._camera, (self.width + left, self.height + lower))

    def _tag_rings(self, rings: tuple[RingItem, ...], camera: Camera) -> None:
        self._tags.clear_widgets()
        for ring in rings:
            radius = ring.radius_m * pixels_per_metre(camera.anchor.lat, camera.zoom)
            if radius > 15 * App.get_running_app().look.mm:  # smaller ones lie over each other
                tag = RingTag(item=ring)
                tag.fbind("width", lambda tag, width: setattr(tag, "x", -width / 2))
                tag.pos = (-tag.width / 2, radius - tag.height / 2)
                self._tags.add_widget(tag)

    def _set_pins(self, view: MapView, camera: Camera) -> None:
        look = App.get_running_app().look
        spots = [camera.spot(pin.position) for pin in view.pins]
        clusters = gather(spots, look.target + look.gap)
        if len(self._pins.children) != len(clusters):
            self._pins.clear_widgets()
            for _ in clusters:
                self._pins.add_widget(MapPin())
        self.members = []
        for pin, cluster in zip(self._pins.children[::-1], clusters, strict=True):
            self._set_pin(pin, [view.pins[number] for number in cluster.members], cluster, view.chosen)

    def _set_pin(self, pin: MapPin, items: list[PinItem], cluster: Cluster, chosen: str) -> None:
        codes = [item.code for item in items]
        pin.chosen = chosen in codes
        if pin.chosen:
            self.members = codes
        several = len(items) > 1
        pin.name, pin.count = f"pin_{codes[0]}", len(items)
        pin.icon, pin.glyph = ("", str(len(items))) if several else (items[0].icon, items[0].glyph)
        names = App.get_running_app().strings("list.and").join(item.name for item in items)
        tr = App.get_running_app().strings
        pin.says = tr("map.together", count=len(items), names=names) if several else items[0].says
        pin.center_x, pin.y = cluster.spot
        pin.value = codes[0]
        pin.unbind(on_tap=self._chosen_pin)
        pin.bind(on_tap=self._chosen_pin)

    def _chosen_pin(self, pin: MapPin) -> None:
        self.act.map.pin(pin.value)

    def _hide_far_pins(self) -> None:
        """Take pins that are not in sight away from fingers, keypad and speech."""
        for pin in self._pins.children:
            x, y = self.plate.to_parent(*pin.center)
            inside = self.collide_point(x, y) and not any(o.opacity and o.collide_point(x, y) for o in self.overlays)
            pin.opacity, pin.disabled = (1, False) if inside else (0, True)


class MapScreen(TerminalScreen):
    """Draws `presenters.places.map`."""

    def on_leave(self) -> None:
        """Let go of what only the map needs."""
        super().on_leave()
        self.ids.pane.close()

    def next_text(self, members: list[str], chosen: str) -> str:
        """Return what the key to the next place at the same pin says; empty where there is one place only."""
        if len(members) < 2 or chosen not in members:
            return ""
        return str(App.get_running_app().strings("map.next", index=members.index(chosen) + 1, count=len(members)))
