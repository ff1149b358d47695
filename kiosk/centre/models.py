"""What the centre keeps in its database: entries of the library, their history, releases; what visitors said."""

from __future__ import annotations

from datetime import date, datetime
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


class Machine(models.Model):
    """A machine that may hand in letters; of its token only the SHA-256 is kept."""

    name: models.CharField[str, str] = models.CharField(max_length=100, unique=True)
    sha256: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: ClassVar[models.Manager[Machine]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A letter that came; that it stands here makes a second delivery of the same id a repeat."""

    id: models.CharField[str, str] = models.CharField(max_length=32, primary_key=True)
    machine: models.ForeignKey[Machine, Machine] = models.ForeignKey(Machine, on_delete=models.PROTECT)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: ClassVar[models.Manager[Delivery]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return self.id


class Handling(models.TextChoices):
    """How far the handling of a letter is; NONE for ratings that ask for nothing."""

    NONE = "none", "不用处理"
    TO_CHECK = "to_check", "待核实"
    MENDING = "mending", "整改中"
    ANSWERED = "answered", "已反馈"
    CALLED = "called", "已回访"
    CLOSED = "closed", "办结"
    APPEALED = "appealed", "申诉复核"
    MISTAKEN = "mistaken", "误评"
    TAKEN_BACK = "taken_back", "群众撤回"


class LetterKind(models.TextChoices):
    """What a letter is."""

    RATING = "rating", "评价"
    SUGGESTION = "suggestion", "建议"
    COMPLAINT = "complaint", "投诉"
    PRAISE = "praise", "表扬"


class Letter(models.Model):
    """What a visitor said. `grade` is the national word, empty unless it is a rating; `version` rises with each change."""

    delivery: models.OneToOneField[Delivery, Delivery] = models.OneToOneField(Delivery, on_delete=models.PROTECT)
    hall: models.CharField[str, str] = models.CharField(max_length=200)
    machine: models.CharField[str, str] = models.CharField(max_length=100)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    kind: models.CharField[str, str] = models.CharField(max_length=12, choices=LetterKind.choices)
    grade: models.CharField[str, str] = models.CharField(max_length=10, blank=True)
    reasons = models.JSONField(default=list)
    service: models.CharField[str, str] = models.CharField(max_length=64, blank=True)
    counter: models.CharField[str, str] = models.CharField(max_length=64, blank=True)
    ticket: models.CharField[str, str] = models.CharField(max_length=20, blank=True)
    about: models.CharField[str, str] = models.CharField(max_length=20, blank=True)
    text: models.TextField[str, str] = models.TextField(blank=True)
    name: models.CharField[str, str] = models.CharField(max_length=60, blank=True)
    phone: models.CharField[str, str] = models.CharField(max_length=60, blank=True)
    channel: models.CharField[str, str] = models.CharField(max_length=40)
    receipt: models.CharField[str, str] = models.CharField(max_length=40, blank=True)
    state: models.CharField[str, str] = models.CharField(max_length=10, choices=Handling.choices)
    due: models.DateField[date | None, date | None] = models.DateField(null=True)
    version: models.IntegerField[int, int] = models.IntegerField(default=1)

    objects: ClassVar[models.Manager[Letter]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        indexes: ClassVar = [
            models.Index(fields=["kind", "state", "-at"], name="letter_list"),
            models.Index(fields=["receipt"], name="letter_receipt"),
        ]
        ordering: ClassVar = ["-at", "-id"]
        default_permissions: ClassVar = ()
        permissions: ClassVar = [("read_letters", "查看群众意见"), ("handle_letters", "处理群众意见")]

    def __str__(self) -> str:
        return self.receipt or f"{self.kind} {self.pk}"


class LetterStep(models.Model):
    """One step of the handling: who, when, from which state to which, and why. Never changed, never deleted."""

    letter: models.ForeignKey[Letter, Letter] = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="steps"
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.CharField[str, str] = models.CharField(max_length=150)
    before: models.CharField[str, str] = models.CharField(max_length=10, choices=Handling.choices)
    after: models.CharField[str, str] = models.CharField(max_length=10, choices=Handling.choices)
    note: models.CharField[str, str] = models.CharField(max_length=500, blank=True)
    undone: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    undoes: models.ForeignKey[LetterStep | None, LetterStep | None] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True
    )

    objects: ClassVar[models.Manager[LetterStep]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        ordering: ClassVar = ["id"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.letter} {self.before} -> {self.after}"


class Served(models.Model):
    """How many tickets of a service a hall finished on a day, as the hall reported it."""

    hall: models.CharField[str, str] = models.CharField(max_length=200)
    day: models.DateField[date, date] = models.DateField()
    service: models.CharField[str, str] = models.CharField(max_length=64)
    count: models.IntegerField[int, int] = models.IntegerField()

    objects: ClassVar[models.Manager[Served]] = models.Manager()

    class Meta:
        """How the database keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["hall", "day", "service"], name="one_count_a_day")]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.hall} {self.day} {self.service}"
