"""The content database of a bundle, `library.db`: one table a kind, each row a JSON document plus what is searched."""

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.content.grams import initials, normal, pinyin
from kiosk.domain.procedures import Procedure
from kiosk.shape import unshape

if TYPE_CHECKING:
    from sqlite_utils import Database

    from kiosk.content.files import Content

FORMAT = 1  # rises when an older program could not read the database

_KEY = {"procedures": "slug", "layers": "name", "slides": "slug", "notices": "id", "duty": None}


def write_library(path: Path, content: "Content", release: str) -> None:
    """Write the database of a bundle to a new file."""
    from sqlite_utils import Database  # noqa: PLC0415 - readers need not wait for it

    db = Database(path)
    with db.atomic():
        db.table("meta").insert_all([{"key": "format", "value": str(FORMAT)}, {"key": "release", "value": release}])
        for field in fields(content):
            value = getattr(content, field.name)
            _insert(db, field.name, value if isinstance(value, tuple) else (value,))
    db.close()


def _insert(db: "Database", kind: str, values: Iterable[Any]) -> None:
    key = _KEY.get(kind, "name" if kind == "hall" else "code")
    db.execute(f"create table {kind} (position integer primary key, key text, document text, search text)")
    db.table(kind).insert_all(
        {
            "position": position,
            "key": getattr(value, key) if key else "",
            "document": json.dumps(unshape(value), ensure_ascii=False),
            "search": json.dumps(search_fields(value), ensure_ascii=False) if isinstance(value, Procedure) else "",
        }
        for position, value in enumerate(values)
    )
    db.table(kind).create_index(["key"])


def search_fields(procedure: Procedure) -> dict[str, list[str]]:
    """Return what a procedure is found by: texts from the most to the least telling, and its pinyin."""
    names = [procedure.title, *procedure.everyday]
    rest = [procedure.audience, *procedure.conditions, *(m.name for m in procedure.materials)]
    rest += [m.note for m in procedure.materials if m.note]
    rest += [text for s in procedure.steps for text in (s.title, s.detail, s.branch, s.branch_then) if text]
    rest_en = [procedure.summary_en, procedure.audience_en, *procedure.conditions_en, procedure.body_en]
    rest_en += [*(m.name_en for m in procedure.materials), *(q.question_en for q in procedure.faq)]
    return {
        "title": [normal(procedure.title)],
        "everyday": [normal(text) for text in procedure.everyday],
        "summary": [normal(procedure.summary)],
        "rest": [normal(text) for text in (*rest, *(q.question for q in procedure.faq), procedure.body)],
        "initials": [initials(text) for text in names],
        "pinyin": [pinyin(text) for text in names],
        "english": [" ".join([procedure.title_en, *procedure.everyday_en])],
        "english_rest": [" ".join(rest_en)],
    }
