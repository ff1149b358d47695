import json

import pytest
from hall_parts import MONDAY_10

from kiosk.cli import main
from kiosk.domain.errors import StorageError
from kiosk.hall.tokens import Role, Tokens


def test_a_token_is_known_and_only_its_hash_is_stored(tmp_path):
    tokens = Tokens(tmp_path / "tokens")
    token = tokens.create("desk-1", Role.CLERK, MONDAY_10)
    known = tokens.check(token)
    assert known
    assert (known.name, known.role) == ("desk-1", Role.CLERK)
    file = tmp_path / "tokens" / "desk-1.toml"
    assert token not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert tokens.check("") is None
    assert tokens.check(token[:-1]) is None
    assert tokens.check(known.sha256) is None


def test_new_changed_and_revoked_tokens_count_at_once(tmp_path):
    tokens, elsewhere = Tokens(tmp_path), Tokens(tmp_path)
    assert tokens.all() == ()
    token = elsewhere.create("a", Role.TERMINAL, MONDAY_10)
    assert tokens.check(token)
    file = tmp_path / "a.toml"
    file.write_text(file.read_text().replace("terminal", "manager"))
    assert tokens.check(token).role is Role.MANAGER
    elsewhere.revoke("a")
    assert tokens.check(token) is None


def test_a_broken_file_is_skipped_and_the_others_work(tmp_path):
    tokens = Tokens(tmp_path)
    token = tokens.create("good", Role.CLERK, MONDAY_10)
    for name, content in {"a": b"not toml [", "b": b"\xff\xfe", "c": b'role = "king"', "d": b""}.items():
        (tmp_path / f"{name}.toml").write_bytes(content)
    assert [t.name for t in tokens.all()] == ["good"]
    assert tokens.check(token)


@pytest.mark.parametrize("name", ["../up", "", "a/b", ".hidden", "x" * 80, "空"])
def test_a_name_must_be_a_plain_file_name(tmp_path, name):
    with pytest.raises(StorageError):
        Tokens(tmp_path).create(name, Role.CLERK, MONDAY_10)


def test_a_name_is_given_once(tmp_path):
    Tokens(tmp_path).create("a", Role.CLERK, MONDAY_10)
    with pytest.raises(StorageError, match="already"):
        Tokens(tmp_path).create("a", Role.CLERK, MONDAY_10)


@pytest.mark.parametrize(("role", "other", "covers"), [("manager", "clerk", True), ("terminal", "clerk", False)])
def test_a_role_covers_the_ones_before_it(role, other, covers):
    assert Role(role).covers(Role(other)) is covers


def test_the_command_makes_lists_and_revokes(tmp_path, capsys):
    assert main(["token", "create", "m", "--role", "manager", "--data", str(tmp_path)]) == 0
    token = capsys.readouterr().out.strip()
    assert Tokens(tmp_path / "keys" / "tokens").check(token).role is Role.MANAGER
    assert main(["token", "list", "--json", "--data", str(tmp_path)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["name"], r["role"]) for r in rows] == [("m", "manager")]
    assert main(["token", "create", "m", "--role", "clerk", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["token", "revoke", "m", "--data", str(tmp_path)]) == 0
    assert main(["token", "revoke", "m", "--data", str(tmp_path)]) == 1
