"""Which presenter makes the view of which screen."""

from typing import TYPE_CHECKING, Any

from kiosk.domain.errors import NotFoundError
from kiosk.terminal.entry import Entry
from kiosk.terminal.facts import Facts
from kiosk.terminal.feedback.pages import SCREENS as FEEDBACK_SCREENS
from kiosk.terminal.navigator import Place
from kiosk.terminal.presenters import home
from kiosk.terminal.reading.screens import SCREENS as READING_SCREENS
from kiosk.terminal.session import Visit

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf

# made on the spot from facts; they follow the hall's live state and need no database
LIVE_SCREENS = (
    frozenset({"home", "services", "confirm", "ticket", "my_ticket", "progress", "duty", "slides", "staff"})
    | FEEDBACK_SCREENS
)


def live_view(facts: Facts, place: Place, visit: Visit) -> Any:  # noqa: C901, PLR0911 - a table of screens
    """Return the view of one of `LIVE_SCREENS`."""
    if place.screen == "home":
        return home.present(facts)
    from kiosk.terminal.feedback import pages as feedback_pages  # noqa: PLC0415 - home does not wait for the others
    from kiosk.terminal.presenters import slides, staff  # noqa: PLC0415
    from kiosk.terminal.presenters.feedback import progress  # noqa: PLC0415
    from kiosk.terminal.presenters.places import duty  # noqa: PLC0415
    from kiosk.terminal.presenters.tickets import confirm, my_ticket, services, ticket  # noqa: PLC0415

    if place.screen in FEEDBACK_SCREENS:
        return feedback_pages.view(facts, place.screen, visit)
    match place.screen:
        case "services":
            return services.present(facts)
        case "confirm":
            return confirm.present(facts, visit, place.key)
        case "ticket":
            return ticket.present(facts, visit.attempts.get(place.key))
        case "my_ticket":
            return my_ticket.present(facts, visit)
        case "progress":
            return progress.present(facts, visit)
        case "duty":
            return duty.present(facts)
        case "slides":
            return slides.present(facts)
        case "staff":
            return staff.present(facts, visit)
        case _:
            raise NotFoundError(f"there is no live screen {place.screen!r}")


def content_view(facts: Facts, place: Place, entry: Entry, shelf: "Shelf") -> Any:  # noqa: C901, PLR0911, PLR0912 - a table
    """Return the view of any other screen. Content worker only.

    Raises:
        ContentError: The content that it needs is not on this machine.
        NotFoundError: The content no longer has what the place names.
    """
    # home does not wait for the others
    from kiosk.terminal.lookup import pages as lookup_pages  # noqa: PLC0415
    from kiosk.terminal.presenters.guide import categories, handover, needs, procedure, procedures  # noqa: PLC0415
    from kiosk.terminal.presenters.places import institution, institutions, people  # noqa: PLC0415
    from kiosk.terminal.presenters.places import map as map_page  # noqa: PLC0415

    shelf = shelf.in_language(facts.tr.language)
    if place.screen in READING_SCREENS:
        from kiosk.terminal.reading import pages as reading_pages  # noqa: PLC0415

        return reading_pages.view(facts, place.screen, shelf, place.key, entry)
    match place.screen:
        case "categories":
            return categories.present(facts, shelf.library)
        case "procedures":
            return procedures.present(facts, shelf.library, place.key)
        case "find":
            return procedures.find(facts, shelf.library, entry.typed)
        case "procedure":
            return procedure.present(facts, shelf.library, shelf.laws, place.key, entry.ticks)
        case "handover":
            return handover.present(
                facts, shelf.library, place.key, ticks=entry.ticks, choice=entry.choice, holder=entry
            )
        case "needs":
            return needs.present(facts, shelf.library, entry.choice)
        case "laws":
            return lookup_pages.view(facts, shelf, place.key, entry.typed, entry.laws)
        case "institutions":
            return institutions.present(facts, shelf.library, entry.places)
        case "institution":
            return institution.present(facts, shelf.library, place.key, choice=entry.places, holder=entry)
        case "map":
            return map_page.present(facts, shelf.library, entry.places, shelf.tiles())
        case "people":
            return people.present(facts, shelf.library, entry.places)
        case "practitioner":
            return people.present_one(facts, shelf.library, place.key)
        case _:
            raise NotFoundError(f"there is no screen {place.screen!r}")
