"""The plan in force: read from the current content bundle, and anew when another bundle is activated."""

import logging
from pathlib import Path

from kiosk.content.bundles import BundleWatch, current_bundle, inbox_key
from kiosk.content.library import Library
from kiosk.domain.errors import ContentError, KioskError
from kiosk.hall.plan import HallPlan, plan_from

_log = logging.getLogger(__name__)


class ContentSource:
    """Holds the plan.

    Args:
        data: The data folder.

    Raises:
        ContentError: There is no content, or it cannot be read.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._watch = BundleWatch(data)
        self._plan = _read(data)

    def plan(self) -> HallPlan:
        """Return the plan in force."""
        return self._plan

    def inbox_key(self) -> str:
        """Return the centre's public key for letters; empty when the content brought none."""
        bundle = current_bundle(self._data)
        return inbox_key(bundle) if bundle else ""

    def reread(self) -> bool:
        """Take over a new bundle if there is one, and tell whether; one that cannot be read changes nothing."""
        if not self._watch.changed():
            return False
        try:
            self._plan = _read(self._data)
        except KioskError as err:
            _log.error("the new content is not used: %s", err)
            return False
        _log.info("new content: %s services, %s counters", len(self._plan.services), len(self._plan.counters))
        return True


def _read(data: Path) -> HallPlan:
    bundle = current_bundle(data)
    if bundle is None:
        raise ContentError(f"there is no content in {data}", "run kiosk content install-sample or kiosk sync --once")
    with Library(bundle) as library:
        return plan_from(library)
