"""Identity: which report of one release is the same report in another."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

#: What two releases may know a report by, best first. A page keeps its address when its publisher's name
#: is mended, and a file its hash when its address is.
_KNOWN_BY = (("report",), ("stem", "sha256"), ("stem", "address"), ("year", "sha256"),
             ("year", "address"))  # fmt: skip


def in_order(reports: Sequence[Report]) -> list[Report]:
    """Return reports in the order of a release: place, year, publisher, then what tells them apart."""
    return sorted(
        reports,
        key=lambda r: (
            r.place_code or "~", r.place or "", r.year or 0, r.level or "", r.publisher or "",
            r.address or "", r.source, r.sha256,
        ),
    )  # fmt: skip


def report_ids(reports: Sequence[Report]) -> list[str]:
    """Return the number of each report, the same in every release that has it.

    It is made of place, year, level and publisher, never of the file: a report that is read again
    keeps it. Several reports of one publisher and year are told apart by their addresses.

    Examples
    --------
    >>> one = Report("a.yml", "0", place_code="350128", year=2024, publisher="平潭县人民政府")
    >>> report_ids([one]) == report_ids([one, Report("b.yml", "1", year=2024)])[:1]
    True
    """
    stems = [_stem(r) for r in reports]
    often = Counter(stems)
    ids = [
        stem if often[stem] == 1 else f"{stem}-{_short(r.address or r.source)}"
        for stem, r in zip(stems, reports, strict=True)
    ]
    seen: Counter[str] = Counter()
    out = []
    for id_ in ids:
        seen[id_] += 1
        out.append(id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}")
    return out


def _stem(report: Report) -> str:
    who = "|".join(str(x or "") for x in (report.place, report.level, report.publisher))
    return f"{report.place_code or 'none'}-{report.year or 'none'}-{_short(who)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def same_reports(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, str]:
    """Return for each report of a table of reports its number in an earlier one, if it was there.

    A report is known by its number, else by what only one report of either side has: its file's hash
    or its address, under the same name or at least the same year.
    """
    before, after = (_records(frame) for frame in (old, new))
    out: dict[str, str] = {}
    for by in _KNOWN_BY:
        left, right = (_once(rows, by) for rows in (before, after))
        for key, id_ in right.items():
            if key in left:
                out[id_] = left[key]
        taken = set(out.values())
        before = [r for r in before if r["report"] not in taken]
        after = [r for r in after if r["report"] not in out]
    return out


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = ("report", "year", "sha256", "address")
    values = [frame[c].to_numpy(dtype=object, na_value=None) for c in columns]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]
    # The number without what tells reports of one publisher and year apart.
    return [r | {"stem": "-".join(r["report"].split("-")[:3])} for r in rows]


def _once(rows: Sequence[Mapping[str, Any]], by: Sequence[str]) -> dict[tuple[Any, ...], str]:
    keys = [tuple(r[k] for k in by) for r in rows]
    often = Counter(keys)
    return {
        key: row["report"]
        for key, row in zip(keys, rows, strict=True)
        if often[key] == 1 and None not in key
    }
