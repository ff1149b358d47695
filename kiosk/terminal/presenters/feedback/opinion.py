"""A suggestion, complaint or praise, one question a page: what sort, about what, the words, whom to call, all once more."""

from dataclasses import dataclass

from kiosk.domain.feedback import About, OpinionKind
from kiosk.terminal.facts import Facts
from kiosk.terminal.feedback.draft import Fate, OpinionDraft, phone_is_whole
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.feedback.feedback import cannot_send, reply_days
from kiosk.terminal.presenters.slip import SlipNote, slip_note
from kiosk.terminal.session import Visit

RECEIPT_SLIP = "receipt"


@dataclass(frozen=True, slots=True)
class OpinionTile:
    """One answer to touch: a sign of one character, the words, an explanation."""

    code: str
    glyph: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpinionChoiceView:
    """A question with answers to touch; `about` tells the second question from the first."""

    title: str
    lead: str
    off: str
    about: bool
    tiles: tuple[OpinionTile, ...]


@dataclass(frozen=True, slots=True)
class WordsView:
    """A page to write on. `reason` says why the button does nothing yet."""

    title: str
    lead: str
    button: str
    reason: str


@dataclass(frozen=True, slots=True)
class PhoneView:
    """Whom to call back; may be left empty."""

    title: str
    lead: str
    button: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing said, and the screen where it is changed."""

    label: str
    text: str
    screen: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything once more, before it is sent."""

    title: str
    lead: str
    lines: tuple[CheckLine, ...]
    button: str
    off: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The receipt. `kept` is None while the letter is written; `qr` is the receipt as text."""

    title: str
    state: str
    receipt: str
    steps: tuple[str, ...]
    qr: str
    kept: bool | None
    withdraw: str
    note: str
    slip: SlipNote


def kinds(facts: Facts) -> OpinionChoiceView:
    """Return the first question."""
    tr = facts.tr
    tiles = tuple(
        OpinionTile(k.value, tr(f"opinion.glyph_{k.value}"), tr(f"opinion.{k.value}"), tr(f"opinion.{k.value}_text"))
        for k in OpinionKind
    )
    return OpinionChoiceView(tr("opinion.title"), tr("opinion.lead"), cannot_send(facts), about=False, tiles=tiles)


def abouts(facts: Facts) -> OpinionChoiceView:
    """Return the second question."""
    tr = facts.tr
    tiles = tuple(OpinionTile(a.value, tr(f"about.glyph_{a.value}"), tr(f"about.{a.value}")) for a in About)
    return OpinionChoiceView(tr("opinion.about"), "", "", about=True, tiles=tiles)


def words(facts: Facts, typed: Typed, *, rating: bool) -> WordsView:
    """Return the page to write on, for an opinion or for a rating."""
    tr = facts.tr
    return WordsView(
        title=tr("rating.text_title") if rating else tr("opinion.text"),
        lead=tr("rating.text_lead") if rating else tr("opinion.text_lead"),
        button=tr("opinion.done") if rating else tr("opinion.next"),
        reason=tr("opinion.text_empty") if typed.empty and not rating else "",
    )


def phone(facts: Facts, visit: Visit) -> PhoneView:
    """Return the page for the phone number."""
    tr, digits = facts.tr, visit.box("suggestion_phone").query
    return PhoneView(
        title=tr("opinion.phone"),
        lead=tr("opinion.phone_lead"),
        button=tr("opinion.next") if digits else tr("opinion.phone_skip"),
        reason="" if not digits or phone_is_whole(digits) else tr("opinion.phone_short"),
    )


def check(facts: Facts, visit: Visit) -> CheckView:
    """Return everything once more."""
    tr, draft = facts.tr, visit.said.opinion
    digits = visit.box("suggestion_phone").query
    lines = (
        CheckLine(tr("opinion.is_kind"), tr(f"opinion.{draft.kind.value}"), "suggestion"),
        CheckLine(tr("opinion.is_about"), tr(f"about.{draft.about.value}"), "suggestion_about"),
        CheckLine(tr("opinion.is_text"), visit.box("suggestion_text").query, "suggestion_text"),
        CheckLine(
            tr("opinion.is_phone"), digits if phone_is_whole(digits) else tr("opinion.no_phone"), "suggestion_phone"
        ),
    )
    return CheckView(tr("opinion.check"), tr("opinion.check_lead"), lines, tr("opinion.send"), cannot_send(facts))


def receipt(facts: Facts, visit: Visit) -> ReceiptView:
    """Return the receipt."""
    tr, draft = facts.tr, visit.said.opinion
    kept = {Fate.KEPT: True, Fate.NOT_KEPT: False}.get(draft.fate)
    withdrawn = draft.withdrawn is Fate.KEPT
    return ReceiptView(
        title=tr("receipt.title"),
        state=_state(facts, draft),
        receipt=draft.receipt if kept else "",
        steps=() if not kept or withdrawn else _steps(facts, visit),
        qr=receipt_text(facts, draft) if kept and not withdrawn else "",
        kept=kept,
        withdraw=tr("receipt.withdraw") if kept and not withdrawn else "",
        note=_note(facts, draft),
        slip=slip_note(facts, visit, RECEIPT_SLIP, tr("receipt.print")),
    )


def receipt_text(facts: Facts, draft: OpinionDraft) -> str:
    """Return the receipt as a phone shows it from the QR code, with no network."""
    hall = facts.content.hall if facts.content else None
    return facts.tr(
        "receipt.qr",
        receipt=draft.receipt,
        hall=hall.name if hall else "",
        date=f"{facts.now:%Y-%m-%d}",
        days=reply_days(facts),
        phone=hall.phone if hall else "",
        hotline=facts.hotline,
    )


def _state(facts: Facts, draft: OpinionDraft) -> str:
    if draft.withdrawn is Fate.KEPT:
        return facts.tr("receipt.withdrawn")
    key = {Fate.KEPT: "receipt.kept", Fate.NOT_KEPT: "receipt.not_kept"}.get(draft.fate, "receipt.sending")
    return facts.tr(key)


def _note(facts: Facts, draft: OpinionDraft) -> str:
    if draft.fate is Fate.NOT_KEPT:
        return facts.tr("feedback.not_kept", hotline=facts.hotline)
    return facts.tr("receipt.not_withdrawn") if draft.withdrawn is Fate.NOT_KEPT else ""


def _steps(facts: Facts, visit: Visit) -> tuple[str, ...]:
    """Return what happens next, in the order in which it happens."""
    tr, praise = facts.tr, visit.said.opinion.kind is OpinionKind.PRAISE
    ask = tr("receipt.step_ask", hotline=facts.hotline)
    if praise:
        return (tr("receipt.step_praise"), ask)
    call = "receipt.step_call" if phone_is_whole(visit.box("suggestion_phone").query) else "receipt.step_no_call"
    return (tr("receipt.step_check"), tr(call, days=reply_days(facts)), ask)
