"""`kiosk centre`: serves the content library; publishes, imports, makes log-ins, renews the root of trust."""

import argparse
import getpass
import json
import sys
from pathlib import Path

from kiosk.config import Setup
from kiosk.domain.errors import StorageError

_ROLES = ("editor", "reviewer", "handler", "operator")


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the sub-commands of `kiosk centre`; without one it serves."""
    parts = parser.add_subparsers(dest="part", metavar="PART")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return parts.add_parser(name, help=text, description=text, parents=[common])

    publish = add("publish", "make a signed release of what is approved")
    publish.add_argument("--note", default="", help="what changed, for the list of releases")
    publish.add_argument("--json", action="store_true")
    user = add("create-user", "make a log-in")
    user.add_argument("name")
    user.add_argument("--role", choices=_ROLES, required=True)
    user.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    machine = add("add-machine", "let a machine hand in letters; prints the token for its `[sync] token`")
    machine.add_argument("name")
    folder = add("import", "take the entries of a content folder over, as approved")
    folder.add_argument("folder", type=Path)
    folder.add_argument("--json", action="store_true")
    add("root", "print the root.json that terminals are provisioned with")
    add("renew-root", "sign the root of trust for another year (needs two root keys on this machine)")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Serve, or do what the sub-command says."""
    from kiosk.centre.site import start_django  # noqa: PLC0415 - Django only when it is needed
    from kiosk.logs import start_logging  # noqa: PLC0415

    if args.part is None:
        start_logging("centre", setup.data, debug=getattr(args, "debug", False))
    start_django(setup)

    from django.db import DatabaseError  # noqa: PLC0415

    from kiosk.centre.tasks import Tasks  # noqa: PLC0415 - needs Django set up

    try:
        _do(Tasks(setup, sample=args.part != "import"), args)
    except DatabaseError as err:
        raise StorageError(
            f"cannot use the centre's database in {setup.data}: {err}", "check the disk; nothing was published"
        ) from err
    return 0


def _do(tasks: "Tasks", args: argparse.Namespace) -> None:  # type: ignore[name-defined]  # noqa: F821
    match args.part:
        case None:
            tasks.serve()
        case "publish":
            _say(args, *tasks.publish(args.note))
        case "create-user":
            _create_user(tasks, args)
        case "add-machine":
            print(tasks.add_machine(args.name))
        case "import":
            _say(args, *tasks.import_folder(args.folder))
        case "root":
            sys.stdout.write(tasks.root())
        case "renew-root":
            print(f"root version {tasks.renew_root()} is signed; move the keys away again")


def _say(args: argparse.Namespace, line: str, data: dict[str, object]) -> None:
    print(json.dumps(data, ensure_ascii=False) if args.json else line)


def _create_user(tasks: "Tasks", args: argparse.Namespace) -> None:  # type: ignore[name-defined]  # noqa: F821
    if args.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("password (empty: make one): ") if sys.stdin.isatty() else ""
    made = tasks.create_user(args.name, args.role, password)
    print(f"user {args.name} ({args.role})" + (f" password: {made}" if made else ""))
