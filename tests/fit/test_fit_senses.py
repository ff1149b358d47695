import numpy as np

from kiosk.content.laws.search.signs import plain
from tests.fit import senses as fitting

LAW = [
    plain(f"{word}的，应当依法处理。") for word in ("拖欠劳动报酬", "解除婚姻关系", "饲养动物致人损害", "交付租赁房屋")
]
ASKED = ["老板不给钱", "不想过了", "狗咬人", "房东不让住"]


def test_questions_come_to_lie_beside_their_articles(monkeypatch):
    for name, value in {"SIZE": 16, "AT_ONCE": 4, "CLAUSES": 4, "ROUNDS": 60, "LEAST_LAW": 1, "LEAST_ASKED": 1}.items():
        monkeypatch.setattr(fitting, name, value)
    clauses = [(text[:6], number) for number, text in enumerate(LAW)]
    answers = [(number, number) for number in range(4)]
    made = fitting.finished(*fitting.fit(LAW, ASKED, clauses, answers), LAW)
    close = made.points(ASKED) @ made.points(LAW).T
    assert close.argmax(1).tolist() == [0, 1, 2, 3]
    energy = (made.points(LAW) ** 2).sum(0)
    assert energy[0] == energy.max()  # the first numbers say most


def test_rare_pairs_have_no_point():
    codes, held = fitting.vocabulary(["工资"] * fitting.LEAST_LAW + ["离婚"], [])
    assert len(codes) == 3  # 工资 工 资
    assert (held == fitting.LEAST_LAW).all()


def test_shares_are_of_each_question():
    points = np.eye(3, dtype=np.float32)[[0, 1, 2] * 40]
    asked = ["一", "二"]

    class Senses:
        def points(self, texts):
            return np.eye(3, dtype=np.float32)[: len(texts)]

    shares = fitting.found(Senses(), points, asked, [(0, 0), (0, 3), (1, 2)])
    assert all(0 <= share <= 1 for share in shares)
    assert shares[1] >= 0.5
