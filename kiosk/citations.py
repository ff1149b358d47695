"""How laws and articles are called in a language. The law itself is Chinese; its name and number need not be."""

import re
from collections.abc import Iterable

from kiosk.domain.laws import article_values, parse_number
from kiosk.strings import Strings

_HEADING = re.compile(r"第(?P<number>[零一二三四五六七八九十百千]+)(?P<kind>编|分编|章|节)\s*(?P<title>.*)")
_KINDS = {"编": "cite.part", "分编": "cite.subpart", "章": "cite.chapter", "节": "cite.section"}


def law_words(law: str, strings: Strings) -> str:
    """Return the name of a law, given its short title; the Chinese one where it has no other."""
    key = f"law.{law}"
    return strings(key) if strings.language != "zh" and key in strings else law


def law_title(law: str, title: str, strings: Strings) -> str:
    """Return the title over a law's text, which is Chinese: with its name in the reader's language, where it has one."""
    name = law_words(law, strings)
    return title if name == law else strings("cite.bilingual", law=name, chinese=title)


def heading_words(heading: str, strings: Strings) -> str:
    """Return a heading inside a law: 第四章 and its title are Chapter 4 with the title in brackets."""
    match = None if strings.language == "zh" else _HEADING.fullmatch(heading)
    number = parse_number(match["number"]) if match else None
    if match is None or number is None:
        return heading
    name = strings(_KINDS[match["kind"]], number=number)
    return strings("cite.bilingual", law=name, chinese=match["title"]) if match["title"] else name


def article_words(number: str, strings: Strings) -> str:
    """Return an article's number: 第三十九条 is Article 39. What is not written like one comes back as it is."""
    values = None if strings.language == "zh" else article_values(number)
    if values is None:
        return number
    article, branch = values
    return strings("cite.branch", number=article, branch=branch) if branch else strings("cite.article", number=article)


def cited(law: str, article: str, strings: Strings) -> str:
    """Return a law and, where one is named, its article, as one cites them."""
    if not article:
        return strings("cite.law", law=law_words(law, strings))
    return strings("cite.both", law=law_words(law, strings), article=article_words(article, strings))


def cited_together(references: Iterable[tuple[str, str]], strings: Strings) -> tuple[str, ...]:
    """Return laws and articles as one cites them, each law once with all its articles, in the order given."""
    by_law: dict[str, list[str]] = {}
    for law, article in references:
        by_law.setdefault(law, []).append(article)
    return tuple(_cited(law, [article for article in articles if article], strings) for law, articles in by_law.items())


def _cited(law: str, articles: list[str], strings: Strings) -> str:
    if len(articles) < 2:
        return cited(law, articles[0] if articles else "", strings)
    numbers = strings("cite.comma").join(_number(article, strings) for article in articles)
    return strings("cite.many", law=law_words(law, strings), articles=numbers)


def _number(article: str, strings: Strings) -> str:
    values = None if strings.language == "zh" else article_values(article)
    return article if values is None else "-".join(str(value) for value in values if value)
