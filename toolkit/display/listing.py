"""Listing: many reports as one table, a line each, for a terminal or as CSV."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from toolkit.display.width import cut, pad, plain, width
from toolkit.display.words import say
from toolkit.errors import SourceError
from toolkit.folder import Summary
from toolkit.output import write_bytes
from toolkit.review.file import csv_bytes

#: The columns of the list, in its order; counts are aligned to the right.
COLUMNS = tuple(f.name for f in fields(Summary))
_COUNTS = COLUMNS[4:]
#: How narrow the column of file names may become.
_LEAST = 20


def list_text(rows: Sequence[Summary], language: str = "zh", columns: int = 100) -> str:
    """Return the list of many reports, aligned, its file names cut where they are too wide."""
    heads = [say("list", c, language) for c in COLUMNS]
    folder = _common(r.file for r in rows)
    table = [heads]
    for row in rows:
        table.append([plain(row.file[len(folder) :]), *(plain(x) for x in _texts(row)[1:])])
    widths = [max(width(row[i]) for row in table) for i in range(len(COLUMNS))]
    room = columns - sum(widths[1:]) - 2 * (len(COLUMNS) - 1)
    widths[0] = min(widths[0], max(room, _LEAST))
    # Where that is not enough, names of places give way too.
    widths[3] = max(widths[3] - max(_LEAST - room, 0), min(widths[3], 8))
    lines = []
    for line in table:
        cells = [
            pad(cut(c, w, middle=i == 0), w, COLUMNS[i] in _COUNTS)
            for i, (c, w) in enumerate(zip(line, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _common(files: Iterable[str]) -> str:
    """Return the folder that all files stand in, to be left out of the list."""
    names = list(files)
    if len(names) < 2:
        return ""
    if len({Path(n).is_absolute() for n in names}) > 1:
        return ""
    folder = os.path.commonpath([Path(n).parent for n in names])
    return (
        f"{folder}{os.sep}" if folder and all(n.startswith(folder + os.sep) for n in names) else ""
    )


def _texts(row: Summary) -> list[str]:
    return ["" if value is None else str(value) for value in astuple(row)]


def check_list_file(path: str | Path) -> None:
    """Refuse a name that something else than an earlier list bears: a report is never written over.

    Raises
    ------
    SourceError
        What stands there is no list of reports; it is left as it is.
    """
    heads = ",".join(COLUMNS).encode()
    try:
        with Path(path).open("rb") as file:
            head = file.read(len(heads) + 3).removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        return
    except OSError as error:
        raise SourceError(f"{path}: cannot be written to ({error.strerror})") from None
    if head and not head.startswith(heads):
        raise SourceError(f"{path}: exists already and is no list of reports; give another file")


def write_list(path: str | Path, rows: Iterable[Summary]) -> None:
    """Write the list as CSV with a byte-order mark, over an earlier list or under a new name."""
    check_list_file(path)
    records = [dict(zip(COLUMNS, _texts(r), strict=True)) for r in rows]
    write_bytes(Path(path), csv_bytes(records, COLUMNS))
