"""Records: rows of a store as the Report objects that were put into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from toolkit.figure import Figure, Finding
from toolkit.report import Report, Section
from toolkit.store.batch import FINDING_FIELDS, HEAD_TEXT
from toolkit.store.layout import WORD_COLUMNS
from toolkit.store.words import Words

if TYPE_CHECKING:
    import pyarrow as pa

_FIGURE = tuple(f.name for f in fields(Figure))


def reports_of(
    reports: pa.Table, texts: pa.Table, figures: pa.Table, findings: pa.Table, words: Words
) -> list[Report]:
    """Return the reports of some rows: of each table those of the same reports, in one order."""
    figure, finding = _figures(figures, words), iter(findings_of(findings))
    out = []
    for row, text in zip(reports.to_pylist(), texts["sections"].to_pylist(), strict=True):
        mine = [next(figure) for _ in range(row["figures"])]
        period = json.loads(row["period"] or "null")
        out.append(
            Report(
                **{name: row[name] for name in HEAD_TEXT},
                year=row["year"],
                period=tuple(period) if period else None,
                metadata=json.loads(row["metadata"] or "{}"),
                sections=tuple(
                    Section(kind, title, words_, tuple(items))
                    for kind, title, words_, items in json.loads(text or "[]")
                ),
                citations=tuple(json.loads(row["citations"] or "[]")),
                figures=tuple(f for f in mine if f is not None),
                findings=tuple(next(finding) for _ in range(row["findings"])),
                notes=tuple(json.loads(row["notes"] or "[]")),
                synthetic=row["synthetic"],
            )
        )
    return out


def _figures(table: pa.Table, words: Words) -> Iterator[Figure | None]:
    """Yield the figure of each row, None for one that was not read: it is among the findings."""
    columns = {
        name: words.texts(name).take(table[name]).to_pylist()
        if name in WORD_COLUMNS
        else table[name].to_pylist()
        for name in _FIGURE
    }
    numbers = zip(*(table[c].to_pylist() for c in ("value", "whole", "exact")), strict=True)
    columns["value"] = [_number(*n) for n in numbers]
    rows = zip(table["read"].to_pylist(), *(columns[c] for c in _FIGURE), strict=True)
    for read, *row in rows:
        yield Figure(*row) if read else None


def _number(value: float | None, whole: bool | None, exact: str | None) -> float | int | None:
    if exact is not None:
        return json.loads(exact)
    return int(value) if whole and value is not None else value


def findings_of(table: pa.Table) -> Iterator[Finding]:
    """Yield the finding of each row."""
    columns = (table[name].to_pylist() for name in FINDING_FIELDS)
    for values in zip(*columns, strict=True):
        row: dict[str, Any] = dict(zip(FINDING_FIELDS, values, strict=True))
        for name in ("expected", "found"):
            row[name] = json.loads(row[name]) if row[name] is not None else None
        row["about"] = tuple(tuple(one) for one in json.loads(row["about"] or "[]"))
        yield Finding(**row)
