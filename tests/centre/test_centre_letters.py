"""Letters from the halls: taken in once, handled to the end, counted honestly."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.domain.clock import FixedClock
from kiosk.domain.errors import KioskError
from kiosk.domain.feedback import (
    About,
    Grade,
    Letter,
    Opinion,
    OpinionKind,
    Rating,
    Reason,
    Served,
    Withdrawal,
    new_receipt,
)
from kiosk.wire.letters import new_id, new_key_pair, public_of, seal

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
HALL = "溪桥县公共法律服务中心"
RECEIPT = new_receipt(HALL, AT.date())
COMPLAINT = Opinion(
    OpinionKind.COMPLAINT, About.STAFF, "等了两小时", RECEIPT, AT, phone="05550000000", wants_reply=True
)


@pytest.fixture(autouse=True)
def clean(centre):
    from kiosk.centre.models import Delivery, Letter, LetterStep, Machine, Served

    LetterStep.objects.filter(undoes__isnull=False).delete()
    for model in (LetterStep, Letter, Delivery, Machine, Served):
        model.objects.all().delete()
    centre.clock = FixedClock(AT)


@pytest.fixture
def token(centre):
    from kiosk.centre.inbox import add_machine

    return add_machine("terminal-1", AT)


@pytest.fixture
def hand_in(centre, token):
    """Hand letters in as a machine does; returns the answer."""
    from django.test import Client

    key = public_of(centre.keys.letters())

    def send(*bodies, ids=None, key=key, token=token):
        names = ids or [new_id() for _ in bodies]
        letters = [
            {"id": name, "sealed": b64encode(seal(Letter(name, HALL, "terminal-1", body), key)).decode()}
            for name, body in zip(names, bodies, strict=True)
        ]
        answer = Client().post(
            "/inbox/", {"letters": letters}, "application/json", headers={"Authorization": f"Bearer {token}"}
        )
        return answer.status_code, answer.json(), names

    return send


def letters(**asked):
    from kiosk.centre.models import Letter

    return Letter.objects.filter(**asked)


def test_a_letter_is_kept_once_however_often_it_comes(hand_in):
    status, answer, names = hand_in(COMPLAINT)
    assert (status, answer) == (200, {"kept": names, "refused": []})
    assert hand_in(COMPLAINT, ids=names)[1]["kept"] == names
    row = letters().get()
    assert (row.receipt, row.text, row.phone, row.hall, row.kind) == (
        RECEIPT, "等了两小时", "05550000000", HALL, "complaint",
    )  # fmt: skip
    assert (row.state, row.due) == ("to_check", date(2026, 12, 14)), "15 working days, as no other figure is set"


def test_the_due_day_follows_the_halls_own_figure(hand_in, item):
    hall = item("hall")
    hall.document = hall.document | {"reply_days": 5}
    hall.save()
    hand_in(COMPLAINT)
    assert letters().get().due == date(2026, 11, 30)


def test_only_poor_ratings_are_handled(hand_in):
    hand_in(Rating(Grade.SATISFIED, AT, "aid"), Rating(Grade.DISSATISFIED, AT, "aid", reasons=(Reason.WAITED,)))
    assert [(r.grade, r.state) for r in letters().order_by("pk")] == [("满意", "none"), ("不满意", "to_check")]


def test_without_a_token_nothing_is_taken(hand_in):
    assert hand_in(COMPLAINT, token="wrong")[0] == 401
    assert hand_in(COMPLAINT, token="")[0] == 401
    assert not letters().exists()


def test_what_cannot_be_opened_is_named_and_the_rest_is_kept(hand_in):
    strange = new_key_pair()[1]
    status, answer, names = hand_in(COMPLAINT, key=strange)
    assert (status, answer) == (200, {"kept": [], "refused": names})
    assert hand_in(COMPLAINT)[1]["refused"] == []


@pytest.mark.parametrize("body", [b"", b"[]", b'{"letters": 1}', b'{"letters": [{"id": "x", "sealed": ""}]}', b"\xff"])
def test_rubbish_is_refused_politely(token, centre, body):
    from django.test import Client

    answer = Client().post("/inbox/", body, "application/json", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 422
    assert "detail" in answer.json()


def test_a_letter_taken_back_is_closed_unless_somebody_has_begun(hand_in, sign_in):
    _, _, (first,) = hand_in(COMPLAINT)
    other = replace(COMPLAINT, receipt=new_receipt(HALL, AT.date()))
    _, _, (second,) = hand_in(other)
    step(sign_in("handler"), letters(delivery_id=second).get(), "mending", "在查")
    hand_in(Withdrawal(first, RECEIPT, AT), Withdrawal(second, other.receipt, AT), Withdrawal(new_id(), RECEIPT, AT))
    assert letters(delivery_id=first).get().state == "taken_back"
    assert letters(delivery_id=second).get().state == "mending"


def step(client, row, action, note="", version=None):
    row.refresh_from_db()
    values = {"action": action, "note": note, "version": row.version if version is None else version}
    answer = client.post(f"/letters/{row.pk}/step/", values, follow=True)
    row.refresh_from_db()
    return answer.content.decode()


def test_a_complaint_goes_its_way_to_the_end_with_a_call_back(hand_in, sign_in):
    hand_in(COMPLAINT)
    row, client = letters().get(), sign_in("handler")
    for action in ("mending", "answered"):
        step(client, row, action, "做了")
    step(client, row, "closed", "办结")
    assert row.state == "answered", "who left a number is called before the letter is closed"
    step(client, row, "called", "打过电话，满意")
    step(client, row, "closed")
    assert row.state == "closed"
    assert [s.after for s in row.steps.all()] == ["mending", "answered", "called", "closed"]
    page = client.get(f"/letters/{row.pk}/").content.decode()
    assert "打过电话，满意" in page
    assert "05550000000" in page


def test_a_step_needs_a_word_and_the_newest_state(hand_in, sign_in):
    hand_in(COMPLAINT)
    row, client = letters().get(), sign_in("handler")
    assert "请写一两句" in step(client, row, "mending")
    step(client, row, "mending", "在查")
    page = step(client, row, "answered", "说了这些", version=1)
    assert "刚刚有人处理" in page
    assert ">说了这些</textarea>" in page, "nobody writes it twice"
    assert row.state == "mending"
    assert "不能这样办" in step(client, row, "nonsense", "x")


def test_a_step_taken_back_stays_in_the_history(hand_in, sign_in):
    hand_in(Rating(Grade.DISSATISFIED, AT))
    row, client = letters().get(), sign_in("handler")
    step(client, row, "appealed", "点错了")
    step(client, row, "note", "问过本人")
    step(client, row, "mistaken", "确认误评")
    step(client, row, "undo")
    assert row.state == "appealed"
    step(client, row, "undo")
    assert row.state == "to_check"
    assert "不能这样办" in step(client, row, "undo")
    assert row.steps.count() == 5
    assert "已撤回" in client.get(f"/letters/{row.pk}/").content.decode()


def test_who_may_read(hand_in, sign_in):
    from django.test import Client

    hand_in(COMPLAINT)
    pk = letters().get().pk
    assert Client().get("/letters/").status_code == 302
    for role, status in (("editor", 403), ("reviewer", 403), ("handler", 200), ("operator", 200)):
        client = sign_in(role)
        assert client.get("/letters/").status_code == status, role
        assert client.get(f"/letters/{pk}/").status_code == status, role
        assert client.post(f"/letters/{pk}/step/", {"action": "undo"}).status_code == (403 if status == 403 else 409)
    handler = sign_in("handler", "second")
    assert handler.get("/").status_code == 403, "who answers letters does not edit content"
    assert handler.get("/start/").url == "/letters/"


def test_the_list_finds_by_receipt_state_and_hall(hand_in, sign_in, centre):
    hand_in(COMPLAINT, Rating(Grade.SATISFIED, AT, "aid", ticket="A005"))
    client = sign_in("handler")

    def found(query):
        return client.get(f"/letters/?{query}").content.decode().count('class="title"')

    assert found("") == 1
    assert found("state=all") == 2
    assert found(f"q={RECEIPT.lower().replace('-', '')}") == 1
    assert found("q=a005") == 1
    assert found("kind=poor&state=all") == 0
    assert found("hall=别的") == 0
    wrong = RECEIPT[:-1] + ("2" if RECEIPT[-1] != "2" else "3")
    assert "抄错了一位" in client.get(f"/letters/?q={wrong}").content.decode()
    centre.clock.advance(40 * 86400)
    assert found("state=late") == 1
    assert "过了答复期限" in client.get("/letters/").content.decode()
    step(client, letters(receipt=RECEIPT).get(), "answered", "说了")
    assert found("state=late") == 0, "who has got an answer waits for none"


def test_silence_is_no_satisfaction(hand_in, sign_in):
    hand_in(
        Served("2026-11-23", {"aid": 10}),
        Rating(Grade.VERY_SATISFIED, AT, "aid"),
        Rating(Grade.FAIRLY_SATISFIED, AT, "aid"),
        Rating(Grade.DISSATISFIED, AT, "aid"),
        Rating(Grade.DISSATISFIED, AT, "aid"),
        Rating(Grade.SATISFIED, AT),
    )
    client = sign_in("handler")
    row = letters(grade="不满意").first()
    step(client, row, "appealed", "点错")
    step(client, row, "mistaken", "误评")
    page = client.get("/letters/summary/").content.decode()
    assert "66.7%" in page
    assert "没说是哪一项" in page
    assert "还没有评价" in client.get("/letters/summary/?month=2026-10").content.decode()
    text = client.get("/letters/summary/?month=2026-11&format=csv").content.decode("utf-8-sig")
    assert "\ufeff" not in text, "the mark of the encoding stands once, before everything"
    assert "非常满意（5星，GB/T 39046代码1）" in text
    assert "法律援助,10,3,1,0,1,1,0,66.7,6,1" in text
    assert ",,,1,0,1,0,0,0,100.0,,0" in text, "nobody reported how many were served: what is not known is empty"


def test_a_count_that_comes_again_replaces_the_first(hand_in):
    from kiosk.centre.models import Served as Row

    hand_in(Served("2026-11-23", {"aid": 10}))
    hand_in(Served("2026-11-23", {"aid": 12}))
    assert Row.objects.get().count == 12


def test_a_release_carries_the_key(centre, token):
    from kiosk.centre.library import Editing
    from kiosk.centre.publish import Publisher

    Publisher(centre.repository, centre.clock, Editing("t", centre.clock, centre.words), centre.keys).publish("t", "")
    key = centre.repository.read("library/inbox.key")
    assert key.decode() == public_of(centre.keys.letters())


def test_machines_have_names_of_their_own(token):
    from kiosk.centre.inbox import add_machine

    with pytest.raises(KioskError, match="already"):
        add_machine("terminal-1", AT)
    with pytest.raises(KioskError, match="empty"):
        add_machine(" ", AT)
