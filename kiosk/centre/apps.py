"""The centre as a Django application, and the collaborators that its views share."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.contrib import admin

from kiosk.centre.fields import FormWords, load_words
from kiosk.centre.keys import KeyFolder
from kiosk.centre.repository import Repository
from kiosk.domain.clock import Clock, SystemClock


class CentreApp(AppConfig):
    """Names the application; made once by Django."""

    name = "kiosk.centre"
    label = "centre"
    verbose_name = "内容中心"
    default_auto_field = "django.db.models.BigAutoField"
    words: FormWords
    clock: Clock

    def ready(self) -> None:
        """Load what every request needs."""
        self.words = load_words()
        admin.site.site_header = admin.site.site_title = "公共法律服务内容中心 · 账号"
        self.clock = SystemClock()

    @property
    def folder(self) -> Path:
        """Where the centre keeps everything."""
        return Path(settings.KIOSK_CENTRE)

    @property
    def keys(self) -> KeyFolder:
        """The signing keys."""
        return KeyFolder(self.folder / "keys")

    @property
    def repository(self) -> Repository:
        """The signed repository."""
        return Repository(self.folder / "repo", self.keys, self.clock)
