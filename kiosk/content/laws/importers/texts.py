"""What importers yield."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.laws import Amendment, Article, Law, Node


@dataclass(frozen=True, slots=True)
class LawText:
    """One version of a law with its articles, in order.

    `remarks` tell what is odd about it although it is kept; `amendments` are the acts that the notes under its title name.
    """

    law: Law
    articles: tuple[Article, ...]
    nodes: tuple[Node, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    file: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something a source holds that was left out; `key` names what could not even be looked at, as a unit's does."""

    file: str
    reason: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that is kept but remarkable."""

    file: str
    remark: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What makes one law: a file, or the files of one that is split.

    Attributes:
        key: Names it among all sources, for good.
        digest: Changes when anything that is read changes.
        load: Reads it; takes the time that an unchanged unit need not take.
    """

    key: str
    digest: str
    load: Callable[[], LawText | Skipped]
