"""Which text of a law applied on a day, as far as the texts that are held and the acts in the law's life tell. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.laws import Amendment, Law, LawStatus

_CHANGES = frozenset({"amended", "revised"})


class Standing(StrEnum):
    """How a law stood on a day."""

    APPLIED = "applied"  # in a text that is held
    UNDATED = "undated"  # the text that is held does not say since when
    UNBORN = "unborn"  # nobody had passed it
    WAITING = "waiting"  # passed, not yet in force
    OTHER = "other"  # it applied in a text that is not held
    BEFORE = "before"  # before the oldest text that is held; more is not known
    REPLACED = "replaced"  # another law had taken its place
    REPEALED = "repealed"  # it is repealed, since when is not known


@dataclass(frozen=True, slots=True)
class OnDay:
    """How a law stood, and the text to show for it: what applied, or else what is nearest to it; None where there is none.

    `since` is the day that an unborn or waiting law was passed or began.
    """

    standing: Standing
    text: Law | None
    since: str = ""


def starts_on(law: Law) -> str:
    """Return the first day of a version, ISO 8601; empty where no date is known."""
    return max(law.issued_on, law.effective_on)


def on_day(versions: Sequence[Law], acts: Sequence[Amendment], replaced: str, day: str) -> OnDay:
    """Return how a law stood on a day.

    Args:
        versions: The texts that are held, oldest first, each with the status that it has today.
        acts: The acts in the law's life, as the newest text names them.
        replaced: The day on which another law took the place of the newest text; empty while none did.
        day: ISO 8601.
    """
    text = next((version for version in reversed(versions) if starts_on(version) <= day), None)
    if text is None:
        return _before(versions[0], acts, day)
    if text is versions[-1] and text.status is LawStatus.REPEALED and (not replaced or replaced <= day):
        return OnDay(Standing.REPLACED if replaced else Standing.REPEALED, text)
    if not starts_on(text):
        return OnDay(Standing.UNDATED, text)
    held = {version.issued_on for version in versions}
    missed = any(act.act in _CHANGES and text.issued_on < act.day <= day and act.day not in held for act in acts)
    return OnDay(Standing.OTHER if missed else Standing.APPLIED, text)


def _before(oldest: Law, acts: Sequence[Amendment], day: str) -> OnDay:
    days = [act.day for act in acts if act.day]
    if not days:
        return OnDay(Standing.BEFORE, oldest)
    if min(days) > day:
        return OnDay(Standing.UNBORN, None, min(days))
    changes = [act.day for act in acts if act.act in _CHANGES]
    first = oldest.issued_on in days and not any(change <= oldest.issued_on for change in changes)
    return OnDay(Standing.WAITING, None, starts_on(oldest)) if first else OnDay(Standing.OTHER, oldest)
