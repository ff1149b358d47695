"""The API from outside: a real `kiosk hall` process."""

import http.client
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from hall_parts import poll

from kiosk.domain.clock import from_iso

PROBLEM = "application/problem+json"


def issue(hall, service="consult", **more):
    answer = hall.api("POST", "/tickets", {"request_id": uuid.uuid4().hex, "service": service, **more})
    assert answer.status == 201, answer
    return answer.data


def check_problem(answer, status, code=None):
    assert (answer.status, answer.type) == (status, PROBLEM), answer
    assert answer.data["status"] == status
    assert answer.data["title"]
    assert answer.data["detail"]
    if code:
        assert answer.data["type"] == f"urn:kiosk:problem:{code}"


def test_a_ticket_has_what_the_contract_says(hall):
    ticket = issue(hall, "aid", priority="elderly")
    assert ticket["number"].startswith("B")
    assert (ticket["service"], ticket["priority"], ticket["state"]) == ("aid", "elderly", "waiting")
    assert from_iso(ticket["issued_at"])
    assert isinstance(ticket["ahead"], int)
    assert set(ticket["wait_minutes"]) == {"low", "high"}
    found = hall.api("GET", f"/tickets/{ticket['number']}", role="terminal")
    assert (found.status, found.data["number"]) == (200, ticket["number"])


def test_only_clerks_read_what_a_visitor_came_for(own_hall):
    note = {"errand": "申请法律援助", "missing": ["身份证"]}
    ticket = issue(own_hall, note=note)
    nothing = {"errand": "", "missing": None}
    assert ticket["note"] == nothing
    assert own_hall.api("GET", f"/tickets/{ticket['number']}", role="terminal").data["note"] == nothing
    assert own_hall.api("GET", "/tickets", role="clerk").data[0]["note"] == note
    assert own_hall.api("POST", "/counters/1/next", role="clerk").data["note"] == note


def test_a_ticket_without_a_note_is_as_before(own_hall):
    assert issue(own_hall)["note"] == {"errand": "", "missing": None}


def test_the_same_request_gives_200_and_the_same_ticket(hall):
    body = {"request_id": uuid.uuid4().hex, "service": "consult"}
    first = hall.api("POST", "/tickets", body, role="terminal")
    again = hall.api("POST", "/tickets", body, role="terminal")
    assert (first.status, again.status) == (201, 200)
    assert again.data["number"] == first.data["number"]


def test_queues_and_counters_have_what_the_contract_says(hall):
    queues, counters = hall.api("GET", "/queues").data, hall.api("GET", "/counters").data
    assert len(queues) == 10
    assert {"service", "name", "waiting", "serving", "wait_minutes"} <= set(queues[0])
    assert len(counters) == 6
    assert {"counter", "name", "state", "services", "ticket"} <= set(counters[0])


def test_a_counter_works_through_a_visit(own_hall):
    hall = own_hall
    assert hall.api("POST", "/counters/1/next", role="clerk").status == 204
    number = issue(hall)["number"]
    steps = [("next", "called"), ("recall", "called"), ("start", "serving"), ("finish", "done")]
    for step, state in steps:
        answer = hall.api("POST", f"/counters/1/{step}", role="clerk")
        assert (answer.status, answer.data["number"], answer.data["state"]) == (200, number, state)
    number = issue(hall)["number"]
    hall.api("POST", "/counters/1/next", role="clerk")
    assert hall.api("POST", "/counters/1/no-show", role="clerk").data["state"] == "no_show"
    assert hall.api("POST", "/counters/1/call", {"number": number}, role="clerk").data["state"] == "called"
    assert hall.api("POST", "/counters/1/park", role="clerk").data["state"] == "parked"
    assert hall.api("POST", "/counters/1/call", {"number": number}, role="clerk").data["state"] == "called"
    moved = hall.api("POST", "/counters/1/transfer", {"service": "mediation"}, role="clerk").data
    assert (moved["number"], moved["state"], moved["service"]) == (number, "waiting", "mediation")
    assert hall.api("POST", "/counters/1/pause", role="clerk").data["state"] == "paused"
    check_problem(hall.api("POST", "/counters/1/next", role="clerk"), 409, "paused")
    assert hall.api("POST", "/counters/1/resume", role="clerk").data["state"] == "free"
    listed = hall.api("GET", "/tickets", role="clerk").data
    assert [(t["number"], t["state"]) for t in listed] == [(number, "waiting")]


@pytest.mark.parametrize("move", ["recall", "start", "finish", "no-show", "park"])
def test_moves_without_a_ticket_are_a_conflict(hall, move):
    check_problem(hall.api("POST", f"/counters/6/{move}"), 409, "nobody")


def test_unknown_things_are_404(hall):
    check_problem(hall.api("POST", "/tickets", {"request_id": "x", "service": "nothing"}), 404, "not-found")
    check_problem(hall.api("GET", "/tickets/Z999"), 404)
    check_problem(hall.api("POST", "/counters/99/next"), 404)
    check_problem(hall.api("POST", "/counters/99/pause"), 404)
    check_problem(hall.api("DELETE", "/board/notices/none"), 404)
    check_problem(hall.api("GET", "/nothing"), 404)
    check_problem(hall.api("POST", "/counters/6/transfer", {"service": "nothing"}), 404)


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"{",
        b"\xff\xfe",
        b"[" * 30000,
        b'{"request_id": 1' + b"0" * 5000 + b"}",
        [],
        {},
        {"request_id": "", "service": "consult"},
        {"request_id": "x" * 101, "service": "consult"},
        {"request_id": "x", "service": 5},
        {"request_id": "x", "service": "consult", "priority": "vip"},
        {"request_id": "x", "service": "consult", "extra": 1},
        {"request_id": "x", "service": "consult", "note": {"errand": "x" * 61}},
        {"request_id": "x", "service": "consult", "note": {"missing": [""]}},
        {"request_id": "x", "service": "consult", "note": {"missing": ["x"] * 21}},
        {"request_id": "x", "service": "consult", "note": {"name": "x"}},
    ],
)
def test_wrong_bodies_are_422(hall, body):
    check_problem(hall.api("POST", "/tickets", body), 422, "wrong-body")


def test_a_body_without_a_type_is_json_and_another_type_is_named(hall):
    body = json.dumps({"request_id": uuid.uuid4().hex, "service": "consult"})
    shown = {"Authorization": f"Bearer {hall.tokens['terminal']}"}
    connection = http.client.HTTPConnection("127.0.0.1", hall.http, timeout=10)
    connection.request("POST", "/api/v1/tickets", body, shown)
    with connection.getresponse() as answer:
        assert answer.status == 201
    connection.close()
    answer = hall.api("POST", "/tickets", body.encode(), **{"Content-Type": "text/plain"})
    check_problem(answer, 422, "wrong-body")
    assert "application/json" in answer.data["cure"]


@pytest.mark.parametrize(
    "body",
    [
        {"text": "  "},
        {"text": "x" * 301},
        {"text": "x", "ttl_seconds": 0},
        {"text": "x", "ttl_seconds": "60"},
        {"text": "x", "ttl_seconds": True},
        {"text": "x", "emergency": 1},
        {"text": "a\0b"},
        {"text": "x", "board": "a b"},
        {"board": "b"},
    ],
)
def test_wrong_notices_are_422(hall, body):
    check_problem(hall.api("POST", "/board/notices", body), 422)


CALLS = [
    ("POST", "/tickets", "terminal"),
    ("GET", "/tickets/A001", "terminal"),
    ("GET", "/queues", "terminal"),
    ("GET", "/counters", "terminal"),
    ("PUT", "/devices/x", "terminal"),
    ("GET", "/devices", "terminal"),
    ("GET", "/tickets", "clerk"),
    ("GET", "/events", "clerk"),
    *(("POST", f"/counters/1/{m}", "clerk") for m in ("next", "recall", "start", "finish", "no-show", "park")),
    *(("POST", f"/counters/1/{m}", "clerk") for m in ("call", "transfer", "pause", "resume")),
    ("POST", "/matters/look-up", "terminal"),
    ("POST", "/matters", "clerk"),
    ("GET", "/matters", "clerk"),
    ("POST", "/matters/1/steps", "clerk"),
    ("POST", "/board/notices", "manager"),
    ("GET", "/board/notices", "manager"),
    ("DELETE", "/board/notices/x", "manager"),
    ("GET", "/board/status", "manager"),
]


@pytest.mark.parametrize(("method", "path", "needed"), CALLS)
def test_each_call_asks_for_a_token_of_its_role(hall, method, path, needed):
    check_problem(hall.api(method, path, role=None), 401, "no-token")
    check_problem(hall.api(method, path, role="a-wrong-token"), 401, "no-token")
    roles = ["terminal", "clerk", "manager"]
    for lower in roles[: roles.index(needed)]:
        check_problem(hall.api(method, path, role=lower), 403, "wrong-role")


def test_every_call_is_in_the_open_api_document_and_checked_above(hall):
    document = hall.api("GET", "/openapi.json", role=None).data
    calls = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in document["paths"].items()
        for method in methods
    }
    plain = {("GET", "/tickets/{number}"): "/tickets/A001", ("PUT", "/devices/{name}"): "/devices/x"}
    plain[("POST", "/matters/{number}/steps")] = "/matters/1/steps"
    plain[("DELETE", "/board/notices/{notice_id}")] = "/board/notices/x"
    shown = {(m, plain.get((m, p), p.replace("{counter}", "1"))) for m, p in calls}
    assert shown == {(method, path) for method, path, _ in CALLS}


def test_the_open_api_document_tells_of_problems(hall):
    document = hall.api("GET", "/openapi.json", role=None).data
    for methods in document["paths"].values():
        for call in methods.values():
            for status in ("401", "403", "422"):
                assert PROBLEM in call["responses"][status]["content"]


def test_a_wrong_method_is_a_problem_document(hall):
    check_problem(hall.api("PATCH", "/queues"), 405)


def test_a_large_body_is_refused_before_it_is_read(hall):
    connection = http.client.HTTPConnection("127.0.0.1", hall.http, timeout=10)
    connection.request("POST", "/api/v1/tickets", headers={"Content-Length": str(10**9)})
    answer = connection.getresponse()
    assert (answer.status, answer.headers.get_content_type()) == (413, PROBLEM)
    connection.close()


def test_a_notice_comes_and_goes(hall):
    pushed = hall.api("POST", "/board/notices", {"text": " 停电通知 ", "board": "board-1", "ttl_seconds": 60})
    assert pushed.status == 201
    assert (pushed.data["text"], pushed.data["board"], pushed.data["emergency"]) == ("停电通知", "board-1", False)
    assert pushed.data in hall.api("GET", "/board/notices").data
    assert hall.api("DELETE", f"/board/notices/{pushed.data['id']}").status == 204
    check_problem(hall.api("DELETE", f"/board/notices/{pushed.data['id']}"), 404)
    assert pushed.data not in hall.api("GET", "/board/notices").data


def test_a_notice_ends_by_itself(own_hall):
    own_hall.api("POST", "/board/notices", {"text": "short", "ttl_seconds": 1})
    assert len(own_hall.api("GET", "/board/notices").data) == 1
    poll(lambda: own_hall.api("GET", "/board/notices").data == [])


def test_devices_report_and_are_listed(hall):
    body = {"kind": "printer", "state": "out", "detail": "paper end"}
    assert hall.api("PUT", "/devices/terminal-1-printer", body, role="terminal").status == 200
    device = next(d for d in hall.api("GET", "/devices").data if d["name"] == "terminal-1-printer")
    assert (device["state"], device["detail"], device["stale"]) == ("out", "paper end", False)


def test_eight_clients_at_once_get_different_numbers(own_hall):
    with ThreadPoolExecutor(8) as clients:
        numbers = list(clients.map(lambda _: issue(own_hall)["number"], range(80)))
    assert sorted(numbers) == [f"A{i:03d}" for i in range(1, 81)]


def test_eight_clerks_at_once_never_call_the_same_visitor(own_hall):
    for _ in range(6):
        issue(own_hall)
    serving = [c["counter"] for c in own_hall.api("GET", "/counters").data if "consult" in c["services"]]
    with ThreadPoolExecutor(8) as clerks:
        answers = list(
            clerks.map(lambda i: own_hall.api("POST", f"/counters/{serving[i % len(serving)]}/next"), range(8))
        )
    called = [a.data["number"] for a in answers if a.status == 200]
    assert len(called) == len(set(called)) == len(serving)
    assert {a.status for a in answers} <= {200, 409}


def test_the_stream_sends_the_state_and_each_change(own_hall):
    connection = http.client.HTTPConnection("127.0.0.1", own_hall.http, timeout=10)
    connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {own_hall.tokens['clerk']}"})
    answer = connection.getresponse()
    assert answer.headers.get_content_type() == "text/event-stream"

    def state_with(check):
        while line := answer.readline().decode():
            if line.startswith("data: ") and check(state := json.loads(line[6:])):
                return state
        raise AssertionError("the stream ended")

    first = state_with(lambda s: True)
    assert {"queues", "counters", "calls", "notices", "devices", "boards", "tickets"} <= set(first)
    ticket = issue(own_hall)
    assert "request_id" not in state_with(lambda s: s["tickets"])["tickets"][0]
    own_hall.api("POST", "/counters/1/next")
    assert state_with(lambda s: s["calls"])["calls"][0]["ticket"] == ticket["number"]
    own_hall.api("PUT", "/devices/p", {"kind": "printer", "state": "low"})
    assert state_with(lambda s: s["devices"])["devices"][0]["state"] == "low"
    assert own_hall.stop() == 0  # an open stream does not hold the hall up
    connection.close()


def test_pages_load_nothing_from_elsewhere(hall):
    for path in ("/", "/clerk", "/manager", "/pages/hall.js", "/pages/base.css"):
        answer = hall.call("GET", path, role=None)
        assert answer.status == 200
        assert b"http://" not in answer.data.replace(b"http://www.w3.org", b"")
        assert b"https://" not in answer.data
    check_problem(hall.call("GET", "/pages/../tokens.py", role=None), 404)
