"""What the terminal knows at one moment, gathered for presenters: words, time, content, hall, printer. Pure values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.domain.features import ALL, Feature, features_of
from kiosk.domain.halls import CounterPlan, Hall, Profile, Service
from kiosk.domain.institutions import Duty
from kiosk.domain.live import CounterStatus, QueueStatus, Slide
from kiosk.domain.places import Position
from kiosk.domain.tickets import CounterState
from kiosk.strings import Strings
from kiosk.terminal.words import read_hours


class Paper(StrEnum):
    """What the printer says of itself; UNKNOWN when it does not answer such questions."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    COVER = "cover"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    NONE = "none"  # no printer is set up

    @property
    def prints(self) -> bool:
        """Tell whether paper may be expected."""
        return self in (Paper.OK, Paper.LOW, Paper.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Content:
    """The small part of the content library that every screen needs."""

    hall: Hall
    services: tuple[Service, ...] = ()
    counters: tuple[CounterPlan, ...] = ()
    release: str = ""
    inbox_key: str = ""  # the centre's public key for letters; empty: none can be sent
    duty: tuple[Duty, ...] = ()
    slides: tuple[Slide, ...] = ()
    sender: str = ""  # the hall's Chinese name, in every language: it stands in receipt numbers and letters

    def service(self, code: str) -> Service | None:
        """Return the service with a code, or None."""
        return next((s for s in self.services if s.code == code), None)

    def counters_for(self, code: str) -> tuple[CounterPlan, ...]:
        """Return the counters that serve a service."""
        return tuple(c for c in self.counters if code in c.services)


def hall_of(content: Content | None, tr: Strings) -> Hall:
    """Return the hall; one without name and place while no content says which it is."""
    return (
        content.hall if content else Hall(tr("home.hall"), tr("home.hall"), Profile.CENTRE, "", Position(0, 0), "", "")
    )


def bare_service(code: str, name: str) -> Service:
    """Return a service of which only the hall has told, not the content: code and name."""
    return Service(code, name, "", "A", "")


@dataclass(frozen=True, slots=True)
class HallNow:
    """The hall's live state as last heard; `reachable` is False when tickets cannot be issued now."""

    reachable: bool = False
    queues: tuple[QueueStatus, ...] = ()
    counters: tuple[CounterStatus, ...] = ()

    def queue(self, service: str) -> QueueStatus | None:
        """Return the queue of a service, or None."""
        return next((q for q in self.queues if q.service == service), None)

    @property
    def waiting(self) -> int:
        """How many people wait in all."""
        return sum(q.waiting for q in self.queues)

    def staffed(self, counter: str) -> bool | None:
        """Tell whether a counter is at work; None when the hall has not said."""
        status = next((c for c in self.counters if c.counter == counter), None)
        return None if status is None or not self.reachable else status.state is not CounterState.PAUSED


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a presenter may use; `now` is the hall's local time."""

    tr: Strings
    now: datetime
    content: Content | None = None
    laws: bool = False
    hall: HallNow = field(default_factory=HallNow)
    paper: Paper = Paper.UNKNOWN
    paper_mm: int = 80  # its width
    opening: bool = False  # the content is still being opened for the first time: that it is not there says nothing
    connecting: bool = False  # the hall has not been heard yet, and not for long

    @property
    def features(self) -> frozenset[Feature]:
        """What this hall's terminal offers; everything while the content is not known."""
        return features_of(self.content.hall) if self.content else ALL

    @property
    def night(self) -> bool:
        """Tell whether the hall's day has not begun or is over; a noon break is no night."""
        hours = read_hours(self.content.hall.hours) if self.content else None
        return hours is not None and hours.is_over(self.now)

    @property
    def english(self) -> bool:
        """Tell whether the visitor reads English."""
        return self.tr.language == "en"

    @property
    def services(self) -> tuple[Service, ...]:
        """What tickets are given for here; nothing while the content is not known."""
        return self.content.services if self.content else ()

    @property
    def first_service(self) -> Service | None:
        """The service that takes every question, or None while the content is not known."""
        return next(iter(self.services), None)

    @property
    def ticket_letters(self) -> str:
        """The letters that ticket numbers begin with here."""
        return "".join(dict.fromkeys(service.prefix for service in self.services))

    def service_name(self, code: str, otherwise: str = "") -> str:
        """Return what a service is called in the visitor's language; `otherwise` where content does not know it."""
        service = self.content.service(code) if self.content else None
        return service.name if service else otherwise

    @property
    def hotline(self) -> str:
        """The number of the legal service hotline."""
        return self.content.hall.hotline if self.content else "12348"
