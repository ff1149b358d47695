"""Reads the notes under a law's title: who passed it when, what amended it, since when it applies.

Markdown has one act a line, `2018年10月26日 ...会议通过`; the national database has all of them in one pair of brackets.
Both are read here as acts that begin with a date.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from kiosk.domain.laws import Amendment

_DATE = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_LINES, _LINE_LETTERS = 200, 4000  # more is no note but a file without its signs
_ENDS = r"通过|批准|公布|发布|施行|修正|修订|修改|起实施"
# an act begins with a date that stands at the start, after 根据 or after the end of another act
_BEGIN = re.compile(rf"(?:^|(?<=[\s；;。，、（(])|(?<=通过|批准|公布|发布|施行|修正|修订)|根据)(?=自?{_DATE})")
_BY_DECISION = re.compile(r"[《<＜].*[》>＞]")
_SESSION = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]+届|审判委员会|检察委员会|第?[一二三四五六七八九十百零\d]+次).*"
)
_ORDER = re.compile(
    r"[一-鿿、]{2,30}?(?:令|公告|公安部令)?(?:第\s?[\d一二三四五六七八九十百]+\s?号)|(?:法释|高检发释字|法发|国发|国办发|国函)\s?[〔\[［(（]\d{4}[〕\]］)）]\s?\d+\s?号"
)
_NOT_ISSUERS = ("施行", "根据", "自")
_ACTS = (
    ("amended", ("修正", "修改", "修正案")),
    ("revised", ("修订",)),
    ("in_force", ("施行", "实施")),
    ("approved", ("批准",)),
    ("published", ("公布", "发布")),
    ("passed", ("通过",)),
)


@dataclass(frozen=True, slots=True)
class Notes:
    """What the notes tell; fields are empty when they do not."""

    amendments: tuple[Amendment, ...] = ()
    issuer: str = ""
    number: str = ""

    @property
    def issued_on(self) -> str:
        """The day of the newest act that made the words, ISO 8601."""
        return max((a.day for a in self.amendments if a.act != "in_force"), default="")

    @property
    def effective_on(self) -> str:
        """The newest day since which it applies, unless the words are younger."""
        day = max((a.day for a in self.amendments if a.act == "in_force"), default="")
        return day if day >= self.issued_on else ""


def iso_day(text: str) -> str:
    """Return the first date of a text as ISO 8601; empty when it has none or an impossible one."""
    match = _DAY.search(text)
    if not match:
        return ""
    try:
        return dt.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""


def read_notes(lines: list[str]) -> Notes:
    """Return the acts of the lines under a title, brackets and all, in the order they are written."""
    acts: list[Amendment] = []
    lines = [line[:_LINE_LETTERS] for line in lines[:_LINES]]
    for line in lines:
        text = re.sub(r"\s+", " ", line).strip(" （()）")
        pieces = [piece.strip() for piece in _split(text)]
        if pieces and not iso_day(pieces[0]) and acts and not _DAY.match(pieces[0]):
            acts[-1] = _act(f"{acts[-1].note}{pieces.pop(0)}") or acts[-1]  # a note that runs over two lines
        acts += [act for piece in pieces if (act := _act(piece))]
    text = " ".join(lines)
    number = _ORDER.search(re.sub(_DAY, " ", text))
    return Notes(tuple(acts), _issuer(acts), unicodedata.normalize("NFKC", number[0]).strip() if number else "")


def document_number(text: str) -> str:
    """Return the document number that a line consists of, such as 法释〔2020〕26号; empty when it is something else."""
    match = _ORDER.fullmatch(text.strip(" （()）"))
    return match[0] if match else ""


def _split(text: str) -> list[str]:
    """Return the acts of one line. Dates inside 《》 and those that only qualify a session begin none."""
    starts = [m.start() for m in _BEGIN.finditer(text) if not _inside_title(text, m.start())]
    if not starts:
        return [text] if text else []
    bounds = [0, *[s for s in starts if s], len(text)]
    return [text[a:b] for a, b in pairwise(bounds) if text[a:b].strip()]


def _inside_title(text: str, at: int) -> bool:
    return text.count("《", 0, at) > text.count("》", 0, at)


def _act(text: str) -> Amendment | None:
    day = iso_day(text)
    if not day:
        return None
    text = text.strip(" ；;。，、").removeprefix("根据").removeprefix("自").strip()
    tail = text.rstrip(" ）)根据")[-16:]
    act = next((name for name, words in _ACTS if any(tail.endswith(word) for word in words)), "")
    act = act or next((name for name, words in _ACTS if any(word in text for word in words)), "published")
    rest = _DAY.sub("", text, count=1).strip()
    decision = _BY_DECISION.search(rest) if act in {"amended", "revised"} else None
    return Amendment(day, act, decision[0] if decision else _body(rest), text)


def _body(text: str) -> str:
    """Return the body that acted: 第十三届全国人民代表大会第三次会议通过 is 全国人民代表大会."""
    text = re.sub(r"^(?:《.*》已)?(?:自|经|起|由)*", "", text).strip()
    text = re.sub(r"第[一二三四五六七八九十百零\d]+届", "", text)
    text = _SESSION.sub("", text)
    text = re.sub(rf"(?:公告)?(?:{_ENDS}).*|[令第《<].*", "", text)
    text = text.replace("中华人民共和国国务院", "国务院").strip(" 、，")
    return text if 2 <= len(text) <= 40 else ""


def _issuer(acts: list[Amendment]) -> str:
    """Return the body that first passed the law, or published it when nobody is named as passing."""
    for wanted in ("passed", "revised", "published", "approved", "amended"):
        for act in acts:
            if act.act == wanted:
                body = act.by if not act.by.startswith(("《", "<", "＜")) else _body(_DAY.sub("", act.note, count=1))
                if body and not body.startswith(_NOT_ISSUERS):
                    return body
    return ""
