"""A law of 1,260 articles: how soon it is open, how evenly it scrolls. Also alone: `python -m tests.bench.law`.

The law is made up, as long as the longest that visitors read: 1,260 articles of 96 letters on average (77 in the longest law), 98 chapters.
"""

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.content.bundles import laws_path
from kiosk.content.laws.importers.texts import LawText
from kiosk.demo.screens import VirtualScreen
from kiosk.domain.laws import Article, Law, LawStatus, Node, NodeKind, article_number, chinese_number
from tests.bench.eye import Box, Eye, Program
from tests.bench.figures import machine, quantile
from tests.bench.processes import family, prepare_data, start_terminal, stopped
from tests.bench.visitor import Visitor
from tests.law_texts import write_laws
from tests.running_hall import wait_for

ARTICLES = 1260
OPENINGS = 15
STARTS = 3
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
    write_laws(laws_path(data), [LawText(law, articles, nodes)])


def _text(number: int) -> str:
    clauses = [_CLAUSES[(number + i) % len(_CLAUSES)] for i in range(4 + number % 5)]
    return f"关于第{number}件事，" + "，".join(clauses) + "。\n" + "前面说的事情，" + clauses[0] + "。"


@dataclass
class Figures:
    """Seconds: the first opening of a start, later ones, between pictures while it is dragged."""

    first: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)


def main() -> None:
    screen = VirtualScreen(1080, 1920)
    screen.start()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            print(f"Machine: {machine()}; date {time.strftime('%Y-%m-%d')}.\n")
            print_table(measure(Path(folder), Eye(screen.display)))
    finally:
        screen.stop()


def measure(folder: Path, eye: Eye) -> Figures:
    """Open the law over and over, then drag it; then once in each of some fresh starts, of which nothing is kept."""
    data, figures = prepare_data(folder / "data", 0), Figures()
    prepare_law(data)
    with stopped(start_terminal(eye, data)) as program:
        visitor = _settled(eye, data, program)
        visitor.go("tile_laws", "laws")
        visitor.go_text(_NAME)
        wait_for(lambda: visitor.screen() in ("law", "article"), 20, "the law, or its first article")
        by_article = visitor.screen() == "article"
        if by_article:
            visitor.go("to_law", "law")
        rows = eye.calm(_LIST)
        for _ in range(OPENINGS):
            figures.openings.append(_open(visitor, eye, rows, by_article=by_article))
        figures.frames = visitor.scroll(_LIST)
    for _ in range(STARTS):
        with stopped(start_terminal(eye, data)) as program:
            figures.first.append(_open(_settled(eye, data, program), eye, rows, by_article=by_article))
    return figures


def _settled(eye: Eye, data: Path, program: Program) -> Visitor:
    time.sleep(_SETTLE_S)
    wait_for(lambda: not family(program)[1:], 180, "the start's work")
    return Visitor(eye, data, program)


def _open(visitor: Visitor, eye: Eye, rows: bytes, *, by_article: bool) -> float:
    """Return the seconds until the law is seen, for a visitor who has not been there: after home no page is kept."""
    visitor.home()
    visitor.go("tile_laws", "laws")
    if by_article:
        visitor.go_text(_NAME)
        wait_for(lambda: visitor.screen() == "article", 20, "its first article")
    visitor.aim("to_law" if by_article else _NAME)
    eye.calm(_LIST)
    return eye.seen_s(_LIST, rows, eye.tap)


def print_table(figures: Figures) -> None:
    print(f"| A law of {ARTICLES:,} articles | ms | target | met |\n|---|---|---|---|")
    _row(f"opened first after a start, slowest of {STARTS}", max(figures.first), OPEN_MS)
    _row("opened again, p50", quantile(figures.openings, 0.5), OPEN_MS)
    _row("opened again, slowest", max(figures.openings), OPEN_MS)
    _row("scroll, time between pictures, p50", quantile(figures.frames, 0.5), None)
    _row("scroll, time between pictures, p99", quantile(figures.frames, 0.99), FRAME_MS)
    _row("scroll, time between pictures, longest", max(figures.frames), FRAME_MS)
    print()


def _row(name: str, seconds: float, limit: int | None) -> None:
    met = "" if limit is None else "yes" if seconds * 1000 <= limit else "no"
    print(f"| {name} | {seconds * 1000:.0f} | {'' if limit is None else f'<= {limit}'} | {met} |")


if __name__ == "__main__":
    main()
