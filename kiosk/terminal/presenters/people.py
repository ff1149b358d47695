"""People of the institutions: who there is, by what they do, and one of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.content.library import Library
from kiosk.domain.institutions import NO_PENALTIES, Calling, Institution, Practitioner
from kiosk.domain.languages import in_language
from kiosk.terminal.facts import Facts
from kiosk.terminal.places.choice import PlacesChoice
from kiosk.terminal.presenters.institutions import ChoiceItem
from kiosk.terminal.words import date_words


class PersonRow(NamedTuple):
    """One of the people in the list; a plain tuple, for there may be thousands."""

    code: str
    name: str
    detail: str
    note: str


@dataclass(frozen=True, slots=True)
class PeopleView:
    """The list as drawn."""

    title: str
    lead: str
    callings: tuple[ChoiceItem, ...]
    items: tuple[PersonRow, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class PractitionerView:
    """One person's page as drawn; `facts` are names and values, `clean` whether there are known to be no penalties."""

    code: str
    name: str
    role: str
    facts: tuple[tuple[str, str], ...]
    penalties: str
    clean: bool
    as_of: str
    place: str
    place_name: str
    place_detail: str
    sample: str


def present(facts: Facts, library: Library, choice: PlacesChoice) -> PeopleView:
    """Return the people of a calling, those whose institution is nearest first."""
    # what somebody does is read from the Chinese title, in every language
    tr, people = facts.tr, _nearest_first(library.in_language("zh"))
    callings = [person.calling for person, _ in people]  # read once: there may be thousands
    shown = [pair for pair, calling in zip(people, callings, strict=True) if choice.calling in ("", calling.value)]
    counts = Counter(callings)
    codes = ["", *(calling.value for calling in Calling if calling in counts)]
    return PeopleView(
        title=tr("people.title"),
        lead=tr("people.lead", count=len(shown)),
        callings=tuple(
            ChoiceItem(
                code,
                tr(f"calling.{code or 'all'}"),
                counts[Calling(code)] if code else len(people),
                code == choice.calling,
            )
            for code in codes
        ),
        items=tuple(_rows(shown, facts)),
        empty="" if shown else tr("people.none", hotline=facts.hotline),
    )


def present_one(facts: Facts, library: Library, code: str) -> PractitionerView:
    """Return one person's page.

    Raises:
        NotFoundError: The library has them no longer.
    """
    known, tr = library.in_language("zh").practitioner(code), facts.tr
    person = in_language(known, tr.language)
    until = date_words(person.as_of, tr) if person.as_of else ""
    places = in_language(library.institutions(), tr.language)
    place = next((i for i in places if i.code == person.institution), None)
    rows = (
        ("licence", person.licence),
        ("since", tr("practitioner.since_year", year=person.since) if person.since else ""),
        ("practice", person.practice),
        ("awards", person.awards),
        ("credit", person.credit),
    )
    return PractitionerView(
        code=code,
        name=person.name,
        role=person.role,
        facts=tuple((tr(f"practitioner.{key}"), value) for key, value in rows if value),
        penalties=_penalties(known, facts),
        clean=known.penalties == NO_PENALTIES,
        as_of=tr("practitioner.as_of", date=until) if until else "",
        place=place.code if place else "",
        place_name=place.name if place else "",
        place_detail=place.address if place else "",
        sample=tr("content.sample") if person.sample else "",
    )


def _penalties(person: Practitioner, facts: Facts) -> str:
    if not person.penalties:
        return facts.tr("practitioner.penalties_unknown", hotline=facts.hotline)
    if person.penalties == NO_PENALTIES:
        return facts.tr("practitioner.no_penalties")
    return in_language(person, facts.tr.language).penalties


def _nearest_first(library: Library) -> list[tuple[Practitioner, Institution | None]]:
    """Return everybody with their institution, by how far it is from the hall."""
    near = {found.code: found for found, _ in library.nearest(library.hall().position)}
    rank = {code: number for number, code in enumerate(near)}
    people = sorted(library.practitioners(), key=lambda person: rank.get(person.institution, len(rank)))
    return [(person, near.get(person.institution)) for person in people]


def _rows(pairs: list[tuple[Practitioner, Institution | None]], facts: Facts) -> Iterator[PersonRow]:
    """Yield the rows of a list; thousands are made when it opens, each place's name is read once."""
    gap, language = facts.tr("list.gap"), facts.tr.language
    places = {place.code: place for _, place in pairs if place}
    names = {code: in_language(place, language).name for code, place in places.items()}
    for person, place in pairs:
        one = in_language(person, language)
        detail = gap.join(filter(None, (names[place.code] if place else "", one.practice)))
        yield PersonRow(one.code, one.name, detail, one.role)
