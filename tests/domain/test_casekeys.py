"""Which parts of a case are the ones to take along, from headings as courts and committees write them."""

import pytest

from kiosk.domain.casekeys import key_parts


@pytest.mark.parametrize(
    ("headings", "kept"),
    [
        (("关键词", "裁判要点", "基本案情", "裁判结果", "裁判理由"), (1, 3)),
        (("基本案情", "裁判要旨", "适用解析"), (1,)),
        (("基本案情", "申请人请求", "处理结果", "案例分析", "典型意义"), (2, 4)),
        (("案情回顾", "法官解读"), (1,)),
        (("裁判要点", "简要案情", "法院裁判"), (0, 2)),
        (("", "工资记录"), ()),
    ],
)
def test_what_was_held_and_what_came_of_it(headings, kept):
    assert key_parts(headings) == kept
