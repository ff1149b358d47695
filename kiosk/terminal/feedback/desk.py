"""Takes ratings and opinions and puts them into the outbox. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.errors import NotFoundError, StorageError
from kiosk.domain.feedback import (
    TEXT_MAX,
    About,
    Body,
    Grade,
    Letter,
    Opinion,
    OpinionKind,
    Rating,
    Reason,
    Withdrawal,
    new_receipt,
)
from kiosk.domain.tickets import Ticket
from kiosk.paper.receipt import ReceiptPaper, receipt_document
from kiosk.terminal.facts import Facts
from kiosk.terminal.feedback.draft import (
    Fate,
    OpinionDraft,
    RatingDraft,
    Said,
    TicketFound,
    graded,
    phone_is_whole,
    toggled,
)
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.presenters.feedback import opinion as opinion_pages
from kiosk.terminal.session import Session, Visit
from kiosk.terminal.slips import Slips
from kiosk.wire.letters import new_id

Post = Callable[[Letter, str], None]  # letter, the centre's public key; may block; raises KioskError
FindTicket = Callable[[str], Ticket]  # by number; may block
_log = logging.getLogger(__name__)


class FeedbackDesk:
    """Where visitors say what they think.

    Args:
        session: Whose visit it is.
        facts: What is known now.
        slips: Prints the receipt.
        go: Opens a screen.
        swap: Opens a screen in the place of the present one.
        refresh: Called after each change.
    """

    def __init__(
        self,
        session: Session,
        facts: Callable[[], Facts],
        slips: Slips,
        *,
        go: Callable[[str], None],
        swap: Callable[[str], None],
        refresh: Callable[[], None],
    ) -> None:
        self._session = session
        self._facts = facts
        self._slips = slips
        self._go, self._swap, self._refresh = go, swap, refresh
        self._mail: tuple[Jobs, Post] | None = None
        self._hall: tuple[Jobs, FindTicket] | None = None
        self._machine = ""

    def connect(self, mail: tuple[Jobs, Post], hall: tuple[Jobs, FindTicket], machine: str) -> None:
        """Set where letters go, where tickets are looked up, and this machine's name."""
        self._mail, self._hall, self._machine = mail, hall, machine

    @property
    def finished(self) -> bool:
        """Tell whether what the visitor said is kept: the next visitor must not find it."""
        said = self._session.visit.said
        return Fate.KEPT in (said.rating.fate, said.opinion.fate)

    # a rating

    def grade(self, word: str) -> None:
        """Take the grade that was touched and ask for the rest; it may be left out."""
        rating = self._said.rating
        if rating.fate is Fate.KEPT:
            rating = RatingDraft()  # one more counter, one more rating
            self._typed("rating_text", "rating_ticket")
        self._set_rating(graded(rating, Grade(word)))
        self._go("rating_more")

    def reason(self, code: str) -> None:
        """Put a reason in or take it out."""
        self._set_rating(toggled(self._said.rating, Reason(code)))

    def service(self, code: str) -> None:
        """Note which service is rated; the same one again takes it back."""
        rating = self._said.rating
        self._set_rating(replace(rating, service="" if rating.service == code else code))

    def use_ticket(self, number: str) -> None:
        """Take a ticket number; ask the hall what it was for."""
        visit = self._session.visit
        if not number:
            self._set_rating(replace(visit.said.rating, number="", ticket=None, found=TicketFound.NOT_ASKED))
            return
        self._set_rating(replace(visit.said.rating, number=number, ticket=None, found=TicketFound.ASKING))
        if self._hall is None:
            self._heard(visit, number, TicketFound.NO_ANSWER)
            return
        jobs, find = self._hall
        jobs.submit(
            lambda: find(number),
            lambda ticket: self._heard(visit, number, TicketFound.FOUND, ticket),
            lambda err: self._not_heard(visit, number, err),
        )

    def send_rating(self) -> None:
        """Send the rating."""
        visit, now = self._session.visit, self._facts().now
        draft = visit.said.rating
        if draft.grade is None or draft.fate in (Fate.SENDING, Fate.KEPT):
            return
        ticket = draft.ticket
        rating = Rating(
            draft.grade,
            now,
            service=ticket.service if ticket else draft.service,
            counter=ticket.counter if ticket else "",
            ticket=draft.number,
            reasons=draft.reasons,
            text=_text(visit, "rating_text"),
        )
        letter = draft.letter or new_id()
        visit.said = replace(visit.said, rating=replace(draft, letter=letter))
        self._send(visit, letter, rating, lambda fate: _with_rating(visit, fate))
        self._swap("thanks")

    # an opinion

    def kind(self, code: str) -> None:
        """Note what sort of opinion it is."""
        opinion = self._said.opinion
        if opinion.fate is Fate.KEPT:
            opinion = OpinionDraft()
            self._typed("suggestion_text", "suggestion_phone")
        self._set_opinion(replace(opinion, kind=OpinionKind(code)))
        self._go("suggestion_about")

    def about(self, code: str) -> None:
        """Note what it is about."""
        self._set_opinion(replace(self._said.opinion, about=About(code)))
        self._go("suggestion_text")

    def send_opinion(self) -> None:
        """Send the opinion; the receipt number is shown once it is kept."""
        visit, facts = self._session.visit, self._facts()
        draft, text = visit.said.opinion, _text(visit, "suggestion_text").strip()
        if not text or draft.fate in (Fate.SENDING, Fate.KEPT):
            return
        phone = _text(visit, "suggestion_phone")
        phone = phone if phone_is_whole(phone) else ""
        hall = facts.content.sender if facts.content else ""
        receipt = draft.receipt or new_receipt(hall, facts.now.date())
        opinion = Opinion(draft.kind, draft.about, text, receipt, facts.now, phone=phone, wants_reply=bool(phone))
        letter = draft.letter or new_id()
        visit.said = replace(visit.said, opinion=replace(draft, receipt=receipt, letter=letter))
        self._send(visit, letter, opinion, lambda fate: _with_opinion(visit, fate))
        self._swap("receipt")

    def withdraw(self) -> None:
        """Take the opinion back: the centre gets a second letter that says so."""
        visit, now = self._session.visit, self._facts().now
        draft = visit.said.opinion
        if draft.fate is Fate.KEPT and draft.withdrawn in (Fate.OPEN, Fate.NOT_KEPT):
            body = Withdrawal(draft.letter, draft.receipt, now)
            self._send(visit, new_id(), body, lambda fate: _with_withdrawal(visit, fate))

    def print_receipt(self) -> None:
        """Print the receipt."""
        facts, visit = self._facts(), self._session.visit
        view = opinion_pages.receipt(facts, visit)
        if view.qr:
            paper = ReceiptPaper(view.receipt, view.steps, view.qr, facts.now)
            self._slips.print(
                lambda sheet: receipt_document(paper, sheet.hall, sheet.strings, sheet.width_mm),
                opinion_pages.RECEIPT_SLIP,
            )

    # what the workers bring back

    def _send(self, visit: Visit, letter_id: str, body: Body, note: Callable[[Fate], None]) -> None:
        content = self._facts().content
        letter = Letter(letter_id, content.sender if content else "", self._machine, body)
        key = content.inbox_key if content else ""

        def ended(fate: Fate) -> None:
            note(fate)
            if visit is self._session.visit:
                self._refresh()

        def failed(err: Exception) -> None:
            _log.warning("letter %s is not kept: %s", letter.id, err)
            ended(Fate.NOT_KEPT)

        note(Fate.SENDING)
        if self._mail is None:
            failed(StorageError("this machine has no outbox"))
            return
        jobs, post = self._mail
        jobs.submit(lambda: post(letter, key), lambda _: ended(Fate.KEPT), failed)
        self._refresh()

    def _heard(self, visit: Visit, number: str, found: TicketFound, ticket: Ticket | None = None) -> None:
        rating = visit.said.rating
        if rating.number == number:
            service = ticket.service if ticket else rating.service
            visit.said = replace(visit.said, rating=replace(rating, ticket=ticket, found=found, service=service))
        if visit is self._session.visit:
            self._refresh()

    def _not_heard(self, visit: Visit, number: str, err: Exception) -> None:
        _log.info("the ticket of a rating is not known: %s", type(err).__name__)
        self._heard(visit, number, TicketFound.UNKNOWN if isinstance(err, NotFoundError) else TicketFound.NO_ANSWER)

    @property
    def _said(self) -> Said:
        return self._session.visit.said

    def _set_rating(self, rating: RatingDraft) -> None:
        self._session.visit.said = replace(self._said, rating=rating)
        self._refresh()

    def _set_opinion(self, opinion: OpinionDraft) -> None:
        self._session.visit.said = replace(self._said, opinion=opinion)

    def _typed(self, *screens: str) -> None:
        for screen in screens:
            self._session.visit.typed.pop(screen, None)


def _text(visit: Visit, screen: str) -> str:
    return visit.box(screen).query[:TEXT_MAX]


def _with_rating(visit: Visit, fate: Fate) -> None:
    visit.said = replace(visit.said, rating=replace(visit.said.rating, fate=fate))


def _with_opinion(visit: Visit, fate: Fate) -> None:
    visit.said = replace(visit.said, opinion=replace(visit.said.opinion, fate=fate))


def _with_withdrawal(visit: Visit, fate: Fate) -> None:
    visit.said = replace(visit.said, opinion=replace(visit.said.opinion, withdrawn=fate))
