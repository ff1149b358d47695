"""`kiosk content check` and `install-sample` as a person at a shell sees them."""

import json

from kiosk.cli import main
from kiosk.content.bundles import current_bundle


def test_check_lists_every_fault_and_fails(source, tmp_path, capsys):
    (source / "hall.toml").unlink()
    path = source / "duty.csv"
    path.write_text(path.read_text("utf-8").replace("12:00", "08:00"), "utf-8")
    assert main(["content", "check", str(source), "--data", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines() == ["duty.csv:3: end: 08:00 is not after 09:00", "hall.toml: the file is missing"]
    assert "2 faults" in shown.err


def test_check_as_json(source, tmp_path, capsys):
    assert main(["content", "check", str(source), "--json", "--data", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == []
    (source / "hall.toml").unlink()
    assert main(["content", "check", str(source), "--json", "--data", str(tmp_path)]) == 1
    assert json.loads(capsys.readouterr().out) == [{"file": "hall.toml", "line": 0, "fault": "the file is missing"}]


def test_check_says_what_is_there(source, tmp_path, capsys):
    assert main(["content", "check", str(source), "--data", str(tmp_path)]) == 0
    assert "no faults; 1 procedures, 2 institutions, 1 slides" in capsys.readouterr().out


def test_check_counts_what_has_no_english_and_lists_it_when_asked(source, tmp_path, capsys):
    assert main(["content", "check", str(source), "--data", str(tmp_path)]) == 0
    counted = capsys.readouterr().out.splitlines()[-1]
    assert main(["content", "check", str(source), "--english", "--data", str(tmp_path)]) == 0
    _, line, *missing = capsys.readouterr().out.splitlines()
    assert line == counted == f"English: 6 of {6 + len(missing)} texts; Chinese is shown for the others"
    assert "procedures[0].materials[0].name" in missing
    assert "institutions[1].address" in missing


def test_install_sample_activates_a_bundle(tmp_path, capsys):
    assert main(["content", "install-sample", "--data", str(tmp_path)]) == 0
    assert current_bundle(tmp_path).name in capsys.readouterr().out


def test_a_data_folder_that_cannot_be_written_is_one_line(tmp_path, capsys):
    (tmp_path / "content").write_text("in the way")
    assert main(["content", "install-sample", "--data", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("kiosk: ")
    assert error.count("\n") == 1
    assert "unexpected" not in error
