"""What a worker writes into logs."""

import logging
import threading

from kiosk.domain.errors import NotFoundError
from kiosk.ui.worker import Worker


def logged(caplog, **handlers):
    """Return what the log says once a job has failed with words that somebody typed."""
    caplog.set_level(logging.INFO)

    def fail():
        raise NotFoundError("there is no ticket 'A005' today")

    worker, done = Worker("hall"), threading.Event()
    worker.submit(fail, print, **handlers)
    worker.submit(done.set, print)
    assert done.wait(10)
    worker.stop()
    return caplog.text


def test_a_fault_that_somebody_hears_is_told_by_them_for_it_may_hold_what_was_typed(caplog):
    text = logged(caplog, on_error=print)
    assert "worker hall: NotFoundError" in text
    assert "A005" not in text


def test_a_fault_that_nobody_hears_is_told_whole(caplog):
    assert "there is no ticket 'A005' today" in logged(caplog)
