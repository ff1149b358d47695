"""Saying what one thinks: the choice of how, the rating in the national wording, the thanks."""

from dataclasses import dataclass

from kiosk.domain.features import Feature
from kiosk.domain.feedback import Grade, Reason
from kiosk.terminal.facts import Facts
from kiosk.terminal.feedback.draft import Fate, RatingDraft, TicketFound
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.option import Option
from kiosk.terminal.session import Visit
from kiosk.terminal.tickets.enquiry import number_in


@dataclass(frozen=True, slots=True)
class FeedbackTile:
    """One thing to do: the screen that it leads to, what it is called, what it is."""

    screen: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """The choice: rate, say something, look up one's matter. `off` says why nothing can be sent now."""

    title: str
    lead: str
    off: str
    tiles: tuple[FeedbackTile, ...]


@dataclass(frozen=True, slots=True)
class GradeItem:
    """One grade: its word as sent, its name in the visitor's language, how the face looks (5 glad to 1 sad)."""

    word: str
    name: str
    stars: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class RatingView:
    """The five grades."""

    title: str
    lead: str
    grades: tuple[GradeItem, ...]


@dataclass(frozen=True, slots=True)
class RatingMoreView:
    """What may be added to a grade; all of it may be left out."""

    title: str
    grade: GradeItem
    ask: str
    reasons: tuple[Option, ...]
    services: tuple[Option, ...]
    ticket: str
    ticket_note: str
    text: str
    button: str
    busy: bool


@dataclass(frozen=True, slots=True)
class RatingTicketView:
    """The optional ticket number.

    `letters` are those that numbers begin with here; `reason` says why what was typed is none yet.
    """

    title: str
    hint: str
    letters: str
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class ThanksView:
    """After a rating. `kept` is None while it is being written."""

    title: str
    grade: GradeItem
    state: str
    text: str
    kept: bool | None
    more: str


def present(facts: Facts) -> FeedbackView:
    """Return the choice."""
    tr, off = facts.tr, cannot_send(facts)
    tiles = [
        FeedbackTile("rating", tr("feedback.rate"), tr("feedback.rate_text")),
        FeedbackTile("suggestion", tr("feedback.say"), tr("feedback.say_text")),
    ]
    if Feature.PROGRESS in facts.features:
        tiles.append(FeedbackTile("progress", tr("feedback.progress"), tr("feedback.progress_text")))
    return FeedbackView(tr("feedback.title"), tr("feedback.lead"), off, tuple(tiles))


def cannot_send(facts: Facts) -> str:
    """Return why nothing can be sent from this machine, in words; empty when it can."""
    if facts.opening or (facts.content and facts.content.inbox_key):
        return ""
    return facts.tr("feedback.off", hotline=facts.hotline)


def rating(facts: Facts, visit: Visit) -> RatingView:
    """Return the five grades."""
    chosen = visit.said.rating.grade
    grades = tuple(_grade(facts, grade, chosen=grade is chosen) for grade in Grade)
    return RatingView(facts.tr("rating.title"), facts.tr("rating.lead"), grades)


def rating_more(facts: Facts, visit: Visit) -> RatingMoreView:
    """Return what may be added."""
    tr, draft = facts.tr, visit.said.rating
    grade = draft.grade or Grade.SATISFIED
    return RatingMoreView(
        title=tr("rating.more_title"),
        grade=_grade(facts, grade, chosen=True),
        ask=tr("rating.why") if grade.poor else "",
        reasons=tuple(Option(r.value, tr(f"reason.{r.value}"), r in draft.reasons) for r in Reason)
        if grade.poor
        else (),
        services=tuple(Option(s.code, s.name, s.code == draft.service) for s in facts.services),
        ticket=tr("rating.ticket_is", number=draft.number) if draft.number else tr("rating.ticket"),
        ticket_note=_ticket_note(facts, draft),
        text=tr("rating.text_is") if not visit.box("rating_text").empty else tr("rating.text"),
        button=tr("rating.sending") if draft.fate is Fate.SENDING else tr("rating.send"),
        busy=draft.fate is Fate.SENDING,
    )


def rating_ticket(facts: Facts, typed: Typed) -> RatingTicketView:
    """Return the page where the number of today's ticket may be typed."""
    number = number_in(typed.text + typed.pending)
    return RatingTicketView(
        title=facts.tr("rating.ticket_title"),
        hint=facts.tr("rating.ticket_hint"),
        letters=facts.ticket_letters,
        number=number,
        reason="" if number else facts.tr("rating.ticket_short"),
    )


def thanks(facts: Facts, visit: Visit) -> ThanksView:
    """Return the page after a rating."""
    tr, draft = facts.tr, visit.said.rating
    grade = draft.grade or Grade.SATISFIED
    kept = {Fate.KEPT: True, Fate.NOT_KEPT: False}.get(draft.fate)
    state = {Fate.KEPT: "rating.thanks", Fate.NOT_KEPT: "rating.not_kept"}.get(draft.fate, "rating.sending")
    poor = bool(kept) and grade.poor
    text = tr("rating.follow_up", days=reply_days(facts)) if poor else tr("rating.thanks_text") if kept else ""
    return ThanksView(
        title=tr("rating.title"),
        grade=_grade(facts, grade, chosen=True),
        state=tr(state),
        text=tr("feedback.not_kept", hotline=facts.hotline) if kept is False else text,
        kept=kept,
        more=tr("feedback.say") if poor else "",
    )


def reply_days(facts: Facts) -> int:
    """Return within how many working days the county answers."""
    return facts.content.hall.reply_days if facts.content else 15


def _grade(facts: Facts, grade: Grade, *, chosen: bool) -> GradeItem:
    return GradeItem(grade.value, facts.tr(f"grade.{grade.stars}"), grade.stars, chosen)


def _ticket_note(facts: Facts, draft: RatingDraft) -> str:
    tr, ticket = facts.tr, draft.ticket
    match draft.found:
        case TicketFound.ASKING:
            return tr("rating.ticket_asking")
        case TicketFound.UNKNOWN:
            return tr("rating.ticket_unknown", number=draft.number)
        case TicketFound.NO_ANSWER:
            return tr("rating.ticket_unchecked")
        case TicketFound.FOUND if ticket:
            return tr("rating.ticket_for", service=facts.service_name(ticket.service, ticket.service_name))
        case _:
            return ""
