"""File: a review list as CSV that spreadsheets open safely, and back in whatever way they save it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.errors import ReadError, SourceError
from toolkit.output import write_bytes
from toolkit.readers.encoding import decode
from toolkit.readers.source import open_source
from toolkit.review.rows import COLUMNS, Row
from toolkit.spreadsheet import plain_cell, safe_cell

#: What a file must have to be a review list.
_NEEDED = ("sha256", "indicator", "where", "value")
_SEPARATORS = (",", ";", "\t")


def csv_bytes(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """Return rows as CSV with a byte-order mark, so that Excel takes it as UTF-8.

    An apostrophe goes before what a spreadsheet would take for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(c) for c in columns])
    writer.writerows([safe_cell(row.get(c, "")) for c in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def write_review(path: str | Path, rows: Sequence[Row]) -> None:
    """Write a review list at one stroke; columns that a person added come after ours."""
    more = dict.fromkeys(c for row in rows for c in row if c not in COLUMNS)
    write_bytes(Path(path), csv_bytes(rows, (*COLUMNS, *more)))


def read_review(path: str | Path) -> list[dict[str, str]]:
    """Read a review list as spreadsheets save it: UTF-8 or GB18030, parted by ``,`` ``;`` or tabs.

    Raises
    ------
    SourceError
        The file cannot be opened.
    ReadError
        It is no review list; it is left as it is.
    """
    source = open_source(path)
    return _parse(source.data, source.name)


def _parse(data: bytes, name: str) -> list[dict[str, str]]:
    decoded = decode(data)
    if decoded is None or decoded.damaged:
        raise ReadError(f"{name}: its characters cannot be read; save it as CSV in UTF-8")
    text = decoded.text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep="):
        text, first = rest, rest.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ReadError(f"{name}: is no CSV file ({error}); save it as CSV in UTF-8") from None
    heads = [plain_cell(h).strip() for h in lines[0]] if lines else []
    missing = [n for n in _NEEDED if n not in heads]
    if missing:
        raise ReadError(
            f"{name}: is no review list, it lacks the column {missing[0]!r}; give another file name"
        )
    width = max(len(line) for line in lines)
    heads = [h or f"column_{n}" for n, h in enumerate(heads, 1)]
    heads += [f"column_{n}" for n in range(len(heads) + 1, width + 1)]
    rows = [
        dict(zip(heads, (plain_cell(c or "") for c in line), strict=False))
        for line in lines[1:]
        if any(line)
    ]
    blank = dict.fromkeys(heads, "")
    return [blank | row for row in rows]


def is_review_list(path: str | Path) -> bool:
    """Tell whether a file is a review list, by its heads."""
    try:
        with Path(path).open("rb") as file:
            # In UTF-16 every second byte of the heads is 0.
            head = file.read(4096).replace(b"\0", b"").split(b"\n")[:2]
    except OSError:
        return False
    return any(all(n.encode() in line for n in (*_NEEDED, "applicant", "quote")) for line in head)


def read_if_there(path: Path) -> tuple[list[dict[str, str]], bytes | None]:
    """Return the rows of a list and its bytes; no rows and None where there is no file yet."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [], None
    except OSError as error:
        raise SourceError(f"{path}: cannot be opened ({error.strerror}); check the path") from None
    return (read_review(path), data) if data.strip() else ([], data)
