import fcntl
import os
import pty
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import BoardConfig, Config, PrinterConfig, Setup, SpeechConfig
from kiosk.doctor.checks import check_printer, check_voice
from kiosk.doctor.finding import Verdict


def test_a_printer_that_the_terminal_holds_is_no_fault(tmp_path):
    device, terminal = pty.openpty()
    port = os.ttyname(terminal)
    with Path(port).open("rb+", buffering=0) as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        finding = check_printer("printer", Setup(Config(printer=PrinterConfig(port=port)), tmp_path))
    os.close(device)
    os.close(terminal)
    assert finding.verdict is Verdict.WARN
    assert "in use by another program" in finding.text


@pytest.mark.parametrize(("missing", "package"), [("espeak-ng", "espeak-ng"), ("aplay", "alsa-utils"), ("", "")])
def test_what_a_voice_needs_is_named_with_its_package(tmp_path, monkeypatch, missing, package):
    for name in {"espeak-ng", "aplay"} - {missing}:
        program = tmp_path / name
        program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = check_voice("voice", Setup(Config(), tmp_path))
    assert finding.verdict is (Verdict.WARN if missing else Verdict.OK)
    assert finding.cure == (f"run apt-get install {package}" if missing else "")


def test_missing_input_methods_are_named_with_their_packages(tmp_path, monkeypatch):
    from kiosk.doctor.checks import check_input
    from kiosk.terminal.input import handwriting, libime

    setup = Setup(Config(), tmp_path)
    monkeypatch.setattr(libime, "WORDS", tmp_path / "none")
    finding = check_input("input", setup)
    assert finding.verdict is Verdict.WARN
    assert "libimepinyin-dev" in finding.cure
    helper = libime.helper_path(tmp_path / "bin")
    helper.parent.mkdir()
    helper.touch()
    monkeypatch.setattr(handwriting, "open_hand", lambda: None)
    finding = check_input("input", setup)
    assert finding.verdict is Verdict.WARN
    assert "zinnia" in finding.cure
    monkeypatch.setattr(handwriting, "open_hand", object)
    assert check_input("input", setup).verdict is Verdict.OK


def test_a_machine_that_writes_down_what_visitors_hear_is_found(tmp_path):
    finding = check_voice("voice", Setup(Config(speech=SpeechConfig(engine="log")), tmp_path))
    assert finding.verdict is Verdict.FAIL
    assert "espeak" in finding.cure


def test_speech_is_off_only_where_neither_board_nor_terminal_speaks(tmp_path):
    silent = Config(board=BoardConfig(speech=False), speech=SpeechConfig(visitor="off"))
    assert "switched off" in check_voice("voice", Setup(silent, tmp_path)).text
    for heard in (replace(silent, speech=SpeechConfig()), replace(silent, board=BoardConfig())):
        assert "switched off" not in check_voice("voice", Setup(heard, tmp_path)).text
