"""Content: everything that a release holds, as typed tables in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.brief.choice import Choice
from toolkit.checks import check_reports
from toolkit.corrections import Corrections
from toolkit.release import tables
from toolkit.release.earlier import Release, gone
from toolkit.release.identity import in_order, report_ids
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

#: Tables that are written as Parquet and as CSV; the others are short and come as CSV only.
BOTH = ("figures", "panel", "reports", "findings", "corrections")
#: What the figures have in common with their report, and what stands in the table of reports only.
_OF_REPORT = ("source", "sha256")
_REPORTS = ("place_code", "place", "year", "level", "publisher", "address", "source", "sha256")
_SAME_FINDING = ("code", "place_code", "publisher", "year", "indicator", "applicant", "expected",
                 "found", "where")  # fmt: skip
_FINDINGS = ("place_code", "year", "publisher", "code", "indicator", "applicant", "place", "message",
             "where")  # fmt: skip


@dataclass(frozen=True)
class Content:
    """What a release holds.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        ``figures``, ``panel``, ``reports``, ``findings``, ``corrections``, ``divisions``.
    codebook : dict of str to pandas.DataFrame
        ``indicators``, ``categories``, ``series``, ``metrics``, ``missing``.
    """

    tables: dict[str, pd.DataFrame]
    codebook: dict[str, pd.DataFrame]

    @property
    def synthetic(self) -> bool:
        """Whether any of it is synthetic."""
        return bool(self.tables["reports"]["synthetic"].any())


def release_content(
    chosen: Choice, folder: Path, earlier: Release | None = None, *, some: bool = False
) -> Content:
    """Return the tables of a release.

    Parameters
    ----------
    chosen : Choice
        The reports of every level, with their corrections; the order of the files does not matter.
    folder : pathlib.Path
        The folder of the data: sources are named from there on, never by a path of this machine.
    earlier : Release, optional
        A release before this one: reports that it has and the data no longer have stay, with their
        last known address, their figures and findings, marked ``not_in_data``, as what was published
        from them has to be found again.
    some : bool
        Whether only some places were asked for: those of others are not missed then.

    Returns
    -------
    Content
    """
    reports = in_order([_relative(r, folder) for r in (*chosen.reports, *chosen.below)])
    said = _named(chosen.corrections) if chosen.corrections else Corrections("", ())
    listed = tables.reports_table(reports, ids := report_ids(reports))
    figures = tables.figures_table(reports, ids)
    codes = chosen.codes if some else None
    left = gone(earlier, listed, codes, chosen.years or None) if earlier else {}
    if left:
        listed = tables.joined([listed, left["reports"]], _REPORTS)
        figures = _with_left(figures, left["figures"], listed)
        there = set(zip(listed["place_code"], listed["year"], strict=True))
        there -= {(r.place_code, r.year) for r in reports}
        judging = [e for e in said.entries if (e.place_code, e.year) not in there]
    else:
        judging = list(said.entries)
    findings = replace(said, entries=tuple(judging)).judge(check_reports(reports))
    # A correction is not stale as long as its figure is in the release.
    found = [tables.findings_table([*findings, *said.findings(figures)])]
    found += [_not_again(left["findings"], found[0])] if left else []
    figures = said.over(figures).merge(listed[["report", "status"]], on="report", how="left")
    flags = set(listed["synthetic"].dropna())
    out = {
        "figures": tables.no_empty_text(figures[_figure_columns(figures)]),
        "panel": tables.panel_table(figures, listed),
        "reports": listed,
        "findings": tables.joined(found, _FINDINGS),
        "corrections": tables.corrections_table(said, figures),
        "divisions": tables.divisions_table(False in flags, True in flags),
    }
    return Content(out, tables.codebook_tables())


def _figure_columns(figures: pd.DataFrame) -> list[str]:
    first = ["report", "status"]
    return first + [c for c in figures.columns if c not in (*first, *_OF_REPORT)]


def _relative(report: Report, folder: Path) -> Report:
    """Return the report with its file named from the folder on, never by a path of this machine."""
    source = Path(report.source)
    try:
        name = source.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        name = source.name
    return replace(report, source=name)


def _named(said: Corrections) -> Corrections:
    name = Path(said.path).name
    return replace(said, path=name, entries=tuple(replace(e, path=name) for e in said.entries))


def _not_again(left: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return findings that stay, without those that are found again.

    They do not name their report, and another one of the same publisher and year may still be there.
    """
    key = list(_SAME_FINDING)
    counted = (
        f.assign(nth=f.groupby(key, dropna=False, sort=False).cumcount()) for f in (left, found)
    )
    one, other = (f[[*key, "nth"]] for f in counted)
    both = one.merge(other, on=[*key, "nth"], how="left", indicator="side")
    return left[(both["side"] == "left_only").to_numpy()]


def _with_left(figures: pd.DataFrame, left: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the data and those that stay, in the order of the reports."""
    whole = left.merge(listed[["report", *_OF_REPORT]], on="report", how="left")
    frame = tables.joined([figures, whole[list(figures.columns)]])
    places = dict(zip(listed["report"], range(len(listed)), strict=True))
    order = frame["report"].map(places).astype("Int64").argsort(kind="stable")
    return frame.iloc[order].reset_index(drop=True)
