"""A shelf with laws of our own making: two levels, two regions, one repealed, one case; and the sample library."""

import pytest

from kiosk.content.bundles import activate, build_bundle, bundles_folder, laws_path
from kiosk.content.laws.importers.texts import LawText
from kiosk.domain.laws import Article, ArticleKind, Law, LawKind, LawStatus
from kiosk.files import shipped
from kiosk.terminal.shelf import Shelf
from tests.law_texts import write_laws

WAGES = "拖欠工资的，工人可以向法院申请支付令。"


def law(
    title, level="法律", issuer="某机关", issued="2020-01-01", *numbers, text=WAGES, status=LawStatus.IN_FORCE, **more
):
    return LawText(
        Law(title, title, status, issuer, level, issued, issued, "自编", **more),
        tuple(Article(title, f"第{n}条", text, "", i) for i, n in enumerate(numbers or "一二", start=1)),
    )


LAWS = (
    law("劳动合同法", "法律", "某机关", "2012-12-28", "三十", "三十九", "四十", "四十一", "四十二"),
    law("工资支付办法", "部门规章", "某部", "2021-05-01"),
    law("山东省工资条例", "地方性法规", "山东省人民代表大会", "2015-01-01", province="山东"),
    law("青岛市工资条例", "地方性法规", "青岛市人民代表大会", "2016-01-01", province="山东", city="青岛市"),
    law("旧工资办法", "部门规章", "某部", "1999-05-01", status=LawStatus.REPEALED),
    law("民法典", "法律", "某机关", "2020-05-28", text="有事好好说。"),
    law("养狗条例", "行政法规", "国务院", "2018-01-01", text="养狗要牵绳。"),
    LawText(
        Law("张三讨薪", "张三讨薪", LawStatus.UNKNOWN, "某法院", "案例", "2022-01-01", kind=LawKind.CASE),
        (Article("张三讨薪", "段一", "张三没拿到工资，" + WAGES, "", 1, ArticleKind.SECTION),),
    ),
)


@pytest.fixture(scope="session")
def law_data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lookup")
    bundle = bundles_folder(folder) / "one"
    build_bundle(shipped("assets", "sample"), bundle)
    activate(folder, bundle)
    write_laws(laws_path(folder), LAWS)
    return folder


@pytest.fixture
def shelf(law_data):
    shelf = Shelf(law_data)
    shelf.open()
    yield shelf
    shelf.close()
    (law_data / "law-uses.json").unlink(missing_ok=True)
