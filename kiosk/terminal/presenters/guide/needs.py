"""Choosing a ticket by what one needs: everyday words lead to the right service, nobody has to know its name."""

from dataclasses import dataclass

from kiosk.content.library import Library
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.option import Option

_EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class NeedItem:
    """One everyday sentence and the ticket that it leads to."""

    slug: str
    service: str
    words: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class NeedsView:
    """The list as drawn; `plain` is the service for those who find themselves nowhere in it."""

    title: str
    lead: str
    groups: tuple[Option, ...]
    items: tuple[NeedItem, ...]
    plain: str
    plain_words: str


def present(facts: Facts, library: Library, choice: str) -> NeedsView:
    """Return the needs of a group, or the first of each procedure while no group is chosen."""
    tr = facts.tr
    groups = [c for c in library.categories() if library.procedures(c.code)]
    chosen = choice if choice in {c.code for c in groups} else _EVERYTHING
    first = facts.first_service
    return NeedsView(
        title=tr("needs.title"),
        lead=tr("needs.lead"),
        groups=(
            Option(_EVERYTHING, tr("needs.all"), chosen == _EVERYTHING),
            *(Option(c.code, c.name, c.code == chosen) for c in groups),
        ),
        items=tuple(
            NeedItem(p.slug, p.service, words, tr("needs.leads_to", service=facts.service_name(p.service, p.title)))
            for p in library.procedures(chosen)
            for words in (p.everyday[:1] if chosen == _EVERYTHING else p.everyday)
        ),
        plain=first.code if first else "",
        plain_words=tr("needs.plain", service=first.name) if first else "",
    )
