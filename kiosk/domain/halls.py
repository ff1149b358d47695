"""A hall and what it offers: services that visitors take tickets for, counters where clerks serve them."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.places import Position


class Profile(StrEnum):
    """The level of a hall; decides which features its terminal shows."""

    CENTRE = "centre"
    STATION = "station"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Hall:
    """One public legal service hall. `hours` in the form of `hours.parse_hours`, `zone` an IANA name.

    `reply_days` are the working days within which the county answers a complaint; there is no national figure.
    `features` replaces what its profile offers, `without` takes away from it (`features.Feature`).
    """

    name: str
    name_en: str
    profile: Profile
    address: str
    position: Position
    phone: str
    hours: str
    hotline: str = "12348"
    zone: str = "Asia/Shanghai"
    county: str = ""
    features: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    reply_days: int = 15
    sample: bool = False
    address_en: str = ""
    county_en: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Something a visitor can take a ticket for.

    `prefix` is the letter before the number, `quota` the tickets a day (0: no limit), `minutes` the usual time at the
    counter, `bring` what a visitor should have at hand.
    """

    code: str
    name: str
    name_en: str
    prefix: str
    summary: str
    summary_en: str = ""
    minutes: int = 10
    quota: int = 0
    hours: str = ""
    bring: tuple[str, ...] = ()
    bring_en: tuple[str, ...] = ()  # one for each thing, in the same order

    def __post_init__(self) -> None:
        if not (len(self.prefix) == 1 and self.prefix.isascii() and self.prefix.isupper()):
            raise ValueError(f"prefix {self.prefix!r} of service {self.code!r} must be one capital letter A to Z")


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A counter as content describes it: which services it can serve."""

    code: str
    name: str
    name_en: str
    services: tuple[str, ...]
    place: str = ""
    place_en: str = ""
