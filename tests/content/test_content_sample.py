"""The sample content is complete, marked as sample, and cites articles that exist."""

from collections import Counter

import pytest

from kiosk.content.files import load_content
from kiosk.content.laws.book import LawBook
from kiosk.domain.errors import NotFoundError
from kiosk.domain.institutions import InstitutionKind
from kiosk.domain.laws import LawStatus
from kiosk.files import shipped

# administrative regulations, ministry rules and judicial interpretations: the package of national laws holds none
NOT_NATIONAL_LAWS = {
    "工伤保险条例",
    "诉讼费用交纳办法",
    "司法鉴定程序通则",
    "基层法律服务所管理办法",
    "基层法律服务工作者管理办法",
    "最高人民法院关于人民调解协议司法确认程序的若干规定",
    "最高人民法院关于人身安全保护令案件相关程序问题的批复",
}


@pytest.fixture(scope="module")
def sample():
    return load_content(shipped("assets", "sample"))


def test_there_is_as_much_as_a_county_needs(sample):
    assert len(sample.procedures) >= 24
    assert len(sample.institutions) >= 30
    assert {i.kind for i in sample.institutions} == set(InstitutionKind)
    assert (len(sample.services), len(sample.counters)) == (10, 6)
    assert len(sample.practitioners) >= 25
    assert len(sample.slides) >= 8
    assert len(sample.notices) >= 3
    assert len({duty.date for duty in sample.duty}) == 20


def test_everything_is_marked_as_sample(sample):
    marked = (sample.hall, *sample.procedures, *sample.institutions, *sample.practitioners, *sample.duty)
    assert all(value.sample for value in marked)


def test_every_procedure_is_whole(sample):
    for procedure in sample.procedures:
        assert procedure.materials, procedure.slug
        assert 3 <= len(procedure.steps) <= 7, procedure.slug
        assert len(procedure.everyday) >= 3, procedure.slug
        assert len(procedure.faq) >= 3, procedure.slug
        assert procedure.title_en, procedure.slug
        assert procedure.phone.startswith("0000-"), procedure.slug
        assert procedure.result, procedure.slug


def test_procedures_that_may_be_refused_say_what_then(sample):
    refused = {p.slug for p in sample.procedures if any(step.branch for step in p.steps)}
    assert {"aid-civil", "labour-wages", "review-apply", "protection-order", "mediation-apply"} <= refused
    assert len(refused) >= 20


def test_every_category_and_service_is_used(sample):
    used = Counter(p.category for p in sample.procedures)
    assert all(used[c.code] >= 2 for c in sample.categories)
    assert {p.service for p in sample.procedures} == {s.code for s in sample.services}


def test_phones_are_made_up(sample):
    assert all(i.phone.startswith("0000-") for i in sample.institutions)
    assert sample.hall.phone.startswith("0000-")


def test_every_basis_exists_and_applies(sample, laws_db):
    missing = []
    with LawBook(laws_db) as book:
        for procedure in sample.procedures:
            for basis in procedure.basis:
                if basis.law in NOT_NATIONAL_LAWS:
                    continue
                try:
                    law = book.law(basis.law)
                    if basis.article:
                        book.article(basis.ref)
                except NotFoundError:
                    missing.append(f"{procedure.slug}: {basis.ref}")
                    continue
                if law.short != basis.law or law.status is not LawStatus.IN_FORCE:
                    missing.append(f"{procedure.slug}: {basis.ref} is {law.short}, {law.status}")
    assert missing == []


def test_every_slide_cites_articles_that_apply(sample, laws_db):
    with LawBook(laws_db) as book:
        for slide in sample.slides:
            law = ""
            for part in slide.source.split("、"):  # 甲法第一条、第二条、乙法第三条
                law = part.partition("第")[0] or law
                assert book.article(law + "第" + part.partition("第")[2]).text
                assert book.law(law).status is LawStatus.IN_FORCE
