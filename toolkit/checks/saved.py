"""Saved: findings in the order of their weight, and in a file of one's own."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolkit.checks.collection import COLUMNS, plain
from toolkit.errors import ParameterError, SourceError
from toolkit.figure import SEVERITIES, Finding
from toolkit.output import write_bytes
from toolkit.spreadsheet import safe_cell

#: Columns of a saved list; codes of synthetic places begin with 99.
SAVED = (*COLUMNS, "synthetic")


def worst_first(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Group findings by place (its code, else its name): the place with most errors first.

    Within a place errors come before warnings and notes, then by year.

    Examples
    --------
    >>> note = Finding("typed", "note", "n", place="a", place_code="1")
    >>> error = Finding("duplicate_figure", "error", "e", place="b", place_code="2")
    >>> list(worst_first([note, error]))
    ['2', '1']
    """
    groups: dict[str, list[Finding]] = {}
    for f in findings:
        groups.setdefault(f.place_code or f.place or f.publisher or "", []).append(f)
    for some in groups.values():
        some.sort(key=lambda f: (SEVERITIES.index(f.severity), f.year or 0, f.code))

    def weight(item: tuple[str, list[Finding]]) -> tuple[object, ...]:
        counts = Counter(f.severity for f in item[1])
        return (*(-counts[s] for s in SEVERITIES), item[0])

    return dict(sorted(groups.items(), key=weight))


def finding_records(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data, worst first, one record a finding with keys :data:`SAVED`."""
    return [
        {name: plain(f, name) for name in COLUMNS}
        | {"synthetic": (f.place_code or "").startswith("99")}
        for some in worst_first(findings).values()
        for f in some
    ]


def save_findings(findings: Iterable[Finding], path: str | Path) -> Path:
    """Write findings to ``path`` at one stroke, worst first: CSV with a byte-order mark, or JSON.

    Parameters
    ----------
    findings : iterable of Finding
        As made by :func:`toolkit.checks.check_reports`.
    path : str or Path
        Ends in ``.csv`` or ``.json``; an earlier list is replaced, anything else is not.

    Returns
    -------
    Path

    Raises
    ------
    ParameterError
        For any other suffix.
    SourceError
        Where the file cannot be written, or holds something that is no list of findings.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        raise ParameterError(f"{path}: findings are written as .csv or .json; change the suffix")
    _check_earlier(path, ",".join(SAVED[:3]) if kind == ".csv" else "[")
    records = finding_records(findings)
    if kind == ".json":
        text = json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n"
        write_bytes(path, text.encode())
        return path
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, SAVED, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(
        {k: safe_cell(v) if isinstance(v, str) else v for k, v in record.items()}
        for record in records
    )
    write_bytes(path, out.getvalue().encode("utf-8-sig", "replace"))
    return path


def _check_earlier(path: Path, head: str) -> None:
    try:
        with path.open("rb") as file:
            found = file.read(200).removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        return
    except OSError as error:
        raise SourceError(f"{path}: cannot be written to ({error.strerror})") from None
    if found and not found.startswith(head.encode()):
        raise SourceError(f"{path}: exists already and is no list of findings; give another file")
