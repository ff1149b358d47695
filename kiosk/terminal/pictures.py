"""Draws every screen of the terminal to PNG files: `python -m kiosk.terminal.pictures OUT_DIR`.

The real controller, presenters and layouts over the sample content, with a clock that stands still and a canned hall. Laws
come from the machine's data folder, where it has them.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Setup, load_setup
from kiosk.content.bundles import LIBRARY, install_sample
from kiosk.domain.clock import FixedClock
from kiosk.domain.releases import INBOX_KEY
from kiosk.terminal.access.comfort import Abilities, start_comfort
from kiosk.terminal.scenes import NOW, Inline, Scenes
from kiosk.ui.theme import THEMES, load_theme
from kiosk.wire.letters import new_key_pair

if TYPE_CHECKING:
    from kiosk.terminal.shell import TerminalApp

_HIGH_INCH = 32
_FRAMES = 12  # for layouts that depend on each other to settle
_MAX_FPS = 1000  # nobody looks on


def main() -> int:
    """Read the command line, draw, return 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1080x1920", help="pixels, such as 1080x1920")
    parser.add_argument("--large", action="store_true", help="large print")
    parser.add_argument("--low", action="store_true", help="low reach, on a panel of 32 inch")
    parser.add_argument("--theme", default="day", choices=(*THEMES, "all"), help="all: a folder for each theme")
    parser.add_argument("--language", default="zh", choices=("zh", "en"))
    parser.add_argument("--data", help="folder with laws (or KIOSK_DATA)")
    args = parser.parse_args()
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        machine = load_setup(args.data, None)
        setup = picture_setup(args, high(machine) if args.low else machine, Path(folder))
        if args.theme == "all":
            visit(setup, lambda name, app: _take_in_all(args.out, name, app))
        else:
            visit(setup, lambda name, _: _take(args.out, name), low=args.low)
    return 0


def _take(folder: Path, name: str) -> None:
    from kiosk.ui.picture import take_picture  # noqa: PLC0415 - imports Kivy

    take_picture(folder / f"terminal-{name}.png")


def _take_in_all(folder: Path, name: str, app: "TerminalApp") -> None:
    """Take the picture in one theme after the other; what is on the screen stays the same."""
    shown = app.look.theme
    for theme in THEMES:
        app.look.apply(app.look.scale, load_theme(theme))
        _take(folder / theme, name)
    app.look.apply(app.look.scale, shown)


def high(machine: Setup) -> Setup:
    """Return the set-up of a machine whose panel is so high that a good part is out of reach."""
    return replace(
        machine, config=replace(machine.config, screen=replace(machine.config.screen, diagonal_inch=_HIGH_INCH))
    )


def picture_setup(args: argparse.Namespace, machine: Setup, folder: Path) -> Setup:
    """Return a set-up in a folder of its own, with the machine's fonts and laws."""
    width, height = map(int, args.size.split("x"))
    config = replace(
        machine.config,
        screen=replace(
            machine.config.screen,
            width_px=width,
            height_px=height,
            theme=_first(args.theme),
            large_print=args.large,
        ),
        terminal=replace(machine.config.terminal, language=args.language),
    )
    bundle = install_sample(folder)
    (bundle / LIBRARY / INBOX_KEY).write_text(new_key_pair()[1], "ascii")  # as a centre's release brings it
    for name in ("fonts", "bin", "content/laws.db"):
        if (machine.data / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(machine.data / name)
    return Setup(config, folder)


def _first(theme: str) -> str:
    return "day" if theme == "all" else theme


def visit(setup: Setup, seen: Callable[[str, "TerminalApp"], None], *, low: bool = False) -> None:
    """Show every screen in turn, in low reach if wanted; call `seen` with each one's name once it has settled."""
    from kiosk.ui.window import prepare  # noqa: PLC0415 - must come before anything imports Kivy

    scale = prepare(setup, "terminal", max_fps=_MAX_FPS)
    from kivy.clock import Clock as KivyClock  # noqa: PLC0415

    from kiosk.strings import LANGUAGES, Strings  # noqa: PLC0415
    from kiosk.terminal.controller import Controller  # noqa: PLC0415
    from kiosk.terminal.idle import Idle  # noqa: PLC0415
    from kiosk.terminal.input.handwriting import open_hand  # noqa: PLC0415
    from kiosk.terminal.input.libime import Libime  # noqa: PLC0415
    from kiosk.terminal.session import Session  # noqa: PLC0415
    from kiosk.terminal.shelf import Shelf  # noqa: PLC0415
    from kiosk.terminal.shell import TerminalApp  # noqa: PLC0415

    config, clock, strings = setup.config, FixedClock(NOW), {name: Strings(name) for name in LANGUAGES}
    low_reach_px = scale.low_reach_px(config.screen.bottom_mm)
    app = TerminalApp(scale, load_theme(config.screen.theme), strings[config.terminal.language], low_reach_px)
    comfort = replace(start_comfort(config), reach="low" if low else "full")
    shelf, session = Shelf(setup.data, clock), Session(config.terminal.language, comfort)
    controller = Controller(
        session,
        strings,
        clock,
        Idle(clock, 60, 20),
        shelf=shelf,
        content_jobs=Inline(),
        display=app,
        abilities=Abilities(low_reach=low_reach_px > 0, speech=True),
    )
    app.attach(controller)
    engine = Libime(setup.data / "bin")
    controller.typing.open(Inline(), lambda: shelf.dictionary, engine, open_hand())
    scenes = Scenes(app, controller, session, clock, lambda: shelf.content)
    steps = scenes.all()

    def step(_: float) -> None:
        name = next(steps, None)
        if name is None:
            app.stop()
        else:
            frames(_FRAMES, lambda: snap(name))

    def snap(name: str) -> None:
        seen(name, app)
        KivyClock.schedule_once(step, 0)

    def frames(count: int, then: Callable[[], object]) -> None:
        KivyClock.schedule_once(lambda _: frames(count - 1, then) if count else then(), 0)

    KivyClock.schedule_once(lambda _: controller.leave())
    KivyClock.schedule_once(step, 0.2)
    app.run()
    engine.stop()
    shelf.close()


if __name__ == "__main__":
    sys.exit(main())
