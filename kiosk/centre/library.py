"""What editors do to the library: save, approve, withdraw, restore, import. Every change leaves a revision."""

import logging
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.db import IntegrityError, transaction

from kiosk.centre.fields import FormWords
from kiosk.centre.kinds import KINDS, Document, Kind, entries_of, files_of, numbered
from kiosk.centre.models import Item, Revision, Status
from kiosk.content.faults import ContentFaultsError, Fault
from kiosk.content.files import load_content
from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError

log = logging.getLogger(__name__)

# a service and the counter that serves it name each other: one is approved first, publishing looks at both
_LATER = re.compile("no counter serves")


class ConflictError(KioskError):
    """Somebody else saved the entry meanwhile; nothing was overwritten."""


class TakenError(KioskError):
    """An entry of that name is there already."""


class Editing:
    """Changes entries in the name of one person.

    Args:
        by: Who does it.
        clock: Tells when.
        words: Wording of kinds, for titles.
    """

    def __init__(self, by: str, clock: Clock, words: FormWords) -> None:
        self._by = by
        self._clock = clock
        self._words = words

    def create(self, kind: Kind, document: Document) -> Item:
        """Add an entry as a draft.

        Raises:
            TakenError: An entry of that name is there.
        """
        siblings = Item.objects.filter(kind=kind.name)
        slug = str(document[kind.key]) if kind.key else _next_slug(kind)
        item = Item(kind=kind.name, slug=slug, position=siblings.count() + 1, document=document)
        try:
            with transaction.atomic():
                self._stamp(item, Status.DRAFT)
                item.save(force_insert=True)
                self._remember(item, "create", "")
        except IntegrityError as err:
            raise TakenError(f"there is a {kind.name} {slug!r} already", "choose another name") from err
        log.info("%s created %s", self._by, item)
        return item

    def save(self, item: Item, revision: int, document: Document, note: str = "") -> Item:
        """Store a new state of an entry as a draft; the approved state stays on the terminals.

        Args:
            item: The entry.
            revision: The revision that the editor started from.
            document: The new state.
            note: Why.

        Raises:
            ConflictError: Another revision was stored meanwhile.
        """
        return self._change(item, revision, "save", note, document=document, status=Status.DRAFT)

    def approve(self, item: Item, revision: int) -> Item:
        """Let the next release carry the latest state.

        Raises:
            ConflictError: Another revision was stored meanwhile.
            ContentFaultsError: The state does not fit the rest of the library.
        """
        self.check(item)
        return self._change(item, revision, "approve", "", approved=item.document, status=Status.APPROVED)

    def withdraw(self, item: Item, revision: int) -> Item:
        """Take an entry out of the next release; its history stays."""
        return self._change(item, revision, "withdraw", "", approved=None, status=Status.WITHDRAWN)

    def restore(self, item: Item, revision: int, old: Revision) -> Item:
        """Make an old state the latest draft."""
        note = f"恢复到第 {old.number} 版"
        return self._change(item, revision, "restore", note, document=old.document, status=Status.DRAFT)

    def check(self, item: Item) -> None:
        """Look at the library as it would be with this entry approved.

        Raises:
            ContentFaultsError: With the faults of this entry's file.
        """
        others = [e for e in approved_entries() if (e[0], e[1]) != (item.kind, item.slug)]
        file = KINDS[item.kind].file(item.slug)
        found = library_faults([*others, (item.kind, item.slug, item.document)])
        faults = [fault for fault in found if fault.file == file and not _LATER.search(fault.text)]
        if faults:
            raise ContentFaultsError(faults)

    def import_folder(self, folder: Path) -> tuple[int, int]:
        """Take every entry of a content folder over as approved; return how many were added and how many changed.

        Raises:
            ContentFaultsError: The folder has faults; then nothing is taken.
        """
        added = changed = 0
        content = load_content(folder)
        with transaction.atomic():
            for position, (kind, slug, document) in enumerate(entries_of(content)):
                item = Item.objects.filter(kind=kind.name, slug=slug).first()
                if item is not None and item.approved == document:
                    continue
                added, changed = added + (item is None), changed + (item is not None)
                item = item or Item(kind=kind.name, slug=slug, position=position, revision=0)
                item.document = item.approved = document
                item.revision += 1
                self._stamp(item, Status.APPROVED)
                item.save()
                self._remember(item, "import", "")
        log.info("%s imported %s: %s added, %s changed", self._by, folder.name, added, changed)
        return added, changed

    def _change(self, item: Item, revision: int, action: str, note: str, **values: object) -> Item:
        with transaction.atomic():
            fresh = Item.objects.select_for_update().get(pk=item.pk)
            if fresh.revision != revision:
                raise ConflictError(f"{fresh.edited_by} saved this entry meanwhile", "compare, then save again")
            for name, value in values.items():
                setattr(fresh, name, value)
            fresh.revision += 1
            self._stamp(fresh, str(values["status"]))
            fresh.save()
            self._remember(fresh, action, note)
        log.info("%s: %s by %s, revision %s", fresh, action, self._by, fresh.revision)
        return fresh

    def _stamp(self, item: Item, status: str) -> None:
        item.status = Status(status)
        item.title = self.title(item.kind, item.document)
        item.edited_by = self._by
        item.edited_at = self._clock.now()

    def title(self, kind: str, document: Document) -> str:
        """Return what lists call a document."""
        title = str(document.get(self._words.kind(kind)["title"], ""))
        if kind == "duty":
            title = f"{document.get('date', '')} {document.get('start', '')} {title}"
        return " ".join(title.split())[:120] or "（没有标题）"

    def _remember(self, item: Item, action: str, note: str) -> None:
        Revision.objects.create(
            item=item,
            number=item.revision,
            by=self._by,
            at=item.edited_at,
            action=action,
            note=note,
            document=item.document,
        )


def approved_entries() -> list[tuple[str, str, Document]]:
    """Return what the next release would carry, in order."""
    items = Item.objects.filter(approved__isnull=False).exclude(status=Status.WITHDRAWN)
    return [(item.kind, item.slug, item.approved) for item in items.order_by("kind", "position", "slug")]


def library_faults(entries: Iterable[tuple[str, str, Document]]) -> tuple[Fault, ...]:
    """Return what is wrong with a library as a whole, by writing its files and loading them as a terminal would."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, files_of(entries))
        try:
            load_content(folder)
        except ContentFaultsError as err:
            return err.faults
    return ()


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write content files into a folder."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _next_slug(kind: Kind) -> str:
    number = Item.objects.filter(kind=kind.name).count() + 1
    while Item.objects.filter(kind=kind.name, slug=numbered(kind, number)).exists():
        number += 1
    return numbered(kind, number)
