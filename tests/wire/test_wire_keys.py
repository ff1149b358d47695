import pytest
import zmq

from kiosk.cli import main
from kiosk.domain.errors import StorageError
from kiosk.wire.certificates import client_pair, hall_pair, hall_public_key, make_client_certificate


def test_the_commands_make_pairs_that_only_the_owner_reads(tmp_path, capsys):
    assert main(["keys", "hall", "--data", str(tmp_path)]) == 0
    assert main(["keys", "client", "board-1", "--data", str(tmp_path)]) == 0
    keys = tmp_path / "keys"
    public, secret = hall_pair(keys)
    assert hall_public_key(keys) == public
    assert zmq.curve_public(secret) == public
    public, secret = client_pair(keys, "board-1")
    assert zmq.curve_public(secret) == public
    for file in (keys / "hall.key_secret", keys / "clients" / "board-1.key_secret"):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_overwritten(tmp_path, capsys):
    assert main(["keys", "hall", "--data", str(tmp_path)]) == 0
    before = hall_pair(tmp_path / "keys")
    assert main(["keys", "hall", "--data", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "hall.key" in err
    assert err.count("\n") == 1
    assert hall_pair(tmp_path / "keys") == before


@pytest.mark.parametrize("name", ["../hall", "", "a/b", ".x", "名"])
def test_a_client_name_must_be_a_plain_file_name(tmp_path, name):
    with pytest.raises(StorageError):
        make_client_certificate(tmp_path, name)
    assert list(tmp_path.rglob("*.key*")) == []


@pytest.mark.parametrize("content", [None, b"", b'curve\n  public-key = "short"\n', b"\xff\xff"])
def test_a_missing_or_broken_key_says_what_to_do(tmp_path, content):
    if content is not None:
        (tmp_path / "hall.key").write_bytes(content)
        (tmp_path / "hall.key_secret").write_bytes(content)
    with pytest.raises(StorageError, match="kiosk keys hall"):
        hall_public_key(tmp_path)
    with pytest.raises(StorageError, match="kiosk keys hall"):
        hall_pair(tmp_path)
    with pytest.raises(StorageError, match="kiosk keys client board-9"):
        client_pair(tmp_path, "board-9")
