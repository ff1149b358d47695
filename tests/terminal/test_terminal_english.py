"""A visitor who reads English meets no Hanzi, except where the Chinese itself is meant."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import LawBook
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.places.choice import PlacesChoice
from kiosk.terminal.presenters.guide import categories, procedure, procedures
from kiosk.terminal.presenters.lookup import laws
from kiosk.terminal.presenters.places import duty, institution, institutions, people
from kiosk.terminal.presenters.reading import article
from kiosk.terminal.session import Visit
from kiosk.terminal.shelf import Shelf

HAN = re.compile(r"[㐀-鿿]")
BRACKETS = re.compile(r"\([^()]*\)")
RECEIPT = re.compile(r"[㐀-鿿]{2}-\d{4}-\w+")  # the hall's name stands in its receipt numbers
DRIVER = Path(__file__).with_name("english_driver.py")
NAME = "劳动合同法"
CASE = "老板说不合适就让走，行不行"
ASKED = "老板不给工资怎么办"  # the visitor's own words
# what the visitor wrote, what a key writes, and the law itself
CHINESE_BY_NATURE = {"CandidateKey", "HandKey", "SearchBox", "AskedBox", "MarkedWords", "PartTick"}
LAW_ROWS = ("laws-", "law", "cases")  # scenes whose rows quote laws and cases


@pytest.fixture
def book(law_data):
    with LawBook(laws_path(law_data)) as book:
        yield book


@pytest.fixture
def shelf_of_laws(law_data):
    shelf = Shelf(law_data)
    shelf.open()
    yield shelf
    shelf.close()


@pytest.mark.e2e
def test_every_screen_is_english(law_data, strings):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_") and k != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(law_data)],
        capture_output=True,
        text=True,
        timeout=200,
        env=env | {"SDL_VIDEODRIVER": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["texts"] > 1500
    english = strings["en"]
    switch, beside = english("shell.language"), english("procedure.chinese").partition("{")[0]
    left = [
        (scene, *found)
        for scene, texts in seen["chinese"].items()
        for found in texts
        if not allowed(scene, *found, switch=switch, beside=beside)
    ]
    assert not left, left


def allowed(scene, inside, kind, text, *, switch, beside):
    text = text.replace(CASE, "").replace(ASKED, "")
    if text == switch or text.startswith(beside) or not HAN.search(BRACKETS.sub("", RECEIPT.sub("", text))):
        return True
    if scene == "case":
        return True  # what was decided, in its own words
    if scene.startswith("suggestion-") and kind in {"Words", "TextLines"}:
        return True  # the visitor's own words
    return bool({inside, kind} & CHINESE_BY_NATURE) or (kind == "ListRow" and scene.startswith(LAW_ROWS))


@pytest.mark.parametrize(
    "query", ["labour contract 39", "Labor Contract Law, article 39", "article 39 labour contracts"]
)
def test_an_article_is_found_by_the_english_name_of_its_law(in_english, shelf_of_laws, query):
    head, row, note = laws.present(in_english, shelf_of_laws, Typed(query)).rows
    assert (head.key, head.title) == (NAME, "Labour Contract Law (劳动合同法)")
    assert (row.key, row.title) == (NAME + "第三十九条", "Article 39")
    assert "12348" in note.text


def test_a_law_is_found_by_its_english_name(in_english, shelf_of_laws):
    head, _ = laws.present(in_english, shelf_of_laws, Typed("contract")).rows
    assert (head.key, head.does, head.screen) == (NAME, "open", "law")
    assert "某机关" not in head.text
    without_article = laws.present(in_english, shelf_of_laws, Typed("contract 99")).rows
    assert [row.key for row in without_article if row.key] == [NAME]


def test_pinyin_still_finds_laws_for_who_reads_english(in_english, shelf_of_laws):
    rows = laws.present(in_english, shelf_of_laws, Typed("ldhtf39")).rows
    assert NAME + "第三十九条" in [row.key for row in rows]


def test_names_that_hold_every_word_come_closest_first(strings):
    found = laws.laws_named("marriage", strings["en"])
    assert found == ()
    assert laws.laws_named("mediation", strings["en"])[0] == "人民调解法"
    assert laws.laws_named("the law", strings["en"]) == ()


def test_an_article_says_that_the_law_itself_is_chinese(in_english, facts, book):
    view = article.present(in_english, book, NAME + "第三十九条")
    assert (view.law, view.number) == ("Labour Contract Law (中华人民共和国劳动合同法)", "Article 39")
    assert view.chapter == "Chapter 4 (某某)  Section 1 (走与留)"
    assert (view.previous_label, view.next_label) == ("Article 38", "Article 41")
    assert "12348" in view.note
    assert article.present(facts, book, NAME + "第三十九条").note == ""


def test_people_are_sorted_by_what_they_do_in_english_too(facts, in_english, library):
    in_both = [
        people.present(known, library.in_language(known.tr.language), PlacesChoice()) for known in (facts, in_english)
    ]
    assert [(c.code, c.count) for c in in_both[0].callings] == [(c.code, c.count) for c in in_both[1].callings]
    assert len(in_both[1].callings) > 4
    one = people.present_one(in_english, library.in_language("en"), "p-01")
    assert (one.name, one.clean, one.penalties) == ("Zheng Huiran", True, "No penalties on record")


def test_an_institution_shows_its_chinese_name_and_address_to_a_driver(in_english, library):
    view = institution.present(
        in_english, library.in_language("en"), "yx-notary", choice=PlacesChoice(), holder=Visit(1)
    )
    assert (view.name, view.chinese) == ("Yunxi County Notary Office", "(云溪县公证处)")
    assert view.address == "20 Qingquan Road (清泉路), Chengguan Town\n(云溪县城关镇清泉路20号)"


def texts_of(value, path=""):
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_of(getattr(value, one.name), one.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item, path)


def views_of_everything(known, library, book):
    for group in library.categories():
        yield procedures.present(known, library, group.code)
    for one in library.procedures():
        yield procedure.present(known, library, book, one.slug)
    for place in library.institutions():
        yield institution.present(known, library, place.code, choice=PlacesChoice(), holder=Visit(1))
    for person in library.practitioners():
        yield people.present_one(known, library, person.code)
    yield institutions.present(known, library, PlacesChoice())
    yield people.present(known, library, PlacesChoice())
    yield duty.present(known)
    yield categories.present(known, library)


def test_every_page_of_the_content_is_english(in_english, library, book):
    read = library.in_language("en")
    seen = [text for view in views_of_everything(in_english, read, book) for text in texts_of(view)]
    assert len(seen) > 5000
    beside = in_english.tr("procedure.chinese").partition("{")[0]
    left = {
        (field, text)
        for field, text in seen
        if HAN.search(BRACKETS.sub("", text)) and not text.startswith(beside) and field not in {"ref", "link"}
    }
    assert left == set()
