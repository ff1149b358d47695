import json

import pytest

from kiosk.domain.clock import FixedClock, SystemClock
from kiosk.domain.errors import KioskError, StorageError


@pytest.fixture
def publisher(centre):
    from kiosk.centre.library import Editing
    from kiosk.centre.publish import Publisher

    return Publisher(centre.repository, centre.clock, Editing("test", centre.clock, centre.words), centre.keys)


def shown(centre) -> dict:
    return json.loads(centre.repository.read("release.json"))


def test_the_files_of_a_release_load_as_the_same_content(centre, publisher, folder, tmp_path):
    from kiosk.centre.library import write_files
    from kiosk.content.files import load_content

    publisher.publish("test", "")
    files = {f["path"]: centre.repository.read("library/" + f["path"]) for f in shown(centre)["files"]}
    write_files(tmp_path / "released", files)
    assert load_content(tmp_path / "released") == load_content(folder)


def test_a_release_tells_what_it_changes(centre, publisher, sign_in, item, typed):
    assert publisher.publish("test", "") is not None
    assert publisher.publish("test", "") is None
    client = sign_in("reviewer")
    client.post(f"/items/{item().pk}/", typed(action="approve") | {"title": "新名字"})
    client.post(f"/items/{item('slide').pk}/withdraw/", {"revision": 1})
    assert "有 2 条已批准的改动还没有发布" in client.get("/").content.decode()
    page = client.get("/publish/").content.decode()
    assert "这次会改变 2 条内容" in page
    assert 'chip changed">修改</span> 1 条' in page
    assert ">新名字</a>" in page
    answer = client.post("/publish/", {"note": "改了名字"}, follow=True)
    assert "第 2 期已发布并签名" in answer.content.decode()
    assert "还没有发布" not in client.get("/").content.decode()
    release = shown(centre)
    assert (release["number"], release["author"], release["note"]) == (2, "reviewer", "改了名字")
    assert not [f for f in release["files"] if f["path"].startswith("slides/")]
    assert "改了名字" in client.get("/releases/2/").content.decode()


def test_drafts_are_not_released(centre, publisher, sign_in, item, typed):
    publisher.publish("test", "")
    sign_in("editor").post(f"/items/{item().pk}/", typed() | {"title": "草稿"})
    assert not publisher.pending()


def test_editors_may_look_but_not_publish(centre, publisher, sign_in):
    client = sign_in("editor")
    assert 'id="publish"' not in client.get("/publish/").content.decode()
    client.post("/publish/", {})
    assert centre.repository.read("release.json") is None


def test_without_four_eyes_one_person_does_it_all(centre, sign_in, item, typed):
    from kiosk.centre.accounts import make_groups

    make_groups(four_eyes=False)
    client = sign_in("editor")
    client.post(f"/items/{item().pk}/", typed(action="approve") | {"title": "一个人写的"})
    client.post("/publish/", {"note": ""})
    assert shown(centre)["author"] == "editor"
    assert "一个人写的" in centre.repository.read("library/procedures/legal-aid.md").decode()


def test_a_library_with_faults_is_not_released(centre, publisher, sign_in, item, typed):
    publisher.publish("test", "")
    client = sign_in("reviewer")
    category = item("category").pk
    client.post("/items/new/category/", typed("category", "approve") | {"code": "other"})
    client.post(f"/items/{category}/withdraw/", {"revision": 1})
    answer = client.post("/publish/", {"note": "x"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有发布，终端不受影响" in page
    assert "没有这个分类" in page
    assert "申请法律援助" in page
    assert shown(centre)["number"] == 1


def test_a_fault_of_the_repository_leaves_no_release_behind(centre, publisher, monkeypatch):
    from kiosk.centre.models import Release
    from kiosk.centre.repository import Repository

    def full(*_args):
        raise StorageError("the disk is full", "make room")

    with monkeypatch.context() as patch:
        patch.setattr(Repository, "publish", full)
        with pytest.raises(StorageError):
            publisher.publish("test", "")
    assert Release.objects.count() == 0
    assert publisher.publish("test", "").number == 1


def test_a_number_that_was_shown_is_never_given_again(centre, publisher, sign_in, item, typed):
    """The power may go between the signing and the database's commit."""
    from kiosk.centre.models import Release

    publisher.publish("test", "")
    Release.objects.all().delete()
    assert publisher.publish("test", "").number == 2


def test_a_publish_that_the_disk_refuses_is_told_to_the_editor(centre, sign_in):
    client = sign_in("reviewer")
    (centre.folder / "repo" / "targets").write_text("a file where the folder should be")
    answer = client.post("/publish/", {"note": ""}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "没有发布，终端不受影响" in page
    assert "cannot write in" in page
    assert "这次会改变" in page
    assert centre.repository.read("release.json") is None


def test_too_large_a_file_is_refused_before_anything_is_written(centre):
    with pytest.raises(KioskError, match="more than the 8388608"):
        centre.repository.publish({"library/a.md": b"x", "library/big.md": b"x" * (8 * 1024 * 1024 + 1)})
    assert centre.repository.read("library/a.md") is None


def test_import_takes_only_what_differs_and_nothing_of_a_broken_folder(centre, folder):
    from kiosk.centre.library import Editing
    from kiosk.centre.models import Item
    from kiosk.content.faults import ContentFaultsError

    editing = Editing("test", centre.clock, centre.words)
    assert editing.import_folder(folder) == (0, 0)
    slide = folder / "slides" / "first.md"
    slide.write_text(slide.read_text().replace("第一页", "首页"))
    assert editing.import_folder(folder) == (0, 1)
    (folder / "slides" / "second.md").write_text("+++\ntitle = 3\n+++\n\n字\n")
    slide.write_text(slide.read_text().replace("首页", "别的"))
    with pytest.raises(ContentFaultsError, match=r"second\.md"):
        editing.import_folder(folder)
    assert Item.objects.get(kind="slide").title == "首页"


class TestRepository:
    def make(self, tmp_path, clock):
        from kiosk.centre.keys import KeyFolder
        from kiosk.centre.repository import Repository

        repository = Repository(tmp_path / "repo", KeyFolder(tmp_path / "keys"), clock)
        repository.create()
        return repository

    def test_private_keys_are_the_owners_alone(self, tmp_path):
        self.make(tmp_path, SystemClock())
        keys = list((tmp_path / "keys").rglob("*.pem"))
        assert len(keys) == 6
        assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}

    def test_creating_again_changes_nothing(self, tmp_path):
        repository = self.make(tmp_path, SystemClock())
        before = repository.first_root.read_bytes()
        repository.create()
        assert repository.first_root.read_bytes() == before

    def test_the_timestamp_is_signed_anew_each_day_and_the_rest_in_time(self, tmp_path):
        clock = FixedClock(SystemClock().now())
        repository = self.make(tmp_path, clock)
        repository.publish({"library/a.md": b"x"})
        assert not repository.resign()
        clock.advance(86400)
        assert repository.resign()
        for _ in range(50):
            clock.advance(86400)
            repository.resign()
        assert repository.timestamp_expires() > clock.now()
        newest = max((tmp_path / "repo" / "metadata").glob("*.targets.json"), key=lambda p: p.stat().st_mtime_ns)
        assert newest.name == "3.targets.json"
        assert repository.read("library/a.md") == b"x"

    def test_a_publish_that_broke_off_is_no_obstacle(self, tmp_path, monkeypatch):
        repository = self.make(tmp_path, SystemClock())
        repository.publish({"library/a.md": b"1"})

        def cut(*_args):
            raise OSError(5, "power cut")

        with monkeypatch.context() as patch:
            patch.setattr(type(repository), "_write_timestamp", cut)
            with pytest.raises(StorageError, match="power cut"):
                repository.publish({"library/a.md": b"2"})
        assert repository.read("library/a.md") == b"1"
        repository.publish({"library/a.md": b"3"})
        assert repository.read("library/a.md") == b"3"

    def test_renewing_the_root_needs_two_of_its_keys(self, tmp_path):
        repository = self.make(tmp_path, SystemClock())
        assert repository.renew_root() == 2
        for number in (1, 2):
            (tmp_path / "keys" / "offline" / f"root-{number}.pem").unlink()
        with pytest.raises(KioskError, match="1 of the root keys"):
            repository.renew_root()
        repository.publish({"library/a.md": b"x"})

    def test_a_missing_key_is_named(self, tmp_path):
        repository = self.make(tmp_path, SystemClock())
        (tmp_path / "keys" / "online" / "targets.pem").unlink()
        with pytest.raises(KioskError, match=r"targets\.pem"):
            repository.publish({"library/a.md": b"x"})


def test_the_repository_is_served_with_the_right_caching(centre, publisher):
    from django.test import Client

    publisher.publish("test", "")
    client = Client()
    timestamp = client.get("/repo/metadata/timestamp.json")
    assert (timestamp.status_code, timestamp["Cache-Control"]) == (200, "no-cache")
    again = client.get("/repo/metadata/timestamp.json", headers={"if-none-match": timestamp["ETag"]})
    assert again.status_code == 304
    root = client.get("/repo/metadata/1.root.json")
    assert "immutable" in root["Cache-Control"]
    assert b"".join(root.streaming_content) == client.get("/root.json").content


@pytest.mark.parametrize(
    "path", ["metadata/9.root.json", "../keys/online/targets.pem", "targets/../../secret.key", ".lock", "metadata"]
)
def test_nothing_else_is_served(centre, path):
    from django.test import Client

    assert Client().get(f"/repo/{path}").status_code == 404


def test_weak_passwords_and_taken_names_are_refused(sign_in):
    from kiosk.centre.accounts import Role, create_user

    sign_in("editor")
    with pytest.raises(KioskError, match="already"):
        create_user("editor", Role.EDITOR, "amber-kettle-42-hill")
    with pytest.raises(KioskError, match="password will not do"):
        create_user("other", Role.EDITOR, "12345")


def test_operators_keep_the_accounts(sign_in):
    assert sign_in("operator").get("/accounts/auth/user/").status_code == 200
    assert sign_in("reviewer").get("/accounts/auth/user/").status_code == 302


def test_the_database_follows_the_models(django):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_english_that_an_editor_writes_reaches_the_release(centre, publisher, sign_in, item, typed, tmp_path):
    from kiosk.centre.library import write_files
    from kiosk.content.files import load_content

    english = {"summary_en": "The state pays your lawyer", "materials.0.name_en": "Identity card"}
    answer = sign_in("reviewer").post(f"/items/{item().pk}/", typed(action="approve") | english)
    assert answer.status_code == 302
    publisher.publish("test", "")
    write_files(
        tmp_path / "released",
        {f["path"]: centre.repository.read("library/" + f["path"]) for f in shown(centre)["files"]},
    )
    procedure = load_content(tmp_path / "released").procedures[0]
    assert (procedure.summary_en, procedure.materials[0].name_en) == tuple(english.values())


def test_english_that_does_not_go_with_the_chinese_is_not_approved(sign_in, item, typed):
    more = {"conditions": "困难", "conditions_en": "In need\nNo lawyer"}
    answer = sign_in("reviewer").post(f"/items/{item().pk}/", typed(action="approve") | more, follow=True)
    assert "英文的行数要和中文一样" in answer.content.decode()
