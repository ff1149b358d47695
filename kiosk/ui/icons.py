"""Icons for tiles, rows and keys: glyphs of Debian's Material Icons font, by names of our own.

Where the package is missing a Hanzi stands in its place. No font file ships with the product.
"""

from pathlib import Path

ICON_FONT = "Icons"

_FILE = Path("/usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf")
# code points as that font's own style sheet lists them (Material Icons, Apache-2.0)
_CODES = {
    "about_adviser": 0xE90E,
    "about_machine": 0xE913,
    "about_other": 0xE5D3,
    "about_place": 0xEA40,
    "about_process": 0xE8B5,
    "about_staff": 0xE7FD,
    "advice": 0xE0BF,
    "aid": 0xE92C,
    "appraisal": 0xEA3A,
    "arbitration": 0xEAF6,
    "back": 0xE5C4,
    "bike": 0xE52F,
    "car": 0xE531,
    "categories": 0xE873,
    "contrast": 0xEB37,
    "court": 0xE84F,
    "duty": 0xE55A,
    "family": 0xE7FB,
    "feedback": 0xE560,
    "find": 0xE8B6,
    "government": 0xE84F,
    "grade_1": 0xE814,
    "grade_2": 0xE811,
    "grade_3": 0xE812,
    "grade_4": 0xE813,
    "grade_5": 0xE815,
    "grassroots": 0xE8F9,
    "hall": 0xE7F1,
    "handover": 0xE00A,
    "home": 0xE88A,
    "institutions": 0xE55F,
    "justice_office": 0xE9E0,
    "keyboard": 0xE312,
    "labour": 0xEA3D,
    "labour_arbitration": 0xEF63,
    "language": 0xE894,
    "large": 0xE262,
    "law_firm": 0xE90E,
    "laws": 0xEA19,
    "legal_aid": 0xE92C,
    "low": 0xE258,
    "map": 0xE55B,
    "mediation": 0xEBCB,
    "my_ticket": 0xE616,
    "needs": 0xE0BF,
    "notary": 0xE982,
    "opinion_complaint": 0xE8B2,
    "opinion_praise": 0xE8DC,
    "opinion_suggestion": 0xE0F0,
    "phone": 0xE0CD,
    "print": 0xE8AD,
    "progress": 0xEA5B,
    "services": 0xE638,
    "staff": 0xE897,
    "suggestion": 0xEA3E,
    "walk": 0xE536,
}


def icon_file() -> Path | None:
    """Return the font's file, None where its package is missing."""
    return _FILE if _FILE.exists() else None


def icon(name: str) -> str:
    """Return the character of an icon, empty where there is none of that name."""
    code = _CODES.get(name)
    return chr(code) if code else ""
