"""What whoever looks at a law is told first: that it does not simply apply, that it is there in Chinese only."""

from kiosk.domain.laws import LawStatus
from kiosk.terminal.facts import Facts


def status_warning(status: LawStatus, facts: Facts) -> str:
    """Return a warning in words for a law that does not simply apply today; empty for one in force."""
    return "" if status is LawStatus.IN_FORCE else facts.tr(f"status.{status.value}")


def chinese_only(facts: Facts) -> str:
    """Return what to tell somebody who cannot read the law; empty for who reads Chinese."""
    return facts.tr("laws.chinese_only", hotline=facts.hotline) if facts.english else ""
