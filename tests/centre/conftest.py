"""Django set up once for the process; a fresh library, repository and set of people for each test."""

from pathlib import Path

import pytest

from kiosk.centre.site import start_django
from kiosk.config import Config, Setup
from kiosk.content.dump import dump_procedure
from kiosk.domain.clock import SystemClock
from kiosk.domain.procedures import Fee, LegalBasis, Material, Procedure, Step, TimeLimit

PASSWORD = "amber-kettle-42-hill"
SERVICES = '[[service]]\ncode = "aid"\nname = "法律援助"\nname_en = "Aid"\nprefix = "A"\nsummary = "申请法律援助"\n'
COUNTERS = '[[counter]]\ncode = "1"\nname = "1号窗口"\nname_en = "Counter 1"\nservices = ["aid"]\n'
CATEGORIES = '[[category]]\ncode = "aid"\nname = "法律援助"\nname_en = "Legal aid"\n'
HALL = """name = "溪桥县公共法律服务中心"
name_en = "Xiqiao County Legal Service Centre"
profile = "centre"
address = "溪桥县人民路1号"
phone = "0000-0000000"
hours = "mon-fri 09:00-17:00"
[position]
lat = 30.0
lon = 110.0
"""
PROCEDURE = Procedure(
    slug="legal-aid",
    title="申请法律援助",
    title_en="Apply for legal aid",
    category="aid",
    summary="打官司没有钱，可以申请。",
    audience="经济困难的人",
    conditions=("经济困难", "没有请律师"),
    materials=(Material("身份证", originals=1, copies=1), Material("申请表", originals=1)),
    steps=(Step("取号", "您"), Step("交材料", "您", limit="当天")),
    fee=Fee(charged=False, text="不收费"),
    time_limit=TimeLimit("七日内决定", statutory_days=7),
    basis=(LegalBasis("法律援助法", "第四十三条"),),
    service="aid",
    office="法律援助中心",
    everyday=("没钱请律师",),
)
INSTITUTIONS = (
    "code,kind,name,address,lat,lon,phone,hours,free\n"
    "aid-1,legal_aid,溪桥县法律援助中心,人民路1号,30.01,110.02,0000-0000001,mon-fri 09:00-17:00,true\n"
)
PRACTITIONERS = "code,name,role,institution\np-1,程小雨,调解员,aid-1\n"
DUTY = "date,start,end,name,role,place\n2026-11-23,09:00,11:30,程小雨,调解员,2号窗口\n"
FILES = {
    "hall.toml": HALL,
    "services.toml": SERVICES,
    "counters.toml": COUNTERS,
    "categories.toml": CATEGORIES,
    "procedures/legal-aid.md": dump_procedure(PROCEDURE),
    "institutions.csv": INSTITUTIONS,
    "practitioners.csv": PRACTITIONERS,
    "duty.csv": DUTY,
    "slides/first.md": '+++\ntitle = "第一页"\n+++\n\n依法维权。\n',
    "notices/welcome.md": "+++\n+++\n\n欢迎。\n",
}


@pytest.fixture(scope="session")
def django(tmp_path_factory):
    start_django(Setup(Config(), tmp_path_factory.mktemp("centre")))


@pytest.fixture
def folder(tmp_path) -> Path:
    """A content folder with one entry of each kind."""
    for path, text in FILES.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "content"


@pytest.fixture
def centre(django, tmp_path, folder):
    """The centre with that content imported, and nobody in it."""
    from django.apps import apps
    from django.contrib.auth.models import Group, User
    from django.core.cache import cache
    from django.db import connections
    from django.test import override_settings

    from kiosk.centre.library import Editing
    from kiosk.centre.models import Item, Release
    from kiosk.centre.server import prepare

    cache.clear()
    for model in (Item, Release, User, Group):
        model.objects.all().delete()
    app = apps.get_app_config("centre")
    app.clock = SystemClock()
    with override_settings(
        KIOSK_CENTRE=tmp_path / "centre", PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]
    ):
        prepare(app.repository, Editing("import", app.clock, app.words), folder, four_eyes=True)
        yield app
    connections.close_all()


@pytest.fixture
def sign_in(centre):
    """Makes a person of a role and returns a client signed in as that person."""
    from django.test import Client

    from kiosk.centre.accounts import Role, create_user

    def make(role: str, name: str = "") -> Client:
        create_user(name or role, Role(role), PASSWORD)
        client = Client()
        assert client.login(username=name or role, password=PASSWORD)
        return client

    return make


@pytest.fixture
def item(centre):
    from kiosk.centre.models import Item

    return lambda kind="procedure": Item.objects.filter(kind=kind).get()


@pytest.fixture
def typed(centre, item):
    """What a browser would send for an entry, as it stands."""
    from kiosk.centre.desk import Desk
    from kiosk.centre.entries import Form
    from kiosk.centre.fields import Widget, form_sections
    from kiosk.centre.kinds import KINDS

    def flat(entry) -> dict:
        match entry.spec.widget:
            case Widget.GROUP:
                return {k: v for inner in entry.entries for k, v in flat(inner).items()}
            case Widget.ROWS:
                return {k: v for row in entry.rows for inner in row.entries for k, v in flat(inner).items()}
            case Widget.FLAG:
                return {entry.name: "on"} if entry.on else {}
            case Widget.MANY:
                return {entry.name: entry.chosen}
        return {entry.name: entry.text}

    def make(kind: str = "procedure", action: str = "save") -> dict:
        one = item(kind)
        sections = form_sections(KINDS[kind].cls, centre.words, Desk._lookups())
        form = Form(KINDS[kind].cls, sections, centre.words, None).fill(one.document)
        data = {k: v for s in form.sections for e in s.entries for k, v in flat(e).items()}
        return {**data, "revision": one.revision, "action": action}

    return make
