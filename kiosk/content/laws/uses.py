"""Counts of a day: which law or article was opened after which kind of search, at which place of the list.

They tell a later fit what helped. Nothing of a visitor is in them: no words, no time of day, and no order, so that no two
openings can be told to belong together. One owner: the terminal's content worker.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.content.laws.answers import Way
from kiosk.domain.errors import ContentError
from kiosk.domain.laws import split_ref
from kiosk.durable import write_durably

_DAYS = 92
_ROWS = 2000  # different ones in a day; what comes after is not counted
_LAST_PLACE = 30  # what was chosen further down the list counts as here
_TOGETHER = 20  # written in groups: the file's own time tells nothing of one opening

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """Something that was opened on a day, and how often."""

    day: str
    way: str
    place: int
    ref: str
    times: int = 1


def uses_path(data: Path) -> Path:
    """Return the file of a data folder."""
    return data / "law-uses.json"


def read_uses(path: Path) -> list[Use]:
    """Return what was counted, oldest day first; nothing where nothing was.

    Raises:
        ContentError: The file cannot be read.
    """
    if not path.exists():
        return []
    try:
        held = json.loads(path.read_text("utf-8"))
        rows = [
            Use(str(day), str(way), int(place), str(ref), int(times))
            for day in held
            for way, place, ref, times in held[day]
        ]
    except (OSError, ValueError, TypeError) as err:
        raise ContentError(f"cannot read the counts of opened laws in {path}: {err}", "delete the file") from err
    return sorted(rows)


class LawUses:
    """Counts, and writes from time to time.

    Args:
        path: `uses_path(data)`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: Counter[tuple[str, str, int, str]] | None = None
        self._liked: Counter[str] | None = None  # made when first asked for: that is with each key somebody types
        self._new = 0

    @property
    def _counts(self) -> Counter[tuple[str, str, int, str]]:
        """What was counted so far; read when first needed."""
        if self._read is None:
            self._read = Counter()
            try:
                self._read.update({(u.day, u.way, u.place, u.ref): u.times for u in read_uses(self._path)})
            except ContentError as err:
                _log.warning("%s; counting begins anew", err)
        return self._read

    def note(self, day: str, way: Way, place: int, ref: str) -> None:
        """Count one opening.

        Args:
            day: ISO 8601.
            way: The kind of search.
            place: In the list of answers, from 1.
            ref: The id of an article or a law.
        """
        key = (day, way.value, max(1, min(place, _LAST_PLACE)), ref)
        if key not in self._counts and sum(known[0] == day for known in self._counts) >= _ROWS:
            return
        self._counts[key] += 1
        self._liked = None
        self._new += 1
        if self._new >= _TOGETHER:
            self.flush()

    def liked(self) -> Counter[str]:
        """Return how often each law was opened, as a whole or an article of it."""
        if self._liked is None:
            self._liked = Counter()
            for (_, _, _, ref), times in self._counts.items():
                self._liked[split_ref(ref)[0]] += times
        return self._liked

    def flush(self) -> None:
        """Write what was counted; a disk that takes nothing costs the counts, not the visit."""
        if not self._new:
            return
        days = sorted({day for day, *_ in self._counts})
        for key in [key for key in self._counts if key[0] in days[:-_DAYS]]:
            del self._counts[key]
        self._liked = None
        try:
            write_durably(self._path, _as_json(Use(*key, times) for key, times in self._counts.items()))
        except OSError as err:
            _log.warning("the counts of opened laws are not kept: %s", err)
        self._new = 0


def _as_json(uses: Iterable[Use]) -> bytes:
    days: dict[str, list[tuple[str, int, str, int]]] = {}
    for use in sorted(uses):
        days.setdefault(use.day, []).append((use.way, use.place, use.ref, use.times))
    return json.dumps(days, ensure_ascii=False, indent=0).encode()
