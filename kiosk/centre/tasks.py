"""What `kiosk centre` does, after Django is set up: the composition root of the program."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.apps import apps

from kiosk.centre.accounts import Role, create_user, new_password
from kiosk.centre.inbox import add_machine
from kiosk.centre.library import Editing
from kiosk.centre.publish import Publisher
from kiosk.centre.server import CentreServer, prepare
from kiosk.config import Setup
from kiosk.files import shipped

if TYPE_CHECKING:
    from kiosk.centre.apps import CentreApp


class Tasks:
    """The sub-commands.

    Args:
        setup: This machine.
        sample: Fill an empty library with the sample content.
    """

    def __init__(self, setup: Setup, *, sample: bool) -> None:
        self._setup = setup
        app = cast("CentreApp", apps.get_app_config("centre"))
        self._repository = app.repository
        self._clock = app.clock
        self._editing = Editing(f"{getpass.getuser()}@shell", app.clock, app.words)
        self._publisher = Publisher(app.repository, app.clock, self._editing, app.keys)
        folder = shipped("assets", "sample") if sample else None
        editing = Editing("sample", app.clock, app.words)
        prepare(app.repository, editing, folder, four_eyes=setup.config.centre.four_eyes)

    def serve(self) -> None:
        """Serve until stopped."""
        CentreServer(self._setup.config.centre, self._repository).run()

    def publish(self, note: str) -> tuple[str, dict[str, object]]:
        """Make a release; return what to say."""
        row = self._publisher.publish(getpass.getuser(), note)
        if row is None:
            return "nothing has changed since the last release", {"release": None}
        counts = {"added": row.added, "changed": row.changed, "removed": row.removed}
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        return f"release {row.number} is signed and shown: {told}", {"release": row.number, **counts}

    def create_user(self, name: str, role: str, password: str) -> str:
        """Make a log-in; return the password when it was made up."""
        made = "" if password else new_password()
        create_user(name, Role(role), password or made)
        return made

    def add_machine(self, name: str) -> str:
        """Let a machine hand in letters; return its token, which is not stored."""
        return add_machine(name, self._clock.now())

    def import_folder(self, folder: Path) -> tuple[str, dict[str, object]]:
        """Take a content folder over; return what to say."""
        added, changed = self._editing.import_folder(folder)
        return f"{added} entries added, {changed} changed", {"added": added, "changed": changed}

    def root(self) -> str:
        """Return the first root.json."""
        return self._repository.first_root.read_text("utf-8")

    def renew_root(self) -> int:
        """Sign a new root; return its version."""
        return self._repository.renew_root()
