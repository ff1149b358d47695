"""`kiosk law`: looks laws up, for people at a shell and for programs over standard input and output."""

import argparse
import datetime as dt
import json
import sys
from dataclasses import asdict

from kiosk.config import Setup
from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import Hit, LawBook
from kiosk.content.laws.filter import NATIONAL, LawFilter
from kiosk.content.laws.query import names_article
from kiosk.content.laws.uses import Use, read_uses, uses_path
from kiosk.domain.lawdays import Standing
from kiosk.domain.laws import Article, ArticleKind, Law, LawKind, LawStatus

_STATUS_WORDS = {
    LawStatus.IN_FORCE: "现行有效",
    LawStatus.NOT_YET: "尚未施行",
    LawStatus.AMENDED: "已被修改",
    LawStatus.REPEALED: "已废止",
    LawStatus.UNKNOWN: "效力不明",
}
_STANDING_WORDS = {
    Standing.OTHER: "{day} 适用的文本没有收录：此前又修改过，下面是更早的文本",
    Standing.UNDATED: "不知道从哪天起适用",
    Standing.REPLACED: "{day} 已由别的法律代替，下面是代替之前的文本",
    Standing.REPEALED: "已废止，不知道从哪天起废止；{day} 是否适用不能确定",
}


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the tools of `kiosk law`."""
    tools = parser.add_subparsers(dest="tool", required=True, metavar="TOOL")
    search = tools.add_parser("search", help="finds laws and articles", parents=[common])
    search.add_argument("query", nargs="?", help="an article's number, a law's name, pinyin initials, or words")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="how many answers (10)")
    search.add_argument("--stdio", action="store_true", help='answer lines {"q": ..., "k": ...} from standard input')
    _add_filters(search)
    show = tools.add_parser("show", help="shows one article or one law", parents=[common])
    show.add_argument("id", help="such as 劳动合同法第三十九条 or 劳动合同法")
    show.add_argument("--as-of", type=_day, metavar="DATE", help="the text that applied on a day, such as 2020-05-28")
    uses = tools.add_parser("uses", help="counts of what visitors opened after which search", parents=[common])
    for tool in (search, show, uses):
        tool.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Run one tool."""
    if args.tool == "search" and bool(args.query) == args.stdio:
        print("kiosk law search: give a query, or --stdio", file=sys.stderr)
        return 2
    if args.tool == "uses":
        return _print_uses(read_uses(uses_path(setup.data)), as_json=args.json)
    with LawBook(laws_path(setup.data)) as book:
        if args.tool == "show":
            return _show(book, args.id, args.as_of, as_json=args.json)
        where = _where(args)
        if args.stdio:
            return _serve(book, where)
        return _search(book, args.query, args.k, where, as_json=args.json)


def _add_filters(search: argparse.ArgumentParser) -> None:
    search.add_argument("--level", default="", help="only laws of this level, such as 行政法规")
    search.add_argument(
        "--region",
        default="",
        help=f"only of a province or city, such as 山东 or 青岛市; {NATIONAL}: of the whole country",
    )
    search.add_argument("--issuer", default="", help="only laws that this body passed")
    search.add_argument(
        "--status", choices=[status.value for status in LawStatus], help="only laws with this status today"
    )
    search.add_argument(
        "--year", type=_years, metavar="YEAR", help="only laws issued in a year, such as 2021, or from 2015-2020"
    )
    search.add_argument("--kind", choices=[kind.value for kind in LawKind], help="only laws, cases or guides")


def _where(args: argparse.Namespace) -> LawFilter:
    return LawFilter(
        level=args.level,
        region=args.region,
        issuer=args.issuer,
        status=LawStatus(args.status) if args.status else None,
        years=args.year,
        kind=LawKind(args.kind) if args.kind else None,
    )


def hit_as_data(hit: Hit) -> dict[str, object]:
    """Return a hit in the form of `--stdio`, with title and excerpt besides."""
    return {
        "id": hit.ref,
        "law": hit.law,
        "article": hit.article,
        "score": round(hit.score, 4),
        "status": hit.status.value,
        "title": hit.title,
        "excerpt": hit.excerpt,
    }


def _search(book: LawBook, query: str, k: int, where: LawFilter, *, as_json: bool) -> int:
    hits = book.search(query, k, where)
    if as_json:
        print(json.dumps([hit_as_data(hit) for hit in hits], ensure_ascii=False))
        return 0
    for hit in hits:
        print(f"{hit.ref}  {_STATUS_WORDS[hit.status]}\n    {hit.excerpt}")
    if not hits:
        print("nothing found; try other words, or the law's name")
    return 0


def _print_uses(uses: list[Use], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps([asdict(use) for use in uses], ensure_ascii=False))
        return 0
    for use in uses:
        print(f"{use.day}  {use.way:8}  {use.place:2}  {use.times:4}  {use.ref}")
    if not uses:
        print("nothing was opened after a search yet")
    return 0


def _serve(book: LawBook, where: LawFilter) -> int:
    """Answer each line with one line; a line that is not a question gets an `error` and nothing ends."""
    for line in sys.stdin.buffer:  # whatever the shell's encoding
        if not line.strip():
            continue
        try:
            query, k = _asked(json.loads(line))
            answer: object = [_brief(hit) for hit in book.search(query, k, where)]
        except (ValueError, TypeError) as err:
            answer = {"error": f'write {{"q": "...", "k": 10}}: {err}'}
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 0


def _asked(data: object) -> tuple[str, int]:
    query, k = (data.get("q"), data.get("k", 10)) if isinstance(data, dict) else (None, 0)
    if not isinstance(query, str) or type(k) is not int or k < 1:
        raise TypeError("q must be a text and k a whole number from 1")
    return query, k


def _brief(hit: Hit) -> dict[str, object]:
    return {key: value for key, value in hit_as_data(hit).items() if key not in {"title", "excerpt"}}


def _show(book: LawBook, ref: str, as_of: dt.date | None, *, as_json: bool) -> int:
    law, articles = _found(book, ref, as_of)
    newer = book.details.replaced_by(law.short, as_of)
    standing = book.on_day(law.short, as_of).standing if as_of else None
    if as_json:
        shown = [
            {"id": a.ref, "number": a.number, "kind": a.kind.value, "chapter": a.chapter, "text": a.text}
            for a in articles
        ]
        by = dict(zip(("id", "title", "since"), newer, strict=True)) if newer else None
        print(
            json.dumps({**asdict(law), "standing": standing, "replaced_by": by, "articles": shown}, ensure_ascii=False)
        )
        return 0
    print(_headline(law))
    if newer and law.status in {LawStatus.AMENDED, LawStatus.REPEALED}:
        print(f"自 {newer[2]} 起由《{newer[1]}》代替")
    if standing in _STANDING_WORDS:
        print(_STANDING_WORDS[standing].format(day=as_of))
    chapter = ""
    for article in articles:
        if article.chapter != chapter:
            chapter = article.chapter
            print(f"\n{chapter}")
        # the number of a section is ours, not the text's
        print(f"\n{article.text}" if article.kind is ArticleKind.SECTION else f"\n{article.number}  {article.text}")
    return 0


def _headline(law: Law) -> str:
    if law.kind is not LawKind.LAW:
        return law.title
    dates = "，".join(
        filter(None, (law.issued_on and f"{law.issued_on} 公布", law.effective_on and f"{law.effective_on} 施行"))
    )
    return f"{law.title}  {_STATUS_WORDS[law.status]}" + (f"（{dates}）" if dates else "")


def _found(book: LawBook, ref: str, as_of: dt.date | None) -> tuple[Law, tuple[Article, ...]]:
    """Return the law and the articles that an id names: one article, or all of a law."""
    if names_article(ref):
        article = book.article(ref, as_of)
        return book.law(article.law, as_of), (article,)
    return book.law(ref, as_of), book.articles(ref, as_of)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("write a whole number from 1")
    return value


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year like 2021, nor years like 2015-2020")
    return int(first), int(last or first)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2020-05-28") from None
