"""The inbox: letters from the halls, opened and kept once each."""

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from kiosk.centre.models import Delivery, Handling, Item, LetterKind, LetterStep, Machine
from kiosk.centre.models import Letter as LetterRow
from kiosk.centre.models import Served as ServedRow
from kiosk.domain.errors import KioskError
from kiosk.domain.feedback import Letter, Opinion, Rating, Served, Withdrawal, working_days_after
from kiosk.wire.letters import LetterError, unseal

log = logging.getLogger(__name__)

_TOKEN_BYTES = 32
_REPLY_DAYS = 15
VISITOR = "群众"  # in the history: who takes a letter back


def add_machine(name: str, now: datetime) -> str:
    """Let a machine hand in letters and return its token; only the hash is kept.

    Raises:
        KioskError: The name is taken or empty.
    """
    if not name.strip():
        raise KioskError("the name is empty", "give a name")
    if Machine.objects.filter(name=name).exists():
        raise KioskError(f"there is a machine {name!r} already", "choose another name")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    Machine.objects.create(name=name, sha256=_hash(token), made_at=now)
    return token


def machine_of(token: str) -> Machine | None:
    """Return the machine that a token belongs to. It has 256 random bits: looking its hash up tells nobody anything."""
    return Machine.objects.filter(sha256=_hash(token)).first() if token else None


class Inbox:
    """Takes letters in.

    Args:
        private_key: Opens them.
        now: When they came.
    """

    def __init__(self, private_key: str, now: datetime) -> None:
        self._key = private_key
        self._now = now

    def take(self, sealed: Sequence[tuple[str, bytes]], machine: Machine) -> tuple[list[str], list[str]]:
        """Keep letters, each once; return the ids of those kept (now or before) and of those that cannot be opened."""
        kept: list[str] = []
        refused: list[str] = []
        with transaction.atomic():
            for letter_id, data in sealed:
                try:
                    letter = self._open(letter_id, data)
                except LetterError as err:
                    log.warning("letter %s from %s is refused: %s", letter_id, machine.name, err)
                    refused.append(letter_id)
                    continue
                self._keep(letter, machine)
                kept.append(letter_id)
        return kept, refused

    def _open(self, letter_id: str, data: bytes) -> Letter:
        letter = unseal(data, self._key)
        if letter.id != letter_id:
            raise LetterError("a letter has another id inside")
        return letter

    def _keep(self, letter: Letter, machine: Machine) -> None:
        delivery, new = Delivery.objects.get_or_create(id=letter.id, defaults={"machine": machine, "at": self._now})
        if not new:
            return
        match letter.body:
            case Rating():
                self._keep_rating(delivery, letter, letter.body)
            case Opinion():
                self._keep_opinion(delivery, letter, letter.body)
            case Withdrawal():
                self._take_back(letter.body)
            case Served():
                for service, count in letter.body.counts.items():
                    ServedRow.objects.update_or_create(
                        hall=letter.hall, day=letter.body.day, service=service, defaults={"count": count}
                    )

    def _keep_rating(self, delivery: Delivery, letter: Letter, rating: Rating) -> None:
        LetterRow.objects.create(
            delivery=delivery,
            hall=letter.hall,
            machine=letter.machine,
            at=rating.at,
            kind=LetterKind.RATING,
            grade=rating.grade.value,
            reasons=[reason.value for reason in rating.reasons],
            service=rating.service,
            counter=rating.counter,
            ticket=rating.ticket,
            text=rating.text,
            channel=rating.channel,
            state=Handling.TO_CHECK if rating.grade.poor else Handling.NONE,
            due=_due(rating.at) if rating.grade.poor else None,
        )

    def _keep_opinion(self, delivery: Delivery, letter: Letter, opinion: Opinion) -> None:
        LetterRow.objects.create(
            delivery=delivery,
            hall=letter.hall,
            machine=letter.machine,
            at=opinion.at,
            kind=opinion.kind.value,
            about=opinion.about.value,
            text=opinion.text,
            name=opinion.name,
            phone=opinion.phone,
            channel=opinion.channel,
            receipt=opinion.receipt,
            state=Handling.TO_CHECK,
            due=_due(opinion.at),
        )

    def _take_back(self, withdrawal: Withdrawal) -> None:
        """Close a letter whose writer has taken it back; what was answered already stays answered."""
        row = LetterRow.objects.filter(delivery_id=withdrawal.letter, receipt=withdrawal.receipt).first()
        if row is None or row.state != Handling.TO_CHECK:
            log.info("letter %s is taken back, and stays as it is", withdrawal.letter)
            return
        LetterStep.objects.create(
            letter=row, at=withdrawal.at, by=VISITOR, before=row.state, after=Handling.TAKEN_BACK, note=""
        )
        LetterRow.objects.filter(pk=row.pk).update(state=Handling.TAKEN_BACK, version=row.version + 1)


def _due(at: datetime) -> date:
    hall = Item.objects.filter(kind="hall").first()
    days = int(hall.document.get("reply_days", _REPLY_DAYS)) if hall else _REPLY_DAYS
    return working_days_after(at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(), days)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
