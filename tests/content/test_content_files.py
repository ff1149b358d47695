"""Content files: what is read, and that each fault names its file and line."""

import pytest

from kiosk.content.checks import uscc_is_valid
from kiosk.content.faults import ContentFaultsError
from kiosk.content.files import load_content
from kiosk.domain.errors import ContentError
from kiosk.domain.places import Position
from kiosk.domain.procedures import Need


def faults(folder):
    with pytest.raises(ContentFaultsError) as caught:
        load_content(folder)
    return [str(fault) for fault in caught.value.faults]


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_folder_without_faults_is_read_whole(source):
    content = load_content(source)
    assert content.hall.position == Position(28.4, 118.2)
    assert [s.code for s in content.services] == ["aid", "advice"]
    procedure = content.procedures[0]
    assert (procedure.slug, procedure.body) == ("aid", "正文。")
    assert procedure.materials[0].need is Need.REQUIRED
    assert content.institutions[1].address == "清泉路2号\n三楼"
    assert content.institutions[0].free is True
    assert content.practitioners[0].since == 2023
    assert content.notices[0].text == "通知。"
    assert len(content.duty) == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("hall.toml", 'phone = "0000-1"', "phone = 1", "hall.toml:5: phone: expected a text, found 1"),
        ("hall.toml", "lat = 28.4", "lat = 128.4", "hall.toml:8: position: latitude 128.4 is outside -90..90"),
        ("hall.toml", "mon-fri 09:00-17:00", "daily", "hall.toml:6: hours: cannot read opening hours 'daily'"),
        ("hall.toml", 'profile = "centre"', 'profile = "big"', "hall.toml:3: profile: 'big' is not a valid Profile"),
        (
            "hall.toml",
            "hours =",
            'without = ["laws", "tikets"]\nhours =',
            "hall.toml:6: without[1]: there is no feature",
        ),
        (
            "procedures/aid.md",
            'everyday = ["没钱请律师"]',
            'conditions_en = ["One", "Two"]',
            "procedures/aid.md:12: conditions_en: 2 for 1 Chinese ones: write one for each, in the same order",
        ),
        (
            "procedures/aid.md",
            "copies = 1",
            'copies = 1\nnote_en = "A note"',
            "procedures/aid.md:21: materials[0].note_en: there is no Chinese text to this: write that first",
        ),
        ("services.toml", 'prefix = "B"', 'prefix = "A"', "services.toml:12: prefix: 'A' is used twice"),
        ("services.toml", 'prefix = "B"', 'prefix = "bb"', "services.toml:8: prefix 'bb' of service"),
        ("services.toml", 'summary = "问律师"', 'sumary = "问律师"', "services.toml:13: sumary: unknown key 'sumary'"),
        ("services.toml", "[[service]]", "[[services]]", "services.toml:1: unknown key 'services'"),
        ("counters.toml", '"advice"', '"advise"', "counters.toml:5: services[1]: there is no service 'advise'"),
        ("counters.toml", '"1号"', '"1号', "counters.toml:3: not TOML"),
        ("categories.toml", 'code = "aid"', "", "categories.toml:1: code: 'code' is missing"),
        (
            "procedures/aid.md",
            "copies = 1",
            'copies = "one"',
            "procedures/aid.md:20: materials[0].copies: expected a whole",
        ),
        ("procedures/aid.md", "copies = 1", "copies = -1", "procedures/aid.md:18: materials[0]: 身份证: originals"),
        ("procedures/aid.md", '    "困难",', "    5,", "procedures/aid.md:8: conditions[0]: expected a text, found 5"),
        (
            "procedures/aid.md",
            'service = "aid"',
            'service = "x"',
            "procedures/aid.md:10: service: there is no service 'x'",
        ),
        ("procedures/aid.md", 'category = "aid"', 'category = "x"', "procedures/aid.md:4: category: there is no"),
        ("procedures/aid.md", "第四十三条", "43", "procedures/aid.md:26: basis[0].article: write '43' like 第三十九条"),
        ("procedures/aid.md", "charged = false", "charged = true", "procedures/aid.md:13: fee: a fee that is charged"),
        ("procedures/aid.md", "+++\ntitle", "title", "procedures/aid.md:1: the file must start with front matter"),
        ("procedures/aid.md", 'who = "您"', "who = ", "procedures/aid.md:23: not TOML"),
        ("slides/one.md", "title = '标题'", "title = 3", "slides/one.md:2: title: expected a text, found 3"),
        ("slides/one.md", "'标题'", "'标题'\nuntil = '明天'", "slides/one.md:3: until: '明天': write a date"),
        ("slides/one.md", "\n\n内容。", "", "slides/one.md:2: the slide has no text"),
        ("slides/one.md", "'标题'", "'标题'\nslug = 'x'", "slides/one.md:3: slug: comes from the file itself"),
        ("notices/one.md", "false", "'no'", "notices/one.md:2: emergency: expected true or false, found 'no'"),
        ("institutions.csv", "某律所", "", "institutions.csv:3: name: 'name' is missing"),
        ("institutions.csv", "28.4,", "north,", "institutions.csv:2: position.lat: expected a number, found 'north'"),
        ("institutions.csv", "28.41,118.21", "18.41,108.21", "institutions.csv:3: lat, lon: 1,5"),
        ("institutions.csv", "legal_aid", "shop", "institutions.csv:2: kind: 'shop' is not a valid InstitutionKind"),
        ("institutions.csv", "i2", "i1", "institutions.csv:3: code: 'i1' is used twice"),
        ("institutions.csv", "phone", "fone", "institutions.csv:1: unknown column 'fone'"),
        ("practitioners.csv", "i2", "i9", "practitioners.csv:2: institution: there is no institution 'i9'"),
        (
            "practitioners.csv",
            "19999202310000001",
            "123",
            "practitioners.csv:2: licence: '123': a lawyer's licence has",
        ),
        (
            "practitioners.csv",
            "since\np1,张三,律师,i2,19999202310000001,2023",
            "as_of\np1,张三,律师,i2,,2023",
            "practitioners.csv:2: as_of: '2023': write a date like",
        ),
        (
            "practitioners.csv",
            "since\np1,张三,律师,i2,19999202310000001,2023",
            "penalties\np1,张三,律师,i2,,无",
            "practitioners.csv:2: as_of: write until which date",
        ),
        ("practitioners.csv", ",2023", "", "practitioners.csv:2: expected 6 cells, found 5"),
        ("duty.csv", "2026-11-23", "2026-11-31", "duty.csv:3: date: '2026-11-31': write a date"),
        ("duty.csv", "12:00", "08:00", "duty.csv:3: end: 08:00 is not after 09:00"),
    ],
)
def test_each_fault_names_file_and_line(source, file, old, new, expected):
    change(source, file, old, new)
    found = faults(source)
    assert any(fault.startswith(expected) for fault in found), found
    # one slip must not drown in faults that only follow from it
    assert len(found) <= 2, found


def test_all_faults_are_collected(source):
    change(source, "procedures/aid.md", "copies = 1", 'copies = "one"')
    change(source, "duty.csv", "12:00", "08:00")
    change(source, "hall.toml", 'phone = "0000-1"', "phone = 1")
    assert {fault.split(":")[0] for fault in faults(source)} == {"procedures/aid.md", "duty.csv", "hall.toml"}


@pytest.mark.parametrize("file", ["hall.toml", "services.toml", "counters.toml", "categories.toml"])
def test_a_missing_file_is_named(source, file):
    (source / file).unlink()
    assert f"{file}: the file is missing" in faults(source)


@pytest.mark.parametrize("file", ["institutions.csv", "practitioners.csv", "duty.csv"])
def test_a_hall_may_do_without_some_files(source, file):
    (source / "practitioners.csv").unlink()
    (source / file).unlink(missing_ok=True)
    assert load_content(source).hall.name == "清泉县公共法律服务中心"


def test_text_that_is_not_utf8_names_the_line(source):
    (source / "duty.csv").write_bytes(b"date,start\n" + "张三".encode("gb18030"))
    assert faults(source) == ["duty.csv:2: not UTF-8 text; save the file as UTF-8"]


def test_a_file_saved_on_windows_is_read(source):
    path = source / "procedures/aid.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_content(source).procedures[0].body == "正文。"


def test_a_missing_folder_is_one_clear_fault(tmp_path):
    with pytest.raises(ContentError, match="there is no such folder"):
        load_content(tmp_path / "none")


def test_credit_codes_are_checked(source):
    assert uscc_is_valid("11150500011640433T")
    assert not uscc_is_valid("11150500011640434T")
    change(source, "institutions.csv", "i2", "11150500011640434T")
    change(source, "practitioners.csv", "i2", "11150500011640434T")
    found = faults(source)
    assert found == ["institutions.csv:3: code: '11150500011640434T': the check character of this credit code is wrong"]
