"""Institutions and people: what is shown for which choice, the way there, and the choice that dies with the visit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from device.printer.document import QrCode
from kiosk.domain.errors import NotFoundError
from kiosk.domain.institutions import Calling
from kiosk.domain.languages import in_language
from kiosk.domain.map_links import MapApp, map_link
from kiosk.domain.places import distance_m
from kiosk.terminal.facts import Paper
from kiosk.terminal.places.choice import Filter, PlacesChoice
from kiosk.terminal.presenters.places import institution, institutions, people
from kiosk.terminal.session import Visit
from kiosk.terminal.slips import Sheet
from kiosk.terminal.tickets.attempt import Stage, Trouble
from kiosk.terminal.words import read_hours


def at(facts, hours):
    """The same facts some hours later."""
    return replace(facts, now=facts.now + timedelta(hours=hours))


def test_nearest_first(facts, library):
    view = institutions.present(facts, library, PlacesChoice())
    assert [i.code for i in view.items] == [i.code for i, _ in library.nearest(library.hall().position)]
    assert view.kinds[0].chosen
    assert view.lead.startswith(f"共{len(view.items)}家")
    assert not view.ways_out


COMBINATIONS = [frozenset(some) for size in range(4) for some in combinations(Filter, size)]


@pytest.mark.parametrize("later", [0, 5, 60])
@pytest.mark.parametrize("filters", COMBINATIONS)
@pytest.mark.parametrize("kind", ["", "notary", "court", "mediation"])
def test_filters_combine_and_counts_say_what_a_touch_would_show(facts, library, kind, filters, later):
    now, choice = at(facts, later), PlacesChoice(kind, filters)
    view = institutions.present(now, library, choice)
    wanted = {
        i.code
        for i in library.institutions()
        if choice.kind in ("", i.kind)
        and (i.free or Filter.FREE not in filters)
        and (i.barrier_free or Filter.BARRIER_FREE not in filters)
        and (read_hours(i.hours).is_open(now.now) or Filter.OPEN_NOW not in filters)
    }
    assert {i.code for i in view.items} == wanted
    assert [k.code for k in view.kinds if k.chosen] == [choice.kind]
    assert [f.code for f in view.filters if f.chosen] == [f for f in Filter if f in filters]
    for item in view.kinds:
        assert item.count == len(institutions.present(now, library, replace(choice, kind=item.code)).items)
    for item in view.filters:
        switched = replace(choice, filters=filters | {Filter(item.code)})
        assert item.count == len(institutions.present(now, library, switched).items)


def test_nothing_found_shows_ways_out_that_lead_somewhere(facts, library):
    choice = PlacesChoice("notary", frozenset({Filter.OPEN_NOW, Filter.FREE}))
    view = institutions.present(facts, library, choice)
    assert not view.items
    assert not view.lead
    assert "12348" in view.empty
    # without "open now" there would still be none that is free, so it is not offered
    assert [way.code for way in view.ways_out] == ["free", ""]
    assert "不收费" in view.ways_out[0].text
    assert len(institutions.present(facts, library, PlacesChoice("notary", frozenset({Filter.OPEN_NOW}))).items) == 1


def test_names_are_english_where_the_content_has_them(in_english, library):
    named = library.institution("yx-notary")
    view = institutions.present(in_english, library, PlacesChoice(kind="notary"))
    assert view.items[0].name == named.name_en
    page = institution.present(in_english, library, "yx-notary", choice=PlacesChoice(), holder=Visit(1))
    assert (page.name, page.chinese) == (named.name_en, f"({named.name})")


def test_every_institution_has_a_page(facts, in_english, library):
    for known in (facts, in_english):
        for one in library.institutions():
            view = institution.present(known, library, one.code, choice=PlacesChoice(), holder=Visit(1))
            assert view.distance
            assert view.open_line
            assert view.phone == one.phone
            assert view.travel
            assert sum(line.today for line in view.hours) == 1
    with pytest.raises(NotFoundError):
        institution.present(facts, library, "nowhere", choice=PlacesChoice(), holder=Visit(1))


def test_next_door_is_reached_on_foot_only(facts):
    assert [item.icon for item in institution.travel_of(50, facts)] == ["walk"]
    assert [item.icon for item in institution.travel_of(800, facts)] == ["walk", "bike", "car"]


def test_today_stands_out_in_the_week(facts, library):
    view = institution.present(facts, library, "yx-notary-baisha", choice=PlacesChoice(), holder=Visit(1))
    assert [(line.days, line.today) for line in view.hours] == [
        ("周一", True),
        ("周二", False),
        ("周三", False),
        ("周四", False),
        ("周五至周日", False),
    ]
    assert [line.times for line in view.hours[::2]] == ["不开放"] * 3


@pytest.mark.parametrize("app", MapApp)
def test_the_code_is_the_link_of_the_chosen_app(facts, library, app):
    view = institution.present(facts, library, "yx-notary", choice=PlacesChoice(app=app), holder=Visit(1))
    one = library.institution("yx-notary")
    assert view.link == map_link(app, one.position, one.name)
    assert len(view.code_rows) == len(view.code_rows[0]) >= 25
    assert [a.code for a in view.apps if a.chosen] == [app.value]
    assert view.scan


def test_the_nearest_notary_with_its_way_in_four_touches(controller, window, jobs):
    def touch(act, *words):
        act(*words)
        jobs.run()

    touch(controller.open, "institutions")  # 1, from home
    touch(controller.map.show_kind, "notary")  # 2
    touch(controller.open, "institution", window.view.items[0].code)  # 3: the first of the list
    assert window.view.name == "云溪县公证处"
    assert window.view.link.startswith("https://uri.amap.com/marker?position=118.")
    assert window.view.code_rows


def test_choices_stay_while_looking_round_and_die_with_the_visit(controller, window, session, jobs):
    controller.open("institutions")
    controller.map.show_kind("law_firm")
    controller.map.switch("barrier_free")
    jobs.run()
    assert [i.name for i in window.view.items] == ["云溪清源律师事务所", "云溪春晖律师事务所"]
    controller.open("institution", window.view.items[1].code)
    controller.map.use_app("baidu")
    controller.back()
    jobs.run()
    assert len(window.view.items) == 2
    assert not session.untouched
    controller.leave()
    assert session.visit.places == PlacesChoice()
    assert session.untouched


def test_show_on_map_hides_nothing(controller, session):
    controller.map.show_kind("law_firm")
    controller.map.switch("free")
    controller.map.show_on_map("yx-notary")
    assert session.visit.places == PlacesChoice(pin="yx-notary")
    assert controller.navigator.here.screen == "map"


def test_people_by_calling_nearest_first(facts, library):
    everybody = people.present(facts, library, PlacesChoice())
    assert len(everybody.items) == len(library.practitioners())
    hall, at_code = library.hall().position, {i.code: i.position for i in library.institutions()}
    away = [
        distance_m(hall, at_code[p.institution]) for p in (library.practitioner(row.value) for row in everybody.items)
    ]
    assert away == sorted(away)
    lawyers = people.present(facts, library, PlacesChoice(calling="lawyer"))
    assert lawyers.items
    assert all("律师" in item.note for item in lawyers.items)
    assert {c.code: c.count for c in everybody.callings}["lawyer"] == len(lawyers.items)


def test_rows_of_people_are_made_once_for_each_language(facts, in_english, library):
    choice = PlacesChoice(calling="lawyer")
    rows = people.present(facts, library, choice).items
    assert people.present(facts, library, choice).items is rows
    english = people.present(in_english, library.in_language("en"), choice).items
    assert [row.value for row in english] == [row.value for row in rows]
    assert english[0].title != rows[0].title


def test_callings_of_titles(library):
    by_role = {p.role: p.calling for p in library.practitioners()}
    assert by_role["法律援助律师"] is Calling.LAWYER
    assert by_role["基层法律服务工作者"] is Calling.LEGAL_WORKER
    assert by_role["仲裁秘书"] is Calling.ARBITRATOR
    assert by_role["司法所所长"] is Calling.OTHER


def test_penalties_are_said_to_be_none_only_where_that_is_known(facts, library):
    clean = people.present_one(facts, library, "p-04")
    assert (clean.penalties, clean.clean) == ("没有处罚记录", True)
    assert "2026年10月31日" in clean.as_of
    punished = people.present_one(facts, library, "p-10")
    assert ("2021年" in punished.penalties, punished.clean) == (True, False)
    unknown = people.present_one(facts, library, "p-23")
    assert "12348" in unknown.penalties
    assert not unknown.clean
    assert not unknown.as_of


def test_every_person_has_a_page_that_leads_to_their_place(facts, in_english, library):
    for known in (facts, in_english):
        for one in library.practitioners():
            view = people.present_one(known, library, one.code)
            assert view.role == in_language(one, known.tr.language).role
            assert view.place == one.institution
            assert all(value for _, value in view.facts)
    with pytest.raises(NotFoundError):
        people.present_one(facts, library, "nobody")


def test_a_place_that_never_opens_says_so(facts, library):
    closed = replace(facts, now=datetime(2026, 11, 21, 15, tzinfo=UTC))  # a Saturday night in the hall
    view = institutions.present(closed, library, PlacesChoice(filters=frozenset({Filter.OPEN_NOW})))
    assert not view.items
    assert [way.code for way in view.ways_out] == ["open_now", ""]


def test_the_page_prints_what_it_shows(controller, window, session, jobs, content, strings):
    printed = []
    sheet = Sheet(strings["zh"], content.hall, 58, datetime(2026, 11, 23, 1, 30, tzinfo=UTC))

    def paper(maker, _language):
        printed.append(maker(sheet))
        return Stage.PRINTED, Trouble.NONE

    controller.slips.connect(jobs, paper)
    controller.paper_changed(Paper.OK)
    controller.open("institution", "yx-notary")
    jobs.run()
    button = window.view.slip.button
    controller.map.use_app("geo")
    jobs.run()
    controller.map.print(window.view)
    jobs.run()
    texts = printed[0].texts()
    assert {"云溪县公证处", "云溪县城关镇清泉路20号", "0000-6120177", "周一至周五"} <= set(texts)
    (code,) = [block for block in printed[0].blocks if isinstance(block, QrCode)]
    assert code.data.startswith("geo:28.43")
    assert window.view.slip.mood == "good"
    assert window.view.slip.button != button
    controller.leave()
    assert session.untouched
