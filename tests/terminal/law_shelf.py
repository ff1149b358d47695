"""Made-up laws, versions and cases, brought in by the real importer: for tests and pictures of the screens for reading."""

from kiosk.content.bundles import laws_path
from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.store import update_laws
from kiosk.domain.laws import article_number, chinese_number

_NOTES = "{day} 第十届全国人民代表大会常务委员会第二次会议通过\n\n{more}<!-- INFO END -->"
_OLD = """## 第一章 总则

第一条 为了让干活的人放心，写下这些规矩。

第二条 干活之前，双方应当把话说清楚，口头说的也算，一方反悔的要赔。

## 第四章 某某

第三十八条 老板不给钱的，可以走。

第三十九条 有下面这些事情之一的，可以这样办：

（一）试用的时候发现不合适的，这样写是为了让这一行长一些，长到一行写不下，还要再写一行；

（二）违反了规矩的，又不肯改的。

第四十条 这一条后来没有了，原来说的是另外一件事，跟别的都不一样。"""
_NEW = """## 第一章 总则

第一条 为了让干活的人放心，写下这些规矩。

第二条 干活之前，双方应当把话写清楚，口头说的不算，一方反悔的要赔。

## 第四章 某某

### 第一节 走与留

第三十八条 老板不给工资的，可以走，还可以要补偿；拿不到工资的，可以去告。

第三十九条 有下面这些事情之一的，可以这样办：

（一）试用的时候发现不合适的，但是应当说明理由，这样写是为了让这一行长一些，长到一行写不下，还要再写一行；

（二）严重违反了规矩的，又不肯改的；

（三）因本法第二条说的事情；

（四）有《中华人民共和国民法典》第二条、第三条说的事情的。

前款第一项说的理由，应当是真的。

### 第二节 别的

第四十一条 要走的人多，先跟大家商量。依照本法第三十九条办理的除外。

第四十二条 不能这样办的情形，见本法第三十九条第一款。"""
_CODE = """## 第一章 甲

第一条 过日子的规矩都在这里。

第二条 说话要算数。

第三条 《中华人民共和国劳动合同法》第三十九条另有说法的，照它的办。"""
_LABOUR = """第一条 干活要给钱。

第二条 《中华人民共和国劳动合同法》第三十九条、第四十一条也适用。

第三条 《旧工规》同时废止。"""
_CASE = """# 老板说不合适就让走，行不行

<!-- INFO END -->

## 基本案情

张某去干活，老板第二天就说不合适。

张某不服，老板不给工资，请求仲裁。

## 裁判结果

老板应当说明理由。

## 典型意义

《中华人民共和国劳动合同法》第三十九条第一项要求说明理由。《中华人民共和国民法典》第二条也说了，说话要算数。"""

_LOCAL = "\n\n".join(f"第{n}条 老板不给工资的，可以找人说理；拿不到工资的，可以去告。" for n in "一二三四五")
_LOCAL_TITLE = "山东省关于保障做工的人按时拿到工资的很长很长的一个暂行办法"
_LOCAL_NOTE = (
    "# {title}\n\n1999年6月29日 山东省第九届人民代表大会常务委员会第九次会议通过\n\n<!-- INFO END -->\n\n{body}\n"
)


def _law(title: str, day: str, body: str, more: str = "") -> str:
    return f"# {title}\n\n{_NOTES.format(day=day, more=more)}\n\n{body}\n"


FILES = {
    "社会法/劳动合同法(2007-06-29).md": _law("中华人民共和国劳动合同法", "2007年6月29日", _OLD),
    "社会法/劳动合同法(2012-12-28).md": _law(
        "中华人民共和国劳动合同法",
        "2007年6月29日",
        _NEW,
        "2012年12月28日 第十一届全国人民代表大会常务委员会第三次会议修正\n\n",
    ),
    "社会法/劳动法(2018-12-29).md": _law("中华人民共和国劳动法", "2018年12月29日", _LABOUR),
    "社会法/旧工规(1990-01-01).md": _law("旧工规", "1990年1月1日", "第一条 早先的规定。\n\n第二条 也是早先的。"),
    "民法典/民法典(2020-05-28).md": _law("中华人民共和国民法典", "2020年5月28日", _CODE),
    "DLC/山东/工资办法(1999-06-29).md": _LOCAL_NOTE.format(title=_LOCAL_TITLE, body=_LOCAL),
    "案例/劳动/走人.md": _CASE,
}


def long_law(title: str, articles: int) -> str:
    """Return a law of so many articles, some twenty in a chapter."""
    parts = []
    for n in range(1, articles + 1):
        parts += [f"## 第{chinese_number(n // 20 + 1)}章 第{n // 20 + 1}类事情"] if n % 20 == 1 else []
        parts.append(f"{article_number(n)} 这是第{n}件事，" + "说得很长很长，" * (n % 9) + "写到这里为止。")
    return _law(title, "2021年1月1日", "\n\n".join(parts))


def import_law_shelf(folder, more=None):
    """Write the files, and more by their names (without text: not that one); bring them in, return the data folder."""
    for name, text in {name: text for name, text in (FILES | (more or {})).items() if text}.items():
        file = folder / "laws" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return bring_in(folder / "laws", folder)


def bring_in(source, folder):
    """Bring a folder of law Markdown into the law book of a data folder; return the data folder."""
    path = laws_path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_sources([source]) as found:
        update_laws(path, found.units(), found.owns, lambda: None)
    return folder
