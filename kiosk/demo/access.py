"""The demo's keys, tokens and log-ins: made once, kept in DATA/demo-access.toml so that each start can print them."""

import os
import secrets
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.domain.errors import KioskError

EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Access:
    """What opens which door."""

    terminal_token: str
    clerk_token: str
    manager_token: str
    editor_password: str


def prepare_access(data: Path, config: Path) -> Access:
    """Return the demo's access, made on the first call: certificates, API tokens and the editor's account.

    Raises:
        KioskError: One of the commands that make them failed.
    """
    file = data / "demo-access.toml"
    if file.exists():
        return Access(**tomllib.loads(file.read_text("utf-8")))
    for words in (("keys", "hall"), ("keys", "client", "terminal-1"), ("keys", "client", "board-1")):
        if not _certificate(data, words).exists():
            run_kiosk(data, config, *words)
    access = Access(
        terminal_token=_make_token(data, config, "terminal"),
        clerk_token=_make_token(data, config, "clerk"),
        manager_token=_make_token(data, config, "manager"),
        editor_password=secrets.token_urlsafe(9),
    )
    run_kiosk(
        data, config, "centre", "create-user", EDITOR, "--role", "editor", "--password-stdin",
        text=access.editor_password,
    )  # fmt: skip
    _write_private(file, "".join(f'{key} = "{value}"\n' for key, value in asdict(access).items()))
    return access


def run_kiosk(data: Path, config: Path, *words: str, text: str = "", shown: bool = False) -> str:
    """Run one `kiosk` command to its end and return what it printed; `shown` lets it draw on our terminal instead.

    Raises:
        KioskError: It failed; the message is its own last line.
    """
    done = subprocess.run(
        [*kiosk_command(data, config), *words],
        input=text,
        text=True,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or "").strip().splitlines() or ["see above"]
        raise KioskError(
            f"`kiosk {' '.join(words)}`: {said[-1].removeprefix('kiosk: ').rstrip('.')}",
            "mend that and start the demo again",
        )
    return done.stdout or ""


def kiosk_command(data: Path, config: Path) -> list[str]:
    """Return the words that start `kiosk` with this Python, data folder and configuration."""
    return [sys.executable, "-m", "kiosk", "--data", str(data), "--config", str(config)]


def _make_token(data: Path, config: Path, role: str) -> str:
    name = f"demo-{role}"
    (data / "keys" / "tokens" / f"{name}.toml").unlink(missing_ok=True)  # left by a first run that was cut off
    return run_kiosk(data, config, "token", "create", name, "--role", role).split()[-1]


def _certificate(data: Path, words: tuple[str, ...]) -> Path:
    name = words[-1]
    return data / "keys" / (f"{name}.key_secret" if name == "hall" else f"clients/{name}.key_secret")


def _write_private(file: Path, text: str) -> None:
    temporary = file.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    temporary.replace(file)
