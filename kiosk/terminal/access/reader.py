"""Puts what is on the screen into words to be said. Pure: items of `kiosk.ui.describe` in, texts out."""

from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.strings import Strings

Item = Mapping[str, Any]

_READ = frozenset({"heading", "text", "banner", "figure", "row", "button"})
_TOLD = frozenset({"title", "heading", "text", "banner", "figure"})
_PAGE_KEYS = frozenset({"page_up", "page_down"})
_NEW_BUTTONS = 6
_CANDIDATE = "candidate_"
_HAND = "tab_hand"  # of no use to whoever has no finger for it
_NEW_CANDIDATES = 3  # the likeliest; the keypad finds the others


def page(items: Iterable[Item], tr: Strings) -> list[str]:
    """Return a screen as it is read: title, how many rows its list has, then everything in reading order.

    Bars are left out, for they are the same everywhere, and so are the keys of keyboards; the keypad finds both.
    """
    items = list(items)
    said = [item["text"] for item in items if item["role"] == "title"]
    body = [item for item in items if item["role"] in _READ and not item["zone"] and item["name"] not in _PAGE_KEYS]
    return [*said, *_rows(body, tr), *(_text(item, tr) for item in body)]


def focus(item: Item, tr: Strings) -> str:
    """Return what has the focus: what it says, what it is, where it stands, why it cannot be used."""
    said = [_of_group(item, tr)]
    if item["role"] == "button":
        said.append(tr("aloud.button"))
    if item["position"]:
        number, count = item["position"]
        said.append(tr("aloud.position", number=number, count=count))
    if item["name"] == _HAND:
        said.append(tr("aloud.hand"))
    if item["reason"]:
        said.append(tr("aloud.refused", reason=item["reason"]))
    return tr("aloud.comma").join(said)


def news(before: Iterable[Item], after: Iterable[Item], tr: Strings) -> list[str]:
    """Return what has changed on a screen that stayed; what is no longer chosen follows from what is."""
    before = list(before)
    known = {_key(item) for item in before} | {_key({**item, "chosen": False}) for item in before}
    new = [item for item in after if not item["zone"] and _key(item) not in known]
    said = [_text(item, tr) for item in new if item["role"] in _TOLD]
    buttons = [item for item in new if item["role"] == "button" and item["name"] not in _PAGE_KEYS]
    candidates = [item for item in new if item["name"].startswith(_CANDIDATE)]
    tabs = [item for item in new if item["role"] == "key" and item["chosen"]]
    told = (*tabs, *buttons[:_NEW_BUTTONS], *candidates[:_NEW_CANDIDATES])
    return [*said, *_rows(new, tr), *(_of_group(item, tr) for item in told)]


def chosen(item: Item, tr: Strings) -> list[str]:
    """Return what to say of a choice that stands already; nothing of what is none."""
    return [_of_group(item, tr)] if item["chosen"] else []


def _rows(items: Iterable[Item], tr: Strings) -> list[str]:
    count = next((item["position"][1] for item in items if item["role"] == "row" and item["position"]), 0)
    return [tr("aloud.rows", count=count)] if count else []


def _key(item: Item) -> tuple[Any, ...]:
    return item["role"], item.get("group"), item["text"], item["chosen"], bool(item["reason"])


def _of_group(item: Item, tr: Strings) -> str:
    """Return what an item says outside its page: alone, many a choice could belong to anything."""
    return tr("aloud.comma").join(filter(None, (item.get("group"), _text(item, tr))))


def _text(item: Item, tr: Strings) -> str:
    if item["name"] in _PAGE_KEYS:
        return tr(f"aloud.{item['name']}")
    text = str(item["text"]).rstrip("|").strip("‹› ")
    return text + tr("aloud.comma") + tr("aloud.chosen") if item["chosen"] else text
