import logging

import pytest

from kiosk.domain.errors import StorageError
from kiosk.logs import start_logging


@pytest.fixture
def logging_as_before():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    root.handlers.clear()  # `force` would close them
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_lines_land_in_the_programs_file(tmp_path, logging_as_before):
    start_logging("hall", tmp_path)
    logging.getLogger("kiosk.x").info("ticket %s", "A001")
    assert "INFO    kiosk.x: ticket A001" in (tmp_path / "logs" / "hall.log").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "logs").touch()
    with pytest.raises(StorageError, match=f"cannot write logs in {tmp_path}"):
        start_logging("hall", tmp_path)
