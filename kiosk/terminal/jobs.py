"""How the terminal's parts hand out work that must not hold up the Kivy thread; `kiosk.ui.worker.Worker` does it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Jobs(Protocol):
    """Runs a job elsewhere and brings its result back to the Kivy thread."""

    def submit(self, job: Callable[[], T], on_done: Callable[[T], None], on_error: Callable[[Exception], None]) -> None:
        """Run `job` in another thread, then one of the others in this one."""
