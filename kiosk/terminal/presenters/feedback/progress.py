"""Progress of one's matter: the boxes for number and check code, then how far the matter is and what to do now."""

from dataclasses import dataclass

from kiosk.domain.matters import Matter, MatterStep, is_matter_number
from kiosk.terminal.facts import Facts
from kiosk.terminal.feedback.matter import (
    CODE_BOX,
    CODE_FIELD,
    NUMBER_BOX,
    code_is_whole,
    typed_digits,
)
from kiosk.terminal.feedback.progress import ProgressState
from kiosk.terminal.presenters.digit_box import DigitBox
from kiosk.terminal.session import Visit
from kiosk.terminal.words import date_words

_NUMBER_MIN = 9  # digits
_WRONG_SHOWN = (ProgressState.REFUSED, ProgressState.LOCKED, ProgressState.AWAY)


@dataclass(frozen=True, slots=True)
class AskMatterView:
    """Number and code are being typed. `off` says why the button cannot go on yet."""

    title: str
    lead: str
    boxes: tuple[DigitBox, ...]
    button: str
    off: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step on the time line, the newest first; `now` marks where the matter stands, `last` the foot of the line."""

    state: str
    when: str
    words: str
    now: bool
    last: bool


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter; `mood` is good when nothing more is to be done, act when its owner has to do something, or else calm."""

    title: str
    name: str
    number: str
    state: str
    advice: str
    mood: str
    history: str
    steps: tuple[StepLine, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class NoMatterView:
    """Why there is no answer, in calm words, and what to do; `busy` while the hall is being asked."""

    title: str
    state: str
    advice: str
    button: str
    busy: bool


_MOOD = {"missing": "act", "approved": "good", "assigned": "good", "done": "good"}


def present(facts: Facts, visit: Visit) -> AskMatterView | MatterView | NoMatterView:
    """Return the boxes, or the answer."""
    tr, progress = facts.tr, visit.matter
    if progress.matter is not None:
        return _found(facts, progress.matter)
    if progress.state is ProgressState.NOTHING:
        return _ask(facts, visit)
    wrong = progress.state in _WRONG_SHOWN
    return NoMatterView(
        title=tr("progress.title"),
        state=tr(f"progress.{progress.state}"),
        advice=tr(f"progress.advice_{progress.state}", hotline=facts.hotline) if wrong else "",
        button=tr("progress.back"),
        busy=not wrong,
    )


def _ask(facts: Facts, visit: Visit) -> AskMatterView:
    tr = facts.tr
    number, code = typed_digits(visit, NUMBER_BOX), typed_digits(visit, CODE_BOX)
    field = visit.fields.get(NUMBER_BOX, "")
    return AskMatterView(
        title=tr("progress.title"),
        lead=tr("progress.lead"),
        boxes=(
            DigitBox("", "number", tr("progress.number"), spaced(number), tr("progress.number_hint"), not field),
            DigitBox(CODE_FIELD, "code", tr("progress.code"), code, tr("progress.code_hint"), field == CODE_FIELD),
        ),
        button=tr("progress.look") if field or code_is_whole(code) else tr("progress.next"),
        off=_off(facts, number, code, field),
    )


def _off(facts: Facts, number: str, code: str, field: str) -> str:
    if len(number) < _NUMBER_MIN:
        return facts.tr("progress.number_short")
    if not is_matter_number(number):
        return facts.tr("progress.number_mistyped")
    return facts.tr("progress.code_short") if field and not code_is_whole(code) else ""


def _found(facts: Facts, matter: Matter) -> MatterView:
    tr, now = facts.tr, matter.steps[-1]
    lines = [_line(facts, step, at=index, count=len(matter.steps)) for index, step in enumerate(matter.steps)]
    return MatterView(
        title=tr("progress.title"),
        name=tr("progress.named", title=matter.title),
        number=tr("progress.numbered", number=spaced(matter.number)),
        state=tr(f"matter.{now.state}"),
        advice=tr(f"matter.do_{now.state}"),
        mood=_MOOD.get(now.state, "calm"),
        history=tr("progress.history"),
        steps=tuple(reversed(lines)),
        contact=tr("progress.contact", hotline=facts.hotline),
    )


def _line(facts: Facts, step: MatterStep, *, at: int, count: int) -> StepLine:
    local = step.at.astimezone(facts.now.tzinfo)
    return StepLine(
        state=facts.tr(f"matter.{step.state}"),
        when=date_words(local.date().isoformat(), facts.tr),
        words=facts.tr("progress.noted", words=step.words) if step.words else "",
        now=at == count - 1,
        last=at == 0,
    )


def spaced(number: str) -> str:
    """Return the digits of a number in groups of four, as they are read and compared."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
