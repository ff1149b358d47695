"""Pictures of the board in its states: `python -m kiosk.board.pictures OUT_DIR [WIDTHxHEIGHT]`. One process, one window."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.board.calls import CallWatch
from kiosk.board.presenter import Presenter
from kiosk.config import Config, ScreenConfig, Setup
from kiosk.domain.clock import FixedClock
from kiosk.domain.live import Call, CounterStatus, Heartbeat, LiveState, Notice, Playlist, Queues, QueueStatus, Slide
from kiosk.domain.tickets import CounterState, WaitRange
from kiosk.strings import Strings
from kiosk.wire.subscriber import Link, LinkState

_SETTLE_FRAMES = 4
_SERVICES = (
    ("法律咨询", "A", 6), ("法律援助", "B", 3), ("人民调解", "C", 1), ("公证办理", "D", 4), ("司法鉴定指引", "E", 0),
    ("仲裁咨询登记", "F", 0), ("劳动维权", "G", 8), ("行政复议与赔偿", "H", 2), ("村居法律顾问", "I", 0),
    ("找律师与投诉", "J", 1),
)  # fmt: skip
_COUNTERS = ("综合接待", "法律援助", "人民调解", "公证与鉴定", "劳动与仲裁", "行政复议与咨询")
_TICKETS = ("A012", "B005", "G017", "D009", "C003", "H004", "A011", "G016")


def sample_states(now: datetime) -> dict[str, tuple[LiveState, LinkState]]:
    """Return a state for each picture, by its name."""
    empty = LiveState(heartbeat=Heartbeat("云溪县公共法律服务中心", "Yunxi County Public Legal Service Centre"))
    slide = Slide(
        "sample",
        "签了字的空白合同不要收",
        "签劳动合同前，先看工资、岗位、期限三处有没有写清楚。\n合同一式两份，您自己要留一份。",
        source="劳动合同法第十六条、第十七条",
    )
    empty = replace(empty, queues=_queues(0, ()), playlist=Playlist((slide,)))
    calls = replace(empty, calls=_calls(3, now), queues=_queues(1, _TICKETS[:3]))
    many = replace(empty, calls=_calls(8, now), queues=_queues(3, _TICKETS[:6]))
    notice = Notice("n1", "本周六上午 9 点在一楼大厅举办法律咨询日，欢迎免费咨询，无需取号。")
    emergency = Notice("n2", "请听从工作人员引导，从最近的安全出口离开大厅。", emergency=True)
    return {
        "waiting": (LiveState(), LinkState.NEVER),
        "empty": (empty, LinkState.FRESH),
        "welcome": (replace(empty, playlist=Playlist()), LinkState.FRESH),
        "calls": (calls, LinkState.FRESH),
        "many": (many, LinkState.FRESH),
        "notice": (replace(many, notices=(notice,)), LinkState.FRESH),
        "emergency": (replace(many, notices=(emergency,)), LinkState.FRESH),
        "stale": (replace(many, notices=(notice,)), LinkState.STALE),
    }


def _calls(count: int, now: datetime) -> tuple[Call, ...]:
    return tuple(
        Call(
            id=str(index),
            ticket=_TICKETS[index],
            counter=str(index % 6 + 1),
            counter_name=f"{index % 6 + 1}号 {_COUNTERS[index % 6]}",
            service_name="",
            times=1,
            called_at=now - timedelta(seconds=90 * index),
        )
        for index in range(count)
    )


def _queues(busy: int, tickets: tuple[str, ...]) -> Queues:
    queues = tuple(
        QueueStatus(prefix, name, waiting if busy else 0, (), WaitRange(0, 10)) for name, prefix, waiting in _SERVICES
    )
    counters = tuple(
        CounterStatus(str(index + 1), f"{index + 1}号 {name}", _state(index, tickets), (), _at(index, tickets))
        for index, name in enumerate(_COUNTERS)
    )
    return Queues(queues, counters)


def _state(index: int, tickets: tuple[str, ...]) -> CounterState:
    return CounterState.SERVING if index < len(tickets) else CounterState.FREE


def _at(index: int, tickets: tuple[str, ...]) -> str:
    return tickets[index] if index < len(tickets) else ""


def main(argv: list[str]) -> int:
    """Write the pictures and print their paths."""
    out = Path(argv[0])
    width, height = (int(n) for n in (argv[1] if len(argv) > 1 else "1920x1080").split("x"))
    theme = argv[2] if len(argv) > 2 else "day"
    with tempfile.TemporaryDirectory() as data:
        _draw_all(out, Setup(Config(screen=ScreenConfig(width_px=width, height_px=height)), Path(data)), theme)
    return 0


def _draw_all(out: Path, setup: Setup, theme: str) -> None:
    from kiosk.ui.theme import load_theme  # noqa: PLC0415
    from kiosk.ui.window import prepare  # noqa: PLC0415

    scale = prepare(setup, "board")
    from kivy.clock import Clock  # noqa: PLC0415 - Kivy comes after `prepare`

    from kiosk.board.app import BoardApp  # noqa: PLC0415
    from kiosk.ui.picture import take_picture  # noqa: PLC0415

    clock = FixedClock(datetime(2026, 11, 23, 1, 36, tzinfo=UTC))
    strings, watch = Strings("zh"), CallWatch()
    presenter = Presenter("board-1", strings, watch, clock)
    app = BoardApp(scale, load_theme(theme), strings, presenter, on_drawn=lambda _: None)

    def show(name: str, state: LiveState, link_state: LinkState) -> None:
        link = Link(link_state, clock.now() - timedelta(minutes=4), epoch=name)
        watch.take(state, link, clock.now(), clock.monotonic())
        app.take(state, link)

    form = "portrait" if scale.portrait else "landscape"
    steps: list[Callable[[], None]] = []
    for name, (state, link_state) in sample_states(clock.now()).items():
        steps.append(partial(show, name, state, link_state))
        steps += [_rest] * _SETTLE_FRAMES
        steps.append(partial(take_picture, out / f"board-{name}-{form}.png"))
    steps.append(app.stop)

    def step(_: float) -> None:
        if steps:
            steps.pop(0)()

    Clock.schedule_interval(step, 0.1)
    app.run()


def _rest() -> None:
    """Let a frame pass, so that layout and textures settle."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
