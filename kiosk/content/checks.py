"""Checks across content files: codes that must exist, names used twice, licences, hours, places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, time

from kiosk.content.faults import Fault
from kiosk.content.geojson import layer_faults, layer_points
from kiosk.content.reading import Entry, T
from kiosk.domain.features import Feature
from kiosk.domain.halls import CounterPlan, Hall, Service
from kiosk.domain.hours import parse_hours
from kiosk.domain.institutions import NO_PENALTIES, Duty, Institution, Practitioner
from kiosk.domain.languages import Translation, translations
from kiosk.domain.live import Notice, Slide
from kiosk.domain.maps import MapLayer
from kiosk.domain.places import Position, distance_m
from kiosk.domain.procedures import Category, Procedure

_COUNTY_RADIUS_M = 150_000  # wider than any county; catches swapped or mistyped coordinates
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_LENGTH = 18
_LOOKS_LIKE_USCC = re.compile(rf"[0-9A-Z]{{{_USCC_LENGTH}}}")  # our own codes are in small letters
_LAWYER_LICENCES = (12, 17)  # digits: the old and the present form
_ARTICLE = re.compile(r"第[零一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_REFERENCE_SYSTEMS = ("CGCS2000", "WGS84")  # what a Position means; other systems must be converted first
_SECONDS_ON_SCREEN = (5, 120)
_FREE_LISTS = ("everyday",)  # each language asks in its own words


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything read from one content folder, with its places; `broken` names the files that have faults already."""

    hall: Entry[Hall] | None
    services: list[Entry[Service]]
    counters: list[Entry[CounterPlan]]
    categories: list[Entry[Category]]
    procedures: list[Entry[Procedure]]
    institutions: list[Entry[Institution]]
    practitioners: list[Entry[Practitioner]]
    slides: list[Entry[Slide]]
    notices: list[Entry[Notice]]
    duty: list[Entry[Duty]]
    layers: list[Entry[MapLayer]]
    broken: frozenset[str]


def check(entries: Entries) -> Iterator[Fault]:
    """Yield every fault that shows only when the files are seen together."""
    if entries.hall:
        yield from _hours(entries.hall, entries.hall.value.hours)
        yield from _features(entries.hall)
    yield from _services(entries)
    yield from _twice("code", ((e, e.value.code) for e in entries.counters))
    yield from _twice("code", ((e, e.value.code) for e in entries.categories))
    yield from _procedures(entries)
    yield from _institutions(entries)
    yield from _practitioners(entries)
    yield from _slides(entries)
    yield from _layers(entries)
    for entry in entries.duty:
        yield from _duty(entry)
    for several in (getattr(entries, field.name) for field in fields(entries) if field.name not in {"hall", "broken"}):
        for entry in several:
            yield from _english(entry)
    if entries.hall:
        yield from _english(entries.hall)


def uscc_is_valid(code: str) -> bool:
    """Tell whether an 18-character unified social credit code has the right check character (GB 32100-2015)."""
    if len(code) != _USCC_LENGTH or any(sign not in _USCC_SIGNS for sign in code):
        return False
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(code, _USCC_WEIGHTS, strict=False))
    return _USCC_SIGNS[(31 - total % 31) % 31] == code[-1]


def _twice(path: str, keys: Iterable[tuple[Entry[T], str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry, key in keys:
        if key in seen:
            yield entry.fault(path, f"{key!r} is used twice")
        seen.add(key)


def _codes(entries: Entries, file: str, codes: Iterable[str]) -> set[str] | None:
    """Return the codes that others may refer to; None when their file is broken and the set not complete."""
    return None if file in entries.broken else set(codes)


def _known(entry: Entry[T], path: str, code: str, known: set[str] | None, what: str) -> Iterator[Fault]:
    if known is not None and code not in known:
        yield entry.fault(path, f"there is no {what} {code!r}")


def _hours(entry: Entry[T], text: str) -> Iterator[Fault]:
    try:
        parse_hours(text)
    except ValueError as err:
        yield entry.fault("hours", str(err))


def _features(entry: Entry[Hall]) -> Iterator[Fault]:
    for field, names in (("features", entry.value.features), ("without", entry.value.without)):
        for index, name in enumerate(names):
            if name not in set(Feature):
                yield entry.fault(
                    f"{field}[{index}]", f"there is no feature {name!r}: write one of {', '.join(Feature)}"
                )


def _services(entries: Entries) -> Iterator[Fault]:
    known = _codes(entries, "services.toml", (e.value.code for e in entries.services))
    yield from _twice("code", ((e, e.value.code) for e in entries.services))
    yield from _twice("prefix", ((e, e.value.prefix) for e in entries.services))
    for service in entries.services:
        yield from _hours(service, service.value.hours)
    for counter in entries.counters:
        for index, code in enumerate(counter.value.services):
            yield from _known(counter, f"services[{index}]", code, known, "service")
    served = {code for e in entries.counters for code in e.value.services}
    for service in entries.services:
        if "counters.toml" not in entries.broken and service.value.code not in served:
            yield service.fault("code", f"no counter serves {service.value.code!r}")


def _procedures(entries: Entries) -> Iterator[Fault]:
    services = _codes(entries, "services.toml", (e.value.code for e in entries.services))
    categories = _codes(entries, "categories.toml", (e.value.code for e in entries.categories))
    for entry in entries.procedures:
        procedure = entry.value
        if not _SLUG.fullmatch(procedure.slug):
            yield entry.fault("", "name the file with small letters a-z, digits and hyphens")
        yield from _known(entry, "service", procedure.service, services, "service")
        yield from _known(entry, "category", procedure.category, categories, "category")
        for index, basis in enumerate(procedure.basis):
            if basis.article and not _ARTICLE.fullmatch(basis.article):
                yield entry.fault(f"basis[{index}].article", f"write {basis.article!r} like 第三十九条")


def _layers(entries: Entries) -> Iterator[Fault]:
    for entry in entries.layers:
        faults = [Fault(entry.file, line, text) for line, text in layer_faults(entry.value)]
        yield from faults
        if entries.hall and not faults:
            yield from _far(entry, entries.hall.value.position)


def _far(entry: Entry[MapLayer], hall: Position) -> Iterator[Fault]:
    """Yield the first feature that is nowhere near the hall; the others would have the same cause."""
    for line, name, (lon, lat) in layer_points(entry.value):
        away_m = distance_m(hall, Position(lat, lon))
        if away_m > _COUNTY_RADIUS_M:
            text = f"{name}: {away_m / 1000:,.0f} km from the hall: is the longitude first?"
            yield Fault(entry.file, line, text)
            return


def _institutions(entries: Entries) -> Iterator[Fault]:
    yield from _twice("code", ((e, e.value.code) for e in entries.institutions))
    for entry in entries.institutions:
        institution = entry.value
        yield from _hours(entry, institution.hours)
        if entries.hall:
            yield from _place(entry, institution.position, entries.hall.value.position)
        if institution.crs not in _REFERENCE_SYSTEMS:
            yield entry.fault("crs", f"{institution.crs!r}: convert the position to {_REFERENCE_SYSTEMS[0]}")
        for field in ("code", "licence"):
            code = getattr(institution, field)
            if _LOOKS_LIKE_USCC.fullmatch(code) and not uscc_is_valid(code):
                yield entry.fault(field, f"{code!r}: the check character of this credit code is wrong")


def _place(entry: Entry[Institution], position: Position, hall: Position) -> Iterator[Fault]:
    away_m = distance_m(hall, position)
    if away_m > _COUNTY_RADIUS_M:
        yield entry.fault("lat, lon", f"{away_m / 1000:,.0f} km from the hall: are latitude and longitude right?")


def _practitioners(entries: Entries) -> Iterator[Fault]:
    institutions = _codes(entries, "institutions.csv", (e.value.code for e in entries.institutions))
    yield from _twice("code", ((e, e.value.code) for e in entries.practitioners))
    for entry in entries.practitioners:
        person = entry.value
        yield from _known(entry, "institution", person.institution, institutions, "institution")
        digits = person.licence.isascii() and person.licence.isdigit()
        if person.licence and "律师" in person.role and not (digits and len(person.licence) in _LAWYER_LICENCES):
            yield entry.fault("licence", f"{person.licence!r}: a lawyer's licence has 17 digits, an old one 12")
        yield from _as_of(entry)


def _as_of(entry: Entry[Practitioner]) -> Iterator[Fault]:
    person = entry.value
    if person.as_of:
        yield from _date(entry, "as_of", person.as_of)
    elif person.penalties == NO_PENALTIES:
        yield entry.fault("as_of", f"write until which date penalties {NO_PENALTIES!r} is known")


def _date(entry: Entry[T], path: str, text: str) -> Iterator[Fault]:
    if not _is_day(text):
        yield entry.fault(path, f"{text!r}: write a date like 2026-11-23")


def _slides(entries: Entries) -> Iterator[Fault]:
    low, high = _SECONDS_ON_SCREEN
    for entry in entries.slides:
        if not entry.value.body:
            yield entry.fault("", "the slide has no text below the front matter")
        if not low <= entry.value.seconds <= high:
            yield entry.fault("seconds", f"{entry.value.seconds}: write {low} to {high}")
        yield from _days(entry)
    for notice in entries.notices:
        if not notice.value.text:
            yield notice.fault("", "the notice has no text below the front matter")


def _days(entry: Entry[Slide]) -> Iterator[Fault]:
    slide = entry.value
    for field in ("since", "until"):
        text = getattr(slide, field)
        if text:
            yield from _date(entry, field, text)
    if slide.since and slide.until and slide.since > slide.until:
        yield entry.fault("until", f"{slide.until} is before {slide.since}")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _duty(entry: Entry[Duty]) -> Iterator[Fault]:
    duty = entry.value
    yield from _date(entry, "date", duty.date)
    try:
        if time.fromisoformat(duty.start) >= time.fromisoformat(duty.end):
            yield entry.fault("end", f"{duty.end} is not after {duty.start}")
    except ValueError:
        yield entry.fault("start", f"{duty.start!r} to {duty.end!r}: write times like 09:00")


def _english(entry: Entry[T]) -> Iterator[Fault]:
    for text in translations(entry.value):
        if fault := _mismatch(text):
            yield entry.fault(f"{text.path}_en", fault)


def _mismatch(text: Translation) -> str:
    """Return why an English text does not go with its Chinese one; empty when it does."""
    if text.english and not text.chinese:
        return "there is no Chinese text to this: write that first"
    ours, theirs = text.chinese, text.english
    if not theirs or isinstance(ours, str) or len(ours) == len(theirs) or text.path in _FREE_LISTS:
        return ""
    return f"{len(theirs)} for {len(ours)} Chinese ones: write one for each, in the same order"
