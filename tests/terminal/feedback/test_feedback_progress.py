"""Progress of a matter: what may be asked, what each answer means, and that number and code do not outlive it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.domain.errors import NotFoundError, NotReachableError, RefusedError
from kiosk.domain.matters import Matter, MatterState, MatterStep, matter_number
from kiosk.terminal.feedback.matter import CODE_BOX, CODE_FIELD, NUMBER_BOX
from kiosk.terminal.feedback.progress import Progress, ProgressState
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters import home
from kiosk.terminal.presenters.feedback import progress
from kiosk.terminal.session import Visit

NUMBER, CODE = matter_number(2026, 15), "040718"
MATTER = Matter(
    NUMBER,
    "讨要工钱",
    "aid",
    (
        MatterStep(MatterState.RECEIVED, datetime(2026, 11, 19, 20, 0, tzinfo=UTC)),
        MatterStep(MatterState.MISSING, datetime(2026, 11, 21, 3, 0, tzinfo=UTC), "请补收入证明"),
    ),
)


def asked(facts, number="", code="", field=""):
    boxes = {NUMBER_BOX: Typed(number), CODE_BOX: Typed(code)}
    return progress.present(facts, Visit(1, typed=boxes, fields={NUMBER_BOX: field} if field else {}))


def test_each_box_says_what_it_waits_for(facts):
    tr = facts.tr
    assert asked(facts).off == tr("progress.number_short")
    mistyped = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    assert asked(facts, mistyped).off == tr("progress.number_mistyped")
    first = asked(facts, NUMBER)
    assert (first.off, first.button) == ("", tr("progress.next"))
    assert asked(facts, NUMBER, "0407", CODE_FIELD).off == tr("progress.code_short")
    whole = asked(facts, NUMBER, CODE, CODE_FIELD)
    assert (whole.off, whole.button) == ("", tr("progress.look"))
    assert [box.chosen for box in whole.boxes] == [False, True]
    assert whole.boxes[0].text == "2026 0015 1"


def test_the_time_line_begins_with_where_the_matter_stands(facts):
    view = progress.present(facts, Visit(1, matter=Progress(ProgressState.FOUND, MATTER)))
    assert (view.name, view.state, view.mood) == ("讨要工钱", "要补材料", "act")
    assert "材料" in view.advice
    assert "12348" in view.contact
    assert [(s.state, s.words, s.now, s.last) for s in view.steps] == [
        ("要补材料", "请补收入证明", True, False),
        ("已收件", "", False, True),
    ]
    assert view.steps[1].when == "2026年11月20日", "the hall's day, not that of Greenwich"


def test_every_state_and_every_answer_has_words_in_both_languages(facts, in_english):
    for known in (facts, in_english):
        for state in MatterState:
            matter = replace(MATTER, steps=(MatterStep(state, MATTER.steps[0].at),))
            view = progress.present(known, Visit(1, matter=Progress(ProgressState.FOUND, matter)))
            assert view.state
            assert view.advice
        for state in (ProgressState.REFUSED, ProgressState.LOCKED, ProgressState.AWAY):
            view = progress.present(known, Visit(1, matter=Progress(state)))
            assert view.state
            assert view.advice
            assert not view.busy


def test_home_leads_to_it(facts):
    view = home.present(facts)
    assert "progress" in [tile.screen for tile in (*view.tiles, *view.more)]


@pytest.fixture
def hall(controller, jobs):
    """A hall that knows one matter; the first list holds what it was asked."""
    asked, answer = [], [MATTER]

    def look_up(number, code):
        asked.append((number, code))
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    controller.progress.connect(jobs, look_up)
    controller.open("progress")
    return asked, answer


def put(controller, digits):
    for digit in digits:
        controller.typing.put(digit)


def fill(controller):
    put(controller, NUMBER)
    controller.progress.go_on()
    put(controller, CODE)


def test_number_then_code_then_the_matter(controller, session, window, jobs, hall):
    controller.progress.go_on()
    put(controller, NUMBER[:-1])
    controller.progress.go_on()
    assert session.visit.fields.get(NUMBER_BOX, "") == "", "half a number leads nowhere"
    put(controller, NUMBER[-1])
    controller.progress.go_on()
    put(controller, CODE)
    controller.progress.go_on()
    controller.progress.go_on()
    assert jobs.run() == 1
    assert hall[0] == [(NUMBER, CODE)]
    assert window.view.state == "要补材料"
    assert CODE_BOX not in session.visit.typed


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (NotFoundError("no matter"), ProgressState.REFUSED),
        (RefusedError("too many", status=429, code="locked"), ProgressState.LOCKED),
        (RefusedError("other", status=422, code="wrong-body"), ProgressState.AWAY),
        (NotReachableError("no answer", "wait"), ProgressState.AWAY),
    ],
)
def test_what_the_hall_says_is_told_apart(controller, session, window, jobs, hall, fault, state, caplog):
    hall[1][0] = fault
    fill(controller)
    controller.progress.go_on()
    jobs.run()
    assert session.visit.matter.state is state
    assert NUMBER not in caplog.text
    assert CODE not in caplog.text
    controller.progress.again()
    assert [(box.text, box.chosen) for box in window.view.boxes] == [("2026 0015 1", False), ("", True)]


def test_another_matter_starts_with_empty_boxes(controller, window, jobs, hall):
    fill(controller)
    controller.progress.go_on()
    jobs.run()
    controller.progress.again()
    assert [(box.text, box.chosen) for box in window.view.boxes] == [("", True), ("", False)]


def test_before_the_hall_is_known_it_counts_as_away(controller, window):
    controller.open("progress")
    fill(controller)
    controller.progress.go_on()
    assert "12348" in window.view.advice


@pytest.mark.parametrize("way", ["home", "back", "leave"])
def test_nothing_outlives_the_page(controller, session, jobs, hall, way):
    fill(controller)
    controller.progress.go_on()
    getattr(controller, way)()
    jobs.run()
    assert session.untouched
