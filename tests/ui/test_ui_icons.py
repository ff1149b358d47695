"""The icons that tiles and rows name are in the font that the product installs."""

import pytest
from fontTools.ttLib import TTFont

from kiosk.ui import icons


def test_an_unknown_name_has_no_icon():
    assert icons.icon("no such thing") == ""


@pytest.mark.skipif(
    icons.icon_file() is None, reason="the package fonts-material-design-icons-iconfont is not installed"
)
def test_every_icon_is_in_the_font():
    characters = TTFont(icons.icon_file()).getBestCmap()
    missing = [name for name, code in icons._CODES.items() if code not in characters]
    assert not missing
