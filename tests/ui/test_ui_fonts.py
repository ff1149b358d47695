import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTCollection, TTFont

from kiosk.domain.errors import ContentError
from kiosk.ui.fonts import _SYSTEM_FOLDER, prepare_fonts


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    return prepare_fonts(tmp_path_factory.mktemp("fonts"))


def outline(font, char):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getBestCmap()[ord(char)]].draw(pen)
    return pen.value


@pytest.mark.parametrize("char", "骨直令")
def test_hanzi_have_their_chinese_forms(faces, char):
    with TTCollection(str(_SYSTEM_FOLDER / "NotoSansCJK-Regular.ttc"), lazy=True) as system:
        by_name = {font["name"].getDebugName(1): font for font in system.fonts}
        ours = outline(TTFont(faces.regular), char)
        assert ours == outline(by_name["Noto Sans CJK SC"], char)
        assert ours != outline(by_name["Noto Sans CJK JP"], char)


def test_bold_is_bold_and_both_are_simplified_chinese(faces):
    regular, bold = TTFont(faces.regular), TTFont(faces.bold)
    assert regular["name"].getDebugName(1) == bold["name"].getDebugName(1) == "Noto Sans CJK SC"
    assert bold["OS/2"].usWeightClass > regular["OS/2"].usWeightClass


def test_every_letter_of_the_system_font_is_there_and_opens_cheaply(faces):
    with TTCollection(str(_SYSTEM_FOLDER / "NotoSansCJK-Regular.ttc"), lazy=True) as system:
        known = next(font for font in system.fonts if font["name"].getDebugName(1) == "Noto Sans CJK SC")
        ours = TTFont(faces.regular)
        assert set(ours.getBestCmap()) == set(known.getBestCmap())
    top = ours["CFF "].cff.topDictIndex[0]
    assert not any(hasattr(fd.Private, "Subrs") for fd in top.FDArray)
    assert len(ours["CFF "].cff.GlobalSubrs) == 0


def test_faces_as_they_were_kept_before_are_cleared_away(tmp_path):
    (tmp_path / "NotoSansSC-Bold.otf").write_bytes(b"old")
    prepare_fonts(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ScreenSans-Bold.otf", "ScreenSans-Regular.otf"]


def test_second_time_takes_the_cached_faces(faces):
    before = faces.regular.stat().st_mtime_ns
    assert prepare_fonts(faces.regular.parent) == faces
    assert faces.regular.stat().st_mtime_ns == before
    assert sorted(p.name for p in faces.regular.parent.iterdir()) == ["ScreenSans-Bold.otf", "ScreenSans-Regular.otf"]


def test_missing_or_broken_collection_says_what_to_install(tmp_path):
    with pytest.raises(ContentError, match=r"missing.*fonts-noto-cjk"):
        prepare_fonts(tmp_path / "out", tmp_path)
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"no font at all")
    with pytest.raises(ContentError, match=r"no face named.*fonts-noto-cjk"):
        prepare_fonts(tmp_path / "out", tmp_path)
    assert not list(tmp_path.glob("out/*.otf"))


def test_fonts_command_prints_the_paths(faces, tmp_path):
    shutil.copytree(faces.regular.parent, tmp_path / "fonts")
    command = [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "fonts", "--json"]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert Path(json.loads(answer.stdout)["regular"]) == tmp_path / "fonts" / "ScreenSans-Regular.otf"
