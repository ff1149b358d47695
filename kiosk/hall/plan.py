"""What the hall offers, taken from the content bundle: a plain value, and the source that reads it anew on a change."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from kiosk.domain.errors import NotFoundError
from kiosk.domain.halls import CounterPlan, Hall, Service
from kiosk.domain.hours import parse_hours
from kiosk.domain.live import Notice, Playlist, Slide
from kiosk.wire.events import body_size_bytes

_log = logging.getLogger(__name__)
# leave room for calls, queues and pushed notices in one snapshot
_PLAYLIST_LIMIT_BYTES = 24 * 1024
_NOTICES_LIMIT_BYTES = 8 * 1024
T = TypeVar("T", Slide, Notice)


@dataclass(frozen=True, slots=True)
class HallPlan:
    """Services, counters and what the boards show between calls."""

    hall: Hall
    services: tuple[Service, ...]
    counters: tuple[CounterPlan, ...]
    slides: tuple[Slide, ...] = ()
    notices: tuple[Notice, ...] = ()

    def service(self, code: str) -> Service:
        """Return a service.

        Raises:
            NotFoundError: There is none with this code.
        """
        for service in self.services:
            if service.code == code:
                return service
        raise NotFoundError(f"there is no service {code!r} in this hall", "GET /api/v1/queues lists them")

    def counter(self, code: str) -> CounterPlan:
        """Return a counter.

        Raises:
            NotFoundError: There is none with this code.
        """
        for counter in self.counters:
            if counter.code == code:
                return counter
        raise NotFoundError(f"there is no counter {code!r} in this hall", "GET /api/v1/counters lists them")

    def service_name(self, code: str) -> str:
        """Return a service's name, or its code where content has dropped it."""
        return next((s.name for s in self.services if s.code == code), code)

    def counter_name(self, code: str) -> str:
        """Return a counter's name, or its code where content has dropped it."""
        return next((c.name for c in self.counters if c.code == code), code)

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the hall's zone."""
        return moment.astimezone(ZoneInfo(self.hall.zone))

    def is_open(self, service: Service, moment: datetime) -> bool:
        """Tell whether tickets for a service are issued at a moment."""
        return parse_hours(service.hours or self.hall.hours).is_open(self.local(moment))

    def opens_at(self, service: Service, moment: datetime) -> datetime | None:
        """Return when tickets for a service are issued next, in the hall's zone; None when never."""
        return parse_hours(service.hours or self.hall.hours).opens_at(self.local(moment))

    def playlist(self) -> Playlist:
        """Return the slides, as many as one event can carry."""
        sizes = [body_size_bytes(Playlist((slide,))) for slide in self.slides]
        return Playlist(_fitting("slides", self.slides, sizes, _PLAYLIST_LIMIT_BYTES))

    def standing(self) -> tuple[Notice, ...]:
        """Return the notices that come with the content, as many as a snapshot can carry."""
        sizes = [body_size_bytes(notice) for notice in self.notices]
        return _fitting("notices", self.notices, sizes, _NOTICES_LIMIT_BYTES)


class Content(Protocol):
    """What the hall needs of a content library."""

    def hall(self) -> Hall:
        """Return the hall."""

    def services(self) -> Iterable[Service]:
        """Return the services."""

    def counters(self) -> Iterable[CounterPlan]:
        """Return the counters."""

    def slides(self) -> Iterable[Slide]:
        """Return the slides in their order."""

    def notices(self) -> Iterable[Notice]:
        """Return the standing notices."""


def _fitting(what: str, items: tuple[T, ...], sizes_bytes: Iterable[int], limit_bytes: int) -> tuple[T, ...]:
    kept = sum(total <= limit_bytes for total in accumulate(sizes_bytes))
    if kept < len(items):
        _log.warning("%s of %s %s are left out: together they are too long", len(items) - kept, len(items), what)
    return items[:kept]


def plan_from(content: Content) -> HallPlan:
    """Return the plan that a content library holds."""
    return HallPlan(
        hall=content.hall(),
        services=tuple(content.services()),
        counters=tuple(content.counters()),
        slides=tuple(content.slides()),
        notices=tuple(content.notices()),
    )
