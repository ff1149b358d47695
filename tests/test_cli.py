import json
import subprocess
import sys

import pytest

from kiosk.cli import COMMANDS, main
from kiosk.domain.errors import KioskError


def kiosk(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kiosk", *words], capture_output=True, text=True, check=False)


def test_help_names_every_command():
    done = kiosk("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_needs_no_window_for_it(command):
    done = kiosk(command, "--help")
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout


@pytest.mark.parametrize("words", [(), ("dance",), ("law",), ("doctor", "--loud")])
def test_wrong_usage_is_2(words):
    assert kiosk(*words).returncode == 2


def test_a_folder_may_be_called_like_a_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--data", "demo", "law", "search", "x"]) == 1
    assert "there are no laws on this machine yet" in capsys.readouterr().err


def test_one_line_and_1_for_what_is_wrong(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "--config", str(tmp_path / "absent"), "doctor"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("kiosk: cannot read the configuration")
    assert said.count("\n") == 1


def test_errors_read_as_sentences():
    assert str(KioskError("port 1 is taken", "choose another")) == "port 1 is taken. Choose another."
    assert str(KioskError("port 1 is taken")) == "port 1 is taken."


def test_options_stand_before_or_after_the_command(tmp_path, capsys):
    data = ["--data", str(tmp_path)]
    for words in (
        [*data, "token", "list", "--json"],
        ["token", "list", "--json", *data],
        ["--json", "token", *data, "list"],
    ):
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out) == []
    with pytest.raises(SystemExit) as wrong:
        main(["--json", *data, "keys", "hall"])
    assert wrong.value.code == 2
