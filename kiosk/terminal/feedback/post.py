"""Seals letters and puts them into the outbox. Outbox worker only."""

from collections.abc import Callable

from kiosk.domain.clock import Clock
from kiosk.domain.errors import StorageError
from kiosk.domain.feedback import Letter, Rating
from kiosk.wire.letters import seal
from kiosk.wire.outbox import Outbox


def outgoing(outbox: Outbox, clock: Clock) -> Callable[[Letter, str], None]:
    """Return what keeps a letter: given the letter and the centre's public key.

    It raises StorageError when the letter cannot be kept, or LetterError when the key is none.
    """

    def post(letter: Letter, key: str) -> None:
        if not key:
            raise StorageError(
                "this machine has no key for letters to the centre", "publish a release at the centre and synchronise"
            )
        outbox.put(letter.id, seal(letter, key), clock.now(), receipt=not isinstance(letter.body, Rating))

    return post
