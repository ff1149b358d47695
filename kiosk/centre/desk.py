"""What a signed-in person works with during one request."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from kiosk.centre.entries import Form
from kiosk.centre.fields import Choices, SectionSpec, form_sections
from kiosk.centre.kinds import KINDS, Kind
from kiosk.centre.library import Editing
from kiosk.centre.models import Item, Status
from kiosk.centre.publish import Publisher

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from kiosk.centre.apps import CentreApp

View = Callable[..., HttpResponse]
_LOOKED_UP = ("service", "category", "institution")


class Desk:
    """The collaborators of one request.

    Args:
        request: From a signed-in person.
    """

    def __init__(self, request: HttpRequest) -> None:
        app = cast("CentreApp", apps.get_app_config("centre"))
        self.app = app
        self.words = app.words
        self.by = request.user.get_username()
        self.editing = Editing(self.by, app.clock, app.words)
        self.publisher = Publisher(app.repository, app.clock, self.editing, app.keys)

    def sections(self, kind: Kind) -> tuple[SectionSpec, ...]:
        """Return the form of a kind."""
        return form_sections(kind.cls, self.words, self._lookups())

    def form(self, kind: Kind) -> Form:
        """Return an empty form of a kind."""
        return Form(kind.cls, self.sections(kind), self.words, ZoneInfo(settings.TIME_ZONE))

    def kinds(self) -> list[dict[str, Any]]:
        """Return every kind with its label and number of entries."""
        return [{"name": name, **self.words.kind(name), "count": self.count(name)} for name in KINDS]

    @staticmethod
    def count(kind: str) -> int:
        """Return how many entries of a kind are not withdrawn."""
        return Item.objects.filter(kind=kind).exclude(status=Status.WITHDRAWN).count()

    @staticmethod
    def _lookups() -> dict[str, Choices]:
        rows = Item.objects.filter(kind__in=_LOOKED_UP).exclude(status=Status.WITHDRAWN)
        found: dict[str, list[tuple[str, str]]] = {name: [] for name in _LOOKED_UP}
        for kind, slug, title in rows.values_list("kind", "slug", "title"):
            found[kind].append((slug, title))
        return {name: tuple(choices) for name, choices in found.items()}


def allowed(request: HttpRequest, permission: str) -> bool:
    """Tell whether the person who asks has a permission of the centre."""
    return cast("User", request.user).has_perm(f"centre.{permission}")


def may(permission: str) -> Callable[[View], View]:
    """Let a view be used only by signed-in people with a permission of the centre."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not allowed(request, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View", login_required(guarded))

    return decorate
