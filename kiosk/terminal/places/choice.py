"""What a visitor chose while looking for a place; a frozen value that lives in the visit. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.map_links import MapApp


class Filter(StrEnum):
    """What a place can be asked to be; several combine."""

    OPEN_NOW = "open_now"
    FREE = "free"
    BARRIER_FREE = "barrier_free"


@dataclass(frozen=True, slots=True)
class PlacesChoice:
    """The choice of now: empty codes are everything; `pin` is the institution chosen on the map."""

    kind: str = ""
    filters: frozenset[Filter] = frozenset()
    calling: str = ""
    app: MapApp = MapApp.AMAP
    pin: str = ""
