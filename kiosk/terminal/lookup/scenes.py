"""Drives the controller through the law lookup, for pictures and for rulers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.content.laws.filter import NATIONAL
from kiosk.terminal.lookup.choice import SCREEN, Facet

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller

_STORY = "老板不给工资怎么办"
_TITLE = "劳动合同法"
_NOWHERE = "鱻鱻鱻"


def law_scenes(act: "Controller") -> Iterator[str]:
    """Yield the name of each picture once its page is up; ends on the page to type on."""
    act.open(SCREEN)
    yield "laws"
    act.open(SCREEN, "topics")
    yield "laws-topics"
    act.open(SCREEN, "topic/wages")
    yield "laws-topic"
    act.back()
    act.back()
    for key in "ldhtf39":
        act.typing.press(key)
    yield "laws-typed"
    act.typing.clear()
    for sign in _STORY[:6]:
        act.typing.put(sign)
    yield "laws-typing"
    for sign in _STORY[6:]:
        act.typing.put(sign)
    act.laws.ask()
    yield "laws-found"
    act.laws.show_choices(Facet.LEVEL)
    yield "laws-filter"
    act.laws.choose(Facet.LEVEL, "法律")
    act.laws.show_choices(Facet.REGION)
    act.laws.choose(Facet.REGION, NATIONAL)
    yield "laws-filtered"
    act.laws.show_choices(Facet.YEARS)
    act.laws.choose(Facet.YEARS, "1000-1001")
    yield "laws-filtered-out"
    act.laws.look_for(_TITLE, "")
    yield "laws-title"
    act.back()
    act.typing.clear()
    for sign in _NOWHERE:
        act.typing.put(sign)
    act.laws.ask()
    yield "laws-nothing"
    act.back()
    act.typing.clear()
    for key in "ldhtf39":
        act.typing.press(key)
