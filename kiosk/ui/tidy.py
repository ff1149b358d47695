"""Frees left screens when nobody notices. Kivy thread only.

Kivy's widgets hold themselves in circles (an observer is a method of what it observes), so that only Python's collector would
free a screen: some 8 MB and 20,000 objects each, a quarter of a second on a small machine, just when the next screen is
being used. Here a left screen is taken apart, some widgets a frame, and goes by itself; of its thousands of circles one or
two are left, a kilobyte, which the collector finds when the visitor has gone. While somebody is there it does not look.
"""

import gc
from collections import deque
from collections.abc import Callable
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.graphics import InstructionGroup
from kivy.lang import Builder
from kivy.properties import AliasProperty, DictProperty, ReferenceListProperty
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from kiosk.memory import give_back
from kiosk.ui.code_pages import give_back_code

_CALM_S = 5.0
_AT_ONCE = 20  # widgets taken apart in a frame: some two milliseconds
_AT_HOME = 200  # and where nothing of a visitor may be left
_NOBODY_S = 600.0  # what runs behind the screen leaves circles too, all night
_LATER_S = 0.2  # while a finger is on the screen
# of properties made of others: looked at, they begin to observe those, which are therefore looked at later
_ORDER = {ReferenceListProperty: 0, AliasProperty: 1}
_THRESHOLDS = (1_000_000, 10, 1000)  # by itself it takes half a second: only where something would else grow for ever


class Tidy:
    """Takes over the collector's full rounds, and takes apart what is no longer shown.

    Args:
        is_calm: Tells whether nobody has just touched anything: a round would hold up the answer.
    """

    def __init__(self, is_calm: Callable[[], bool]) -> None:
        self._is_calm = is_calm
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()  # a start goes without
        gc.freeze()  # programs and layouts stay: they need not be looked through
        self._after_visit = Clock.create_trigger(self._look_through, _CALM_S)
        self._next = Clock.create_trigger(self._take_some_apart, 0)
        self._later = Clock.create_trigger(self._take_some_apart, _LATER_S)
        Clock.schedule_interval(self._while_nobody, _NOBODY_S)
        self._left: deque[Widget] = deque()
        self._at_home = True
        # names of the properties that are dictionaries, by kind of widget
        self._dictionaries: dict[type, list[str]] = {}

    def shown(self, *, at_home: bool) -> None:
        """Take note of a new screen; at home, with no other for some seconds, nobody is there."""
        self._at_home = at_home
        self._after_visit.cancel()
        if at_home:
            self._after_visit()

    def let_go(self, gone: Widget) -> None:
        """Free a widget that is no longer shown, such as a screen; it follows no change of look, words or views any more.

        A widget that keeps others beside its children, or is called by what lives on, has `give_up`: it ends that, and
        returns what it kept.
        """
        parts = deque(gone.walk(restrict=True))
        while parts:
            widget = parts.popleft()
            Builder.unbind_widget(widget.uid)
            if hasattr(widget, "give_up"):
                parts.extend(part for kept in widget.give_up() for part in kept.walk(restrict=True))
            self._left.appendleft(widget)  # what holds others goes last
        self._next()

    def _take_some_apart(self, *_: Any) -> None:
        if _touched():  # what a finger holds on to stays whole
            self._later()
            return
        turns = min(len(self._left), _AT_HOME if self._at_home else _AT_ONCE)
        for widget in [self._left.popleft() for _ in range(turns)]:
            self._take_apart(widget)
        if self._left:
            self._next()

    def _take_apart(self, widget: Widget) -> None:
        """Cut the circles that a widget is part of: observers, dictionaries that know their owner, parts it keeps."""
        properties = widget.properties()
        ordered = sorted(properties, key=lambda name: _ORDER.get(type(properties[name]), len(_ORDER)))
        for name in (*ordered, *widget.events()):
            for observer, args, kwargs, is_weak, uid in widget.get_property_observers(name, args=True):
                if uid:
                    widget.unbind_uid(name, uid)
                elif not is_weak:
                    widget.funbind(name, observer, *args, **(kwargs or {}))
        kind = type(widget)
        if kind not in self._dictionaries:
            self._dictionaries[kind] = [name for name, of in properties.items() if isinstance(of, DictProperty)]
        for name in self._dictionaries[kind]:
            getattr(widget, name).obj = None
        widget.clear_widgets()
        _empty(widget.canvas)
        if isinstance(widget, Label):
            widget._label.texture = None  # noqa: SLF001 - a picture that knows by whom it was drawn

    def _while_nobody(self, _: float) -> None:
        if self._at_home:
            self._after_visit()

    def _look_through(self, *_: Any) -> None:
        """Have the collector free what is left of a visit; what stays need not be looked through again."""
        if self._left or _touched() or not self._is_calm():
            self._after_visit()
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        give_back()
        give_back_code()


def _empty(group: InstructionGroup) -> None:
    """Have a canvas or a group forget its parts, its parent, and its compiled form, which is itself."""
    for part in group.children:
        if isinstance(part, InstructionGroup):
            _empty(part)
    InstructionGroup.__init__(group)


def no_longer_follow(screen: Widget) -> None:
    """Have a screen stand as it is, whatever changes in look, words or views."""
    for widget in screen.walk(restrict=True):
        Builder.unbind_widget(widget.uid)


def _touched() -> bool:
    """Tell whether a finger is on the screen (a mouse that hovers is none), or has just been and waits for an answer."""
    return bool(EventLoop.input_events) or any(touch.is_touch for touch in EventLoop.touches)
