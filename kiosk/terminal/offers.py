"""Which screens belong to which feature: one that a hall does without cannot be opened. Pure."""

from kiosk.domain.features import Feature
from kiosk.terminal.facts import Facts
from kiosk.terminal.feedback import pages as feedback_pages
from kiosk.terminal.reading.screens import SCREENS as READING_SCREENS

_SCREENS = {
    Feature.PROCEDURES: ("categories", "procedures", "procedure", "find", "handover"),
    Feature.TICKETS: ("services", "needs", "confirm", "ticket"),
    Feature.MY_TICKET: ("my_ticket",),
    Feature.LAWS: ("laws", *READING_SCREENS),
    Feature.INSTITUTIONS: ("institutions", "institution", "people", "practitioner"),
    Feature.MAP: ("map",),
    Feature.FEEDBACK: feedback_pages.SCREENS,
    Feature.PROGRESS: ("progress",),
    Feature.DUTY: ("duty",),
}
_FEATURE_OF = {screen: feature for feature, screens in _SCREENS.items() for screen in screens}


def is_offered(facts: Facts, screen: str) -> bool:
    """Tell whether a screen may be opened here; home, and what belongs to no feature, always may."""
    feature = _FEATURE_OF.get(screen)
    return feature is None or feature in facts.features
