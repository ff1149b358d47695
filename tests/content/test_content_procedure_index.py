"""What procedures are found by, from fields of our own making."""

import pytest

from kiosk.content.procedure_index import ProcedureIndex


def fields(title, **more):
    return {"title": [title], "everyday": [], "summary": [], "rest": [], "initials": [], "pinyin": []} | more


INDEX = ProcedureIndex(
    {
        "aid": fields("申请法律援助", everyday=["没钱请律师"], initials=["sqflyz"], pinyin=["shenqingfalvyuanzhu"]),
        "notary": fields("办理遗嘱公证", summary=["没钱也能办"], initials=["blyzgz"], english=["make a will"]),
        "twin": fields("办理遗嘱公证", summary=["没钱也能办"]),
    }
)


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("请律师", ["aid"]),
        ("遗嘱", ["notary", "twin"]),  # equals in the order of the files
        ("没钱也能办", ["notary", "twin"]),  # all of it beats a pair of it: what is left is noise
        ("sqfl", ["aid"]),
        ("YUANZHU", ["aid"]),
        ("a", []),
        ("making wills", ["notary"]),
        ("鱻鱻", []),
        ("？", []),
        ("", []),
    ],
)
def test_the_best_come_first_and_noise_is_left_out(asked, slugs):
    assert INDEX.search(asked) == slugs


def test_no_procedures_are_found_where_there_are_none():
    assert ProcedureIndex({}).search("遗嘱") == []
