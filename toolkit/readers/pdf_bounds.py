"""PDF bounds: how large the compressed streams of a file get, before anything opens them."""

from __future__ import annotations

import re
import zlib

#: What one stream may hold, and all that are long enough to hold much.
_ONE = 64 * 1024 * 1024
_ALL = 256 * 1024 * 1024
#: The most that deflate makes of a byte.
_RATIO = 1032
_CHUNK = 1024 * 1024

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\b[\s\[\]/]{1,20}Fl(?:ateDecode)?\b")


def within_bounds(data: bytes) -> bool:
    """Tell whether no compressed stream of a PDF swells beyond what a report holds.

    Only streams that are long enough to do so are opened, piece by piece, and thrown away; streams
    that are compressed twice are refused.
    """
    if _TWICE.search(data):
        return False
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if (end - start) * _RATIO <= _ONE or not _is_deflated(data[start : start + 2]):
            continue
        size = _inflated(data[start:end])
        total += size
        if size > _ONE or total > _ALL:
            return False
    return True


def _is_deflated(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0


def _inflated(data: bytes) -> int:
    """Return the length of the inflated data, or a number above the bound."""
    inflate = zlib.decompressobj()
    size = 0
    try:
        while data and size <= _ONE:
            size += len(inflate.decompress(data, _CHUNK))
            data = inflate.unconsumed_tail
    except zlib.error:
        # What follows damage is not read by anyone.
        return size
    return size
