"""How laws and articles are called in a language. The law itself is Chinese; its name and number need not be."""

from kiosk.domain.laws import article_values
from kiosk.strings import Strings


def law_words(law: str, strings: Strings) -> str:
    """Return the name of a law, given its short title; the Chinese one where it has no other."""
    key = f"law.{law}"
    return strings(key) if strings.language != "zh" and key in strings else law


def law_title(law: str, title: str, strings: Strings) -> str:
    """Return the title over a law's text, which is Chinese: with its name in the reader's language, where it has one."""
    name = law_words(law, strings)
    return title if name == law else strings("cite.bilingual", law=name, chinese=title)


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
