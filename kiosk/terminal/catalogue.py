"""Every screen but home: which class draws which view, and the layouts. Read once home is on the screen."""

from collections.abc import Callable
from typing import Any

from kiosk.terminal.navigator import Place
from kiosk.terminal.presenters.feedback.progress import AskMatterView, MatterView, NoMatterView
from kiosk.terminal.presenters.guide.categories import CategoriesView
from kiosk.terminal.presenters.guide.handover import HandoverView
from kiosk.terminal.presenters.guide.needs import NeedsView
from kiosk.terminal.presenters.guide.procedure import ProcedureView
from kiosk.terminal.presenters.guide.procedures import FindView, ProceduresView
from kiosk.terminal.presenters.lookup.found import LawsFilterView, LawsFoundView
from kiosk.terminal.presenters.lookup.laws import LawsView
from kiosk.terminal.presenters.lookup.topics import TopicsView, TopicView
from kiosk.terminal.presenters.places.duty import DutyView
from kiosk.terminal.presenters.places.institution import InstitutionView
from kiosk.terminal.presenters.places.institutions import InstitutionsView
from kiosk.terminal.presenters.places.map import MapView
from kiosk.terminal.presenters.places.people import PeopleView, PractitionerView
from kiosk.terminal.presenters.reading.article import ArticleView, CitedByView
from kiosk.terminal.presenters.reading.cases import CasesView, CaseView
from kiosk.terminal.presenters.reading.compare import ChangesView, CompareView
from kiosk.terminal.presenters.reading.law import ContentsView, JumpView, LawView, VersionsView
from kiosk.terminal.presenters.reading.on_day import OnDayView
from kiosk.terminal.presenters.reading.take import TakeView
from kiosk.terminal.presenters.slides import SlidesView
from kiosk.terminal.presenters.staff import DoorView, PinView, StaffView
from kiosk.terminal.presenters.tickets.confirm import ConfirmView
from kiosk.terminal.presenters.tickets.my_ticket import AskNumberView, MyTicketView
from kiosk.terminal.presenters.tickets.services import ServicesView
from kiosk.terminal.presenters.tickets.ticket import TicketView
from kiosk.terminal.screens import feedback as feedback_screens
from kiosk.terminal.screens import flowchart, keyboard, map_mover  # noqa: F401 - named in layouts
from kiosk.terminal.screens.article import ArticleScreen, ChangesScreen, CitedByScreen, CompareScreen, TakeScreen
from kiosk.terminal.screens.care import DutyScreen, SlidesScreen
from kiosk.terminal.screens.cases import CaseScreen, CasesScreen
from kiosk.terminal.screens.handover import HandoverScreen
from kiosk.terminal.screens.institutions import (
    InstitutionScreen,
    InstitutionsScreen,
    PeopleScreen,
    PractitionerScreen,
)
from kiosk.terminal.screens.law import ContentsScreen, JumpScreen, LawScreen, OnDayScreen, VersionsScreen
from kiosk.terminal.screens.laws import (
    LawsFilterScreen,
    LawsFoundScreen,
    LawsScreen,
    TopicScreen,
    TopicsScreen,
)
from kiosk.terminal.screens.map import MapScreen
from kiosk.terminal.screens.my_ticket import AskNumberScreen, MyTicketScreen
from kiosk.terminal.screens.needs import NeedsScreen
from kiosk.terminal.screens.procedures import CategoriesScreen, FindScreen, ProcedureScreen, ProceduresScreen
from kiosk.terminal.screens.progress import AskMatterScreen, MatterScreen, NoMatterScreen
from kiosk.terminal.screens.services import ConfirmScreen, ServicesScreen
from kiosk.terminal.screens.staff import DoorScreen, PinScreen, StaffScreen
from kiosk.terminal.screens.ticket import TicketScreen
from kiosk.ui import marked_words, qr  # noqa: F401 - named in layouts

LAYOUTS = (
    "keyboard.kv", "services.kv", "ticket.kv", "categories.kv", "find.kv", "procedure.kv", "laws.kv", "article.kv", "law.kv",
    "institutions.kv", "institution.kv", "people.kv", "map.kv", "qr.kv", "handover.kv", "needs.kv", "my_ticket.kv", "comfort.kv", "care.kv",
    "feedback.kv", "opinion.kv", "progress.kv", "staff.kv", "cases.kv",
)  # fmt: skip
SCREENS: dict[type, Callable[[Place, Any, Any], Any]] = {
    ServicesView: ServicesScreen,
    ConfirmView: ConfirmScreen,
    TicketView: TicketScreen,
    CategoriesView: CategoriesScreen,
    ProceduresView: ProceduresScreen,
    FindView: FindScreen,
    ProcedureView: ProcedureScreen,
    HandoverView: HandoverScreen,
    NeedsView: NeedsScreen,
    AskNumberView: AskNumberScreen,
    MyTicketView: MyTicketScreen,
    AskMatterView: AskMatterScreen,
    MatterView: MatterScreen,
    NoMatterView: NoMatterScreen,
    LawsView: LawsScreen,
    LawsFoundView: LawsFoundScreen,
    LawsFilterView: LawsFilterScreen,
    TopicsView: TopicsScreen,
    TopicView: TopicScreen,
    ArticleView: ArticleScreen,
    CitedByView: CitedByScreen,
    TakeView: TakeScreen,
    CompareView: CompareScreen,
    ChangesView: ChangesScreen,
    LawView: LawScreen,
    ContentsView: ContentsScreen,
    JumpView: JumpScreen,
    VersionsView: VersionsScreen,
    OnDayView: OnDayScreen,
    CasesView: CasesScreen,
    CaseView: CaseScreen,
    InstitutionsView: InstitutionsScreen,
    InstitutionView: InstitutionScreen,
    DutyView: DutyScreen,
    SlidesView: SlidesScreen,
    PeopleView: PeopleScreen,
    MapView: MapScreen,
    PractitionerView: PractitionerScreen,
    DoorView: DoorScreen,
    PinView: PinScreen,
    StaffView: StaffScreen,
    **feedback_screens.SCREENS,
}
