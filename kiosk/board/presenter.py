"""What a board shows: the hall's state, the link and the time in, plain values to draw out. No Kivy here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.board.calls import CallWatch
from kiosk.domain.clock import Clock
from kiosk.domain.languages import in_language
from kiosk.domain.live import Call, LiveState, Notice, QueueStatus, Slide, notices_at, slide_at, slides_on
from kiosk.domain.tickets import CounterState
from kiosk.strings import Strings
from kiosk.wire.subscriber import Link, LinkState

_NOTICE_S = 12
_COUNTER_MARK = "号"
_DEFAULT_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call: `fresh` for some seconds after it, `current` while its ticket is at the counter."""

    ticket: str
    counter: str
    note: str
    fresh: bool
    current: bool


@dataclass(frozen=True, slots=True)
class QueueLine:
    """How many wait for one service."""

    name: str
    count: str
    waits: bool


@dataclass(frozen=True, slots=True)
class SlideView:
    """The slide of the moment."""

    title: str
    body: str
    source: str


@dataclass(frozen=True, slots=True)
class View:
    """A whole board. Empty texts take no room; `emergency`, when set, takes the screen; `waiting` before first contact."""

    hall: str = ""
    date: str = ""
    time: str = ""
    banner: str = ""
    waiting: str = ""
    emergency: str = ""
    calls: tuple[CallLine, ...] = ()
    queues: tuple[QueueLine, ...] = ()
    notice: str = ""
    notice_place: str = ""
    slide: SlideView | None = None


class Presenter:
    """Decides what a board shows.

    Args:
        name: The board's name, for notices meant for it alone.
        strings: The words.
        watch: Knows which calls are new.
        clock: Tells the time.
    """

    def __init__(self, name: str, strings: Strings, watch: CallWatch, clock: Clock) -> None:
        self._name = name
        self._tr = strings
        self._watch = watch
        self._clock = clock
        self._newest = ""  # id of the newest notice, and since when: it is shown at once, then all take turns
        self._newest_since_s = 0.0

    def start(self) -> tuple[LiveState, Link]:
        """Return what there is to show before the hall was ever heard."""
        return LiveState(), Link(LinkState.NEVER, self._clock.now())

    def view(self, state: LiveState, link: Link) -> View:
        """Return what to show now."""
        now = self._clock.now()
        local = now.astimezone(_zone(state.heartbeat.zone))
        date, time = self._date(local), f"{local:%H:%M}"
        if link.state is LinkState.NEVER:
            return View(hall=self._tr("board.hall"), date=date, time=time, waiting=self._tr("board.waiting"))
        notices = in_language(notices_at(state, self._name, now), self._tr.language)
        calm = [n for n in notices if not n.emergency]
        turn = self._turn(calm)
        return View(
            hall=self._hall(state),
            date=date,
            time=time,
            banner=self._banner(link, local),
            emergency=next((n.text for n in notices if n.emergency), ""),
            calls=self._calls(state),
            queues=tuple(self._queue(q) for q in state.queues.queues),
            notice=calm[turn].text if calm else "",
            notice_place=f"{turn + 1}/{len(calm)}" if len(calm) > 1 else "",
            slide=self._slide(slides_on(state.playlist.slides, local.date()), now),
        )

    def _turn(self, calm: list[Notice]) -> int:
        """Return which notice is on: a new one at once, then each for `_NOTICE_S`."""
        now_s = self._clock.monotonic()
        newest = calm[0].id if calm else ""
        if newest != self._newest:
            self._newest, self._newest_since_s = newest, now_s
        return int((now_s - self._newest_since_s) / _NOTICE_S) % max(1, len(calm))

    def announcement(self, call: Call) -> str:
        """Return the words that call a visitor."""
        counter, _ = self._counter(call.counter_name)
        return self._tr("board.say", ticket=call.ticket, counter=counter)

    def _hall(self, state: LiveState) -> str:
        name = state.heartbeat.hall_en if self._tr.language == "en" else state.heartbeat.hall
        return name or self._tr("board.hall")

    def _date(self, local: datetime) -> str:
        weekday = self._tr(f"board.day{local.weekday()}")
        return self._tr("board.date", year=local.year, month=local.month, day=local.day, weekday=weekday)

    def _banner(self, link: Link, local: datetime) -> str:
        if link.state is LinkState.FRESH:
            return ""
        return self._tr("board.stale", time=f"{link.since.astimezone(local.tzinfo):%H:%M}")

    def _calls(self, state: LiveState) -> tuple[CallLine, ...]:
        at_counter = {
            (c.ticket, c.counter)
            for c in state.queues.counters
            if c.state in (CounterState.CALLING, CounterState.SERVING)
        }
        now_s = self._clock.monotonic()
        lines = []
        for call in state.calls:
            counter, place = self._counter(call.counter_name)
            fresh = self._watch.is_fresh(call, now_s)
            current = fresh or (call.ticket, call.counter) in at_counter
            lines.append(CallLine(call.ticket, counter, place or call.service_name, fresh, current))
        return tuple(lines)

    def _counter(self, name: str) -> tuple[str, str]:
        """Return how a counter is called out and the rest of its name: `2号 法律援助` is (`2号窗口`, `法律援助`)."""
        number, _, place = name.partition(" ")
        if number.endswith(_COUNTER_MARK):
            return self._tr("board.counter", number=number.removesuffix(_COUNTER_MARK)), place
        return name, ""

    def _queue(self, queue: QueueStatus) -> QueueLine:
        if not queue.open and not queue.waiting:
            return QueueLine(queue.name, self._tr("board.closed"), waits=False)
        if not queue.waiting:
            return QueueLine(queue.name, self._tr("board.nobody"), waits=False)
        return QueueLine(queue.name, self._tr("board.people", count=queue.waiting), waits=True)

    def _slide(self, slides: Sequence[Slide], now: datetime) -> SlideView | None:
        slide = in_language(slide_at(slides, now.timestamp()), self._tr.language)
        if slide is None:
            return None
        source = self._tr("board.source", source=slide.source) if slide.source else ""
        return SlideView(slide.title, slide.body.strip(), source)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(_DEFAULT_ZONE)
