"""Structured reports: a folder of small YAML files as the same records that readers make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.codebook.own import OWN_FILE, OwnCategories, own_categories, own_file
from toolkit.corrections import CORRECTIONS_FILE
from toolkit.datadir import data_dir
from toolkit.divisions import find_place, resolve_place
from toolkit.errors import ParameterError, SourceError
from toolkit.report import Report
from toolkit.structured.file import file_bytes, load_report_file, report_of
from toolkit.structured.text import report_text

__all__ = ["find_own", "load_report_file", "load_reports", "report_text"]


def load_reports(
    path: str | Path | None = None,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    categories: str | Path | OwnCategories | None = None,
) -> list[Report]:
    """Read the structured reports of a folder, or those of some places and years.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A folder, searched with its subfolders, or one file; ``data/reports`` by default.
    places : iterable of str, optional
        Names or codes. A place stands for all reports that bear its code, those of its departments
        and townships as well: tell them apart by :attr:`Report.level`.
    years : iterable of int, optional
        Report years.
    categories : str, pathlib.Path or OwnCategories, optional
        A file of one's own categories to lay over the codebook (README, "Your own reports"); by
        default the file ``categories.yml`` beside the reports, where there is one.

    Returns
    -------
    list of Report
        In the order of place code, year, publisher and file.

    Raises
    ------
    ParameterError
        Where a place is unknown or ambiguous, a year is no number, or no report is left.
    """
    folder = Path(path) if path is not None else data_dir() / "reports"
    if not folder.exists():
        raise SourceError(f"{folder}: no such file or folder: give a folder of structured reports")
    own = find_own(folder, categories)
    found = [folder] if folder.is_file() else sorted(folder.rglob("*.yml"))
    # The files of categories and corrections lie among the reports and are none.
    files = [f for f in found if f.name not in (OWN_FILE, CORRECTIONS_FILE)]
    wanted_years = _wanted_years(years)
    contents = [(file, file_bytes(file)) for file in files]
    wanted_places = _wanted_places(places, wanted_years, contents)
    out = []
    for file, content in contents:
        code, place, year = _head(content)
        # Reading a few lines first spares most of the parsing when a few places are asked for.
        if wanted_years is not None and year is not None and year not in wanted_years:
            continue
        if wanted_places is not None and place and not {code, place} & wanted_places:
            continue
        report = report_of(file, content)
        report = own.over(report) if own else report
        if wanted_years is not None and report.year not in wanted_years:
            continue
        if wanted_places is not None and not {report.place_code, report.place} & wanted_places:
            continue
        out.append(report)
    if not out:
        raise ParameterError(_nothing(folder, places, wanted_years, wanted_places, contents))
    return sorted(
        out, key=lambda r: (r.place_code or "~", r.year or 0, r.publisher or "", r.source)
    )


def find_own(reports: Path, categories: str | Path | OwnCategories | None) -> OwnCategories | None:
    """Return one's own categories: those given, else those that lie beside the reports."""
    if isinstance(categories, OwnCategories):
        return categories
    path = categories or own_file(reports)
    return own_categories(path) if path else None


def _wanted_years(years: Iterable[int] | None) -> frozenset[int] | None:
    if years is None:
        return None
    out = list(years)
    for year in out:
        if isinstance(year, bool) or not isinstance(year, int):
            raise ParameterError(f"year {year!r} is not a whole number: give years such as 2024")
    return frozenset(out)


def _wanted_places(
    places: Iterable[str] | None,
    years: frozenset[int] | None,
    contents: Sequence[tuple[Path, bytes]],
) -> frozenset[str | None] | None:
    if places is None:
        return None
    if isinstance(places, str):
        places = [places]
    # A functional zone has no code: its own name, as its reports print it, stands for it.
    uncoded = {place for _, content in contents for code, place, _ in [_head(content)] if not code}
    out: set[str | None] = set()
    for name in places:
        codes = {d.code for y in years for d in find_place(name, y)} if years else set()
        if len(codes) == 1:
            out |= codes
        elif name in uncoded:
            out.add(name)
        else:
            out.add(resolve_place(name).code)
    return frozenset(out)


def _head(content: bytes) -> tuple[str | None, str | None, int | None]:
    """Return code, place and year as the first lines state them, None where they are not plain."""
    text = content[:2000].decode("utf-8", "replace")
    found: list[str | None] = []
    for key, value in (
        ("place_code", r"\d{6}"),
        ("place", r"[^'\"\s#{}\[\]]+"),
        ("year", r"\d{4}"),
    ):
        match = re.search(rf"^{key}: ['\"]?({value})['\"]?\s*$", text, re.MULTILINE)
        found.append(match[1] if match else None)
    code, place, year = found
    return code, place, int(year) if year else None


def _nothing(
    folder: Path,
    places: Iterable[str] | None,
    years: frozenset[int] | None,
    wanted: frozenset[str | None] | None,
    contents: Sequence[tuple[Path, bytes]],
) -> str:
    if not contents:
        return f"no reports in {folder}: it holds no .yml file"
    heads = [_head(content) for _, content in contents]
    here = [h for h in heads if wanted is None or h[0] in wanted or h[1] in wanted]
    asked = " ".join(
        x
        for x in (
            "of " + ", ".join([places] if isinstance(places, str) else places) if places else "",
            f"for {min(years)}-{max(years)}" if years else "",
        )
        if x
    )
    if here:
        return f"no reports in range {asked}: {folder} has the years {_runs(h[2] for h in here)}"
    some = ", ".join(sorted({h[1] for h in heads if h[1]})[:8])
    return f"no reports in range {asked}: {folder} has {len(heads)} reports of {some}, …"


def _runs(years: Iterable[int | None]) -> str:
    """Write years as runs: 2011-2013, 2015."""
    runs: list[list[int]] = []
    for year in sorted({y for y in years if y is not None}):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
