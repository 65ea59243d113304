"""Antiword: the running text of an old Word file; its tables only where no cell spans others."""

from __future__ import annotations

import re
import shutil
import struct
import tempfile
from pathlib import Path
from xml.etree.ElementTree import Element

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.line import clean
from toolkit.readers.metadata import Metadata
from toolkit.readers.program import run_program
from toolkit.readers.source import Source
from toolkit.readers.xmltree import parse_xml

_DOCTYPE = re.compile(rb"<!DOCTYPE book [^>\[]*>")
_TABLE = "informaltable"
#: Marks of runs that are deleted, hidden, struck out or raised: it prints all of them as if plain.
_UNSEEN = re.compile(
    rb"[\x00\x3c\x37]\x08[\x01\x80\x81]|\x53\x2a[\x01\x80\x81]|\x48\x2a[\x01\x02]|\x45\x48(?!\x00\x00)"
)
_HEADER = b"\xec\xa5"
#: Earliest version whose marks are those; a bit of a file that keeps its changes apart.
_WORD_97, _QUICK_SAVED = 0xC1, 0x4
#: What it prints of rows that it does not understand: cells parted by bars in the running text.
_BAR = re.compile(r"\s*\|\s*")


def find_antiword() -> str | None:
    """Return the program's path, None where it is not there."""
    return shutil.which("antiword")


def read_antiword(program: str, source: Source) -> Content:
    """Read an old Word file.

    The program loses rows and does not say how cells span: the cells of all but plain tables are
    put together without anything between them, so that their figures are abstained from.

    Raises
    ------
    ReadError
        It cannot read the file, takes too long, or would print what is no part of the text.
    """
    if not _is_plain(source.data):
        raise ReadError(
            f"{source.name}: an old Word file (DOC) with text that may be deleted, hidden or raised, "
            "which antiword does not tell apart; install LibreOffice, or save it as DOCX"
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.doc").write_bytes(source.data)
        printed = run_program([program, "-x", "db", "report.doc"], folder, {"LC_ALL": "C.UTF-8"})
    if not printed:
        raise ReadError(
            f"{source.name}: an old Word file (DOC) that antiword cannot open; "
            "install LibreOffice to read it, or save it as DOCX"
        )
    root = parse_xml(_DOCTYPE.sub(b"", printed, count=1), source.name)
    builder = DocumentBuilder()
    for chapter in root.iter("chapter"):
        _blocks(chapter, builder)
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: a Word file without text; scans have to be typed in")
    metadata = Metadata()
    metadata.add_blocks(blocks)
    return Content(blocks, title=metadata.title, address=metadata.address, metadata=metadata.pairs)


def _is_plain(data: bytes) -> bool:
    """Whether a file surely holds no text that is printed otherwise than antiword has it.

    The marks are looked for in all bytes: one that is there by chance only means that it is not.
    """
    for at in range(512, len(data) - 12, 64):
        if data.startswith(_HEADER, at):
            version, flags = struct.unpack_from("<2xH6xH", data, at)
            return version >= _WORD_97 and not flags & _QUICK_SAVED and not _UNSEEN.search(data)
    return False


def _blocks(element: Element, builder: DocumentBuilder) -> None:
    for child in element:
        if child.tag == "para":
            found = child.find(_TABLE)
            if found is None:
                builder.paragraph(_BAR.sub("", _text(child)))
            else:
                _add_table(found, builder)
        elif child.tag == _TABLE:
            _add_table(child, builder)
        elif child.tag != "title":
            _blocks(child, builder)


def _add_table(table: Element, builder: DocumentBuilder) -> None:
    rows = [[_text(entry) for entry in row.iter("entry")] for row in table.iter("row")]
    plain = len(list(table.iter("tgroup"))) == 1 and len({len(row) for row in rows}) == 1
    if plain and len(rows[0]) > 1:
        builder.table([[(text, 1, 1) for text in row] for row in rows], spans=False)
    elif max(map(len, rows), default=0) < 2:
        for row in rows:
            builder.paragraph("".join(row))
    else:
        builder.paragraph("".join(text for row in rows for text in row))


def _text(element: Element) -> str:
    return clean("".join(element.itertext()))
