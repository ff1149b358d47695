"""Drives the controller through the screens for reading, for pictures and for the ruler: of what the law book holds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller
    from kiosk.terminal.shell import TerminalApp

_LAW, _ARTICLE = "劳动合同法", "劳动合同法第三十九条"
_CHANGED = ("公司法", "劳动合同法")  # a law of which an older version may be held


def reading_scenes(act: "Controller", app: "TerminalApp") -> Iterator[str]:
    """Yield the name of each picture once its screen is up; starts on the article."""
    yield from _along(act, app)
    act.open("law", _ARTICLE)
    yield "law"
    act.open("law", _LAW)
    yield "law-start"
    act.open("contents", _LAW)
    yield "law-contents"
    act.back()
    act.open("jump", _LAW)
    yield "law-jump"
    for digit in "39":
        act.typing.put(digit)
    yield "law-jump-typed"
    act.back()
    act.open("versions", next((law for law in _CHANGED if len(_items(act, app, "versions", law)) > 1), _LAW))
    yield "law-versions"
    act.open("on_day", act.navigator.here.key)
    yield "law-on-day"
    for digit in "20200501":
        act.typing.put(digit)
    yield "law-on-day-typed"
    act.back()
    compared = [way for item in _shown(app) for way in item.ways if way.screen == "compare"]
    changes = _items(act, app, "compare", compared[0].key if compared else _LAW)
    yield "law-changes"
    act.open("compare", changes[min(2, len(changes) - 1)].key if changes else _ARTICLE)
    yield "law-compare"
    cases = _items(act, app, "cases", "")
    yield "cases"
    act.open("case", next((item.key for item in cases if item.key), ""))
    yield "case"
    act.open("take", act.navigator.here.key)
    yield "case-take"
    _choose_last(act, app)
    yield "case-parts"


def _shown(app: "TerminalApp") -> tuple[Any, ...]:
    """Return what the list on the screen holds; nothing where the page is not there."""
    return tuple(getattr(app.stage.latest.view, "items", ()))


def _items(act: "Controller", app: "TerminalApp", screen: str, key: str) -> tuple[Any, ...]:
    act.open(screen, key)
    return _shown(app)


def _along(act: "Controller", app: "TerminalApp") -> Iterator[str]:
    act.open("cited_by", _ARTICLE)
    yield "article-cited-by"
    act.back()
    act.open("take", _ARTICLE)
    yield "article-take"
    _choose_last(act, app)
    yield "article-parts"
    codes = getattr(app.stage.latest.view, "codes", ())
    if codes:
        act.filter(codes[-1].code)
    yield "article-official"
    act.back()


def _choose_last(act: "Controller", app: "TerminalApp") -> None:
    """Choose parts to print, and tick the first."""
    selections = getattr(app.stage.latest.view, "selections", ())
    if selections:
        act.filter(selections[-1].code)
        act.reading.tick(act.navigator.here.key, 0)
