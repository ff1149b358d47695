"""People who may sign in: four roles, made of Django's groups and permissions."""

import secrets
from enum import StrEnum

from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kiosk.domain.errors import KioskError


class Role(StrEnum):
    """What a person does at the centre."""

    EDITOR = "editor"  # writes; with four eyes, no more than that
    REVIEWER = "reviewer"  # writes, approves, publishes
    HANDLER = "handler"  # reads and answers what visitors say; no content
    OPERATOR = "operator"  # all of it, and the accounts


_WRITES = ("edit_item",)
_REVIEWS = (*_WRITES, "approve_item", "publish_release")
_HANDLES = ("read_letters", "handle_letters")
_OPERATES = (*_REVIEWS, *_HANDLES, "add_user", "change_user", "view_user", "view_group")


def make_groups(*, four_eyes: bool) -> None:
    """Bring the groups and their permissions in line.

    Args:
        four_eyes: What an editor writes needs a reviewer; otherwise editors approve and publish too.
    """
    granted = {
        Role.EDITOR: _WRITES if four_eyes else _REVIEWS,
        Role.REVIEWER: _REVIEWS,
        Role.HANDLER: _HANDLES,
        Role.OPERATOR: _OPERATES,
    }
    for role, names in granted.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(codename__in=names))


def create_user(name: str, role: Role, password: str) -> User:
    """Make a log-in.

    Raises:
        KioskError: The name is taken or empty, or the password is too weak.
    """
    if not name.strip():
        raise KioskError("the name is empty", "give a name")
    if User.objects.filter(username=name).exists():
        raise KioskError(f"there is a user {name!r} already", "choose another name")
    try:
        validate_password(password)
    except ValidationError as err:
        raise KioskError(f"the password will not do: {' '.join(err.messages)}", "choose a longer one") from err
    with transaction.atomic():
        user = User.objects.create_user(name, password=password, is_staff=role is Role.OPERATOR)
        user.groups.set([Group.objects.get(name=role.value)])
    return user


def new_password() -> str:
    """Return a password nobody can guess that can still be typed."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(4))
