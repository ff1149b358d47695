import pytest

from kiosk.config import Config, load_config, load_setup
from kiosk.domain.errors import ConfigError


def write(tmp_path, text):
    path = tmp_path / "kiosk.toml"
    path.write_text(text, "utf-8")
    return path


def test_empty_file_is_all_defaults(tmp_path):
    assert load_config(write(tmp_path, "")) == Config()


def test_values_arrive(tmp_path):
    config = load_config(
        write(tmp_path, '[printer]\nport = "/dev/ttyUSB0"\nwidth_mm = 58\n[screen]\ndiagonal_inch = 43\n')
    )
    assert (config.printer.port, config.printer.width_mm, config.screen.diagonal_inch) == ("/dev/ttyUSB0", 58, 43.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[prnter]\n", "prnter"),
        ("[printer]\nprot = 1\n", "printer.prot"),
        ('[printer]\nbaudrate = "fast"\n', "printer.baudrate"),
        ("[printer]\nwidth_mm = 70\n", "58, 80"),
        ("[hall]\nhttp_port = 70000\n", "70000"),
        ("[hall\n", "not valid TOML"),
        ('[screen]\ntheme = "pink"\n', "pink"),
    ],
)
def test_wrong_entries_are_named(tmp_path, text, words):
    with pytest.raises(ConfigError, match=words):
        load_config(write(tmp_path, text))


def test_missing_and_binary_files_are_named(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        load_setup(str(tmp_path), str(tmp_path / "absent.toml"))
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path / "b.toml")


def test_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="data folder"):
        load_setup(str(tmp_path / "file" / "data"), None)


def test_environment_and_default_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    write(tmp_path, "[terminal]\nidle_s = 5\n")
    setup = load_setup(None, None)
    assert setup.data == tmp_path
    assert setup.config.terminal.idle_s == 5
