"""Puts a law together: what a file says, what a list beside it says, and what follows from both."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.content.laws.importers.notes import Notes, document_number, iso_day, read_notes
from kiosk.content.laws.importers.structure import Body
from kiosk.content.laws.importers.texts import LawText
from kiosk.domain.laws import Article, Law, LawKind, LawStatus, short_title
from kiosk.domain.regions import PROVINCES, region_of

# U+200B to U+200F, U+2060, U+FEFF: no width; the control signs but tab: no meaning in a text
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BLANK = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SINCE = re.compile(r"自?(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)起(?:施行|实施|执行|生效)")
_AMENDS = re.compile(r"修正案|修改.*决定|废止.*决定")
_COURTS = ("最高人民法院", "最高人民检察院", "公安部", "司法部", "国家安全部")
LOCAL = "地方性法规"
_LOCAL_TITLE = re.compile("|".join(PROVINCES))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a list of laws beside the files tells of one. Empty fields are unknown."""

    level: str = ""
    category: str = ""
    group: str = ""
    issued_on: str = ""
    effective_on: str = ""
    expired: bool = False
    subtitle: str = ""
    province: str = ""


def clean(text: str) -> str:
    """Return a line without invisible signs, blanks of every sort and number as one, none at the ends."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def amends(title: str) -> bool:
    """Tell whether a text of this title changes other texts and quotes them."""
    return bool(_AMENDS.search(title))


def make(file: str, title: str, notes: Sequence[str], body: Body, *, facts: Facts, source: str) -> LawText:
    """Return a law with everything that can be told of it.

    Args:
        file: What to call the file in reports.
        title: The full title.
        notes: The lines under the title.
        body: What was read.
        facts: What a list beside the file says; it goes before the notes.
        source: Where it comes from.
    """
    short = short_title(title)
    read = read_notes(list(notes))
    kind = _kind(facts)
    level = facts.level or _level(title, read.issuer, kind)
    issued, stale = _issued(file, facts, read)
    effective = facts.effective_on or read.effective_on or _since(body.articles, issued)
    issuer = read.issuer or _issuer(title, level)
    region = region_of(short, issuer, " ".join(notes), facts.province) if level == LOCAL else None
    number = read.number or next((n for line in _opening(body) if (n := document_number(line))), "")
    law = Law(
        short,
        title,
        _status(facts, kind),
        issuer if kind is LawKind.LAW else "",
        level,
        issued,
        effective,
        source,
        kind,
        number,
        facts.category,
        region.province if region else "",
        region.city if region else "",
    )
    remarks = body.remarks if kind is LawKind.LAW else tuple(r for r in body.remarks if "sections" not in r)
    if kind is LawKind.LAW and not issued:
        remarks = (*remarks, "no date")
    if stale:
        remarks = (*remarks, f"the list says {facts.issued_on}, the notes {issued}")
    return LawText(law, body.articles, body.nodes, read.amendments, file, remarks)


def _issued(file: str, facts: Facts, read: Notes) -> tuple[str, bool]:
    """Return the day of issue, and whether the list is behind the notes, as for a file without a day in its name."""
    if facts.issued_on and facts.issued_on < read.issued_on and facts.issued_on not in file:
        return read.issued_on, True
    return facts.issued_on or read.issued_on, False


def _opening(body: Body) -> list[str]:
    return body.articles[0].text.split("\n")[:4] if body.articles else []


def _kind(facts: Facts) -> LawKind:
    if facts.group == "司法案例" or facts.level == "案例":
        return LawKind.CASE
    return LawKind.GUIDE if facts.level == "其他" else LawKind.LAW


def _status(facts: Facts, kind: LawKind) -> LawStatus:
    if kind is not LawKind.LAW:
        return LawStatus.UNKNOWN
    return LawStatus.REPEALED if facts.expired else LawStatus.IN_FORCE


def _level(title: str, issuer: str, kind: LawKind) -> str:
    """Guess the level where no list tells it, from who passed the text."""
    if kind is not LawKind.LAW:
        return ""
    if issuer.startswith("全国人民代表大会"):
        return "宪法" if short_title(title) == "宪法" else "法律"
    if issuer.startswith(("最高人民", "最高检")) or title.startswith(_COURTS[:2]):
        return "司法解释"
    if issuer.startswith(("国务院", "中华人民共和国国务院")):
        return "行政法规"
    return LOCAL if "人民代表大会" in issuer or _LOCAL_TITLE.match(title) else "部门规章" if issuer else ""


def _issuer(title: str, level: str) -> str:
    """Return who must have passed a text of this title and level, where the notes do not say."""
    named = [court for court in _COURTS if court in title]
    if named:
        return "、".join(named)
    return {"行政法规": "国务院", "宪法": "全国人民代表大会"}.get(level, "")


def _since(articles: Sequence[Article], issued: str) -> str:
    """Return the day the last articles name, 自2021年1月1日起施行, unless the text is younger than that."""
    for article in reversed(articles[-6:]):
        if match := _SINCE.search(unicodedata.normalize("NFKC", article.text)):
            day = iso_day(match[1])
            return day if day >= issued else ""
    return ""
