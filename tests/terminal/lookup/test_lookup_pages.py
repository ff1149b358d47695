"""What the pages of the law lookup say, without a window."""

from dataclasses import replace

import pytest

from kiosk.content.laws.filter import LawFilter
from kiosk.domain.errors import NotFoundError
from kiosk.domain.features import Feature
from kiosk.domain.laws import LawKind
from kiosk.terminal.input.typed import Candidate, Typed
from kiosk.terminal.lookup import pages
from kiosk.terminal.lookup.choice import Facet, LawsChoice, code_of, narrowed
from kiosk.terminal.lookup.topics import TOPICS, questions_of
from kiosk.terminal.presenters.lookup import laws
from kiosk.terminal.presenters.lookup.advice import related
from kiosk.terminal.presenters.lookup.found import narrow

STORY = "老板拖欠工资怎么办"


def found(facts, shelf, asked=STORY, **choice):
    return pages.view(facts, shelf, "found", Typed(), LawsChoice(asked, **choice))


def test_before_typing_there_are_topics_common_laws_and_the_way_to_the_cases(facts, shelf):
    view = pages.view(facts, shelf, "", Typed(), LawsChoice())
    assert [key.code for key in view.topics] == list(TOPICS[: len(view.topics)])
    assert not any(key.question for key in view.topics)
    assert [key.short for key in view.common] == ["民法典"], (
        "of those that procedures rest on most only this one is here"
    )
    assert "1个" in view.cases
    assert view.rows == ()


def test_every_topic_has_a_name_and_questions_that_fit_a_line(facts, in_english, shelf):
    view = pages.view(facts, shelf, "topics", Typed(), LawsChoice())
    assert [key.code for key in view.topics] == list(TOPICS)
    assert len({key.name for key in view.topics}) == len(TOPICS)
    for topic in TOPICS:
        page = pages.view(facts, shelf, f"topic/{topic}", Typed(), LawsChoice())
        assert len(page.rows) >= 5, topic
        assert {row.does for row in page.rows} == {"look"}
    english = pages.view(in_english, shelf, "topics", Typed(), LawsChoice())
    assert english.topics[0].question == questions_of(TOPICS[0])[0]


def test_topics_are_the_files_of_everyday_questions():
    from kiosk.files import shipped

    files = {path.stem for path in shipped("assets", "everyday", "questions").glob("*.txt")}
    of_all_topics = {name for name in files if name.startswith(("deep", "short"))}  # more of the same, of every topic
    assert set(TOPICS) == files - of_all_topics
    assert len(set(TOPICS)) == len(TOPICS)
    assert questions_of("../words/work") == ()


def test_a_page_that_does_not_exist(facts, shelf):
    for key in ("nonsense", "by/nonsense", "topic/nonsense"):
        with pytest.raises(NotFoundError):
            pages.view(facts, shelf, key, Typed(), LawsChoice())


def test_an_article_in_letters_is_shown_whole_and_said_plainly(facts, shelf):
    typed = Typed("", "ldhtf39", (), (Candidate("劳动合同法第三十九条", 7),))
    view = laws.present(facts, shelf, typed)
    assert [(row.key, row.head) for row in view.rows] == [("劳动合同法", True), ("劳动合同法第三十九条", False)]
    assert found(facts, shelf, "ldhtf39").note == "找到：《劳动合同法》第三十九条"
    assert found(facts, shelf, "劳动合同法").note == "找到：《劳动合同法》"


def test_results_are_grouped_by_law_and_what_fits_is_marked(facts, shelf):
    view = found(facts, shelf)
    heads = [row for row in view.rows if row.head]
    assert len({row.title for row in heads}) == len(heads), "each law once"
    assert {row.screen for row in view.rows if row.does == "open" and row.head} == {"law"}
    assert "法律" in next(row.text for row in heads if row.key == "劳动合同法")
    articles = [row for row in view.rows if row.screen == "article"]
    assert all("工资" in " ".join(row.marks) for row in articles)
    assert next(row for row in heads if row.key == "旧工资办法").text.startswith("已经废止")
    assert "养狗条例" not in {row.key for row in heads}
    assert len({row.place for row in articles}) == len(articles)


def test_cases_stand_together_with_the_law(facts, shelf):
    view = found(facts, shelf, "工资 支付令")
    at = next(i for i, row in enumerate(view.rows) if row.head and row.title == "案例")
    assert (view.rows[at + 1].screen, view.rows[at + 1].key) == ("case", "张三讨薪")


def test_more_of_a_law_is_shown_where_it_is_asked_for(facts, shelf):
    few = found(facts, shelf)
    more = next(row for row in few.rows if row.does == "unfold")
    assert more.key == "劳动合同法"
    many = found(facts, shelf, opened=("劳动合同法",))
    assert len([row for row in many.rows if row.key.startswith("劳动合同法第")]) == 5
    assert many.rows[many.at].key == "劳动合同法"
    assert few.at == 0


def test_a_story_says_what_to_do_about_it(facts, shelf):
    advice = found(facts, shelf).advice
    assert (advice.slug, advice.service) == ("labour-wages", "labour")
    assert "12348" in advice.text
    assert "劳动" in advice.ticket
    row = next(row for row in laws.present(facts, shelf, Typed(STORY)).rows if row.screen == "procedure")
    assert row.key == "labour-wages"


def test_advice_follows_what_the_hall_offers(facts, shelf):
    hall = replace(facts.content.hall, without=(Feature.TICKETS,))
    village = replace(facts, content=replace(facts.content, hall=hall))
    advice = found(village, shelf).advice
    assert (advice.slug, advice.service, advice.ticket) == ("labour-wages", "", "")
    hall = replace(facts.content.hall, without=(Feature.PROCEDURES,))
    bare = replace(facts, content=replace(facts.content, hall=hall))
    advice = found(bare, shelf).advice
    assert (advice.slug, advice.service) == ("", facts.content.services[0].code), (
        "a question can always be asked at a counter"
    )


@pytest.mark.parametrize("query", ["今天天气怎么样", "你好", "商标注册", "养狗", "鱻鱻"])
def test_no_procedure_is_forced_upon_what_has_none(shelf, query):
    assert related(shelf.library, query, shelf.law_book.find(query).answers) == ()


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("老公打我", "protection-order"),
        ("工地上摔伤了老板不管", "labour-injury"),
        ("想立遗嘱怎么办", "notary-will"),
        ("借钱不还", "payment-order"),
    ],
)
def test_procedures_are_found_by_their_own_words(shelf, query, slug):
    assert related(shelf.library, query, shelf.law_book.find(query).answers)[0] == slug


def test_nothing_found_is_never_an_empty_page(facts, in_english, shelf):
    for known in (facts, in_english):
        view = found(known, shelf, "鱻鱻鱻")
        assert view.nothing
        assert view.topics
        assert view.advice.service == facts.content.services[0].code
        assert "12348" in view.advice.text
    near = found(facts, shelf, "劳懂合洞鱻法")
    assert [row.key for row in near.rows][:1] == ["劳动合同法"] or near.rows[0].head


def test_where_to_look_is_chosen_from_all_laws_and_the_numbers_are_right(facts, shelf):
    view = found(facts, shelf)
    assert {key.facet for key in view.facets} >= {"level", "region", "issuer", "years", "status"}
    every = shelf.law_book.laws(None)
    for facet in Facet:
        page = pages.view(facts, shelf, f"by/{facet}", Typed(), LawsChoice(STORY))
        assert page.choices[0].count == len(every)
        assert page.choices[0].chosen
        for choice in page.choices[1:]:
            where = narrowed(LawFilter(), facet, choice.code)
            assert choice.count == sum(map(where.passes, every)) > 0
    levels = {choice.code for choice in pages.view(facts, shelf, "by/level", Typed(), LawsChoice(STORY)).choices}
    assert "行政法规" in levels, "of that level nothing was found; one may look there all the same"


def test_an_article_by_its_number_is_not_narrowed(facts, shelf):
    assert found(facts, shelf, "劳动合同法39").facets == ()


def test_issuers_of_what_was_found_are_offered_first(facts, shelf):
    page = pages.view(facts, shelf, "by/issuer", Typed(), LawsChoice("养狗"))
    assert page.choices[1].code == "国务院"


def test_a_restriction_is_seen_counted_with_the_others_and_taken_away(facts, shelf):
    where = LawFilter(level="地方性法规")
    view = found(facts, shelf, where=where)
    assert {row.key for row in view.rows if row.head} == {"山东省工资条例", "青岛市工资条例"}
    assert view.advice.slug == "labour-wages", "what to do does not depend on where one looks"
    assert [(one.facet, one.text) for one in view.restrictions] == [("level", "只看：地方性法规")]
    assert next(key for key in view.facets if key.facet == "level").chosen
    page = pages.view(facts, shelf, "by/region", Typed(), LawsChoice(STORY, where=where))
    assert [(choice.code, choice.count) for choice in page.choices] == [("", 2), ("山东", 2)]


def test_restrictions_that_leave_nothing_can_be_dropped_at_once(facts, shelf):
    view = found(facts, shelf, where=LawFilter(level="宪法"))
    assert view.rows == ()
    assert view.free
    assert not view.nothing


def test_a_facet_goes_into_a_filter_and_comes_back():
    codes = {
        "kind": "case",
        "level": "法律",
        "region": "山东",
        "issuer": "某",
        "years": "2010-2019",
        "status": "repealed",
    }
    where = LawFilter()
    for facet, code in codes.items():
        where = narrowed(where, Facet(facet), code)
    assert {facet: code_of(where, Facet(facet)) for facet in codes} == codes
    assert where.kind is LawKind.CASE
    for facet in codes:
        where = narrowed(where, Facet(facet), "")
    assert where == LawFilter()


def test_english_says_everything_but_the_law(in_english, shelf):
    view = found(in_english, shelf)
    assert "Labour Contract Law" in next(row.title for row in view.rows if row.key == "劳动合同法")
    assert view.rows[0].text
    assert not view.rows[0].does
    assert narrow(in_english, shelf, LawsChoice(STORY), Facet.REGION).choices[1].name == "Whole country"
    assert laws.present(in_english, shelf, Typed("unpaid wages")).rows, "procedures are found in English"
