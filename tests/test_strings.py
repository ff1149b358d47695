import logging
import re
import string

import pytest

from kiosk.domain.errors import ContentError
from kiosk.files import shipped
from kiosk.strings import LANGUAGES, Strings

KEY = re.compile(r"""['"]([a-z_]+\.[a-z0-9_]*)(['"{])""")  # whole, or the beginning of one made from a value


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_languages_have_the_same_keys_and_fields():
    zh, en = (Strings(language, strict=True) for language in LANGUAGES)
    assert zh.keys() == en.keys()
    assert [k for k in sorted(zh.keys()) if fields(zh(k)) != fields(en(k))] == []


def test_every_string_is_asked_for_somewhere():
    sources = [*shipped("kiosk").rglob("*.py"), *shipped("layouts").rglob("*.kv")]
    found = {match for path in sources for match in KEY.findall(path.read_text("utf-8"))}
    begun = tuple(key for key, end in found if end == "{" or key.endswith("_"))
    whole = {key for key, _ in found}
    assert sorted(key for key in Strings("zh").keys() - whole if not key.startswith(begun)) == []


def write(folder, name, body):
    (folder / "zh").mkdir(exist_ok=True)
    (folder / "zh" / name).write_text(body, "utf-8")


def test_fields_are_filled_in(tmp_path):
    write(tmp_path, "a.po", 'msgid "t.call"\nmsgstr "请{ticket}号"\n')
    assert Strings("zh", tmp_path)("t.call", ticket="A005") == "请A005号"


def test_missing_key_raises_in_strict_mode_and_is_shown_and_logged_once_otherwise(tmp_path, caplog):
    write(tmp_path, "a.po", 'msgid "t.call"\nmsgstr "请{ticket}号"\n')
    with pytest.raises(KeyError):
        Strings("zh", tmp_path, strict=True)("t.gone")
    strings = Strings("zh", tmp_path)
    with caplog.at_level(logging.WARNING):
        assert strings("t.gone") == strings("t.gone") == "t.gone"
        assert strings("t.call", other=1) == "请{ticket}号"
    assert [r.args[0] for r in caplog.records] == ["t.gone", "t.call"]


def test_a_key_in_two_files_is_refused(tmp_path):
    write(tmp_path, "a.po", 'msgid "t.call"\nmsgstr "一"\n')
    write(tmp_path, "b.po", 'msgid "t.call"\nmsgstr "二"\n')
    with pytest.raises(ContentError, match=r"b\.po defines 't\.call' a second time"):
        Strings("zh", tmp_path)


def test_a_broken_file_and_a_missing_language_are_named(tmp_path):
    with pytest.raises(ContentError, match="no string files"):
        Strings("zh", tmp_path)
    write(tmp_path, "a.po", 'msgid "t.call"\ngarbage\n')
    with pytest.raises(ContentError, match=r"a\.po"):
        Strings("zh", tmp_path)
