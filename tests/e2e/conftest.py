import random
import socket

import pytest

_OFFSETS = (0, 1, 2, 10, 19)  # the ports that `kiosk demo` uses


@pytest.fixture(scope="session")
def free_ports():
    """Return a function that gives the first of a demo's ports, all of them free."""

    def give() -> int:
        while True:
            first = random.randrange(20_000, 30_000)
            if all(map(_free, (first + o for o in _OFFSETS))):
                return first

    return give


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
