"""The hall's HTTP API as an object. Any thread may call it; a call blocks up to 7 s, so never the Kivy thread."""

import json
import logging
from typing import Any, TypeVar
from urllib.parse import quote

import urllib3

from kiosk.domain.devices import BoardStatus, DeviceReport
from kiosk.domain.errors import NotFoundError, NotReachableError, RefusedError
from kiosk.domain.live import CounterStatus, Notice, QueueStatus
from kiosk.domain.matters import Matter, MatterKey, MatterState
from kiosk.domain.tickets import Priority, Ticket, TicketNote
from kiosk.shape import ShapeError, shape, unshape

_log = logging.getLogger(__name__)
_TIMEOUT = urllib3.Timeout(connect=2.0, read=5.0)  # seconds
_PROBLEM_PREFIX = "urn:kiosk:problem:"
T = TypeVar("T")


class HallClient:
    """Commands and questions to the hall.

    Every method raises NotReachableError when the hall does not answer (a retry with the same request id is safe),
    NotFoundError when it does not know the thing, and RefusedError when it says no; its `code` is one word for it.

    Args:
        url: Where the hall is, such as `http://127.0.0.1:8480`.
        token: An access token made by `kiosk token create`.
    """

    def __init__(self, url: str, token: str) -> None:
        self._base = url.rstrip("/") + "/api/v1"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False, maxsize=4)

    def issue_ticket(
        self, request_id: str, service: str, priority: Priority = Priority.NORMAL, note: TicketNote | None = None
    ) -> Ticket:
        """Return a ticket for a service; the same request id again gives the same ticket. Only clerks read the note."""
        body: dict[str, Any] = {"request_id": request_id, "service": service, "priority": Priority(priority).value}
        if note is not None and not note.empty:
            body["note"] = unshape(note)
        return self._get(Ticket, "POST", "/tickets", body)

    def ticket(self, number: str) -> Ticket:
        """Return one ticket of today."""
        return self._get(Ticket, "GET", f"/tickets/{quote(number, safe='')}")

    def queues(self) -> tuple[QueueStatus, ...]:
        """Return the queue of each service."""
        return self._get(tuple[QueueStatus, ...], "GET", "/queues")

    def counters(self) -> tuple[CounterStatus, ...]:
        """Return what each counter is doing."""
        return self._get(tuple[CounterStatus, ...], "GET", "/counters")

    def take_in_matter(self, title: str, service: str) -> MatterKey:
        """Take in a matter and return its number and check code, which nobody can ask for again."""
        return self._get(MatterKey, "POST", "/matters", {"title": title, "service": service})

    def add_matter_step(self, number: str, state: MatterState, words: str = "") -> Matter:
        """Move a matter on and return it."""
        body = {"state": state.value, "words": words}
        return self._get(Matter, "POST", f"/matters/{quote(number, safe='')}/steps", body)

    def look_up_matter(self, number: str, code: str) -> Matter:
        """Return a matter to whoever knows its check code; a RefusedError `locked` follows too many wrong tries."""
        return self._get(Matter, "POST", "/matters/look-up", {"number": number, "code": code})

    def push_notice(self, text: str, board: str = "", ttl_s: int | None = None, *, emergency: bool = False) -> Notice:
        """Put a text on one board or on all; without `ttl_s` (seconds) it stays until withdrawn."""
        body = {"text": text, "board": board, "ttl_seconds": ttl_s, "emergency": emergency}
        return self._get(Notice, "POST", "/board/notices", body)

    def notices(self) -> tuple[Notice, ...]:
        """Return the pushed notices that are active now."""
        return self._get(tuple[Notice, ...], "GET", "/board/notices")

    def withdraw_notice(self, notice_id: str) -> None:
        """Take a pushed notice off the boards."""
        self._call("DELETE", f"/board/notices/{quote(notice_id, safe='')}")

    def board_status(self) -> tuple[BoardStatus, ...]:
        """Return what each board has on screen."""
        return self._get(tuple[BoardStatus, ...], "GET", "/board/status")

    def report_device(self, report: DeviceReport) -> None:
        """Tell the hall how a device of this machine fares."""
        body = {key: value for key, value in unshape(report).items() if key != "name"}
        self._call("PUT", f"/devices/{quote(report.name, safe='')}", body)

    def _get(self, cls: type[T], method: str, path: str, body: Any = None) -> T:
        answer = self._call(method, path, body)
        try:
            return shape(cls, answer)
        except ShapeError as err:
            _log.warning("%s %s: the answer has another shape: %s", method, _kind(path), err)
            raise NotReachableError(
                "the hall's answer cannot be read", "use the same version on both machines"
            ) from err

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        url = self._base + path
        try:
            if body is None:
                answer = self._pool.request(method, url, headers=self._headers)
            else:
                answer = self._pool.request(method, url, headers=self._headers, json=body)
        except (urllib3.exceptions.HTTPError, OSError) as err:
            _log.info("%s %s: %s", method, _kind(path), type(err).__name__)
            raise NotReachableError(f"the hall at {self._base} does not answer", "try again shortly") from err
        data = _json(answer.data)
        if answer.status >= 400:
            raise _refusal(answer.status, data)
        return data


def _json(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        return None  # whoever asked for a shape will say that the answer cannot be read


def _refusal(status: int, data: Any) -> Exception:
    problem = data if isinstance(data, dict) else {}
    what = str(problem.get("detail") or problem.get("title") or f"the hall answers with status {status}").rstrip(".")
    cure = str(problem.get("cure", ""))
    if status >= 500:
        return NotReachableError(what, cure or "try again shortly")
    if status == 404:
        return NotFoundError(what, cure)
    kind = str(problem.get("type", ""))
    code = kind.removeprefix(_PROBLEM_PREFIX) if kind.startswith(_PROBLEM_PREFIX) else ""
    return RefusedError(what, cure, status=status, code=code)


def _kind(path: str) -> str:
    """Return what a log may say of a path: the rest may be a number that a visitor typed, and so may an error's text."""
    return "/" + path.split("/")[1]
