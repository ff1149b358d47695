"""The demo's keys, tokens and log-ins: made once, kept in DATA/demo-access.toml so that each start can print them."""

import os
import secrets
import signal
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kiosk.demo.parts import Stopped, bound_to_us
from kiosk.domain.errors import KioskError

EDITOR = "editor"
HANDLER = "handler"
ACCESS_FILE = "demo-access.toml"


@dataclass(frozen=True, slots=True)
class Access:
    """What opens which door."""

    terminal_token: str
    clerk_token: str
    manager_token: str
    editor_password: str
    handler_password: str = ""
    machine_token: str = ""


class Commands:
    """Runs `kiosk` commands one after the other on the demo's folder.

    Args:
        data: The demo's data folder.
        config: Its configuration.
    """

    def __init__(self, data: Path, config: Path) -> None:
        self._data, self._config = data, config
        self._stopping = False
        self._running: subprocess.Popen[str] | None = None

    def run(self, *words: str, text: str = "", shown: bool = False) -> str:
        """Run one command to its end and return what it printed; `shown` lets it draw on our terminal instead.

        Raises:
            KioskError: It failed; the message is its own last line.
            Stopped: `stop` was called.
        """
        pipe = None if shown else subprocess.PIPE
        self._running = process = subprocess.Popen(
            bound_to_us([*kiosk_command(self._data, self._config), *words]),
            stdin=subprocess.PIPE,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,  # Ctrl-C reaches only us
        )
        if self._stopping:
            process.send_signal(signal.SIGINT)
        printed, said = process.communicate(text)
        self._running = None
        if self._stopping:
            raise Stopped
        if process.returncode:
            lines = (said or "").strip().splitlines() or ["see above"]
            raise KioskError(
                f"`kiosk {' '.join(words)}`: {lines[-1].removeprefix('kiosk: ').rstrip('.')}",
                "mend that and start the demo again",
            )
        return printed or ""

    def stop(self) -> None:
        """End the command that runs, and let no other start; safe in a signal handler."""
        self._stopping = True
        if self._running:
            self._running.send_signal(signal.SIGINT)  # so that it clears up behind itself


def prepare_access(data: Path, commands: Commands) -> Access:
    """Return the demo's access, made on the first call: certificates, API tokens and the editor's account.

    Raises:
        KioskError: One of the commands that make them failed.
        Stopped: The commands were stopped.
    """
    file = data / ACCESS_FILE
    if file.exists():
        return _complete(file, Access(**tomllib.loads(file.read_text("utf-8"))), commands)
    for words in (("keys", "hall"), ("keys", "client", "terminal-1"), ("keys", "client", "board-1")):
        commands.run(*words)
    access = Access(
        terminal_token=_make_token(commands, "terminal"),
        clerk_token=_make_token(commands, "clerk"),
        manager_token=_make_token(commands, "manager"),
        editor_password=secrets.token_urlsafe(9),
    )
    commands.run("centre", "create-user", EDITOR, "--role", "editor", "--password-stdin", text=access.editor_password)
    return _complete(file, access, commands)


def _complete(file: Path, access: Access, commands: Commands) -> Access:
    """Return the access with what a demo from before letters lacks, written down."""
    if access.handler_password:
        return access
    password = secrets.token_urlsafe(9)
    commands.run("centre", "create-user", HANDLER, "--role", "handler", "--password-stdin", text=password)
    token = commands.run("centre", "add-machine", f"demo-{secrets.token_hex(3)}").split()[-1]
    access = replace(access, handler_password=password, machine_token=token)
    _write_private(file, "".join(f'{key} = "{value}"\n' for key, value in asdict(access).items()))
    return access


def kiosk_command(data: Path, config: Path) -> list[str]:
    """Return the words that start `kiosk` with this Python, data folder and configuration."""
    return [sys.executable, "-m", "kiosk", "--data", str(data), "--config", str(config)]


def _make_token(commands: Commands, role: str) -> str:
    return commands.run("token", "create", f"demo-{role}", "--role", role).split()[-1]


def _write_private(file: Path, text: str) -> None:
    temporary = file.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    temporary.replace(file)
