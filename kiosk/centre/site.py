"""Sets Django up from the machine's set-up: no settings file, no environment variable."""

import fcntl
import secrets
from pathlib import Path
from typing import Any

from kiosk.config import Setup
from kiosk.domain.errors import StorageError
from kiosk.durable import write_durably

ZONE = "Asia/Shanghai"
_SESSION_S = 8 * 3600  # a working day


def centre_folder(data: Path) -> Path:
    """Return the folder that the centre keeps everything in."""
    return data / "centre"


def start_django(setup: Setup) -> None:
    """Configure Django for this process and bring the database up to date.

    Raises:
        StorageError: The database cannot be opened or written.
    """
    import django  # noqa: PLC0415 - only the centre pays for it
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    folder = centre_folder(setup.data)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings.configure(**_settings(folder))
        django.setup()
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the server and a command may start together on a fresh machine
            call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, OSError) as err:
        raise StorageError(
            f"cannot use the centre's database in {folder}: {err}", "check the disk, or restore it from the backup"
        ) from err


def _settings(folder: Path) -> dict[str, Any]:
    return {
        "KIOSK_CENTRE": folder,
        "SECRET_KEY": _secret(folder / "secret.key"),
        "ALLOWED_HOSTS": ["*"],  # terminals and editors reach it by whatever name the county gives it
        "ROOT_URLCONF": "kiosk.centre.urls",
        "INSTALLED_APPS": [
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "kiosk.centre.apps.CentreApp",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        "TEMPLATES": [_templates()],
        "DATABASES": {"default": _database(folder / "centre.db")},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LANGUAGE_CODE": "zh-hans",
        "TIME_ZONE": ZONE,
        "USE_TZ": True,
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,  # straight from the packages: nothing to collect
        "LOGIN_URL": "sign-in",
        "LOGIN_REDIRECT_URL": "start",
        "SESSION_COOKIE_AGE": _SESSION_S,
        "SESSION_COOKIE_HTTPONLY": True,
        "X_FRAME_OPTIONS": "DENY",
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5000,
        "LOGGING_CONFIG": None,  # kiosk.logs has done it
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}"}
            for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
        ],
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }


def _database(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }


def _secret(path: Path) -> str:
    if not path.exists():
        write_durably(path, secrets.token_urlsafe(50).encode(), mode=0o600)
    return path.read_text()
