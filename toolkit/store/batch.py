"""Batch: some reports, or a frame of figures, as the tables of a store."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from toolkit.figure import Finding
from toolkit.report import ABSTAINED, Report, figures_frame, stands_in_frame
from toolkit.store.layout import WORD_COLUMNS
from toolkit.store.words import Words

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Text of a report that stands in the table of reports as it is.
HEAD_TEXT = (
    "place_code", "place", "publisher", "level", "source", "address", "sha256", "title", "form",
    "published",
)  # fmt: skip
#: Fields of a finding that are not text.
_JSON = ("expected", "found", "about")
FINDING_FIELDS = tuple(f.name for f in fields(Finding))
#: Whole numbers beyond this are no longer exact as a float.
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was read from a file.

    Attributes
    ----------
    report : Report
    path : str
        The file, by which it is known when it is met again.
    key : str
        Hash of the bytes of the file.
    reader : str
        The version of the reader.
    """

    report: Report
    path: str
    key: str
    reader: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The tables of some reports: all sorted by report, ``texts`` one row a report.

    ``files`` are the files that were met, with the hash of what they hold: by it they lead to their
    report, here or in what the store has.
    """

    reports: pa.Table
    texts: pa.Table
    figures: pa.Table
    findings: pa.Table
    files: pa.Table


def order(place_code: Any, year: Any, publisher: Any, source: Any) -> tuple[str, int, str, str]:
    """Return what reports are sorted by; as :func:`toolkit.load_reports` sorts them."""
    return place_code or "~", year or 0, publisher or "", source


def batch_of(taken: Iterable[Taken], files: Sequence[tuple[str, str, str]], words: Words) -> Batch:
    """Return reports as a batch.

    Parameters
    ----------
    taken : iterable of Taken
    files : sequence of (path, source, key)
        Further files that hold what a report is there of; ``source`` is their name as it was given.
    words : Words
        New words are added to them.
    """
    kept = sorted(
        taken,
        key=lambda t: order(
            t.report.place_code, t.report.year, t.report.publisher, t.report.source
        ),
    )
    reports = [t.report for t in kept]
    whole: list[bool | None] = []
    exact: list[str | None] = []
    own: list[str | None] = []
    rows = []
    for r in reports:
        left_out = sum(stands_in_frame(f) for f in r.findings)
        rows.append(len(r.figures) + left_out)
        figures = [*r.figures, *[None] * left_out]
        whole += [isinstance(f.value, int) if f else None for f in figures]
        exact += [_exact(f.value) if f else None for f in figures]
        own += [f.form if f else None for f in figures]
    read = [w is not None for w in whole]
    table = _figures(figures_frame(reports), rows, words, (whole, exact, read, texts(own)))
    return Batch(
        _reports(kept, rows),
        _table({"sections": _nested([_sections(r) for r in reports])}),
        table,
        _findings(reports),
        files_table([*((t.path, t.report.source, t.key) for t in kept), *files]),
    )


def batch_of_frame(frame: pd.DataFrame, words: Words, reader: str = "") -> Batch:
    """Return a frame of figures as a batch; its reports have figures only, known by their hash.

    Parameters
    ----------
    frame : pandas.DataFrame
        As :func:`toolkit.figures_frame` gives it, the figures of a report together.
    words : Words
        New words are added to them.
    reader : str
        Who made the figures.
    """
    import numpy as np

    # Each report is a run of figures with one hash.
    runs = frame["sha256"].ne(frame["sha256"].shift()).fillna(True).to_numpy(dtype=bool)
    starts = np.flatnonzero(runs)
    lengths = np.diff(starts, append=len(frame))
    columns = ("place_code", "place", "publisher", "level", "year", "form", "source", "address", "sha256",
               "synthetic")  # fmt: skip
    head = frame[list(columns)].iloc[starts]
    records = [
        dict(zip(columns, row, strict=True))
        for row in zip(
            *(head[c].to_numpy(dtype=object, na_value=None) for c in columns), strict=True
        )
    ]
    at = sorted(
        range(len(records)),
        key=lambda n: order(
            *(records[n][c] for c in ("place_code", "year", "publisher", "source"))
        ),
    )
    spans = [np.arange(starts[n], starts[n] + lengths[n]) for n in at]
    frame = frame.take(np.concatenate(spans) if spans else [])
    kept = [
        Taken(
            Report(**records[n] | {"synthetic": bool(records[n]["synthetic"])}),
            records[n]["source"], records[n]["sha256"], reader,
        )
        for n in at
    ]  # fmt: skip
    rows = [int(lengths[n]) for n in at]
    value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    read = ~frame["missing"].str.startswith(f"{ABSTAINED}:").fillna(False).to_numpy(dtype=bool)
    beside = (value % 1 == 0, [None] * len(frame), read, _arrow(frame["form"]))
    figures = _figures(frame, rows, words, beside)
    reports = [t.report for t in kept]
    return Batch(
        _reports(kept, rows),
        _table({"sections": _nested([None] * len(kept))}),
        figures,
        _findings(reports),
        files_table([(t.path, t.report.source, t.key) for t in kept]),
    )


def files_table(files: Sequence[tuple[str, str, str]]) -> pa.Table:
    """Return files as a table: path, source and key."""
    names = ("path", "source", "key")
    return _table({n: texts([f[i] for f in files]) for i, n in enumerate(names)})


def texts(values: Iterable[str | None]) -> pa.Array:
    """Return text as an arrow array; half characters, as odd file names have them, become marks."""
    import pyarrow as pa

    kept = list(values)
    try:
        return pa.array(kept, pa.large_string())
    except UnicodeEncodeError:
        clean = [v if v is None else v.encode("utf-8", "replace").decode() for v in kept]
        return pa.array(clean, pa.large_string())


def _table(columns: dict[str, Any]) -> pa.Table:
    import pyarrow as pa

    return pa.table(columns)


def _nested(values: Iterable[Any]) -> pa.Array:
    """Return plain data as JSON, null where there is none of it."""
    return texts(json.dumps(v, ensure_ascii=False) if v else None for v in values)


def _reports(kept: Sequence[Taken], rows: Sequence[int]) -> pa.Table:
    import pyarrow as pa

    reports = [t.report for t in kept]
    nested = {"period": lambda r: r.period, "metadata": lambda r: dict(r.metadata),
              "citations": lambda r: r.citations, "notes": lambda r: r.notes}  # fmt: skip
    return pa.table(
        {name: texts(getattr(r, name) for r in reports) for name in HEAD_TEXT}
        | {"year": pa.array([r.year for r in reports], pa.int64())}
        | {"synthetic": pa.array([r.synthetic for r in reports], pa.bool_())}
        | {name: _nested(get(r) for r in reports) for name, get in nested.items()}
        | {"key": texts(t.key for t in kept), "reader": texts(t.reader for t in kept)}
        | {"figures": pa.array(rows, pa.int32())}
        | {"findings": pa.array([len(r.findings) for r in reports], pa.int32())}
    )


def _figures(
    frame: pd.DataFrame, rows: Sequence[int], words: Words, beside: tuple[Any, Any, Any, Any]
) -> pa.Table:
    """Return a frame of figures as a table.

    ``rows`` are the numbers of rows of each report; ``beside`` says of each row whether its value is a
    whole number, what a float loses of it, whether it was read, and its own form.
    """
    import numpy as np
    import pyarrow as pa

    whole, exact, read, own = beside
    columns = {"report": pa.array(np.repeat(np.arange(len(rows), dtype=np.int32), rows))}
    for name in WORD_COLUMNS:
        values = own if name == "form" else _arrow(frame[name])
        columns[name] = words.encode(name, values)
    columns["value"] = _arrow(frame["value"])
    columns["whole"] = pa.array(whole, pa.bool_())
    columns["exact"] = texts(exact)
    columns["read"] = pa.array(read, pa.bool_())
    for name in ("approximate", "cumulative", "where", "quote"):
        columns[name] = _arrow(frame[name])
    return pa.table(columns)


def _findings(reports: Sequence[Report]) -> pa.Table:
    import pyarrow as pa

    numbered = [(n, f) for n, r in enumerate(reports) for f in r.findings]
    columns = {"report": pa.array([n for n, _ in numbered], pa.int32())}
    for name in FINDING_FIELDS:
        values = [getattr(f, name) for _, f in numbered]
        if name in _JSON:
            columns[name] = _nested_all(values)
        elif name == "year":
            columns[name] = pa.array(values, pa.int64())
        elif name == "cumulative":
            columns[name] = pa.array(values, pa.bool_())
        else:
            columns[name] = texts(values)
    return pa.table(columns)


def _nested_all(values: Iterable[Any]) -> pa.Array:
    return texts(None if v is None else json.dumps(v, ensure_ascii=False) for v in values)


def _sections(report: Report) -> list[list[Any]]:
    return [[s.kind, s.title, s.text, list(s.items)] for s in report.sections]


def _exact(value: float | None) -> str | None:
    """Return a number as text where a float would lose of it."""
    if isinstance(value, int):
        return str(value) if abs(value) > _EXACT else None
    return "NaN" if value is not None and math.isnan(value) else None


def _arrow(column: pd.Series) -> pa.Array:
    import pyarrow as pa

    out = pa.array(column.array)
    return out.combine_chunks() if isinstance(out, pa.ChunkedArray) else out
