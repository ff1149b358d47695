"""The ports of one demo, all next to one another, and whether somebody listens there."""

import socket
from dataclasses import dataclass

from kiosk.domain.errors import KioskError

_HOST = "127.0.0.1"
_CONNECT_S = 0.5
_PAGE_OFFSET = 19
LAST_FIRST_PORT = 65535 - _PAGE_OFFSET


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports from `first` on: hall API, events, snapshots, centre, demo page (8480 gives the contract's defaults)."""

    first: int = 8480

    @property
    def http(self) -> int:
        """The hall's API and pages."""
        return self.first

    @property
    def events(self) -> int:
        """The hall's events."""
        return self.first + 1

    @property
    def snapshot(self) -> int:
        """The hall's snapshots and receipts."""
        return self.first + 2

    @property
    def centre(self) -> int:
        """The centre server."""
        return self.first + 10

    @property
    def page(self) -> int:
        """The page that shows the hall."""
        return self.first + _PAGE_OFFSET

    def check_free(self) -> None:
        """Make sure that nobody else uses these ports.

        Raises:
            KioskError: A port is taken.
        """
        for port in (self.http, self.events, self.snapshot, self.centre, self.page):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((_HOST, port))
                except OSError as err:
                    raise KioskError(
                        f"port {port} is taken", "stop the other program, or choose others with --ports-from N"
                    ) from err


def answers(port: int) -> bool:
    """Tell whether something accepts connections on a port of this machine."""
    try:
        with socket.create_connection((_HOST, port), _CONNECT_S):
            return True
    except OSError:
        return False
