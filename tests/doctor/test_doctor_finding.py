import json

from kiosk.doctor.finding import Finding, Verdict, as_json, examine
from kiosk.domain.errors import KioskError


def test_known_errors_become_findings():
    def check() -> Finding:
        raise KioskError("the clock has stopped", "wind it up")

    finding = examine("clock", check)
    assert (finding.verdict, finding.text, finding.cure) == (Verdict.FAIL, "the clock has stopped", "wind it up")
    assert finding.line().endswith("the clock has stopped. Wind it up.")


def test_json_has_one_object_a_finding():
    found = json.loads(as_json([Finding("a", Verdict.OK, "fine"), Finding("b", Verdict.WARN, "hm", "look")]))
    assert [f["verdict"] for f in found] == ["ok", "warn"]
