from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hall_parts import MONDAY_10, PLAN, Desk, HallProcess, free_ports, install_content

from kiosk.domain.clock import FixedClock, SystemClock
from kiosk.hall.dispatch import Dispatch
from kiosk.hall.journal import Journal
from kiosk.hall.plan import HallPlan
from kiosk.hall.tokens import Role, Tokens
from kiosk.wire.certificates import make_client_certificate, make_hall_certificate


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    open_journals: list[Journal] = []

    def make(plan: HallPlan = PLAN, name: str = "hall.db") -> Desk:
        journal = Journal(tmp_path / name)
        open_journals.append(journal)
        clock, said = FixedClock(MONDAY_10), []
        return Desk(Dispatch(journal, lambda: plan, clock, said.append), clock, journal, said)

    yield make
    for journal in open_journals:
        journal.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


@pytest.fixture(scope="session")
def make_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., HallProcess]]:
    halls: list[HallProcess] = []

    def make(*, start: bool = True) -> HallProcess:
        data = tmp_path_factory.mktemp("hall")
        http, events, snapshot = free_ports(3)
        text = f'[hall]\nhost = "127.0.0.1"\nhttp_port = {http}\nevents_port = {events}\nsnapshot_port = {snapshot}\n'
        (data / "kiosk.toml").write_text(text)
        install_content(data)
        make_hall_certificate(data / "keys")
        make_client_certificate(data / "keys", "board-1")
        tokens = Tokens(data / "keys" / "tokens")
        now = SystemClock().now()
        made = {role.value: tokens.create(f"{role.value}-1", role, now) for role in Role}
        hall = HallProcess(data, http, events, snapshot, made)
        halls.append(hall)
        if start:
            hall.start()
        return hall

    yield make
    for hall in halls:
        if hall.process:
            hall.stop()


@pytest.fixture(scope="session")
def hall(make_hall: Callable[..., HallProcess]) -> HallProcess:
    """A hall shared by tests that do not mind one another."""
    return make_hall()


@pytest.fixture
def own_hall(make_hall: Callable[..., HallProcess]) -> Iterator[HallProcess]:
    """A hall of the test's own."""
    hall = make_hall()
    yield hall
    if hall.process:
        hall.stop()
