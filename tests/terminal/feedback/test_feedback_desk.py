"""Rating and opinions: what is sent, what is shown, what is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.domain.errors import NotFoundError, NotReachableError, StorageError
from kiosk.domain.feedback import (
    CHANNEL,
    About,
    Grade,
    Letter,
    Opinion,
    OpinionKind,
    Rating,
    Reason,
    Withdrawal,
    receipt_is_right,
)
from kiosk.domain.tickets import Priority, Ticket, TicketState, WaitRange
from kiosk.paper.receipt import ReceiptPaper, receipt_document
from kiosk.terminal.feedback import pages
from kiosk.terminal.feedback.draft import TicketFound, phone_is_whole
from kiosk.terminal.feedback.post import outgoing
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.presenters.feedback import feedback, opinion
from kiosk.terminal.session import Visit
from kiosk.wire.letters import unseal
from kiosk.wire.outbox import Outbox

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TICKET = Ticket("A005", "consult", "法律咨询", Priority.NORMAL, TicketState.SERVING, AT, "r", 0, WaitRange(0, 0), "c2")


class Mail:
    """Remembers letters; `fault` refuses them."""

    def __init__(self):
        self.letters: list[Letter] = []
        self.keys: list[str] = []
        self.fault = None

    def __call__(self, letter, key):
        if self.fault:
            raise self.fault
        self.letters.append(letter)
        self.keys.append(key)

    @property
    def last(self):
        return self.letters[-1].body


@pytest.fixture
def mail():
    return Mail()


@pytest.fixture
def act(controller, jobs, mail, content, letter_keys):
    """A controller at home whose content has a key, and whose hall knows A005."""
    controller.start()
    jobs.run()
    controller.content.take(replace(content, inbox_key=letter_keys[1]), has_laws=True)

    def find(number):
        if number == "A005":
            return TICKET
        raise NotFoundError("no such ticket") if number[0] == "A" else NotReachableError("away")

    controller.feedback.connect((jobs, mail), (jobs, find), "terminal-1")
    return controller


def said(session, screen, text):
    session.visit.typed[screen] = Typed(text)


def test_one_touch_and_one_more_send_a_rating_without_a_name(act, jobs, mail, window, session, letter_keys):
    act.open("rating")
    act.feedback.grade("非常满意")
    assert window.place.screen == "rating_more"
    assert not window.view.reasons, "nobody who is content is asked why"
    act.feedback.send_rating()
    act.feedback.send_rating()
    jobs.run()
    assert window.place.screen == "thanks"
    assert window.view.kept
    assert len(mail.letters) == 1
    assert mail.last == Rating(Grade.VERY_SATISFIED, mail.last.at, channel=CHANNEL)
    assert mail.keys == [letter_keys[1]]
    assert mail.letters[0].machine == "terminal-1"


def test_poor_grades_ask_why_and_promise_to_look_into_it(act, jobs, mail, window, session, content):
    act.feedback.grade("不满意")
    assert [r.code for r in window.view.reasons] == [r.value for r in Reason]
    for code in ("place", "waited", "attitude", "place"):
        act.feedback.reason(code)
    act.feedback.service("aid")
    said(session, "rating_text", "等了很久")
    act.feedback.send_rating()
    jobs.run()
    assert mail.last.reasons == (Reason.WAITED, Reason.ATTITUDE)
    assert (mail.last.service, mail.last.text) == ("aid", "等了很久")
    assert str(content.hall.reply_days) in window.view.text
    assert window.view.more


def test_a_better_grade_drops_the_reasons(act, session):
    act.feedback.grade("不满意")
    act.feedback.reason("waited")
    act.feedback.grade("满意")
    assert session.visit.said.rating.reasons == ()


@pytest.mark.parametrize(
    ("number", "found", "service", "counter"),
    [
        ("A005", TicketFound.FOUND, "consult", "c2"),
        ("A999", TicketFound.UNKNOWN, "", ""),
        ("B001", TicketFound.NO_ANSWER, "", ""),
    ],
)
def test_a_ticket_number_tells_service_and_counter(act, jobs, mail, session, window, number, found, service, counter):
    act.feedback.grade("满意")
    act.feedback.use_ticket(number)
    assert session.visit.said.rating.found is TicketFound.ASKING
    jobs.run()
    assert session.visit.said.rating.found is found
    assert window.view.ticket_note
    act.feedback.send_rating()
    jobs.run()
    assert (mail.last.ticket, mail.last.service, mail.last.counter) == (number, service, counter)


def test_a_number_taken_back_is_not_sent(act, jobs, mail, session):
    act.feedback.grade("满意")
    act.feedback.use_ticket("A005")
    act.feedback.use_ticket("")
    jobs.run()
    act.feedback.send_rating()
    jobs.run()
    assert mail.last.ticket == ""


def complain(act, session, text="等了两小时", phone=""):
    act.open("suggestion")
    act.feedback.kind("complaint")
    act.feedback.about("process")
    said(session, "suggestion_text", text)
    if phone:
        said(session, "suggestion_phone", phone)
    act.open("suggestion_check")
    act.feedback.send_opinion()


def test_a_complaint_gets_a_receipt_and_is_forgotten_on_the_way_home(act, jobs, mail, window, session):
    complain(act, session, phone="05550000000")
    assert not window.view.receipt, "no number before the letter is on the disk"
    jobs.run()
    assert window.place.screen == "receipt"
    letter: Opinion = mail.last
    assert (letter.kind, letter.about, letter.phone, letter.wants_reply) == (
        OpinionKind.COMPLAINT,
        About.PROCESS,
        "05550000000",
        True,
    )
    assert receipt_is_right(window.view.receipt)
    assert window.view.receipt == letter.receipt
    assert letter.receipt in window.view.qr
    assert "12348" in window.view.steps[-1]
    assert "等了两小时" not in window.view.qr
    act.back()
    assert session.visit.untouched


def test_what_is_not_kept_gets_no_receipt_and_can_be_tried_again(act, jobs, mail, window, session):
    mail.fault = StorageError("the disk is full")
    complain(act, session)
    jobs.run()
    assert (window.view.kept, window.view.receipt, window.view.qr) == (False, "", "")
    assert "12348" in window.view.note
    act.home()
    assert not session.visit.untouched, "the words are not lost"
    mail.fault = None
    act.open("receipt")
    act.feedback.send_opinion()
    jobs.run()
    assert window.view.kept
    assert len(mail.letters) == 1


def test_a_second_try_is_the_same_letter(act, jobs, mail, session):
    mail.fault = StorageError("the disk is full")
    complain(act, session)
    jobs.run()
    first = session.visit.said.opinion
    mail.fault = None
    act.feedback.send_opinion()
    jobs.run()
    assert (mail.letters[0].id, mail.last.receipt) == (first.letter, first.receipt)


def test_an_opinion_can_be_taken_back(act, jobs, mail, window, session):
    complain(act, session)
    act.feedback.withdraw()
    jobs.run()
    assert len(mail.letters) == 1, "nothing to take back before it is kept"
    act.feedback.withdraw()
    act.feedback.withdraw()
    jobs.run()
    sent, back = (letter.body for letter in mail.letters)
    assert isinstance(back, Withdrawal)
    assert (back.letter, back.receipt) == (mail.letters[0].id, sent.receipt)
    assert not window.view.qr
    assert not window.view.withdraw


def test_half_a_phone_number_is_asked_about_and_never_sent(act, jobs, mail, session, facts):
    said(session, "suggestion_phone", "0555")
    assert opinion.phone(facts, session.visit).reason
    assert [phone_is_whole(d) for d in ("12348", "5550000", "05550000000", "1" * 14, "abc")] == [
        False,
        True,
        True,
        False,
        False,
    ]
    shown = [line.text for line in opinion.check(facts, session.visit).lines if line.screen == "suggestion_phone"]
    assert shown == [facts.tr("opinion.no_phone")], "what is shown is what is sent"
    complain(act, session, phone="0555")
    jobs.run()
    assert (mail.last.phone, mail.last.wants_reply) == ("", False)


def test_nothing_written_cannot_be_sent(act, jobs, mail, session, facts):
    complain(act, session, text=" ")
    jobs.run()
    assert mail.letters == []
    assert opinion.words(facts, Typed(), rating=False).reason
    assert not opinion.words(facts, Typed(), rating=True).reason


def test_a_letter_that_comes_through_after_the_visitor_left_touches_nobody_else(act, jobs, mail, window, session):
    complain(act, session)
    act.leave()
    jobs.run()
    assert len(mail.letters) == 1
    assert session.visit.untouched
    assert window.place.screen == "home"


def test_without_a_key_the_page_says_where_to_go_instead(facts, content, letter_keys):
    assert "12348" in feedback.present(replace(facts, content=replace(content, inbox_key=""))).off
    assert feedback.present(replace(facts, content=replace(content, inbox_key=letter_keys[1]))).off == ""
    assert opinion.kinds(replace(facts, content=replace(content, inbox_key=""))).off


def test_a_hall_without_progress_shows_no_tile_for_it(facts, content, letter_keys):
    village = replace(content, hall=replace(content.hall, without=("progress",)), inbox_key=letter_keys[1])
    assert [t.screen for t in feedback.present(replace(facts, content=village)).tiles] == ["rating", "suggestion"]


def test_the_five_grades_stand_from_best_to_worst_in_the_national_words(facts):
    view = feedback.rating(facts, Visit(1))
    assert [g.name for g in view.grades] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert [g.word for g in view.grades] == [g.value for g in Grade]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", ""),
        ("a", ""),
        ("a5", "A005"),
        ("a005", "A005"),
        ("A1234", "A1234"),
        ("1005", ""),
        ("a00b", ""),
        ("号001", ""),
    ],
)
def test_a_ticket_number_is_a_letter_and_digits(facts, typed, number):
    view = feedback.rating_ticket(facts, Typed(typed))
    assert (view.number, not view.reason) == (number, bool(number))


def test_what_stays_on_the_disk_says_nothing(tmp_path, clock, letter_keys):
    post = outgoing(Outbox(tmp_path), clock)
    body = Rating(Grade.DISSATISFIED, clock.now(), text="某某说话难听", ticket="A005")
    letter = Letter("0" * 32, "云溪", "terminal-1", body)
    post(letter, letter_keys[1])
    with pytest.raises(StorageError, match="key"):
        post(letter, "")
    (waiting,) = Outbox(tmp_path).waiting()
    data = waiting.file.read_bytes()
    for word in ("某某说话难听", "满意", "A005", "云溪"):
        assert word.encode() not in data
    assert unseal(data, letter_keys[0]) == letter


def test_the_slip_has_the_number_and_not_the_words(content, strings, clock):
    paper = ReceiptPaper("云溪-1123-7K3FQ2", ("等电话",), "受理编号 云溪-1123-7K3FQ2", clock.now())
    text = str(receipt_document(paper, content.hall, strings["zh"]))
    assert "云溪-1123-7K3FQ2" in text
    assert "15个工作日" in text
    assert "2026-11-23 09:30" in text


def test_every_page_is_made_in_both_languages(facts, in_english):
    visit = Visit(1)
    for words in (facts, in_english):
        for screen in sorted(pages.SCREENS):
            assert pages.view(words, screen, visit).title


def test_the_centre_reads_the_chinese_name_of_the_hall_in_every_language(act, jobs, mail, session, content):
    act.switch_language()
    complain(act, session)
    jobs.run()
    assert mail.letters[0].hall == content.hall.name
    assert mail.last.receipt.startswith(content.hall.name[:2])
