"""Drives the controller through every screen, for pictures and for rulers: canned answers of a hall, work done at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kiosk.domain.clock import FixedClock
from kiosk.domain.errors import NotReachableError
from kiosk.domain.live import CounterStatus, QueueStatus
from kiosk.domain.tickets import CounterState, Priority, Ticket, TicketNote, TicketState, WaitRange
from kiosk.terminal.facts import Content, HallNow, Paper
from kiosk.terminal.feedback.scenes import feedback_scenes, progress_scenes
from kiosk.terminal.jobs import T
from kiosk.terminal.lookup.scenes import law_scenes
from kiosk.terminal.reading.scenes import reading_scenes
from kiosk.terminal.staff.scenes import staff_scenes
from kiosk.terminal.tickets.attempt import Stage, Trouble

if TYPE_CHECKING:
    from kiosk.terminal.controller import Controller
    from kiosk.terminal.session import Session
    from kiosk.terminal.shell import TerminalApp

NOW = datetime(2026, 11, 23, 2, 24, tzinfo=UTC)  # a Monday, 10:24 in the hall
_TO_EVENING_S = 9 * 3600
_WAITING = (3, 0, 7, 1, 12, 2)
_DRAWN = (  # 法, as a finger draws it
    ((0.32, 0.17), (0.42, 0.24)), ((0.27, 0.37), (0.36, 0.45)), ((0.27, 0.83), (0.34, 0.81), (0.44, 0.6)),
    ((0.52, 0.3), (0.85, 0.27)), ((0.67, 0.12), (0.67, 0.5)), ((0.45, 0.52), (0.93, 0.49)),
    ((0.67, 0.53), (0.50, 0.84), (0.83, 0.79)), ((0.80, 0.65), (0.90, 0.87)),
)  # fmt: skip
_ARTICLE = "劳动合同法第三十九条"


class Inline:
    """Runs each job at once, in the calling thread."""

    def submit(self, job: Callable[[], T], on_done: Callable[[T], None], on_error: Callable[[Exception], None]) -> None:
        """Run a job and hand over what comes of it."""
        try:
            result = job()
        except Exception as err:  # noqa: BLE001 - as a worker does
            on_error(err)
        else:
            on_done(result)


class Scenes:
    """Drives the controller from picture to picture."""

    def __init__(
        self,
        app: "TerminalApp",
        controller: "Controller",
        session: "Session",
        clock: FixedClock,
        content: Callable[[], Content | None],
    ) -> None:
        self._session = session
        self._app, self._act, self._clock, self._content = app, controller, clock, content
        self._outcome: tuple[Stage, Trouble] | Exception = (Stage.PRINTED, Trouble.NONE)

    def all(self) -> Iterator[str]:
        """Yield the name of each picture once its screen is up."""
        self._act.open_desk(Inline(), Inline(), self._issue, lambda *_: self._printed())
        self._act.feedback.connect((Inline(), lambda *_: None), (Inline(), self._find_ticket), "terminal-1")
        self._act.paper_changed(Paper.OK)
        yield "home-paused"
        self._act.hall_changed(self._hall())
        yield "home"
        self._act.comfort.open()
        yield "comfort"
        self._act.comfort.close()
        yield from self._reading()
        yield from self._tickets()
        yield from self._my_ticket()
        yield from self._resting()
        yield from progress_scenes(self._act, Inline(), NOW)
        yield from feedback_scenes(self._act, self._session)
        yield from staff_scenes(self._act, Inline())
        self._act.leave()
        self._act.open("categories")
        self._clock.advance(63)
        self._act.tick()
        yield "idle"
        self._act.leave()
        self._clock.advance(_TO_EVENING_S)
        self._act.tick()
        yield "home-closed"
        self._act.open("services")
        yield "services-closed"

    def _resting(self) -> Iterator[str]:
        act = self._act
        act.leave()
        act.hall_changed(self._hall())
        act.open("duty")
        yield "duty"
        act.leave()
        act.navigator.open("slides")
        yield "slides"
        act.wake()

    def _reading(self) -> Iterator[str]:
        act = self._act
        act.open("categories")
        yield "categories"
        act.open("procedures", self._app.stage.latest.view.items[0].code)
        yield "procedures"
        act.open("find")
        yield "find"
        for key in "qgz":
            act.typing.press(key)
        yield "find-typed"
        slug = self._app.stage.latest.view.items[0].slug
        act.typing.clear()
        for sign in "打架":
            act.typing.put(sign)
        yield "find-nothing"
        yield from self._typing()
        act.open("procedure", slug)
        yield "procedure"
        for index in (0, 2):
            act.checklist.tick(slug, index)
        for part in range(4):
            self._app.stage.latest.go(part)
            yield f"procedure-{part + 1}"
        yield from self._handover(slug)
        act.home()
        yield from law_scenes(act)
        act.open("article", _ARTICLE)
        yield "article"
        yield from reading_scenes(act, self._app)
        act.home()
        act.open("institutions")
        yield "institutions"
        yield from self._places()

    def _places(self) -> Iterator[str]:
        act = self._act
        act.map.show_kind("notary")
        yield "institutions-kind"
        act.open("institution", self._app.stage.latest.view.items[0].code)
        yield "institution"
        self._scroll()
        yield "institution-2"
        act.back()
        for name in ("open_now", "free"):
            act.map.switch(name)
        yield "institutions-none"
        act.map.show_all()
        act.open("map")
        yield "map"
        act.map.pin("yx-notary")
        yield "map-pin"
        act.back()
        act.open("people")
        yield "people"
        act.open("practitioner", self._app.stage.latest.view.items[0].value)
        yield "practitioner"

    def _typing(self) -> Iterator[str]:
        typing = self._act.typing
        typing.clear()
        for key in "laodongzhengyi":
            typing.press(key)
        yield "find-sentence"
        typing.clear()
        for tab in ("hand", "latin", "digits"):
            typing.tab(tab)
            for stroke in _DRAWN if tab == "hand" else ():
                typing.stroke(stroke)
            yield f"find-{tab}"
        self._keyboard().settle()
        yield "find-folded"

    def _keyboard(self) -> Any:
        return next(w for w in self._app.stage.latest.walk() if type(w).__name__ == "Keyboard")

    def _my_ticket(self) -> Iterator[str]:
        act = self._act
        act.leave()
        self._outcome = (Stage.PRINTED, Trouble.NONE)
        act.open("my_ticket")
        act.typing.put("A")
        act.typing.put("5")
        yield "my_ticket"
        act.my_ticket.connect(Inline(), lambda number: self._issue(number, "consult", Priority.NORMAL, TicketNote()))
        act.my_ticket.look()
        yield "my_ticket-waiting"
        act.my_ticket.again()
        act.typing.put("A5")
        act.my_ticket.connect(Inline(), self._missed)
        act.my_ticket.look()
        yield "my_ticket-missed"

    def _missed(self, number: str) -> Ticket:
        return replace(self._issue(number, "consult", Priority.NORMAL, TicketNote()), state=TicketState.NO_SHOW)

    def _handover(self, slug: str) -> Iterator[str]:
        act = self._act
        act.slips.connect(Inline(), lambda *_: self._printed())
        act.open("handover", slug)
        yield "handover"
        act.filter(self._app.stage.latest.view.codes[-1].code)
        act.checklist.print(slug)
        yield "handover-printed"

    def _tickets(self) -> Iterator[str]:
        act, service = self._act, self._hall().queues[0].service
        act.home()
        act.open("services")
        yield "services"
        act.open("needs")
        yield "needs"
        need = self._app.stage.latest.view.items[2]
        act.checklist.take(need.slug, need.service)
        act.checklist.tick(need.slug, 0)
        yield "confirm-errand"
        act.home()
        act.open("services")
        act.checklist.take_plain(service)
        yield "confirm"
        act.take_ticket(service)
        yield "ticket"
        for name, outcome in (
            ("ticket-unprinted", (Stage.UNPRINTED, Trouble.NO_PAPER)),
            ("ticket-away", NotReachableError("the hall does not answer")),
        ):
            act.leave()
            self._outcome = outcome
            act.open("confirm", service)
            act.take_ticket(service)
            yield name
        act.leave()
        act.hall_changed(HallNow())
        act.open("services")
        yield "services-paused"

    def _find_ticket(self, number: str) -> Ticket:
        service = self._hall().queues[0].service
        return Ticket(number, service, service, Priority.NORMAL, TicketState.DONE, NOW, "", 0, WaitRange(0, 0))

    def _issue(self, request_id: str, service: str, priority: Priority, _: TicketNote) -> Ticket:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return Ticket("A005", service, service, priority, TicketState.WAITING, NOW, request_id, 3, WaitRange(10, 25))

    def _printed(self) -> tuple[Stage, Trouble]:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def _hall(self) -> HallNow:
        content = self._content()
        services, counters = (content.services, content.counters) if content else ((), ())
        queues = tuple(
            QueueStatus(s.code, s.name, waiting, (), WaitRange(waiting * 3, waiting * 7), open=waiting < 12)
            for s, waiting in zip(services, _WAITING * 4, strict=False)
        )
        at_work = tuple(CounterStatus(c.code, c.name, CounterState.FREE, c.services) for c in counters)
        return HallNow(True, queues, at_work)

    def _scroll(self) -> None:
        for widget in self._app.stage.latest.walk():
            if type(widget).__name__ == "PageKeys":
                widget.turn(1)
