"""Every string that the terminal asks for is there, in both languages, with the same fields."""

import re
import string

import polib

from kiosk.domain.feedback import About, Grade, OpinionKind, Reason
from kiosk.domain.institutions import Calling, InstitutionKind
from kiosk.domain.laws import LawStatus
from kiosk.domain.map_links import MapApp
from kiosk.domain.procedures import Need, Origin
from kiosk.domain.tickets import Priority
from kiosk.domain.travel import Travel
from kiosk.files import shipped
from kiosk.terminal.places.choice import Filter

LAYOUTS = [path.stem for path in shipped("layouts").glob("*.kv") if path.stem != "board"]
ELSEWHERE = ("board.po", "paper.po")
ROOMS = {
    entry.msgid.split(".")[0]
    for path in shipped("assets", "strings", "zh").glob("*.po")
    if path.name not in ELSEWHERE
    for entry in polib.pofile(str(path))
}
KEY = re.compile(r"""['"]([a-z]+\.[a-z_]+)['"]""")
HAN = re.compile(r"[\u3400-\u9fff]")


def sources():
    yield from shipped("kiosk", "terminal").rglob("*.py")
    yield from (shipped("layouts", f"{name}.kv") for name in LAYOUTS)


def test_every_key_that_is_used_exists(strings):
    used = {key for path in sources() for key in KEY.findall(path.read_text("utf-8")) if key.split(".")[0] in ROOMS}
    used = {key for key in used if not key.endswith((".kv", "_"))}  # a file; the start of a key made from a value
    assert len(used) > 120
    for tr in strings.values():
        assert used <= tr.keys(), sorted(used - tr.keys())


def test_keys_made_from_values_exist(strings):
    made = [f"kind.{k.value}" for k in InstitutionKind]
    made += [f"calling.{c.value}" for c in Calling] + [f"filter.{f}" for f in Filter]
    made += [f"{start}{app.value}" for app in MapApp for start in ("app.", "app.scan_")]
    made += [f"travel.{t.value}" for t in Travel]
    made += [f"status.{s.value}" for s in LawStatus]
    made += [f"priority.{p.value}" for p in Priority]
    made += [f"need.{n.value}" for n in Need] + [f"origin.{o.value}" for o in Origin]
    tiles = ("categories", "services", "laws", "institutions", "my_ticket", "progress", "feedback", "duty")
    made += [f"tile.{screen}{part}" for screen in tiles for part in ("", "_text", "_glyph")]
    made += [f"grade.{g.stars}" for g in Grade] + [f"reason.{r.value}" for r in Reason]
    made += [f"opinion.{end}" for k in OpinionKind for end in (k.value, f"{k.value}_text", f"glyph_{k.value}")]
    made += [f"about.{end}" for a in About for end in (a.value, f"glyph_{a.value}")]
    for tr in strings.values():
        assert set(made) <= tr.keys()


def test_both_languages_say_the_same_things_with_the_same_fields(strings):
    zh, en = strings["zh"], strings["en"]
    assert zh.keys() == en.keys()
    for key in sorted(zh.keys()):
        assert fields(zh(key)) == fields(en(key)), key


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_english_is_english(strings):
    chinese = {key for key in sorted(strings["en"].keys()) if HAN.search(strings["en"](key))}
    allowed = {"shell.language", *(key for key in chinese if key.endswith("glyph"))}
    assert {key for key in chinese if key.split(".")[0] in ROOMS} <= allowed


def test_no_words_stand_in_code_or_layouts():
    for path in sources():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            code = line.split("#")[0]
            if path.suffix == ".py" and (
                '"""' in line or path.name in ("shelf.py", "pinyin.py", "syllables.py", "pictures.py", "scenes.py")
            ):
                continue
            assert not HAN.search("".join(re.findall(r"""["'][^"']*["']""", code))) or _is_law_sign(code), (
                path.name,
                number,
            )


def _is_law_sign(code):
    return '"条"' in code or "《" in code
