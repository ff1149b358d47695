"""The panel of comfort choices. Pure: facts in, view out."""

from dataclasses import dataclass

from kiosk.terminal.access.comfort import OPTIONS, Abilities, Comfort
from kiosk.terminal.facts import Facts

_READING = ("speed", "volume")


@dataclass(frozen=True, slots=True)
class ComfortOption:
    """One choice of one setting; `group` is what that is called, for who hears the choice alone."""

    setting: str
    option: str
    group: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ComfortGroup:
    """One setting with its choices."""

    title: str
    options: tuple[ComfortOption, ...]


@dataclass(frozen=True, slots=True)
class ComfortView:
    """The panel; `reading` shows the keys that steer reading aloud."""

    groups: tuple[ComfortGroup, ...]
    reading: bool


def present(facts: Facts, comfort: Comfort, abilities: Abilities, own_colours: str) -> ComfortView:
    """Return the view.

    Args:
        facts: The words.
        comfort: What the visitor has chosen so far.
        abilities: What the machine can do; what it cannot do is not offered.
        own_colours: The theme that the machine shows by itself.
    """
    reading = abilities.speech and comfort.aloud == "on"
    offered = [setting for setting in OPTIONS if _is_offered(setting, abilities, reading=reading)]
    return ComfortView(tuple(_group(facts, setting, comfort, own_colours) for setting in offered), reading)


def _is_offered(setting: str, abilities: Abilities, *, reading: bool) -> bool:
    if setting in _READING:
        return reading
    return {"reach": abilities.low_reach, "aloud": abilities.speech}.get(setting, True)


def _group(facts: Facts, setting: str, comfort: Comfort, own_colours: str) -> ComfortGroup:
    now = getattr(comfort, setting) or own_colours
    title = facts.tr(f"comfort.{setting}")
    options = (
        ComfortOption(setting, option, title, facts.tr(f"comfort.{setting}_{option}"), option == now)
        for option in OPTIONS[setting]
    )
    return ComfortGroup(title, tuple(options))
