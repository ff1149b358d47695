"""The icons that tiles and rows name are in the font that the product installs."""

import re

import pytest
from fontTools.ttLib import TTFont

from kiosk.files import shipped
from kiosk.ui import icons

NAME = re.compile(r"""['"]([a-z0-9_]+)['"{]""")  # whole, or the beginning of one made from a value


def test_an_unknown_name_has_no_icon():
    assert icons.icon("no such thing") == ""


@pytest.mark.skipif(
    icons.icon_file() is None, reason="the package fonts-material-design-icons-iconfont is not installed"
)
def test_every_icon_is_in_the_font():
    characters = TTFont(icons.icon_file()).getBestCmap()
    missing = [name for name, code in icons._CODES.items() if code not in characters]
    assert not missing


def test_every_icon_is_named_somewhere():
    sources = [
        *shipped("kiosk").rglob("*.py"),
        *shipped("layouts").rglob("*.kv"),
        *shipped("assets", "sample").glob("*.toml"),
    ]
    texts = [path.read_text("utf-8") for path in sources if path.name != "icons.py"]
    found = {name for text in texts for name in NAME.findall(text)}
    begun = tuple(name for name in found if name.endswith("_"))
    assert sorted(name for name in icons._CODES.keys() - found if not name.startswith(begun)) == []
