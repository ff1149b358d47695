"""From the approved entries to a signed release."""

import hashlib
import json
import logging
from dataclasses import dataclass

from django.db import transaction

from kiosk.centre.keys import KeyFolder
from kiosk.centre.kinds import Document, files_of
from kiosk.centre.library import Editing, approved_entries, library_faults
from kiosk.centre.models import Release as ReleaseRow
from kiosk.centre.repository import Repository
from kiosk.content.faults import ContentFaultsError
from kiosk.domain.clock import Clock
from kiosk.domain.releases import INBOX_KEY, LIBRARY, RELEASE_FILE, Release, ReleaseFile
from kiosk.shape import unshape
from kiosk.wire.letters import public_of

log = logging.getLogger(__name__)

Entry = tuple[str, str, Document]


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that the next release adds, changes or removes."""

    kind: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Pending:
    """What the next release would do, compared with the last one."""

    added: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    removed: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def total(self) -> int:
        """How many entries differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


class Publisher:
    """Makes releases.

    Args:
        repository: Where they are signed and shown.
        clock: Tells when.
        editing: Gives entries their titles.
        keys: Have the key for letters, whose public half goes out with each release.
    """

    def __init__(self, repository: Repository, clock: Clock, editing: Editing, keys: KeyFolder) -> None:
        self._repository = repository
        self._clock = clock
        self._editing = editing
        self._keys = keys

    def pending(self) -> Pending:
        """Return what has been approved or withdrawn since the last release."""
        return self.between(self._contents(approved_entries()), _last_contents())

    def publish(self, by: str, note: str) -> ReleaseRow | None:
        """Make a signed release of what is approved; None when nothing differs from the last one.

        Raises:
            ContentFaultsError: The approved entries do not make a right library; nothing is shown then.
            KioskError: A file is too large, or the repository or its keys cannot be used.
        """
        with transaction.atomic():
            entries = approved_entries()
            contents = self._contents(entries)
            pending = self.between(contents, _last_contents())
            if not pending:
                return None
            faults = library_faults(entries)
            if faults:
                raise ContentFaultsError(faults)
            row = ReleaseRow.objects.create(
                number=self._next_number(),
                at=self._clock.now(),
                by=by,
                note=note,
                added=len(pending.added),
                changed=len(pending.changed),
                removed=len(pending.removed),
                contents=contents,
            )
            files = files_of(entries) | {INBOX_KEY: public_of(self._keys.letters()).encode()}
            self._repository.publish(_targets(row, files))  # last: a fault before it leaves no trace
        log.info("release %s made by %s", row.number, by)
        return row

    def _next_number(self) -> int:
        """Return one more than any release so far, even one that a crash kept out of the database."""
        last = ReleaseRow.objects.order_by("-number").first()
        shown = self._repository.read(RELEASE_FILE)
        return 1 + max(last.number if last else 0, int(json.loads(shown)["number"]) if shown else 0)

    def _contents(self, entries: list[Entry]) -> dict[str, list[str]]:
        return {
            f"{kind}/{slug}": [_digest(document), self._editing.title(kind, document)]
            for kind, slug, document in entries
        }

    def between(self, now: dict[str, list[str]], before: dict[str, list[str]]) -> Pending:
        """Return how one release differs from another."""
        return Pending(
            added=tuple(_difference(key, now) for key in now if key not in before),
            changed=tuple(_difference(key, now) for key in now if key in before and now[key][0] != before[key][0]),
            removed=tuple(_difference(key, before) for key in before if key not in now),
        )


def _last_contents() -> dict[str, list[str]]:
    last = ReleaseRow.objects.order_by("-number").first()
    return dict(last.contents) if last else {}


def _difference(key: str, contents: dict[str, list[str]]) -> Difference:
    kind, _, slug = key.partition("/")
    return Difference(kind, slug, contents[key][1])


def _digest(document: Document) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def _targets(row: ReleaseRow, files: dict[str, bytes]) -> dict[str, bytes]:
    listed = tuple(
        ReleaseFile(path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in sorted(files.items())
    )
    release = Release(row.number, row.at, row.by, row.note, listed)
    described = json.dumps(unshape(release), ensure_ascii=False, indent=1).encode()
    return {**{LIBRARY + path: data for path, data in files.items()}, RELEASE_FILE: described}
