"""The running centre: the web server and the thread that signs the timestamp each day."""

import errno
import logging
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import transaction
from waitress import create_server

from kiosk.centre.accounts import make_groups
from kiosk.centre.library import Editing
from kiosk.centre.models import Item
from kiosk.centre.repository import Repository
from kiosk.config import CentreConfig
from kiosk.domain.errors import KioskError

log = logging.getLogger(__name__)

_THREADS = 8
_LOOK_S = 3600.0  # how often to see whether the day has passed


class CentreServer:
    """Serves until it is told to stop.

    Args:
        config: Where to listen.
        repository: Signed anew each day.
    """

    def __init__(self, config: CentreConfig, repository: Repository) -> None:
        self._config = config
        self._repository = repository
        self._stopping = threading.Event()

    def run(self) -> None:
        """Listen and serve; returns after SIGTERM or SIGINT.

        Raises:
            KioskError: The port is taken.
        """
        server = self._listen()
        signer = threading.Thread(target=self._sign_daily, name="centre-signer", daemon=True)
        signer.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)
        log.info("centre listens on %s:%s", self._config.host, self._config.port)
        try:
            server.run()  # returns on SystemExit, its threads ended
        finally:
            self._stopping.set()
            server.close()
            signer.join(5)
            log.info("centre stopped")

    def _listen(self) -> Any:
        try:
            return create_server(
                get_wsgi_application(),
                host=self._config.host,
                port=self._config.port,
                threads=_THREADS,
                ident="",
            )
        except OSError as err:
            if err.errno in (errno.EADDRINUSE, errno.EACCES):
                raise KioskError(
                    f"port {self._config.port} is taken or not allowed: {err.strerror}",
                    "end the other program, or set another `port` under [centre] in the configuration",
                ) from err
            raise KioskError(
                f"cannot listen on {self._config.host}: {err.strerror or err}", "mend `host` under [centre]"
            ) from err

    def _sign_daily(self) -> None:
        while not self._stopping.is_set():
            try:
                self._repository.resign()
            except Exception:  # the outermost loop of this thread: tomorrow may be better
                log.exception("the timestamp was not signed anew")
            self._stopping.wait(_LOOK_S)


def prepare(repository: Repository, editing: Editing, sample: Path | None, *, four_eyes: bool) -> None:
    """Make a fresh centre usable: keys, an empty repository, roles, and content from a folder if the library is empty.

    Raises:
        ContentFaultsError: The sample content has faults.
        StorageError: Something cannot be written.
    """
    repository.create()
    with transaction.atomic():  # takes the write lock first: two starting together import once
        make_groups(four_eyes=four_eyes)
        if sample is not None and not Item.objects.exists():
            editing.import_folder(sample)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
