"""A law of 1,260 articles: how soon it is open, how evenly it scrolls. Also alone: `python -m tests.bench.law`.

The law is made up, as long as the longest that visitors read: 1,260 articles of 77 letters on average, 98 chapters.
"""

import tempfile
import time
from pathlib import Path

from kiosk.content.bundles import laws_path
from kiosk.content.importers.texts import LawText
from kiosk.content.lawstore import write_laws
from kiosk.demo.screens import VirtualScreen
from kiosk.domain.laws import Article, Law, LawStatus, Node, NodeKind, article_number, chinese_number
from tests.bench.eye import Box, Eye
from tests.bench.figures import machine, quantile
from tests.bench.processes import family, prepare_data, start_terminal, stopped
from tests.bench.visitor import Visitor
from tests.running_hall import wait_for

ARTICLES = 1260
OPENINGS = 15
OPEN_MS, FRAME_MS = 300, 50
_NAME = "民法典"  # stands first among the laws that the sample's procedures rest on
_CHAPTERS = 98
_CLAUSES = ("当事人应当把事情说清楚", "写下来的话才算数", "另外说好了的照说好的办", "没有说好的按当地习惯办")
_LIST: Box = (100, 400, 64, 640)
_SETTLE_S = 8.0


def prepare_law(data: Path) -> None:
    """Write a law book of one long law."""
    per_chapter = -(-ARTICLES // _CHAPTERS)
    nodes = tuple(Node(NodeKind.CHAPTER, f"第{chinese_number(n)}章 第{n}类事情") for n in range(1, _CHAPTERS + 1))
    articles = tuple(
        Article(_NAME, article_number(n), _text(n), nodes[(n - 1) // per_chapter].title, n, node=(n - 1) // per_chapter)
        for n in range(1, ARTICLES + 1)
    )
    law = Law(_NAME, _NAME, LawStatus.IN_FORCE, "某机关", "法律", "2020-01-01", "2021-01-01", "bench")
    laws_path(data).parent.mkdir(parents=True, exist_ok=True)
    write_laws(laws_path(data), [LawText(law, articles, nodes)], lambda: None)


def _text(number: int) -> str:
    clauses = [_CLAUSES[(number + i) % len(_CLAUSES)] for i in range(4 + number % 5)]
    return f"关于第{number}件事，" + "，".join(clauses) + "。\n" + "前面说的事情，" + clauses[0] + "。"


def read_law(visitor: Visitor, eye: Eye) -> tuple[list[float], list[float]]:
    """Open the law over and over, then drag it; return the seconds until it is seen, and those between its pictures."""
    visitor.home()
    visitor.go("tile_laws", "laws")
    visitor.go_text(_NAME)
    wait_for(lambda: visitor.screen() in ("law", "article"), 20, "the law")
    if visitor.screen() == "article":
        visitor.go("to_law", "law")
    rows = eye.calm(_LIST)
    times = []
    for _ in range(OPENINGS):
        visitor.go("back", "")
        visitor.aim("to_law", _NAME)
        times.append(eye.seen_s(_LIST, rows, eye.tap))
        time.sleep(0.2)
    return times, visitor.scroll(_LIST)


def main() -> None:
    screen = VirtualScreen(1080, 1920)
    screen.start()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            print(f"Machine: {machine()}; date {time.strftime('%Y-%m-%d')}.\n")
            print_table(*measure(Path(folder), Eye(screen.display)))
    finally:
        screen.stop()


def measure(folder: Path, eye: Eye) -> tuple[list[float], list[float]]:
    data = prepare_data(folder / "data", 0)
    prepare_law(data)
    with stopped(start_terminal(eye, data)) as program:
        time.sleep(_SETTLE_S)
        wait_for(lambda: not family(program)[1:], 180, "the first start's work")
        return read_law(Visitor(eye, data, program), eye)


def print_table(openings: list[float], frames: list[float]) -> None:
    print(f"| A law of {ARTICLES:,} articles | ms | target | met |\n|---|---|---|---|")
    _row("opened, first time", openings[0], OPEN_MS)
    _row("opened, p50", quantile(openings, 0.5), OPEN_MS)
    _row("opened, slowest", max(openings), OPEN_MS)
    _row("scroll, time between pictures, p50", quantile(frames, 0.5), None)
    _row("scroll, time between pictures, p99", quantile(frames, 0.99), FRAME_MS)
    _row("scroll, time between pictures, longest", max(frames), FRAME_MS)
    print()


def _row(name: str, seconds: float, limit: int | None) -> None:
    met = "" if limit is None else "yes" if seconds * 1000 <= limit else "no"
    print(f"| {name} | {seconds * 1000:.0f} | {'' if limit is None else f'<= {limit}'} | {met} |")


if __name__ == "__main__":
    main()
