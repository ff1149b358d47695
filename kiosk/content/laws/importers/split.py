"""Puts the files of a split law together: 民法典 comes in eight."""

from collections.abc import Sequence

from kiosk.content.laws.importers.structure import Body, heading_text
from kiosk.domain.laws import Article, Node, NodeKind, article_values


def merged(short: str, parts: Sequence[tuple[str, Body]]) -> Body:
    """Return one body of a law that is split over files: each file's subtitle becomes a part, in order of their articles.

    Args:
        short: The law's short title.
        parts: Subtitle and body of each file.
    """
    articles: list[Article] = []
    nodes: list[Node] = []
    remarks: list[str] = []
    last = 0
    for subtitle, body in sorted(parts, key=lambda part: _first(part[1])):
        root, start = len(nodes), len(nodes) + 1
        nodes.append(Node(NodeKind.PART, heading_text(subtitle)))
        nodes += [Node(n.kind, n.title, root if n.parent is None else n.parent + start) for n in body.nodes]
        for a in body.articles:
            node = root if a.node is None else a.node + start
            chapter = f"{nodes[root].title} {a.chapter}".strip()
            articles.append(Article(short, a.number, a.text, chapter, len(articles), a.kind, node))
        follows = _first(body) == last + 1
        remarks += [r for r in body.remarks if not (follows and r.startswith("the first article is"))]
        last = max([last, *[(article_values(a.number) or (0, 0))[0] for a in body.articles]])
    return Body(tuple(articles), tuple(nodes), tuple(dict.fromkeys(remarks)))


def _first(body: Body) -> int:
    return next((values[0] for a in body.articles if (values := article_values(a.number))), 9999)
