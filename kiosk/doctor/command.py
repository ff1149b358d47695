"""`kiosk doctor`: one line for each part and device of this machine, with the cure."""

import argparse

from kiosk.config import Setup


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Describe the command's own options."""
    parser.add_argument("--json", action="store_true", help="a JSON list instead of lines")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Print every finding; return 1 when a part has failed."""
    from kiosk.doctor.checks import CHECKS  # noqa: PLC0415 - looks into every room, which costs imports
    from kiosk.doctor.finding import Finding, Verdict, as_json, examine  # noqa: PLC0415

    findings: list[Finding] = []
    for part, check in CHECKS.items():
        finding = examine(part, lambda part=part, check=check: check(part, setup))  # type: ignore[misc]
        findings.append(finding)
        if not args.json:
            print(finding.line(), flush=True)
    if args.json:
        print(as_json(findings))
    return int(any(f.verdict is Verdict.FAIL for f in findings))
