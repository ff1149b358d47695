"""The live state of a hall as every board and terminal sees it, and how one event changes it.

The hall and each subscriber use the same `apply`, so a snapshot plus the events after it always equals the hall's own
state. Events carry whole values, never differences: applying one twice changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from kiosk.domain.tickets import CounterState, WaitRange

CALLS_KEPT = 12
_SHORTEST_SLIDE_S = 4


class Topic(StrEnum):
    """What an event is about; the first frame on the wire."""

    CALL = "call"
    QUEUE = "queue"
    NOTICE = "notice"
    PLAYLIST = "playlist"
    HEARTBEAT = "heartbeat"


@dataclass(frozen=True, slots=True)
class Call:
    """A ticket called to a counter; `times` rises with each repeat."""

    id: str
    ticket: str
    counter: str
    counter_name: str
    service_name: str
    times: int
    called_at: datetime


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """One service's queue. `serving` lists the numbers at counters now; `open` is False when no tickets are issued."""

    service: str
    name: str
    waiting: int
    serving: tuple[str, ...]
    wait_minutes: WaitRange
    open: bool = True


@dataclass(frozen=True, slots=True)
class CounterStatus:
    """One counter now; `ticket` is empty when nobody is called."""

    counter: str
    name: str
    state: CounterState
    services: tuple[str, ...]
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Queues:
    """All queues and counters of the hall."""

    queues: tuple[QueueStatus, ...] = ()
    counters: tuple[CounterStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A text that the manager pushes; `board` empty means every board, `ends_at` None until withdrawn."""

    id: str
    text: str
    emergency: bool = False
    board: str = ""
    ends_at: datetime | None = None
    withdrawn: bool = False
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of legal education: `body` in paragraphs, `seconds` on screen, `source` the law it rests on.

    `since` and `until` are the first and the last day that it is shown, as ISO dates; empty means no bound.
    """

    slug: str
    title: str
    body: str
    seconds: int = 12
    source: str = ""
    accent: str = ""
    title_en: str = ""
    body_en: str = ""
    source_en: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Playlist:
    """The slides that a board shows in turn."""

    slides: tuple[Slide, ...] = ()


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life, each second. `zone` is the hall's, an IANA name."""

    hall: str = ""
    hall_en: str = ""
    zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class LiveState:
    """Everything a board needs to draw itself. Newest call first."""

    heartbeat: Heartbeat = Heartbeat()
    calls: tuple[Call, ...] = ()
    queues: Queues = Queues()
    notices: tuple[Notice, ...] = ()
    playlist: Playlist = field(default_factory=Playlist)


Body = Call | Queues | Notice | Playlist | Heartbeat
BODY_OF: dict[Topic, type[Body]] = {
    Topic.CALL: Call,
    Topic.QUEUE: Queues,
    Topic.NOTICE: Notice,
    Topic.PLAYLIST: Playlist,
    Topic.HEARTBEAT: Heartbeat,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One change, as sent: `epoch` names the hall's run, `seq` rises by one for each event."""

    epoch: str
    seq: int
    at: datetime
    topic: Topic
    body: Body
    board: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state after event `seq` of a run."""

    epoch: str
    seq: int
    at: datetime
    state: LiveState


def slides_on(slides: Sequence[Slide], day: date) -> tuple[Slide, ...]:
    """Return the slides that are shown on a day."""
    text = day.isoformat()
    return tuple(s for s in slides if s.since <= text and (not s.until or text <= s.until))


def slide_at(slides: Sequence[Slide], at_s: float) -> Slide | None:
    """Return the slide of a moment (seconds since 1970): all boards of a hall change slides together."""
    if not slides:
        return None
    spans = [max(_SHORTEST_SLIDE_S, slide.seconds) for slide in slides]
    rest = at_s % sum(spans)
    for slide, span in zip(slides, spans, strict=True):
        if rest < span:
            return slide
        rest -= span
    return slides[-1]


def apply(state: LiveState, body: Body) -> LiveState:
    """Return the state after an event with this body."""
    match body:
        case Call():
            others = tuple(c for c in state.calls if c.id != body.id)
            return replace(state, calls=(body, *others)[:CALLS_KEPT])
        case Queues():
            return replace(state, queues=body)
        case Notice():
            others_n = tuple(n for n in state.notices if n.id != body.id)
            return replace(state, notices=others_n if body.withdrawn else (body, *others_n))
        case Playlist():
            return replace(state, playlist=body)
        case Heartbeat():
            return replace(state, heartbeat=body)


def notices_at(state: LiveState, board: str, now: datetime) -> tuple[Notice, ...]:
    """Return the notices a board shows at a moment: emergencies first, then the newest."""
    shown = (n for n in state.notices if n.board in ("", board) and (n.ends_at is None or n.ends_at > now))
    return tuple(sorted(shown, key=lambda n: not n.emergency))
