import pytest


def post(client, item, data):
    return client.post(f"/items/{item.pk}/", data)


def test_strangers_are_sent_to_the_sign_in_page(centre):
    from django.test import Client

    for address in ("/", "/publish/", "/items/1/", "/items/new/procedure/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("kind", ["procedure", "institution", "practitioner", "duty", "slide", "notice", "service"])
def test_every_kind_comes_back_from_its_form_unchanged(sign_in, item, typed, kind):
    client = sign_in("reviewer")
    before = item(kind)
    answer = post(client, before, typed(kind))
    assert answer.status_code == 302
    after = item(kind)
    assert (after.document, after.revision) == (before.document, before.revision)


@pytest.mark.parametrize("kind", ["counter", "category", "hall"])
def test_lists_and_the_hall_too(sign_in, item, typed, kind):
    client = sign_in("editor")
    before = item(kind).document
    assert post(client, item(kind), typed(kind)).status_code == 302
    assert item(kind).document == before


def test_an_editor_saves_a_draft_and_the_approved_state_stays(sign_in, item, typed):
    client = sign_in("editor")
    data = typed() | {"title": "申请法律援助（新）", "action": "approve"}
    post(client, item(), data)
    one = item()
    assert (one.status, one.title) == ("draft", "申请法律援助（新）")
    assert one.approved["title"] == "申请法律援助"
    assert "有未批准的修改" in client.get("/").content.decode()


def test_a_reviewer_saves_and_approves_in_one_step(sign_in, item, typed):
    client = sign_in("reviewer")
    post(client, item(), typed(action="approve") | {"summary": "新的说明"})
    one = item()
    assert (one.status, one.approved["summary"]) == ("approved", "新的说明")
    assert [r.action for r in one.revisions.all()] == ["approve", "save", "import"]


def test_rows_are_added_moved_and_removed_in_the_order_sent(sign_in, item, typed):
    client = sign_in("reviewer")
    data = {k: v for k, v in typed().items() if not k.startswith("steps.")}
    for token, title in (("1", "第二步"), ("new1", "第一步"), ("new2", "")):
        data |= {f"steps.{token}.title": title, f"steps.{token}.who": "您" if title else ""}
    post(client, item(), data)
    assert [s["title"] for s in item().document["steps"]] == ["第二步", "第一步"]


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(sign_in, item, typed):
    client = sign_in("reviewer")
    data = typed(action="approve") | {
        "title": "",
        "summary": "打了很多字的说明",
        "materials.0.originals": "两份",
        "fee.charged": "on",
    }
    answer = post(client, item(), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("这一项不能空着", "请填写整数", "打了很多字的说明", "两份"):
        assert words in page
    assert item().revision == 1


def test_a_rule_of_the_dataclass_is_told_in_plain_words(sign_in, item, typed):
    answer = post(sign_in("reviewer"), item(), typed() | {"fee.charged": "on"})
    assert answer.status_code == 422
    assert "收费的事项要写明收费依据" in answer.content.decode()


def test_a_procedure_without_steps_is_refused(sign_in, item, typed):
    data = {k: v for k, v in typed().items() if not k.startswith("steps.")}
    answer = post(sign_in("reviewer"), item(), data)
    assert answer.status_code == 422
    assert item().revision == 1


def test_a_reference_to_nothing_is_refused(sign_in, item, typed):
    answer = post(sign_in("reviewer"), item(), typed() | {"category": "nowhere"})
    assert answer.status_code == 422
    assert "请从列表中选一项" in answer.content.decode()


def test_what_does_not_fit_the_library_is_kept_as_a_draft(sign_in, item, typed):
    client = sign_in("reviewer")
    data = typed(action="approve") | {"basis.0.article": "43"}
    page = client.post(f"/items/{item().pk}/", data, follow=True).content.decode()
    assert "草稿已保存，但还不能批准" in page
    assert "第三十九条" in page
    assert (item().status, item().approved["basis"][0]["article"]) == ("draft", "第四十三条")


def test_the_second_of_two_editors_is_told_and_loses_nothing(sign_in, item, typed):
    first, second = sign_in("editor", "先到"), sign_in("editor", "后到")
    mine, theirs = typed() | {"summary": "后到的人写的"}, typed() | {"summary": "先到的人写的"}
    assert post(first, item(), theirs).status_code == 302
    answer = post(second, item(), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert " data-unsaved" in answer.content.decode()  # the page asks before what was typed is left behind
    for words in ("先到", "先到的人写的", "后到的人写的"):
        assert words in page
    assert item().document["summary"] == "先到的人写的"
    assert post(second, item(), mine | {"revision": 2}).status_code == 302
    assert item().document["summary"] == "后到的人写的"


def test_history_shows_changes_and_restores(sign_in, item, typed):
    client = sign_in("reviewer")
    post(client, item(), typed() | {"summary": "改过的说明"})
    page = client.get(f"/items/{item().pk}/history/").content.decode()
    assert "<del>打官司没有钱，可以申请。</del>" in page
    assert "<ins>改过的说明</ins>" in page
    client.post(f"/items/{item().pk}/history/1/restore/", {"revision": 2})
    assert item().document["summary"] == "打官司没有钱，可以申请。"
    stale = client.post(f"/items/{item().pk}/history/2/restore/", {"revision": 2}, follow=True)
    assert "刚刚有人修改了这条内容" in stale.content.decode()


def test_new_entries_are_named_once(sign_in, item, typed):
    client = sign_in("reviewer")
    data = typed(action="approve") | {"slug": "second", "title": "第二件事"}
    assert client.post("/items/new/procedure/", data).status_code == 302
    again = client.post("/items/new/procedure/", data)
    assert again.status_code == 422
    assert "这个名称已经用过了" in again.content.decode()
    bad = client.post("/items/new/procedure/", data | {"slug": "../第二"})
    assert "只用小写字母" in bad.content.decode()


def test_a_slug_cannot_be_changed_behind_the_form(sign_in, item, typed):
    post(sign_in("reviewer"), item(), typed() | {"slug": "other", "summary": "改"})
    assert (item().slug, item().document["slug"], item().document["summary"]) == ("legal-aid", "legal-aid", "改")


def test_a_new_service_and_its_counter_are_approved_one_after_the_other(sign_in, item, typed):
    client = sign_in("reviewer")
    new = typed("service", "approve") | {"code": "notary", "name": "公证", "prefix": "B"}
    client.post("/items/new/service/", new)
    answer = client.post(
        f"/items/{item('counter').pk}/", typed("counter", "approve") | {"services": ["aid", "notary"]}, follow=True
    )
    assert "已保存并批准" in answer.content.decode()


def test_editors_may_not_withdraw_but_reviewers_may(sign_in, item):
    editor, reviewer = sign_in("editor"), sign_in("reviewer")
    address = f"/items/{item('slide').pk}/withdraw/"
    refused = editor.post(address, {"revision": 1})
    assert refused.status_code == 403
    assert "您的账号不能做这件事" in refused.content.decode()
    assert reviewer.post(address, {"revision": 1}).status_code == 302
    assert (item("slide").status, item("slide").approved) == ("withdrawn", None)


def test_search_filters_and_empty_lists(sign_in):
    client = sign_in("editor")
    assert "申请法律援助" in client.get("/?q=援助&kind=all").content.decode()
    assert "没有找到标题里有“没有这个”的内容" in client.get("/?q=没有这个").content.decode()
    assert "申请法律援助" not in client.get("/?kind=procedure&status=withdrawn").content.decode()


@pytest.mark.parametrize("address", ["/items/99999/", "/items/new/nothing/", "/items/new/hall/", "/nowhere"])
def test_what_is_not_there_is_said_kindly(sign_in, address):
    answer = sign_in("editor").get(address)
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


def test_typed_text_is_escaped(sign_in, item, typed):
    client = sign_in("reviewer")
    post(client, item(), typed() | {"title": "<script>alert(1)</script>"})
    for address in ("/", f"/items/{item().pk}/", f"/items/{item().pk}/preview/", f"/items/{item().pk}/history/"):
        assert "<script>alert(1)" not in client.get(address).content.decode()


def test_ten_wrong_passwords_make_it_rest(sign_in):
    from django.test import Client

    sign_in("editor")
    client = Client()
    for _ in range(10):
        wrong = client.post("/sign-in/", {"username": "editor", "password": "wrong"})
        assert "用户名或密码不对" in wrong.content.decode()
    right = client.post("/sign-in/", {"username": "editor", "password": "amber-kettle-42-hill"})
    assert right.status_code == 429
    assert "密码错误次数太多" in right.content.decode()


def test_every_label_is_in_words(centre):
    """A field that is added to the domain needs its words here too."""
    from kiosk.centre.fields import form_sections
    from kiosk.centre.kinds import KINDS

    def walk(specs):
        for spec in specs:
            yield spec
            yield from walk(spec.fields)

    for kind in KINDS.values():
        for section in form_sections(kind.cls, centre.words, {}):
            for spec in walk(section.fields):
                assert spec.label != spec.name, f"{kind.name}.{spec.name}"
                assert all(value != label for value, label in spec.choices), f"{kind.name}.{spec.name}"
