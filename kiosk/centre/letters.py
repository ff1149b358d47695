"""Handling what visitors said: which step may follow which, who took it, and taking a step back; and the month in figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kiosk.centre.models import Handling, Letter, LetterStep, Served
from kiosk.domain.errors import KioskError
from kiosk.domain.feedback import Grade

_NEXT: dict[str, tuple[Handling, ...]] = {
    Handling.TO_CHECK: (Handling.MENDING, Handling.ANSWERED, Handling.APPEALED),
    Handling.MENDING: (Handling.ANSWERED, Handling.APPEALED),
    Handling.ANSWERED: (Handling.CALLED, Handling.CLOSED),
    Handling.CALLED: (Handling.CLOSED,),
    Handling.APPEALED: (Handling.MISTAKEN, Handling.MENDING),
}
UNANSWERED = (Handling.TO_CHECK, Handling.MENDING, Handling.APPEALED)  # only these can miss the reply's date
OPEN = (*UNANSWERED, Handling.ANSWERED, Handling.CALLED)


class StepError(KioskError):
    """A step that is not possible now; `code` names the message for the page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def next_states(letter: Letter) -> tuple[Handling, ...]:
    """Return what may come next. Who left a phone number is called back before the letter is closed."""
    after = _NEXT.get(letter.state, ())
    if letter.state == Handling.ANSWERED:
        return (Handling.CALLED,) if letter.phone else (Handling.CLOSED,)
    return after


@dataclass(frozen=True, slots=True)
class Handler:
    """Moves letters on in the name of one person."""

    by: str
    now: datetime

    def move(self, letter: Letter, version: int, after: str, note: str) -> None:
        """Move a letter on.

        Raises:
            StepError: Somebody else has changed it, the step is not possible, or it needs a note.
        """
        if after not in next_states(letter):
            raise StepError("step_not_possible")
        if not note and after != Handling.CLOSED:
            raise StepError("step_needs_note")
        self._take(letter, version, LetterStep(before=letter.state, after=after, note=note[:500]))

    def add_note(self, letter: Letter, version: int, note: str) -> None:
        """Write something down without moving the letter.

        Raises:
            StepError: Somebody else has changed it, or there is nothing to write.
        """
        if not note:
            raise StepError("step_needs_note")
        self._take(letter, version, LetterStep(before=letter.state, after=letter.state, note=note[:500]))

    def undo(self, letter: Letter, version: int) -> None:
        """Take the last step back; both stay in the history.

        Raises:
            StepError: There is none, or somebody else has changed the letter.
        """
        last = last_step(letter)
        if last is None:
            raise StepError("step_not_possible")
        with transaction.atomic():
            self._take(letter, version, LetterStep(before=letter.state, after=last.before, undoes=last))
            LetterStep.objects.filter(pk=last.pk).update(undone=True)

    def _take(self, letter: Letter, version: int, step: LetterStep) -> None:
        step.letter, step.at, step.by = letter, self.now, self.by
        with transaction.atomic():
            changed = Letter.objects.filter(pk=letter.pk, version=version).update(state=step.after, version=version + 1)
            if not changed:
                raise StepError("step_conflict")
            step.save()


def last_step(letter: Letter) -> LetterStep | None:
    """Return the step that `undo` would take back: the last move that stands."""
    steps = LetterStep.objects.filter(letter=letter, undone=False, undoes=None).order_by("-id")
    return next((step for step in steps if step.before != step.after), None)


@dataclass(slots=True)
class Line:
    """One service of one hall in a month. Silence is no grade: `unrated` stands apart, None where no hall reported."""

    hall: str
    service: str
    finished: int | None = None
    grades: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Grade, 0))
    mistaken: int = 0

    @property
    def rated(self) -> int:
        """How many ratings count."""
        return sum(self.grades.values())

    @property
    def satisfied(self) -> float | None:
        """Share of the three upper grades among the ratings that count, in percent; None without any."""
        good = sum(count for grade, count in self.grades.items() if not Grade(grade).poor)
        return 100 * good / self.rated if self.rated else None

    @property
    def unrated(self) -> int | None:
        """How many finished tickets were not rated."""
        return None if self.finished is None else max(0, self.finished - self.rated - self.mistaken)


def month_lines(first: date, after: date, ratings: Iterable[Letter]) -> list[Line]:
    """Return the figures of a month, a line for each hall and service; ratings of no service come last.

    Args:
        first: The first day of the month.
        after: The first day of the next one.
        ratings: The month's ratings.
    """
    lines: dict[tuple[str, str], Line] = {}
    for row in Served.objects.filter(day__gte=first, day__lt=after):
        line = lines.setdefault((row.hall, row.service), Line(row.hall, row.service))
        line.finished = (line.finished or 0) + row.count
    for rating in ratings:
        line = lines.setdefault((rating.hall, rating.service), Line(rating.hall, rating.service))
        if rating.state == Handling.MISTAKEN:
            line.mistaken += 1
        else:
            line.grades[rating.grade] += 1
    return [lines[key] for key in sorted(lines, key=lambda key: (key[0], not key[1], key[1]))]
