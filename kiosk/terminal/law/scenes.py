"""Drives the controller through the screens for reading, for pictures and for the ruler: of what the law book holds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller
    from kiosk.terminal.shell import TerminalApp

_ARTICLE = "劳动合同法第三十九条"
_CHANGED = ("公司法", "劳动合同法")  # a law of which an older version may be held


def law_scenes(act: "Controller", app: "TerminalApp") -> Iterator[str]:
    """Yield the name of each picture once its screen is up; starts on the article."""
    yield from _along(act, app)
    act.open("law", _ARTICLE)
    yield "law"
    act.law.go_to(act.navigator.here.key, 0)
    act.open("law", "劳动合同法")
    yield "law-start"
    act.open("contents", "劳动合同法")
    yield "law-contents"
    act.back()
    act.open("jump", "劳动合同法")
    yield "law-jump"
    for digit in "39":
        act.typing.put(digit)
    yield "law-jump-typed"
    act.back()
    act.open("versions", next((law for law in _CHANGED if len(_versions(act, app, law)) > 1), _CHANGED[-1]))
    yield "law-versions"
    compared = [way for item in app.stage.screen.view.items for way in item.ways if way.screen == "compare"]
    act.open("compare", compared[0].key)
    yield "law-changes"
    changes = app.stage.screen.view.items
    act.open("compare", changes[min(2, len(changes) - 1)].key)
    yield "law-compare"
    act.open("cases")
    yield "cases"
    act.open("case", next(item.key for item in app.stage.screen.view.items if item.key))
    yield "case"


def _versions(act: "Controller", app: "TerminalApp", law: str) -> tuple[object, ...]:
    act.open("versions", law)
    return tuple(getattr(app.stage.screen.view, "items", ()))


def _along(act: "Controller", app: "TerminalApp") -> Iterator[str]:
    act.open("cited_by", _ARTICLE)
    yield "article-cited-by"
    act.back()
    act.open("take", _ARTICLE)
    yield "article-take"
    act.filter(app.stage.screen.view.selections[-1].choice)
    act.law.tick(act.navigator.here.key, 0)
    yield "article-parts"
    act.filter(app.stage.screen.view.codes[-1].choice if app.stage.screen.view.codes else "")
    yield "article-official"
    act.back()
