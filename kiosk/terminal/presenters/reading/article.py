"""One article of a law: its paragraphs with links, what stands before and after it, who names it, what it is the basis of."""

from dataclasses import dataclass

from kiosk.citations import article_words, cited, law_title, law_words
from kiosk.content.laws.book import LawBook
from kiosk.content.laws.details import Citation
from kiosk.content.library import Library
from kiosk.domain.lawdays import starts_on
from kiosk.domain.laws import Article
from kiosk.terminal.facts import Facts
from kiosk.terminal.offers import is_offered
from kiosk.terminal.presenters.cautions import chinese_only, status_warning
from kiosk.terminal.presenters.reading.law import bar_title, chapter_words, notice_of, source_words
from kiosk.terminal.reading.passages import Goal, Passage, passages
from kiosk.terminal.reading.spot import Spot, find_article, find_spot, first_day, key_of
from kiosk.terminal.words import date_words

_CITING = 5  # as many are named on the article's own page


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page as drawn; `key` opens it, `previous` and `next` are keys too, empty at the law's ends.

    `long_name` is the law's name where the top bar has no room for it.
    """

    title: str
    long_name: str
    key: str
    law: str
    note: str
    chapter: str
    number: str
    passages: tuple[Passage, ...]
    status: str
    in_force: bool
    dates: str
    notice: tuple[Goal, ...]
    ways: tuple[Goal, ...]
    previous: str
    previous_label: str
    next: str
    next_label: str
    procedures: tuple[Goal, ...]
    cases: tuple[Goal, ...]
    cited_by: tuple[Goal, ...]
    versions: tuple[Goal, ...]
    source: str

    @property
    def spoken(self) -> object:
        """What is read aloud as one text: once it is another, the reading stops."""
        return self.key, self.passages


@dataclass(frozen=True, slots=True)
class CitedByView:
    """All that names an article, as a list of its own."""

    title: str
    name: str
    items: tuple[Goal, ...]


def present(facts: Facts, laws: LawBook, key: str, library: Library | None = None) -> ArticleView:
    """Return the page of an article; the key of a whole law shows its first article.

    Args:
        facts: What is known now.
        laws: The law book.
        key: As `reading.spot` has them.
        library: Knows the procedures that rest on the article; None leaves them out.

    Raises:
        NotFoundError: It is not in the law book.
    """
    spot = find_spot(laws, key)
    article = find_article(laws, spot)
    spot = Spot(spot.law, article.number, spot.day)
    law, tr, warning = spot.law, facts.tr, status_warning(spot.law.status, facts)
    numbers = list(dict.fromkeys(a.number for a in laws.articles(law.short, spot.day)))  # a damaged text has one twice
    at = numbers.index(article.number)
    before, after = (numbers[at - 1] if at else ""), (numbers[at + 1] if at + 1 < len(numbers) else "")
    notice, bar = notice_of(laws, spot, facts), bar_title(law, tr)
    citing = laws.details.cited_by(article)
    return ArticleView(
        title=bar,
        long_name="" if bar == law_words(law.short, tr) else law_title(law.short, law.title, tr),
        key=spot.key,
        law=law_title(law.short, law.title, tr),
        note=chinese_only(facts),
        chapter=chapter_words(laws, article, spot, tr),
        number=article_words(article.number, tr),
        passages=passages(laws, article, tr, spot.day),
        status=warning or tr("status.in_force"),
        in_force=not warning,
        dates=tr("article.effective", date=date_words(law.effective_on, tr)) if law.effective_on else "",
        notice=(notice,) if notice else (),
        ways=(Goal(tr("article.whole"), "law", spot.key), Goal(tr("article.take"), "take", spot.key)),
        previous=key_of(law.short + before, spot.day) if before else "",
        previous_label=article_words(before, tr),
        next=key_of(law.short + after, spot.day) if after else "",
        next_label=article_words(after, tr),
        procedures=_procedures(article, library) if is_offered(facts, "procedure") else (),
        cases=tuple(
            Goal(laws.law(name).title, "case", name) for name in dict.fromkeys(c.law for c in citing if c.case)
        ),
        cited_by=_first(article, [c for c in citing if not c.case], facts),
        versions=(*_versions(laws, article, spot, facts), Goal(tr("article.on_day"), "on_day", article.ref)),
        source=source_words(law, tr),
    )


def cited_by(facts: Facts, laws: LawBook, key: str) -> CitedByView:
    """Return the articles that name an article.

    Raises:
        NotFoundError: It is not in the law book.
    """
    article = find_article(laws, find_spot(laws, key))
    found = [c for c in laws.details.cited_by(article) if not c.case]
    name = facts.tr("article.cited_by_of", article=cited(article.law, article.number, facts.tr), count=len(found))
    return CitedByView(facts.tr("article.citing"), name, tuple(_citing(c, facts) for c in found))


def _first(article: Article, citing: list[Citation], facts: Facts) -> tuple[Goal, ...]:
    """Return the first citing articles, and where there are more, the way to all of them."""
    links = [_citing(c, facts) for c in citing[:_CITING]]
    if len(citing) > _CITING:
        links.append(Goal(facts.tr("article.cited_by_all", count=len(citing)), "cited_by", article.ref))
    return tuple(links)


def _citing(citation: Citation, facts: Facts) -> Goal:
    return Goal(cited(citation.law, citation.number, facts.tr), "article", citation.ref)


def _procedures(article: Article, library: Library | None) -> tuple[Goal, ...]:
    found = library.procedures() if library else ()
    return tuple(
        Goal(p.title, "procedure", p.slug)
        for p in found
        if any((b.law, b.article) == (article.law, article.number) for b in p.basis)
    )


def _versions(laws: LawBook, article: Article, spot: Spot, facts: Facts) -> tuple[Goal, ...]:
    """Return the older texts that this article can be compared with, the newest of them first."""
    if spot.day:
        return (Goal(facts.tr("article.compare_now"), "compare", spot.key),)
    held = [law for law in laws.versions(article.law) if law != spot.law]
    days = [day for law in held if (day := first_day(law)) and day.isoformat() < starts_on(spot.law)]
    return tuple(
        Goal(
            facts.tr("article.compare", date=date_words(day.isoformat(), facts.tr)),
            "compare",
            key_of(article.ref, day),
        )
        for day in reversed(days)
    )
