"""Which calls are new, so that each is announced once and shown as new for some seconds. No Kivy here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.live import Call, LiveState
from kiosk.wire.subscriber import Link, LinkState

FRESH_S = 12.0
_SPOKEN_UNTIL = timedelta(seconds=30)

Key = tuple[str, int]  # call id and how often it was called


@dataclass(frozen=True, slots=True)
class _Seen:
    at_s: float
    announced: bool


class CallWatch:
    """Remembers the calls it has seen.

    While the link holds, whatever is not known yet has just been called, whatever the clocks of hall and board say.
    After a pause (or at the start) the snapshot may bring old calls: only those of the last 30 s are announced.
    """

    def __init__(self) -> None:
        self._seen: dict[Key, _Seen] = {}
        self._linked = ""  # run of the hall that the last state came from, empty while the link is not fresh

    def take(self, state: LiveState, link: Link, now: datetime, now_s: float) -> list[Call]:
        """Take note of a new state; return the calls to announce now, oldest first.

        Args:
            state: The hall's state.
            link: How it came.
            now: The time of day.
            now_s: Monotonic seconds, the hand that `is_fresh` is asked with.
        """
        unbroken = link.state is LinkState.FRESH and link.epoch == self._linked
        self._linked = link.epoch if link.state is LinkState.FRESH else ""
        new = [call for call in reversed(state.calls) if _key(call) not in self._seen]
        announced = [c for c in new if unbroken or abs(now - c.called_at) <= _SPOKEN_UNTIL]
        seen = {_key(call): _Seen(now_s, call in announced) for call in new}
        kept = {_key(call) for call in state.calls}
        self._seen = {key: value for key, value in self._seen.items() if key in kept} | seen
        return announced

    def is_fresh(self, call: Call, now_s: float) -> bool:
        """Tell whether a call was announced within the last seconds."""
        seen = self._seen.get(_key(call))
        return bool(seen and seen.announced and now_s - seen.at_s < FRESH_S)


def _key(call: Call) -> Key:
    return call.id, call.times
