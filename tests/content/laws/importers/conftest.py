import zipfile
from xml.sax.saxutils import escape

import pytest

from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.importers.texts import LawText, Unit

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text):
    """Make a paragraph the way Word does: its words in several runs, line breaks as elements."""
    middle = len(text) // 2
    runs = "".join(
        "<w:r><w:rPr><w:b/></w:rPr>"
        + "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in part.split("\n"))
        + "</w:r>"
        for part in (text[:middle], text[middle:])
    )
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def table(rows):
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def document(parts):
    body = "".join(part if part.startswith("<") else paragraph(part) for part in parts)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'


@pytest.fixture
def word(tmp_path):
    """Return a function that writes a .docx of paragraphs, or of raw XML."""

    def write(parts, name="law.docx", *, xml=None):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", TYPES)
            archive.writestr("word/document.xml", xml if xml is not None else document(parts))
        return path

    return write


@pytest.fixture
def tree(tmp_path):
    """Return a function that writes files into a folder of laws: name and text."""

    def write(files, folder="laws"):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / folder

    return write


@pytest.fixture
def read():
    """Return a function that reads sources: the laws, and what was left out."""

    def give(*paths):
        with open_sources(list(paths)) as sources:
            found = [unit.load() if isinstance(unit, Unit) else unit for unit in sources.units()]
        laws = [text for text in found if isinstance(text, LawText)]
        return laws, {text.file: text.reason for text in found if not isinstance(text, LawText)}

    return give
