"""A sample as a Word file (DOCX), written from nothing: spans as Word writes them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from made.sample import Grid, Sample

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
STYLE_RELATION = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text: str) -> str:
    """Return one run; line feeds become breaks."""
    parts = [f'<w:t xml:space="preserve">{escape(t)}</w:t>' for t in text.split("\n")]
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>'
        f'<w:sz w:val="32"/></w:rPr>{"<w:br/>".join(parts)}</w:r>'
    )


def paragraph(text: str) -> str:
    """Return one paragraph in two runs, as Word parts them at a change of script or an edit."""
    half = len(text) // 2
    runs = run(text[:half]) + run(text[half:]) if text else ""
    return f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{runs}</w:p>'


def table(grid: Grid) -> str:
    """Return one table with gridSpan and vMerge."""
    dense = grid.dense()
    width = len(dense[0])
    rows = ""
    for r, places in enumerate(dense):
        cells = ""
        c = 0
        while c < width:
            cell, _ = places[c]
            wide = 1
            while c + wide < width and places[c + wide][0] is cell and not places[c + wide][1]:
                wide += 1
            first = r == 0 or dense[r - 1][c][0] is not cell or places[c][1]
            properties = f'<w:tcW w:w="{800 * wide}" w:type="dxa"/>'
            if wide > 1:
                properties += f'<w:gridSpan w:val="{wide}"/>'
            if cell.rowspan > 1:
                properties += '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
            lines = cell.text.split("\n") if first else [""]
            inner = "".join(map(paragraph, lines))
            cells += f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
            c += wide
        rows += f"<w:tr>{cells}</w:tr>"
    columns = '<w:gridCol w:w="800"/>' * width
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def pack(body: str, title: str = "", styles: str = "", **more: str) -> bytes:
    """Return a DOCX with the XML of its body; ``more`` are further parts of its folder ``word``."""
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "</cp:coreProperties>",
        "word/document.xml": document(body),
        "word/styles.xml": f'<w:styles xmlns:w={quoteattr(W)}>{styles}</w:styles>',
        "word/_rels/document.xml.rels": STYLE_RELATION,
        **{f"word/{name}.xml": part for name, part in more.items()},
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in members.items():
            target.writestr(name, HEAD + part)
    return out.getvalue()


def document(body: str) -> str:
    """Return the XML of a document with this body."""
    spaces = {
        "w": W,
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }
    names = " ".join(f"xmlns:{key}={quoteattr(value)}" for key, value in spaces.items())
    return f'<w:document {names}><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'


def write(sample: Sample) -> bytes:
    """Return the sample as DOCX."""
    blocks = [table(b) if isinstance(b, Grid) else paragraph(b) for b in sample.blocks]
    # Word ends every text with a paragraph.
    return pack("".join([*blocks, paragraph("")]), sample.title)
