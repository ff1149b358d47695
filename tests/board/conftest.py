from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.live import Call, CounterStatus, Heartbeat, LiveState, Queues
from kiosk.domain.tickets import CounterState
from kiosk.wire.subscriber import Link, LinkState

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # as the clock fixture begins


@pytest.fixture
def make_call():
    def make(ticket="A005", counter=2, times=1, ago_s=0, name=""):
        at = NOW - timedelta(seconds=ago_s)
        return Call(f"call-{ticket}", ticket, str(counter), name or f"{counter}号 法律援助", "法律咨询", times, at)

    return make


@pytest.fixture
def make_state():
    def make(*calls, at_counter=(), **values):
        counters = tuple(
            CounterStatus(c.counter, c.counter_name, CounterState.SERVING, (), c.ticket) for c in at_counter
        )
        heartbeat = Heartbeat("云溪县公共法律服务中心", "Yunxi Centre")
        return LiveState(heartbeat=heartbeat, calls=calls, queues=Queues((), counters), **values)

    return make


@pytest.fixture
def fresh():
    return Link(LinkState.FRESH, NOW, "run-1", 7)


@pytest.fixture
def stale():
    return Link(LinkState.STALE, NOW - timedelta(minutes=3), "run-1", 7)
