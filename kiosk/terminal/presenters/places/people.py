"""People of the institutions: who there is, by what they do, and one of them."""

from dataclasses import dataclass

from kiosk.content.library import Library
from kiosk.domain.institutions import NO_PENALTIES, Calling, Practitioner
from kiosk.domain.languages import in_language
from kiosk.terminal.facts import Facts
from kiosk.terminal.places.choice import PlacesChoice
from kiosk.terminal.presenters.places.institutions import ChoiceItem
from kiosk.terminal.words import date_words
from kiosk.ui.row import KeptRows, Row


@dataclass(frozen=True, slots=True)
class PeopleView:
    """The list as drawn."""

    title: str
    lead: str
    callings: tuple[ChoiceItem, ...]
    items: KeptRows
    empty: str


@dataclass(frozen=True, slots=True)
class PractitionerView:
    """One person's page as drawn; `facts` are names and values, `clean` whether there are known to be no penalties."""

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
    tr, everybody = facts.tr, library.once("people", lambda: _by_calling(library, facts))
    shown = everybody.get(choice.calling, KeptRows(()))
    return PeopleView(
        title=tr("people.title"),
        lead=tr("people.lead", count=len(shown)),
        callings=tuple(
            ChoiceItem(code, tr(f"calling.{code or 'all'}"), len(rows), code == choice.calling)
            for code, rows in everybody.items()
        ),
        items=shown,
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


def _by_calling(library: Library, facts: Facts) -> dict[str, KeptRows]:
    """Return the rows of everybody under "", then of each calling that somebody has; nearest institutions first."""
    gap, language = facts.tr("list.gap"), facts.tr.language
    chinese = library.in_language("zh")  # what somebody does is read from the Chinese title, in every language
    near = {place.code: number for number, (place, _) in enumerate(library.nearest(library.hall().position))}
    names = {place.code: in_language(place, language).name for place in library.institutions()}
    rows: dict[str, list[Row]] = {code: [] for code in ("", *Calling)}
    for person in sorted(chinese.practitioners(), key=lambda person: near.get(person.institution, len(near))):
        one = in_language(person, language)
        detail = gap.join(filter(None, (names.get(person.institution, ""), one.practice)))
        row = Row(one.name, detail, one.role, value=one.code)
        rows[""].append(row)
        rows[person.calling].append(row)
    return {code: KeptRows(some) for code, some in rows.items() if some or not code}
