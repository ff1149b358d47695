import socket
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from kiosk.domain.clock import FixedClock

# Two busy cores make single examples slow now and then; that is no defect of the code under test.
settings.register_profile("kiosk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kiosk")


@pytest.fixture
def clock() -> FixedClock:
    """A Monday, 09:30 in Shanghai."""
    return FixedClock(datetime(2026, 11, 23, 1, 30, tzinfo=UTC))


@pytest.fixture
def free_port():
    """Return a function that gives a port nobody listens on."""

    def give() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return give
