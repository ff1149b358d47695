"""The documents name what there is: commands, configuration, make targets."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kiosk.cli import COMMANDS
from kiosk.config import Config

ROOT = Path(__file__).parents[1]
INTERFACES = (ROOT / "docs/interfaces.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"`kiosk {command}" in INTERFACES


@pytest.mark.parametrize("table", fields(Config), ids=lambda t: t.name)
def test_every_configuration_key_is_documented(table):
    row = next(line for line in INTERFACES.splitlines() if line.startswith(f"| `[{table.name}]`"))
    value = getattr(Config(), table.name)
    assert is_dataclass(value)
    for key in fields(value):
        assert f"`{key.name} = " in row or f"`{key.name}` " in row, key.name


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_commands_exist(readme):
    text = (ROOT / readme).read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", text))
    assert {"demo", "test"} <= named <= targets
    for command in re.findall(r"`kiosk ([a-z]+)", text):
        assert command in COMMANDS
    for picture in re.findall(r"\]\((docs/[^)#]+)\)|src=\"(docs/[^\"]+)\"", text):
        assert (ROOT / (picture[0] or picture[1])).exists(), picture


def test_links_between_documents_lead_somewhere():
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"
