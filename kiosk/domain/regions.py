"""Where a local law applies, read from the words of its title and issuer."""

import re
from dataclasses import dataclass

# the 34 units of the first level, as people write them short, with the ending of the full name
PROVINCES = {
    **dict.fromkeys(("北京", "天津", "上海", "重庆"), "市"),
    **dict.fromkeys(
        [
            "河北",
            "山西",
            "辽宁",
            "吉林",
            "黑龙江",
            "江苏",
            "浙江",
            "安徽",
            "福建",
            "江西",
            "山东",
            "河南",
            "湖北",
            "湖南",
            "广东",
            "海南",
            "四川",
            "贵州",
            "云南",
            "陕西",
            "甘肃",
            "青海",
            "台湾",
        ],
        "省",
    ),
    "内蒙古": "自治区",
    "广西": "壮族自治区",
    "西藏": "自治区",
    "宁夏": "回族自治区",
    "新疆": "维吾尔自治区",
    "香港": "特别行政区",
    "澳门": "特别行政区",
}
_FULL_PROVINCE = re.compile("|".join(f"(?P<a{i}>{n}){e}" for i, (n, e) in enumerate(PROVINCES.items())))
_BODY = re.compile(
    r"(?P<place>[一-鿿]{1,12}?(?:自治州|自治县|自治旗|地区|盟|市|县|区))(?:第.{1,4}届)?人民(?:代表大会|政府)"
)
_TITLE = re.compile(r"[一-鿿]{2,4}?市(?![场容政民区市])|[一-鿿]{2,14}(?:自治州|自治县|自治旗)")
_NO_PLACES = re.compile("城市|都市|关于|授予|促进|推进|实施")


@dataclass(frozen=True, slots=True)
class Region:
    """A province in short, such as 山东, and a city or county of it, both empty for the whole country."""

    province: str = ""
    city: str = ""


def province_in(text: str) -> str:
    """Return the short name of the first province that a text names in full, such as 山东省; empty when none."""
    match = _FULL_PROVINCE.search(text)
    return next((name for name in match.groups() if name), "") if match else ""


def region_of(title: str, issuer: str, notes: str = "", province: str = "") -> Region:
    """Return where a local law applies.

    Args:
        title: Of the law.
        issuer: The body that passed it, such as 青岛市人民代表大会常务委员会.
        notes: What stands under the title: the province's body approves a city's laws.
        province: When the source knows it.
    """
    province = province or province_in(issuer) or province_in(title) or province_in(notes)
    of_province = province and title.startswith(province + PROVINCES.get(province, ""))
    return Region(province, _city(issuer, _BODY, province) or ("" if of_province else _city(title, _TITLE, province)))


def _city(text: str, pattern: re.Pattern[str], province: str) -> str:
    ending = PROVINCES.get(province, "")
    rest = text.removeprefix(province + ending) if province else text
    match = pattern.match(rest)
    if not match or rest.startswith("人民"):
        return ""
    place = match["place"] if "place" in pattern.groupindex else match[0]
    return "" if _NO_PLACES.search(place) or place == province + ending else place
