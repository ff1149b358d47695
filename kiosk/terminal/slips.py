"""Slips: any paper other than a ticket, printed for the visitor in front. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.domain.halls import Hall
from kiosk.strings import Strings
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session, Visit
from kiosk.terminal.slip import Slip, SlipState
from kiosk.terminal.tickets.attempt import Stage, Trouble
from kiosk.terminal.tickets.desk import Printed

if TYPE_CHECKING:
    from device.printer import Document

_log = logging.getLogger(__name__)
_STATE = {Stage.PRINTED: SlipState.PRINTED, Stage.UNCERTAIN: SlipState.UNCERTAIN}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a slip is made for: the visitor's words, the hall, the paper's width, the moment (UTC) of printing."""

    strings: Strings
    hall: Hall
    width_mm: int
    at: datetime


SlipMaker = Callable[[Sheet], "Document"]  # runs on the print worker; must not touch the session
PrintSlip = Callable[[SlipMaker, str], Printed]  # language; may block


class Slips:
    """Prints slips, one at a time; how the last one fares stands in `visit.slip`.

    Args:
        session: Whose visit it is.
        on_change: Called after each change of the slip.
    """

    def __init__(self, session: Session, on_change: Callable[[], None]) -> None:
        self._session = session
        self._on_change = on_change
        self._print: tuple[Jobs, PrintSlip] | None = None
        self.width_mm = 80

    def connect(self, jobs: Jobs, print_slip: PrintSlip, width_mm: int = 80) -> None:
        """Set where paper comes from, and its width; until then every slip is told that there is no printer."""
        self._print, self.width_mm = (jobs, print_slip), width_mm

    @property
    def busy(self) -> bool:
        """Tell whether a slip is being printed: the visitor is waiting, not gone."""
        return self._session.visit.slip.state is SlipState.PRINTING

    def print(self, maker: SlipMaker, name: str = "") -> bool:
        """Print what `maker` makes; return False while one is being printed already (a second touch).

        Args:
            maker: Makes the document, on the print worker.
            name: Says which slip it is, so that a screen shows only the state of its own.
        """
        if self.busy:
            return False
        visit = self._session.visit
        slip = Slip(name, SlipState.PRINTING)
        self._set(visit, slip)
        if self._print is None:
            self._set(visit, replace(slip, state=SlipState.UNPRINTED, trouble=Trouble.NO_PRINTER))
            return True
        (jobs, print_slip), language = self._print, self._session.language
        jobs.submit(
            lambda: print_slip(maker, language),
            lambda result: self._set(visit, Slip(name, _STATE.get(result[0], SlipState.UNPRINTED), result[1])),
            lambda err: self._failed(visit, slip, err),
        )
        return True

    def _failed(self, visit: Visit, slip: Slip, err: Exception) -> None:
        _log.warning("a slip of visit %s is not printed: %s", visit.id, err)
        self._set(visit, replace(slip, state=SlipState.UNPRINTED, trouble=Trouble.OFFLINE))

    def _set(self, visit: Visit, slip: Slip) -> None:
        visit.slip = slip
        if visit is self._session.visit:
            self._on_change()
