"""Files that are certainly not read: each kind known by its first bytes, with one line to say so."""

from __future__ import annotations

import re

from toolkit.readers.ole import is_ole, ole_kind

_PICTURE = "a picture ({}), not a page; give the report's page or text"
_LATER = "{}, which is not read yet; save it as a web page or as plain text"
_PACKED = "a packed archive ({}); unpack it and give the report in it"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", _PICTURE.format("PNG")),
    (b"\xff\xd8\xff", _PICTURE.format("JPEG")),
    (b"GIF8", _PICTURE.format("GIF")),
    (b"II*\0", _PICTURE.format("TIFF")),
    (b"MM\0*", _PICTURE.format("TIFF")),
    (b"\x1f\x8b", _PACKED.format("gzip")),
    (b"7z\xbc\xaf\x27\x1c", _PACKED.format("7z")),
    (b"Rar!", _PACKED.format("RAR")),
)
#: What an office file from before 2007 may be; a kind that is not here is read.
_OLD: dict[str | None, str] = {
    "sheet": "an old Excel file (XLS), which is not read; open it and save it as XLSX",
    "slides": "slides (PPT), no report; give the report's page or text",
    "locked": "an office file locked with a password; save it without one",
    None: "an office file of an unknown kind; open it and save it as DOCX",
}


def refusal(data: bytes) -> str | None:
    """Return why a file of this content is not read, or None where it may be a page or text."""
    head = data[:4096]
    for signature, reason in _SIGNATURES:
        if head.startswith(signature):
            return reason
    if is_ole(data):
        return _OLD.get(ole_kind(data))
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _PICTURE.format("WebP")
    if head.startswith(b"BM") and b"\0" in head[2:54]:
        return _PICTURE.format("BMP")
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    if re.match(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", head):
        return _PICTURE.format("SVG")
    return None


def _packed(data: bytes) -> str | None:
    if b"_rels/.rels" in data and (b"word/" in data or b"xl/" in data):
        return None
    if any(kind in data[:200] for kind in (b"opendocument.spreadsheet", b"opendocument.text")):
        return None
    if b"ppt/" in data:
        return _LATER.format("slides")
    return _PACKED.format("zip")
