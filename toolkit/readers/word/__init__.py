"""Word files to content: DOCX and its relatives, read by their XML."""

from __future__ import annotations

import posixpath
import re
from xml.etree.ElementTree import Element

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.archive import Archive
from toolkit.readers.content import Content
from toolkit.readers.html import is_html, read_html
from toolkit.readers.metadata import Metadata
from toolkit.readers.mhtml import is_mhtml, read_mhtml
from toolkit.readers.source import Source
from toolkit.readers.word.body import Body
from toolkit.readers.word.looks import TELLING, Look, read_styles
from toolkit.readers.word.names import ALIASES, W
from toolkit.readers.word.runs import UNREADABLE, Runs
from toolkit.readers.xmltree import MAX_BYTES, parse_xml

__all__ = ["is_word", "read_word"]

_DOCUMENT = "word/document.xml"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: A Word file as one XML file: as Word 2007 and later write it, and as Word 2003 did.
_SINGLE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?"
    rb"<(?:pkg:package|w:wordDocument)\s"
)
#: How many lines at the start may hold the title.
_HEAD = 30


def is_word(source: Source) -> bool:
    """Whether the content is a Word file that is XML, packed or not, whatever its name."""
    archive = source.archive
    if archive is None:
        return bool(_SINGLE.match(source.data[:4096]))
    names = archive.names()
    return "_rels/.rels" in names and any(n.startswith("word/") for n in names)


def read_word(source: Source) -> Content:
    """Read a Word file.

    Insertions that wait for approval count, deletions do not. Hidden text, notes and their marks,
    headers and footers are left out, as are numbers of lists that Word adds itself. What is struck
    out, drawn or a formula becomes a mark that no figure is read from.

    Raises
    ------
    ReadError
        It is damaged, holds no text, or only another file in place of text.
    """
    document, styles, title = _parts(source)
    element = document.find(W + "body")
    if element is None:
        raise ReadError(f"{source.name}: a Word file without a text; save it anew as DOCX")
    preserve = document.get(_SPACE) == "preserve"
    runs = Runs(styles, preserve)
    body = Body(runs)
    body.read(element)
    if runs.unfinished:
        # A field that never ends: what follows is text and no instruction.
        body = Body(Runs(styles, preserve, fields=False))
        body.read(element)
    builder = DocumentBuilder()
    try:
        for item in body.items:
            if not isinstance(item, str):
                item.finish()
                builder.lay_out(item.rows, None if item.ragged else item.spans)
            elif item != UNREADABLE:
                builder.paragraph(item)
    except ReadError as error:
        raise ReadError(f"{source.name}: {error}") from None
    blocks = tuple(builder)
    if body.chunks:
        return _read_chunk(source, [] if blocks else body.chunks)
    if not blocks:
        raise ReadError(f"{source.name}: a Word file without text; scans have to be typed in")
    metadata = Metadata()
    for rows in body.dissolved:
        metadata.add_rows(rows)
    metadata.add_blocks(blocks)
    return Content(
        blocks,
        title=_title(title, [b for b in body.items[:_HEAD] if isinstance(b, str)]),
        address=metadata.address,
        metadata=metadata.pairs,
    )


def _read_chunk(source: Source, chunks: list[Element]) -> Content:
    """Read the page that stands in place of all text, as programs on the web make Word files."""
    if len(chunks) == 1 and source.archive is not None:
        wanted = chunks[0].get(_OFFICE + "id")
        main = _main_part(source.archive)
        folder, name = posixpath.split(main)
        relations = source.archive.read(f"{folder}/_rels/{name}.rels", MAX_BYTES)
        for relation in _parse(relations, source.name):
            if relation.get("Id") == wanted:
                target = posixpath.join("/" + folder, relation.get("Target", "")).lstrip("/")
                page = Source(source.archive.read(target), source.name)
                if is_mhtml(page):
                    return read_mhtml(page)
                if is_html(page):
                    return read_html(page)
    raise ReadError(
        f"{source.name}: a Word file that holds other files in place of text; "
        "open it and save it anew as DOCX"
    )


def _title(stated: str, lines: list[str]) -> str | None:
    """Return the title that the file's properties state, unless the text has one of its own.

    Files are made by writing over last year's: the property is then an old title.
    """
    flat = re.sub(r"\s+", "", stated)
    head = re.sub(r"\s+", "", "".join(lines))
    return stated if flat and (flat in head or "报告" not in head) else None


def _parts(source: Source) -> tuple[Element, dict[str, Look], str]:
    """Return the document's root, the styles that matter, and the title of its properties."""
    if source.archive is not None:
        return _packed(source.archive)
    root = _parse(source.data, source.name)
    parts = {
        (part.get(_PACKAGE + "name") or "").lstrip("/").lower(): part.find(f"{_PACKAGE}xmlData/*")
        for part in root.iter(_PACKAGE + "part")
    }
    if not parts:
        return root, read_styles(root), ""
    document = parts.get(_DOCUMENT)
    if document is None:
        raise ReadError(f"{source.name}: a Word file without a text; save it anew as DOCX")
    styles, core = parts.get("word/styles.xml"), parts.get("docprops/core.xml")
    return document, {} if styles is None else read_styles(styles), _core_title(core)


def _packed(archive: Archive) -> tuple[Element, dict[str, Look], str]:
    main = _main_part(archive)
    document = _parse(archive.read(main, MAX_BYTES), archive.name)
    styles: dict[str, Look] = {}
    beside = posixpath.join(posixpath.dirname(main), "styles.xml")
    if beside in archive:
        sheet = archive.read(beside, MAX_BYTES)
        if any(word in sheet for word in TELLING):
            styles = read_styles(_parse(sheet, archive.name))
    core = None
    if "docprops/core.xml" in archive:
        core = _parse(archive.read("docprops/core.xml", MAX_BYTES), archive.name)
    return document, styles, _core_title(core)


def _main_part(archive: Archive) -> str:
    """Return the name of the part with the text, which the package's relations give."""
    for relation in _parse(archive.read("_rels/.rels", MAX_BYTES), archive.name):
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").replace("\\", "/")
            if target.lstrip("/") in archive:
                return target.lstrip("/")
    return _DOCUMENT


def _core_title(core: Element | None) -> str:
    element = None if core is None else core.find(_DUBLIN_CORE + "title")
    return "" if element is None else (element.text or "").strip()


def _parse(data: bytes, name: str) -> Element:
    for other, usual in ALIASES:
        if other in data:
            data = data.replace(other, usual)
    return parse_xml(data, name)
