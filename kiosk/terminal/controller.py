"""The terminal's mind: takes what the visitor touches, decides what is shown. Kivy thread only; no Kivy in it."""

import logging
from typing import TYPE_CHECKING, Any

from kiosk.domain.clock import Clock
from kiosk.domain.tickets import Priority
from kiosk.strings import Strings
from kiosk.terminal.access.comfort import UNABLE, Abilities, ComfortChoices
from kiosk.terminal.access.cues import Cues
from kiosk.terminal.access.voice import VisitorVoice
from kiosk.terminal.content_feed import ContentFeed
from kiosk.terminal.display import Display
from kiosk.terminal.entry import entry_of
from kiosk.terminal.facts import Facts, HallNow, Paper
from kiosk.terminal.feedback.desk import FeedbackDesk
from kiosk.terminal.feedback.matter import MatterDesk
from kiosk.terminal.guide.checklist import Checklist
from kiosk.terminal.idle import Idle
from kiosk.terminal.input.keyboard import Typing
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.lookup.choice import SCREEN as LAWS
from kiosk.terminal.lookup.desk import LawDesk
from kiosk.terminal.navigator import Navigator, Place
from kiosk.terminal.offers import is_offered
from kiosk.terminal.pages import LIVE_SCREENS, content_view, live_view
from kiosk.terminal.places.finder import PlaceFinder
from kiosk.terminal.presenters import away, slides
from kiosk.terminal.presenters import comfort as comfort_panel
from kiosk.terminal.reading.desk import ReadingDesk
from kiosk.terminal.rest import Rest
from kiosk.terminal.session import Session
from kiosk.terminal.slips import Slips
from kiosk.terminal.staff import desk as staff_desk
from kiosk.terminal.staff.desk import StaffDesk
from kiosk.terminal.tickets import my_ticket
from kiosk.terminal.tickets.desk import Issue, PrintTicket, TicketDesk
from kiosk.terminal.tickets.my_ticket import MyTicket

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf

_log = logging.getLogger(__name__)
_ENDS = frozenset({"ticket", "thanks", "receipt"})
_FIRST_WORD_S = 5  # a hall that runs is heard sooner
_SLIDES = "slides"


class Controller:
    """Steers the terminal.

    Args:
        session: The visitor's own things.
        strings: The words of each language.
        clock: Tells the time.
        idle: Counts the time without touches.
        shelf: The content; only ever used inside jobs of `content_jobs`.
        content_jobs: The content worker.
        display: Where views go.
        abilities: What the machine can do for comfort.
        rest: Counts the time for slides; none are shown without it.
    """

    def __init__(
        self,
        session: Session,
        strings: dict[str, Strings],
        clock: Clock,
        idle: Idle,
        *,
        shelf: "Shelf",
        content_jobs: Jobs,
        display: Display,
        abilities: Abilities = UNABLE,
        rest: Rest | None = None,
    ) -> None:
        self._session = session
        self._strings = strings
        self._clock = clock
        self._idle = idle
        self._rest = rest or Rest(clock)
        self._shelf = shelf
        self._content_jobs = content_jobs
        self._display = display
        self.content = ContentFeed(shelf, content_jobs, self._content_changed)
        self._connecting = True
        self._started_s = clock.monotonic()
        self._hall = HallNow()
        self._paper = Paper.UNKNOWN
        self._night = False
        self._asked = 0  # counts view requests, so that one that is overtaken is dropped, and its answer too
        self._desk: TicketDesk | None = None
        self.slips = Slips(session, self.refresh)
        self.my_ticket = MyTicket(session, self.slips, on_change=self.refresh, service_of=self.content.service)
        self.checklist = Checklist(
            session, shelf, content_jobs, slips=self.slips, on_change=self.refresh, open_screen=self.open
        )
        self.navigator = Navigator(self._moved)
        self.laws = LawDesk(session, shelf, content_jobs, navigator=self.navigator, facts=self.facts, go=self.open)
        self.voice = VisitorVoice(session)
        self.cues = Cues(lambda: self.voice.on or self.voice.busy or self.facts().night)
        self.comfort = ComfortChoices(
            session,
            self._comfort_changed,
            display.show_comfort,
            lambda: comfort_panel.present(self.facts(), session.comfort, abilities, display.own_theme),
        )
        self.typing = Typing(session, lambda: self.navigator.here.screen, display.show_keyboard, self._typed)
        self.progress = MatterDesk(session, turn_to=self.typing.field, on_change=self.refresh)
        self.map = PlaceFinder(session, self.refresh, self.open, content_jobs, self.slips)
        self.reading = ReadingDesk(session, self.slips, refresh=self.refresh, back=self.back)
        self.feedback = FeedbackDesk(
            session, self.facts, self.slips, go=self.open, swap=self.swap, refresh=self.refresh_live
        )
        self.staff = StaffDesk(session, self.slips, clock, go=self.open, leave=self.leave, refresh=self.refresh_live)

    def open_desk(self, hall_jobs: Jobs, print_jobs: Jobs, issue: Issue, print_ticket: PrintTicket) -> None:
        """Set up where tickets come from."""
        self._desk = TicketDesk(
            self._session,
            hall_jobs,
            print_jobs,
            issue=issue,
            print_ticket=print_ticket,
            on_change=self.refresh_live,
            give=self.cues.give,
        )

    def start(self) -> None:
        """Show home and open the content."""
        self.refresh()
        self.content.open()

    # what the machine tells

    def hall_changed(self, hall: HallNow) -> None:
        """Take over the hall's live state."""
        self._hall, self._connecting = hall, False
        if self.navigator.here.screen in LIVE_SCREENS:
            self.refresh()
        if self.navigator.here.screen == my_ticket.BOX:
            self.my_ticket.freshen()

    def paper_changed(self, paper: Paper) -> None:
        """Take over what the printer says."""
        if paper is not self._paper:
            self._paper = paper
            self.refresh_live()

    def tick(self) -> None:
        """Do what each second asks for: the clock on home, the question after idle time."""
        if self._connecting and self._clock.monotonic() >= self._started_s + _FIRST_WORD_S:
            self._connecting = False
            self.refresh_live()
        if self.slips.busy or (self._desk is not None and self._desk.busy):
            self._idle.touched()
        if self._session.untouched and (self.navigator.at_home or self._asleep):
            self._idle.touched()
        if self.voice.busy and self._idle.seconds_left is None:
            self._idle.touched()  # whoever listens is there
        left = self._idle.seconds_left
        if left == 0 or (left is not None and self.navigator.at_home):
            self.leave()  # at home there is nothing to lose: no question
        else:
            self._display.ask(left)
        self.staff.tick()
        if self.calm:
            self.laws.get_ready()
        self._look_after_slides()
        self._look_after_night()
        if self.navigator.at_home or self._asleep:
            self.refresh()

    @property
    def calm(self) -> bool:
        """Tell whether nobody has just touched anything."""
        return self._rest.calm

    @property
    def _asleep(self) -> bool:
        return self.navigator.here.screen == _SLIDES

    def _look_after_slides(self) -> None:
        """Show slides to nobody; go home when there are none left."""
        shown = slides.anything_to_show(self.facts())
        if self._asleep and not shown:
            self.navigator.home()
        elif shown and self._rest.due and self.navigator.at_home and self._session.untouched:
            self.navigator.open(_SLIDES)

    def _look_after_night(self) -> None:
        """Change the machine's colours with the hall's day, under nobody's eyes but those of who stands at home."""
        night = self.facts().night
        if night != self._night and (self.navigator.at_home or self._asleep):
            self._night = night
            self._display.dim(night)
            self._restyle()

    # what the visitor does

    def wake(self) -> bool:
        """Take the touch or key that ends the slides; tell whether it was one, for it does nothing else then."""
        asleep = self._asleep
        if asleep:
            self._rest.touched()
            self.navigator.home()
        return asleep

    def touched(self) -> None:
        """Note that somebody touched the screen."""
        self._idle.touched()
        self._rest.touched()
        self.staff.touched()
        self._display.ask(None)

    def leave(self) -> None:
        """Forget the visitor and show home."""
        _log.info("visit %s is over", self._session.visit.id)
        self._session.clear()
        self.comfort.close()
        self.typing.forget()
        self.voice.leave()
        self._idle.touched()
        self._display.ask(None)
        self._restyle()
        self.navigator.home()
        self.refresh()

    def open(self, screen: str, key: str = "") -> None:
        """Go to a screen that this hall offers."""
        if is_offered(self.facts(), screen):
            self.navigator.open(screen, key)

    def swap(self, screen: str, key: str = "") -> None:
        """Go to a screen that this hall offers and that takes the present one's place on the way back."""
        if is_offered(self.facts(), screen):
            self.navigator.swap(screen, key)

    def back(self) -> None:
        """Go back; from where something has ended only home is left."""
        if self.navigator.here.screen in _ENDS:
            self.home()
        else:
            self.navigator.back()

    def home(self) -> None:
        """Go home. Whoever leaves a ticket or a receipt has finished: the next visitor must not find it."""
        here = self.navigator.here
        attempt = self._session.visit.attempts.get(here.key)
        issued = here.screen == "ticket" and attempt is not None and attempt.ticket is not None
        if issued or (here.screen in _ENDS and self.feedback.finished):
            self.leave()
        else:
            self.navigator.home()

    def switch_language(self) -> None:
        """Change the language."""
        self._session.switch_language()
        self._restyle()
        self.refresh()

    def filter(self, choice: str) -> None:
        """Show only what belongs to a choice."""
        self._session.visit.choices[self.navigator.here.screen] = choice
        self.refresh()

    def declare(self, priority: str) -> None:
        """Note the group that the visitor belongs to."""
        self._session.visit.priority = Priority(priority)
        self.refresh()

    def take_ticket(self, service: str) -> None:
        """Ask for a ticket, or show the one under way or already taken for this service."""
        if self._desk is not None:
            notes = self.checklist.note(service), self.checklist.note(service, self._session.language)
            self._desk.take(service, *notes)
            self.navigator.swap("ticket", service)

    def again(self) -> None:
        """Send the same request once more."""
        if self._desk is not None:
            self._desk.take(self.navigator.here.key)

    def print_again(self) -> None:
        """Print the ticket once more."""
        if self._desk is not None:
            self._desk.print_again(self.navigator.here.key)

    # views

    def refresh_live(self) -> None:
        """Make the present view again if it follows live state."""
        if self.navigator.here.screen in LIVE_SCREENS:
            self.refresh()

    def refresh(self) -> None:
        """Make the present view again and show it."""
        self.typing.show()
        place = self.navigator.here
        self._asked += 1
        facts = self.facts()
        if place.screen in LIVE_SCREENS:
            self._display.show(place, live_view(facts, place, self._session.visit))
            return
        asked, visit = self._asked, self._session.visit
        entry = entry_of(visit, place)
        self._display.wait_for(place)
        self._content_jobs.submit(
            lambda: content_view(facts, place, entry, self._shelf) if asked == self._asked else None,
            lambda view: self._made(asked, place, view),
            lambda err: self._made(asked, place, away.present(facts, place.screen, err)),
        )

    def _typed(self) -> None:
        """Let a letter be seen before it is searched for: both at once would hold each other up."""
        if self.navigator.here.screen in LIVE_SCREENS:  # nothing is searched there
            self.refresh()
            return
        self._asked += 1  # what is being made for the letters before is overtaken
        self._display.when_drawn(self.refresh)

    @property
    def hotline(self) -> str:
        """The number that stands on every screen."""
        return self.facts().hotline

    def facts(self) -> Facts:
        """Return what is known now."""
        return Facts(
            tr=self._strings[self._session.language],
            now=self._clock.now().astimezone(self.content.zone),
            content=self.content.read(self._session.language),
            laws=self.content.has_laws,
            hall=self._hall,
            paper=self._paper,
            paper_mm=self.slips.width_mm,
            opening=self.content.opening,
            connecting=self._connecting,
        )

    def _made(self, asked: int, place: Place, view: Any) -> None:
        if asked == self._asked:
            self._display.show(place, view)

    def _moved(self, here: Place) -> None:
        if self.navigator.at_home:
            self.my_ticket.forget()
            self.progress.forget()
        if here.screen != staff_desk.SCREEN:
            self.staff.forget()
        self.refresh()
        if here.screen == LAWS:
            self.laws.expect()

    def _restyle(self) -> None:
        self._display.restyle(self._strings[self._session.language], self._session.comfort)

    def _comfort_changed(self) -> None:
        self._restyle()
        self.refresh()

    def _content_changed(self) -> None:
        self.laws.renew()
        if not is_offered(self.facts(), self.navigator.here.screen):
            self.navigator.home()  # a release may switch a feature off under the visitor's hands
        self.refresh()
