"""Taking tickets: no double ticket whatever is touched, and no number lost whatever the printer does."""

from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from terminal_jobs import Jobs

from device.errors import PortError
from kiosk.domain.devices import DeviceReport
from kiosk.domain.errors import NotFoundError, NotReachableError, RefusedError
from kiosk.domain.tickets import Priority, Ticket, TicketState, WaitRange
from kiosk.paper.printing import PaperReport, PaperResult
from kiosk.terminal.facts import Paper
from kiosk.terminal.printing import TicketPaper, paper_of
from kiosk.terminal.session import Session
from kiosk.terminal.tickets.attempt import Stage, Trouble
from kiosk.terminal.tickets.desk import TicketDesk

PRINTED = (Stage.PRINTED, Trouble.NONE)


class Hall:
    """Gives numbers as a hall does: the same request id, the same ticket."""

    def __init__(self):
        self.tickets = {}
        self.fault = None
        self.lost_answer = False

    def issue(self, request_id, service, priority, note=None):
        if self.fault:
            raise self.fault
        if request_id not in self.tickets:
            number = f"A{len(self.tickets) + 1:03d}"
            self.tickets[request_id] = Ticket(
                number,
                service,
                service,
                priority,
                TicketState.WAITING,
                datetime(2026, 11, 23, tzinfo=UTC),
                request_id,
                0,
                WaitRange(0, 0),
            )
        if self.lost_answer:
            raise NotReachableError("no answer", "try again")
        return self.tickets[request_id]


class Printer:
    def __init__(self):
        self.result = PRINTED
        self.printed = []

    def print(self, ticket, language, again):
        self.printed.append((ticket.number, language, again))
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def printer():
    return Printer()


@pytest.fixture
def desk(session, jobs, hall, printer):
    return TicketDesk(session, jobs, jobs, issue=hall.issue, print_ticket=printer.print, on_change=lambda: None)


def test_a_second_touch_asks_only_once(desk, jobs, hall, session):
    assert desk.take("aid")
    assert not desk.take("aid")
    assert desk.busy
    jobs.run()
    assert not desk.take("aid")
    jobs.run()
    assert len(hall.tickets) == 1
    assert session.visit.attempts["aid"].stage is Stage.PRINTED
    assert not desk.busy


def test_a_retry_carries_the_same_request_and_gets_the_same_number(desk, jobs, hall, session):
    hall.lost_answer = True  # the hall wrote the ticket down, its answer never came
    session.visit.priority = Priority.ELDERLY
    desk.take("aid")
    jobs.run()
    assert session.visit.attempts["aid"].stage is Stage.AWAY
    hall.lost_answer = False
    session.visit.priority = Priority.NORMAL
    assert desk.take("aid")
    jobs.run()
    assert len(hall.tickets) == 1
    assert session.visit.attempts["aid"].ticket.priority is Priority.ELDERLY


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (RefusedError("no tickets left", code="quota"), Trouble.USED_UP),
        (RefusedError("closed", code="closed"), Trouble.CLOSED),
        (NotFoundError("no such service"), Trouble.OTHER),
        (RefusedError("wrong token", status=401), Trouble.OTHER),
    ],
)
def test_a_refusal_is_told_and_may_be_tried_anew(desk, jobs, hall, session, fault, trouble):
    hall.fault = fault
    desk.take("aid")
    jobs.run()
    attempt = session.visit.attempts["aid"]
    assert (attempt.stage, attempt.trouble) == (Stage.REFUSED, trouble)
    hall.fault = None
    assert desk.take("aid")
    jobs.run()
    assert session.visit.attempts["aid"].request_id != attempt.request_id
    assert session.visit.attempts["aid"].ticket.number == "A001"


def test_the_number_stays_when_the_printer_fails_and_prints_again_as_a_reprint(desk, jobs, printer, session):
    printer.result = (Stage.UNPRINTED, Trouble.NO_PAPER)
    desk.take("aid")
    jobs.run()
    attempt = session.visit.attempts["aid"]
    assert (attempt.stage, attempt.trouble, attempt.ticket.number) == (Stage.UNPRINTED, Trouble.NO_PAPER, "A001")
    printer.result = PRINTED
    assert desk.print_again("aid")
    jobs.run()
    assert not desk.print_again("aid")
    assert printer.printed == [("A001", "zh", False), ("A001", "zh", True)]


def test_a_fault_of_the_print_worker_leaves_the_number(desk, jobs, printer, session):
    printer.result = PortError("gone")
    desk.take("aid")
    jobs.run()
    assert session.visit.attempts["aid"].stage is Stage.UNPRINTED
    assert session.visit.attempts["aid"].ticket.number == "A001"


def test_a_late_answer_never_reaches_the_next_visitor(desk, jobs, printer, session):
    desk.take("aid")
    session.clear()
    jobs.run()
    assert session.untouched
    assert printer.printed == [("A001", "zh", False)]  # whoever asked may still be at the slot


class DeskMachine(RuleBasedStateMachine):
    """Any order of touches and faults: at most one ticket for each service and visit."""

    def __init__(self):
        super().__init__()
        self.jobs, self.hall, self.printer, self.session = Jobs(), Hall(), Printer(), Session()
        self.desk = TicketDesk(
            self.session,
            self.jobs,
            self.jobs,
            issue=self.hall.issue,
            print_ticket=self.printer.print,
            on_change=lambda: None,
        )

    @rule(service=st.sampled_from(["aid", "advice"]))
    def take(self, service):
        self.desk.take(service)

    @rule(service=st.sampled_from(["aid", "advice"]))
    def print_again(self, service):
        self.desk.print_again(service)

    @rule(fault=st.sampled_from([None, NotReachableError("away"), RefusedError("no", code="closed")]))
    def hall_is(self, fault):
        self.hall.fault = fault

    @rule(lost=st.booleans())
    def answers_are_lost(self, lost):
        self.hall.lost_answer = lost

    @rule(result=st.sampled_from([PRINTED, (Stage.UNPRINTED, Trouble.COVER), PortError("gone")]))
    def printer_is(self, result):
        self.printer.result = result

    @rule()
    def work(self):
        self.jobs.run()

    @invariant()
    def one_ticket_for_each_service(self):
        services = [t.service for t in self.hall.tickets.values()]
        assert len(services) == len(set(services))

    @invariant()
    def a_number_once_given_stays(self):
        for attempt in self.session.visit.attempts.values():
            if attempt.stage in (Stage.PRINTING, Stage.PRINTED, Stage.UNPRINTED):
                assert attempt.ticket is not None


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize(
    ("state", "detail", "paper"),
    [
        ("ok", "", Paper.OK),
        ("low", "paper_low", Paper.LOW),
        ("out", "paper_out", Paper.OUT),
        ("cover", "cover_open", Paper.COVER),
        ("error", "cutter", Paper.OFFLINE),
        ("unknown", "silent", Paper.UNKNOWN),
        ("unknown", "no_port", Paper.OFFLINE),
        ("none", "", Paper.NONE),
    ],
)
def test_what_a_report_means_to_a_visitor(state, detail, paper):
    assert paper_of(DeviceReport("t", "printer", state, detail)) is paper


@pytest.mark.parametrize(
    ("result", "state", "becomes"),
    [
        (PaperResult.PRINTED, "ok", PRINTED),
        (PaperResult.UNCERTAIN, "unknown", (Stage.UNCERTAIN, Trouble.NONE)),
        (PaperResult.UNCERTAIN, "out", (Stage.UNPRINTED, Trouble.NO_PAPER)),
        (PaperResult.NOT_PRINTED, "cover", (Stage.UNPRINTED, Trouble.COVER)),
        (PaperResult.NOT_PRINTED, "unknown", (Stage.UNPRINTED, Trouble.OFFLINE)),
        (PaperResult.NO_PRINTER, "none", (Stage.UNPRINTED, Trouble.NO_PRINTER)),
    ],
)
@pytest.mark.parametrize("has_content", [True, False])
def test_what_becomes_of_the_paper(strings, content, hall, clock, result, state, becomes, has_content):
    documents = []

    class Device:
        def print(self, document):
            documents.append(document)
            return PaperReport(result, state)

    paper = TicketPaper(Device(), strings, lambda: content if has_content else None, 80, clock)
    assert paper.print(hall.issue("r", "consult", Priority.NORMAL), "zh") == becomes
    assert any("A001" in text for text in documents[0].texts())
