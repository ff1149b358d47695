"""What ties the terminal to hall and printer: live state, reports."""

from kiosk.config import ClientConfig
from kiosk.domain.devices import DeviceReport
from kiosk.domain.errors import NotReachableError, RefusedError
from kiosk.domain.live import LiveState, Queues, QueueStatus
from kiosk.domain.tickets import WaitRange
from kiosk.terminal.live import HallFeed
from kiosk.terminal.reports import PrinterReports
from kiosk.wire.certificates import make_client_certificate, make_hall_certificate
from kiosk.wire.subscriber import Link, LinkState

OK, OUT = (DeviceReport("terminal-1", "printer", state) for state in ("ok", "out"))
STATE = LiveState(queues=Queues((QueueStatus("aid", "法律援助", 2, (), WaitRange(1, 2)),)))


def test_only_changes_of_the_hall_are_told(tmp_path, clock):
    told = []
    feed = HallFeed(ClientConfig(), tmp_path, clock, lambda act: act(), told.append)
    for state, link in (
        (LiveState(), LinkState.NEVER),
        (STATE, LinkState.FRESH),
        (STATE, LinkState.FRESH),
        (STATE, LinkState.STALE),
    ):
        feed._heard(state, Link(link, clock.now()))
    assert [(now.reachable, now.waiting) for now in told] == [(True, 2), (False, 2)]


def test_certificates_may_come_later(tmp_path, clock):
    feed = HallFeed(ClientConfig(), tmp_path / "keys", clock, lambda act: act(), lambda _: None)
    feed.start()
    assert feed._subscriber is None
    make_hall_certificate(tmp_path / "keys")
    make_client_certificate(tmp_path / "keys", "terminal-1")
    feed.retry()
    assert feed._subscriber is not None
    feed.stop()


def test_reports_go_out_on_change_and_every_ten_seconds(clock, jobs):
    sent = []
    reports = PrinterReports(clock, jobs, sent.append)
    for report in (OK, OK, OUT, OUT):
        reports.heard(report)
        jobs.run()
        clock.advance(3)
    assert sent == [OK, OUT]
    clock.advance(10)
    reports.heard(OUT)
    jobs.run()
    assert sent == [OK, OUT, OUT]


def test_a_report_that_was_lost_goes_again(clock, jobs):
    faults = [NotReachableError("away"), RefusedError("wrong token", status=401), None]
    sent = []

    def send(report):
        fault = faults.pop(0)
        if fault:
            raise fault
        sent.append(report)

    reports = PrinterReports(clock, jobs, send)
    for _ in range(3):
        reports.heard(OK)
        reports.heard(OK)  # while the first is on its way
        jobs.run()
        clock.advance(10)
    assert sent == [OK]
    assert not faults
