"""Tables: reports, figures, panel, findings, corrections, divisions and codebook as typed frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.checks import findings_frame
from toolkit.codebook import series as series_table
from toolkit.codebook import tables as codebook
from toolkit.corrections import Corrections
from toolkit.corrections.figures import match_figures, shown
from toolkit.corrections.told import finding_of
from toolkit.divisions import divisions, local_code
from toolkit.figure import Finding
from toolkit.panel import series
from toolkit.panel.cells import COUNTY_LEVELS
from toolkit.report import Report, figures_frame

if TYPE_CHECKING:
    import pandas as pd

#: What a report can have become; the last one where several hold.
STATUSES = ("current", "moved", "withdrawn", "not_in_data")
OUTCOMES = ("applied", "stale", "refused")

_KINDS = {"year": "Int64", "first": "Int64", "last": "Int64", "figures": "Int64"} | {
    "synthetic": "boolean", "value": "Float64", "corrected": "Float64", "cumulative": "boolean",
}  # fmt: skip


def table(rows: Iterable[Any], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame of exactly ``columns``: numbers, flags and text, empty text missing."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns))
    return no_empty_text(frame.astype({c: _KINDS.get(c, "string") for c in columns}))


def no_empty_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame without empty texts: CSV cannot tell them from missing ones."""
    import pandas as pd

    texts = [c for c in frame.columns if str(frame[c].dtype) == "string"]
    return frame.assign(**{c: frame[c].replace("", pd.NA) for c in texts})


def reports_table(reports: Sequence[Report], ids: Sequence[str]) -> pd.DataFrame:
    """Return a row a report: who published it where, what has become of it, and how to know its file."""
    columns = (
        "report", "status", "place_code", "place", "publisher", "publisher_code", "level", "year",
        "form", "title", "published", "address", "moved_to", "withdrawn", "last_release", "source",
        "sha256", "figures", "synthetic",
    )  # fmt: skip
    rows = []
    for r, id_ in zip(reports, ids, strict=True):
        row = {c: getattr(r, c) for c in columns if hasattr(r, c)}
        since = {key: r.metadata.get(key) for key in ("moved_to", "withdrawn")}
        status = "withdrawn" if since["withdrawn"] else "moved" if since["moved_to"] else "current"
        row |= since | {"publisher_code": _publisher_code(r)}
        rows.append(row | {"report": id_, "status": status, "figures": len(r.figures)})
    return table(rows, columns)


def _publisher_code(report: Report) -> str | None:
    """Return the code of who publishes: that of the place, or of a body below it a local one."""
    if report.level in ("department", "township") and report.publisher:
        return local_code(report.place_code, report.level, report.publisher)
    return report.place_code


def figures_table(reports: Sequence[Report], ids: Sequence[str]) -> pd.DataFrame:
    """Return the figures of reports with the number of their report first, in printed order."""
    import numpy as np
    import pandas as pd

    frame = figures_frame(reports)
    # Plain text: figures of an earlier release may hold words that are no category of these.
    words = frame.select_dtypes("category").columns
    frame = frame.astype(dict.fromkeys(words, "string"))
    # Those that were seen and not read come after the figures of their report.
    counts = [
        len(r.figures) + sum(f.code == "abstained" and bool(f.indicator) for f in r.findings)
        for r in reports
    ]
    of = np.repeat(np.array(ids, dtype=object), counts)
    frame.insert(0, "report", pd.array(of, dtype="string"))
    return frame


def panel_table(figures: pd.DataFrame, status: pd.DataFrame) -> pd.DataFrame:
    """Return every series of the codebook, a row a series, place, line and year.

    A report that is no longer in the data speaks for its place and year only where no other does.
    ``status`` is the table of reports.
    """
    import pandas as pd

    county = figures["level"].isin(COUNTY_LEVELS).fillna(False).astype(bool)
    gone = (figures["status"] == "not_in_data").fillna(False).astype(bool)
    places = list(zip(figures["place_code"], figures["year"], strict=True))
    there = {p for p, ok in zip(places, county & ~gone, strict=True) if ok}
    kept = figures[[not g or p not in there for g, p in zip(gone, places, strict=True)]]
    frame = pd.concat([series(kept, name) for name in series_table()], ignore_index=True)
    key = ["place_code", "publisher", "year"]
    known = status.drop_duplicates(key)[[*key, "status"]]
    frame = frame.merge(known, on=key, how="left").drop(columns=["used", "published"])
    return no_empty_text(frame)


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings, a row each."""
    frame = no_empty_text(findings_frame(findings))
    codes = frame["place_code"].str.startswith("99").fillna(False)
    return frame.assign(synthetic=codes.astype("boolean"))


def joined(frames: Sequence[pd.DataFrame], order: Sequence[str] = ()) -> pd.DataFrame:
    """Return frames as one, with the columns and types of the first, by the columns of ``order``."""
    import pandas as pd

    first = frames[0]
    parts = [f.reindex(columns=first.columns).astype(first.dtypes) for f in frames]
    frame = pd.concat(parts, ignore_index=True)
    return frame.sort_values(list(order), kind="stable", ignore_index=True) if order else frame


def corrections_table(said: Corrections | None, figures: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each figure that a correction is about, published and corrected side by side.

    A correction that fits no figure has a row too: its ``outcome`` says that it was not applied.
    """
    of_figure = (
        "report", "place_code", "place", "publisher", "year", "indicator", "applicant", "category",
        "label", "scope", "cumulative", "method", "value", "unit", "missing", "address", "synthetic",
    )  # fmt: skip
    columns = ("outcome", *of_figure, "expect", "corrected", "reason", "by", "source", "entry")
    rows: list[dict[str, Any]] = []
    for match in match_figures(said.entries, figures) if said else ():
        entry = match.entry
        tail = {
            "expect": shown(entry.expect), "corrected": entry.use, "reason": entry.reason,
            "by": entry.by, "source": entry.source, "entry": entry.where,
        }  # fmt: skip
        for at in match.rows:
            row = figures.iloc[at]
            rows.append({c: row[c] for c in of_figure} | tail | {"outcome": "applied"})
        if match.why:
            own = {c: getattr(entry, c) for c in of_figure if hasattr(entry, c)}
            refused = finding_of(match).code == "correction_refused"
            own |= {"outcome": "refused" if refused else "stale", "corrected": None}
            rows.append(own | {"synthetic": (entry.place_code or "").startswith("99")} | tail)
    frame = table(rows, columns)
    applied = frame["outcome"] == "applied"
    return frame.assign(corrected=frame["corrected"].where(applied))


def divisions_table(real: bool, fictional: bool) -> pd.DataFrame:
    """Return the list of divisions: the real ones, the fictional ones, or both."""
    columns = (
        "code", "name", "level", "province", "prefecture", "first", "last", "successors",
        "synthetic",
    )  # fmt: skip
    rows = [
        {c: getattr(d, c) for c in columns} | {"successors": " ".join(d.successors)}
        for d in divisions()
        if (fictional if d.synthetic else real)
    ]
    return table(rows, columns).sort_values(["code", "first"], kind="stable", ignore_index=True)


def codebook_tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the codebook by name."""
    rows = {
        "indicators": codebook.indicator_rows(),
        "categories": codebook.category_rows(),
        "series": codebook.series_rows(),
        "metrics": codebook.metric_rows(),
        "missing": codebook.missing_rows(),
    }
    return {name: table(some, list(some[0])) for name, some in rows.items()}
