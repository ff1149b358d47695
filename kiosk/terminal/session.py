"""All that the terminal knows of the visitor in front of it. Kivy thread only.

Nothing about a visitor is kept anywhere else, so `clear` forgets all of it at once.
"""

from dataclasses import dataclass, field
from itertools import count

from kiosk.domain.checklist import Ticks
from kiosk.domain.procedures import Procedure
from kiosk.domain.tickets import Priority
from kiosk.terminal.access.comfort import ORDINARY, Comfort
from kiosk.terminal.feedback.draft import Said
from kiosk.terminal.feedback.progress import Progress
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.lookup.choice import LawsChoice
from kiosk.terminal.places.choice import PlacesChoice
from kiosk.terminal.slip import Slip
from kiosk.terminal.staff.door import Door
from kiosk.terminal.tickets.attempt import Attempt
from kiosk.terminal.tickets.enquiry import Enquiry


@dataclass
class Visit:
    """One visitor's own things: what was typed, chosen and taken.

    `id` tells visits apart, so that the result of a slow job never lands in the next visitor's hands.
    """

    id: int
    typed: dict[str, Typed] = field(default_factory=dict)  # by box, which has its screen's name
    fields: dict[str, str] = field(default_factory=dict)  # which box the keys write into, on screens with several
    tab: str = ""  # of the keyboard; empty before a choice
    choices: dict[str, str] = field(default_factory=dict)  # by screen
    priority: Priority = Priority.NORMAL
    attempts: dict[str, Attempt] = field(default_factory=dict)  # by service
    guided: bool = False  # was told how the keypad is used
    slip: Slip = field(default_factory=Slip)  # the paper asked for last
    places: PlacesChoice = field(default_factory=PlacesChoice)
    laws: LawsChoice = field(default_factory=LawsChoice)  # what was asked of the laws, and the filter
    ticks: dict[str, Ticks] = field(default_factory=dict)  # materials at hand, by procedure
    rows_at: dict[str, int] = field(default_factory=dict)  # the line at the top of each law that was read
    errand: Procedure | None = None  # what the ticket is taken for, in Chinese
    enquiry: Enquiry = field(default_factory=Enquiry)  # the ticket asked for by number
    matter: Progress = field(default_factory=Progress)  # the matter asked for by number and code
    said: Said = field(default_factory=Said)  # rating and opinion
    staff: Door = field(default_factory=Door)  # the staff's page

    def box(self, name: str) -> Typed:
        """Return what stands in a box."""
        return self.typed.get(name, Typed())

    @property
    def untouched(self) -> bool:
        """Tell whether there is nothing to forget."""
        return self == Visit(self.id)


class Session:
    """Language, comfort and the current visit.

    Args:
        language: What the terminal starts in, `zh` or `en`.
        comfort: What every visitor starts with.
    """

    def __init__(self, language: str = "zh", comfort: Comfort = ORDINARY) -> None:
        self._first = (language, comfort)
        self._ids = count(1)
        self.language = language
        self.comfort = comfort
        self.visit = Visit(next(self._ids))

    @property
    def untouched(self) -> bool:
        """Tell whether it stands as it started."""
        return self.visit.untouched and (self.language, self.comfort) == self._first

    def clear(self) -> None:
        """Forget the visitor: language and comfort go back to the start, the visit is thrown away."""
        self.language, self.comfort = self._first
        self.visit = Visit(next(self._ids))

    def switch_language(self) -> None:
        """Change between Chinese and English."""
        self.language = "en" if self.language == "zh" else "zh"

    def first_comfort(self) -> Comfort:
        """Return what every visitor starts with."""
        return self._first[1]
