import pytest

from kiosk.domain.regions import Region, province_in, region_of

STANDING = "人民代表大会常务委员会"


@pytest.mark.parametrize(
    ("title", "issuer", "notes", "province", "wanted"),
    [
        ("山东省渔船条例", "山东省" + STANDING, "", "", Region("山东")),
        ("北京市渔船条例", "北京市" + STANDING, "", "", Region("北京")),
        ("青岛市渔船条例", "青岛市" + STANDING, "山东省第十三届" + STANDING + "批准", "", Region("山东", "青岛市")),
        ("青岛市渔船条例", "", "", "山东", Region("山东", "青岛市")),
        ("浙江省技术市场条例", "", "", "", Region("浙江")),
        ("彭水苗族土家族自治县渔船条例", "", "", "重庆", Region("重庆", "彭水苗族土家族自治县")),
        ("关于城市管理的规定", "", "", "河南", Region("河南")),
        ("渔船条例", "内蒙古自治区" + STANDING, "", "", Region("内蒙古")),
        ("渔船条例", "", "", "", Region()),
    ],
)
def test_where_a_law_applies(title, issuer, notes, province, wanted):
    assert region_of(title, issuer, notes, province) == wanted


def test_a_province_is_named_in_full():
    assert province_in("经新疆维吾尔自治区批准") == "新疆"
    assert province_in("山东人") == ""
