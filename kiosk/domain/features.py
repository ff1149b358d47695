"""What a hall's terminal offers: whole features on and off, by the hall's profile or as its content says."""

from enum import StrEnum

from kiosk.domain.halls import Hall, Profile


class Feature(StrEnum):
    """Something that a terminal offers as a whole."""

    PROCEDURES = "procedures"
    TICKETS = "tickets"
    MY_TICKET = "my_ticket"
    LAWS = "laws"
    INSTITUTIONS = "institutions"
    MAP = "map"
    FEEDBACK = "feedback"
    PROGRESS = "progress"
    DUTY = "duty"


ALL = frozenset(Feature)
_DEFAULTS = {
    Profile.CENTRE: ALL,
    # one room, a queue that can be seen: a number is looked up by looking up
    Profile.STATION: ALL - {Feature.MY_TICKET},
    # an adviser comes on some days: nobody takes numbers
    Profile.VILLAGE: ALL - {Feature.TICKETS, Feature.MY_TICKET},
}


def features_of(hall: Hall) -> frozenset[Feature]:
    """Return what a hall offers: its profile's features or those it names, less those it does without.

    A name that is no feature counts for nothing; the check of content files refuses it.
    """
    named = frozenset(f for f in Feature if f in hall.features) if hall.features else _DEFAULTS[hall.profile]
    return named - {f for f in Feature if f in hall.without}
