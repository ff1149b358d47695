"""What the centre keeps in its database: entries of the library, their history, the releases made."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models


class Status(models.TextChoices):
    """How far an entry is."""

    DRAFT = "draft", "草稿"
    APPROVED = "approved", "已批准"
    WITHDRAWN = "withdrawn", "已下架"


class Item(models.Model):
    """One entry. `document` is the latest state, `approved` the one that the next release will carry, if any."""

    kind: models.CharField[str, str] = models.CharField(max_length=20)
    slug: models.CharField[str, str] = models.CharField(max_length=120)
    title: models.CharField[str, str] = models.CharField(max_length=300)
    position: models.IntegerField[int, int] = models.IntegerField(default=0)
    document = models.JSONField()
    approved = models.JSONField(null=True)
    status: models.CharField[str, str] = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    revision: models.IntegerField[int, int] = models.IntegerField(default=1)
    edited_by: models.CharField[str, str] = models.CharField(max_length=150)
    edited_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: ClassVar[models.Manager[Item]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "slug"], name="one_entry_per_name")]
        indexes: ClassVar = [models.Index(fields=["kind", "position", "slug"], name="entry_order")]
        ordering: ClassVar = ["kind", "position", "slug"]
        default_permissions: ClassVar = ()
        permissions: ClassVar = [
            ("edit_item", "修改内容"),
            ("approve_item", "批准内容"),
            ("publish_release", "发布"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class Revision(models.Model):
    """One state that an entry has had: who, when, why."""

    item: models.ForeignKey[Item, Item] = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="revisions")
    number: models.IntegerField[int, int] = models.IntegerField()
    by: models.CharField[str, str] = models.CharField(max_length=150)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    action: models.CharField[str, str] = models.CharField(max_length=20)
    note: models.CharField[str, str] = models.CharField(max_length=300, blank=True)
    document = models.JSONField()

    objects: ClassVar[models.Manager[Revision]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="one_revision_per_number")]
        ordering: ClassVar = ["-number"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.item} #{self.number}"


class Release(models.Model):
    """One release made. `contents` is what it carries: {"kind/slug": [digest, title]}."""

    number: models.IntegerField[int, int] = models.IntegerField(unique=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.CharField[str, str] = models.CharField(max_length=150)
    note: models.CharField[str, str] = models.CharField(max_length=500, blank=True)
    added: models.IntegerField[int, int] = models.IntegerField()
    changed: models.IntegerField[int, int] = models.IntegerField()
    removed: models.IntegerField[int, int] = models.IntegerField()
    contents = models.JSONField()

    objects: ClassVar[models.Manager[Release]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        ordering: ClassVar = ["-number"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"release {self.number}"
