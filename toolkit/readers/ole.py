"""OLE: what an office file from before 2007 is, by the names of the streams in it."""

from __future__ import annotations

import struct

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A stream of the top level → what the file is. WPS Office keeps the same names as Microsoft's.
_KINDS = {
    "worddocument": "word",
    "workbook": "sheet",
    "book": "sheet",
    "powerpoint document": "slides",
    "encryptedpackage": "locked",
    "encryptioninfo": "locked",
}
_MAX_ENTRIES = 4096
_NONE = 0xFFFFFFFF
_LAST = 0xFFFFFFFA


def is_ole(data: bytes) -> bool:
    """Whether the content is an OLE compound file: DOC, XLS, PPT, WPS or a locked newer file."""
    return data.startswith(_SIGNATURE)


def ole_kind(data: bytes) -> str | None:
    """Return what an OLE file holds.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    str or None
        ``word``, ``sheet``, ``slides``, ``locked`` (a newer office file under a password), or None
        where it is something else or too damaged to tell.
    """
    if not is_ole(data):
        return None
    try:
        names = _top_names(data)
    except (struct.error, IndexError, ValueError):
        return None
    # An office file with a document of another kind in it keeps that one below the top level.
    return next((_KINDS[name] for name in names if name in _KINDS), None)


def _top_names(data: bytes) -> list[str]:
    """Return the names, in lower case, of what lies at the top of the file."""
    entries = _entries(data)
    names = []
    waiting = [struct.unpack_from("<L", entries[0], 76)[0]]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at == _NONE or at in seen or at >= len(entries):
            continue
        seen.add(at)
        entry = entries[at]
        length, _, _, left, right = struct.unpack_from("<HBBLL", entry, 64)
        names.append(entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower())
        waiting += [left, right]
    return names


def _entries(data: bytes) -> list[bytes]:
    """Return the entries of the directory, 128 bytes each, by following its chain of sectors."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    if size < 128:
        raise ValueError(size)
    tables = list(struct.unpack_from("<109L", data, 76))
    found: list[bytes] = []
    sector = struct.unpack_from("<L", data, 48)[0]
    per_table = size // 4
    while sector < _LAST and len(found) < _MAX_ENTRIES:
        block = data[(sector + 1) * size : (sector + 2) * size]
        found += [block[i : i + 128] for i in range(0, len(block) - 127, 128)]
        table = tables[sector // per_table] if sector // per_table < len(tables) else _NONE
        if table >= _LAST:
            break
        place = (table + 1) * size + 4 * (sector % per_table)
        sector = struct.unpack_from("<L", data, place)[0]
    return found
