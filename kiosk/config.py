"""The configuration of one machine: a TOML file, checked as a whole before anything starts.

Every key has a default, so an empty file is a valid one. `docs/interfaces.md` lists them.
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.errors import ConfigError
from kiosk.shape import ShapeError, shape

_FLOWS = ("none", "xonxoff", "rtscts")
_ENCODINGS = ("gb18030", "raster")
_WIDTHS_MM = (58, 80)
_LANGUAGES = ("zh", "en")
_REDRAWS = ("auto", "whole")
_THEMES = ("day", "contrast", "night")
_SPEECH = ("off", "offer", "on")
_ENGINES = ("espeak", "log")


@dataclass(frozen=True, slots=True)
class HallConfig:
    """`[hall]`: what the hall server listens on."""

    host: str = "0.0.0.0"  # noqa: S104 - a hall serves its own network; tokens and CURVE guard it
    http_port: int = 8480
    events_port: int = 8481
    snapshot_port: int = 8482


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """`[client]`: this machine's name, and how it reaches the hall."""

    name: str = "terminal-1"
    hall: str = "http://127.0.0.1:8480"
    events: str = "tcp://127.0.0.1:8481"
    snapshot: str = "tcp://127.0.0.1:8482"
    token: str = ""
    keys: str = ""  # name of the CURVE certificate; empty: the same as `name`


@dataclass(frozen=True, slots=True)
class TerminalConfig:
    """`[terminal]`: the visitor's screen. After `attract_s` untouched at home it shows slides; 0 is never.

    `sounds` are soft ones, played by `[speech] player`.
    """

    language: str = "zh"
    idle_s: int = 60
    countdown_s: int = 20
    attract_s: int = 120
    sounds: bool = True


@dataclass(frozen=True, slots=True)
class BoardConfig:
    """`[board]`: the display board."""

    name: str = "board-1"
    speech: bool = True


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """`[screen]`: the panel. Zero pixels mean full screen; `inspect` opens a local socket that describes the screen.

    `redraw` is `auto` (only what has changed, where the processor draws and that is safe) or `whole`.
    """

    diagonal_inch: float = 21.5
    width_px: int = 0
    height_px: int = 0
    theme: str = "day"
    large_print: bool = False
    bottom_mm: int = 700
    redraw: str = "auto"
    inspect: bool = False


@dataclass(frozen=True, slots=True)
class SpeechConfig:
    """`[speech]`: reading the terminal's screen aloud.

    With `visitor = "offer"` it is silent until the visitor asks for it or touches the keypad. `zh` and `en` name parts of
    espeak-ng voices; empty are the built-in choices. `player` plays the sound, for instance on a headset's socket.
    `engine = "log"` speaks to a file instead: for tests, never where there are visitors.
    """

    visitor: str = "offer"
    engine: str = "espeak"
    zh: str = ""
    en: str = ""
    player: str = "aplay -q"


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """`[printer]`: the ticket printer; an empty port means there is none."""

    port: str = ""
    baudrate: int = 115200
    flow: str = "none"
    width_mm: int = 80
    encoding: str = "gb18030"


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """`[sync]`: where releases come from; `root` is the trusted root.json that this machine was provisioned with."""

    centre: str = "http://127.0.0.1:8490"
    root: str = ""
    interval_s: int = 300
    token: str = ""  # lets this machine hand letters in; made by `kiosk centre add-machine`


@dataclass(frozen=True, slots=True)
class CentreConfig:
    """`[centre]`: the centre server. With `four_eyes`, editors write and only reviewers approve and publish."""

    host: str = "0.0.0.0"  # noqa: S104 - terminals of the whole county fetch from it
    port: int = 8490
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """The whole file."""

    hall: HallConfig = field(default_factory=HallConfig)
    client: ClientConfig = field(default_factory=ClientConfig)
    terminal: TerminalConfig = field(default_factory=TerminalConfig)
    board: BoardConfig = field(default_factory=BoardConfig)
    screen: ScreenConfig = field(default_factory=ScreenConfig)
    speech: SpeechConfig = field(default_factory=SpeechConfig)
    printer: PrinterConfig = field(default_factory=PrinterConfig)
    sync: SyncConfig = field(default_factory=SyncConfig)
    centre: CentreConfig = field(default_factory=CentreConfig)


@dataclass(frozen=True, slots=True)
class Setup:
    """What every program gets: the checked configuration and the folder for databases and keys."""

    config: Config
    data: Path


def load_setup(data: str | None, config_file: str | None) -> Setup:
    """Return the set-up of this machine from the command line's values, the environment and the defaults.

    Raises:
        ConfigError: The file is missing or wrong, or the data folder cannot be made.
    """
    folder = Path(data or os.environ.get("KIOSK_DATA") or Path.home() / ".local/share/kiosk").absolute()
    name = config_file or os.environ.get("KIOSK_CONFIG")
    path = Path(name) if name else folder / "kiosk.toml"
    config = load_config(path) if name or path.exists() else Config()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ConfigError(
            f"cannot make the data folder {folder}: {err.strerror}", "name another folder with --data"
        ) from err
    return Setup(config, folder)


def load_config(path: Path) -> Config:
    """Return the configuration in a TOML file.

    Raises:
        ConfigError: The file cannot be read, is not TOML, or has a wrong key or value.
    """
    try:
        text = path.read_text("utf-8")
        config = shape(Config, tomllib.loads(text))
    except OSError as err:
        raise ConfigError(f"cannot read the configuration {path}: {err.strerror}", "check --config") from err
    except UnicodeDecodeError as err:
        raise ConfigError(f"the configuration {path} is not UTF-8 text", "save it as UTF-8") from err
    except tomllib.TOMLDecodeError as err:
        raise ConfigError(f"the configuration {path} is not valid TOML: {err}", "mend that line") from err
    except ShapeError as err:
        key, fault = err.faults[0]
        raise ConfigError(
            f"the configuration {path} has a wrong entry at {key}: {fault}", "docs/interfaces.md lists every key"
        ) from err
    _check_choices(config, path)
    return config


def _check_choices(config: Config, path: Path) -> None:
    checks: tuple[tuple[str, object, tuple[object, ...]], ...] = (
        ("printer.flow", config.printer.flow, _FLOWS),
        ("printer.encoding", config.printer.encoding, _ENCODINGS),
        ("printer.width_mm", config.printer.width_mm, _WIDTHS_MM),
        ("terminal.language", config.terminal.language, _LANGUAGES),
        ("screen.theme", config.screen.theme, _THEMES),
        ("screen.redraw", config.screen.redraw, _REDRAWS),
        ("speech.visitor", config.speech.visitor, _SPEECH),
        ("speech.engine", config.speech.engine, _ENGINES),
    )
    for key, value, allowed in checks:
        if value not in allowed:
            choices = ", ".join(map(str, allowed))
            raise ConfigError(f"the configuration {path} has {key} = {value!r}", f"write one of {choices}")
    ports = (config.hall.http_port, config.hall.events_port, config.hall.snapshot_port, config.centre.port)
    for port in ports:
        if not 0 < port < 65536:
            raise ConfigError(f"the configuration {path} names port {port}", "write a port from 1 to 65535")
