import shutil
import tempfile
from pathlib import Path

import pytest
from printer_bench import FONT, FONT_INDEX, Bench


@pytest.fixture
def short_path():
    """A folder whose path leaves room for a socket's name."""
    folder = Path(tempfile.mkdtemp(prefix="kd-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def make_bench(short_path):
    benches = []

    def make(**options):
        benches.append(Bench(short_path / str(len(benches)), **options))
        return benches[-1]

    yield make
    for bench in benches:
        bench.close()


@pytest.fixture
def bench(make_bench):
    return make_bench()


@pytest.fixture(scope="session")
def font():
    return FONT, FONT_INDEX
