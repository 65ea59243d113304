"""Structured reports: a folder of small YAML files as the same records that readers make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from toolkit.codebook.own import OWN_FILE, OwnCategories, own_categories, own_file
from toolkit.corrections import CORRECTIONS_FILE
from toolkit.datadir import data_dir
from toolkit.divisions import (
    OVERLAY_FILE,
    Source,
    Table,
    chain_of,
    check_chain,
    find_place,
    is_local,
    local_code,
    resolve_place,
    table,
    unit_of,
)
from toolkit.errors import FormError, ParameterError, SourceError
from toolkit.report import Report
from toolkit.structured.file import file_bytes, load_report_file, report_of
from toolkit.structured.text import report_text

__all__ = [
    "Head",
    "find_overlay",
    "find_own",
    "load_placed",
    "load_report_file",
    "load_reports",
    "report_text",
    "wanted_places",
    "wanted_years",
]

#: Levels whose places the list of divisions has.
_GOVERNMENTS = ("county", "prefecture", "province")
#: Code, place and year of a report.
Head = tuple[str | None, str | None, int | None]


def load_reports(
    path: str | Path | None = None,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    categories: str | Path | OwnCategories | None = None,
    chain: str = "none",
    divisions: Source = None,
) -> list[Report]:
    """Read the structured reports of a folder, or those of some places and years.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A folder, searched with its subfolders, a store (:mod:`toolkit.store`), or one file;
        ``data/reports`` by default.
    places : iterable of str, optional
        Names or codes. A place stands for all reports that bear its code, those of its departments
        and townships as well: tell them apart by :attr:`Report.level`. A zone has a local code.
    years : iterable of int, optional
        Report years.
    categories : str, pathlib.Path or OwnCategories, optional
        A file of one's own categories to lay over the codebook (README, "Your own reports"); by
        default the file ``categories.yml`` beside the reports, where there is one.
    chain : {"none", "one_to_one", "merged"}
        Whether the reports of the units that a place was before it was renamed, or merged as well, are
        read too; they keep their own code and name (:func:`toolkit.panel.chained` makes them one).
    divisions : str, pathlib.Path or Table, optional
        A file of one's own divisions to lay over the list; by default ``divisions.csv`` beside the
        reports, where there is one.

    Returns
    -------
    list of Report
        In the order of place code, year, publisher and file.

    Raises
    ------
    ParameterError
        Where a place is unknown or ambiguous, a year is no number, or no report is left.
    FormError
        A file breaks the rules, or its code and its name are two places.
    """
    folder = Path(path) if path is not None else data_dir() / "reports"
    if not folder.exists():
        raise SourceError(f"{folder}: no such file or folder: give a folder of structured reports")
    check_chain(chain)
    own = find_own(folder, categories)
    known = table(find_overlay(folder, divisions))
    span = wanted_years(years)
    # The door upwards: a store is filled with what is read here.
    stores = import_module("toolkit.store")
    if stores.is_store(folder):
        store = stores.open_store(folder)
        heads = store.heads()
        codes = wanted_places(places, span, heads, chain, known)
        loaded = [_placed_if_known(r, known) for r in store.reports_of(codes, span)]
        out = [own.over(r) for r in loaded] if own else loaded
    else:
        out, heads, codes = _of_files(folder, places, span, own, chain, known)
    if not out:
        raise ParameterError(_nothing(folder, places, span, codes, heads))
    return sorted(
        out, key=lambda r: (r.place_code or "~", r.year or 0, r.publisher or "", r.source)
    )


def _of_files(
    folder: Path,
    places: Iterable[str] | None,
    span: frozenset[int] | None,
    own: OwnCategories | None,
    chain: str,
    known: Table,
) -> tuple[list[Report], list[Head], frozenset[str | None] | None]:
    """Return the reports of YAML files, the heads of all there are, and the codes asked for."""
    read = [(file, file_bytes(file)) for file in _files(folder)]
    contents = [(file, content, _head(file, content, known)) for file, content in read]
    heads = [head for _, _, head in contents]
    codes = wanted_places(places, span, heads, chain, known)
    out = []
    for file, content, (code, place, year) in contents:
        # Reading a few lines first spares most of the parsing when a few places are asked for.
        if span is not None and year not in span:
            continue
        if codes is not None and (code or place) not in codes:
            continue
        report = _placed(report_of(file, content), known)
        out.append(own.over(report) if own else report)
    return out, heads, codes


def _files(folder: Path) -> list[Path]:
    """Return the files of reports in a folder, or the file itself.

    Hidden ones are none: an editor such as JupyterLab keeps earlier states of files there. Nor are
    those of categories and corrections, which lie among the reports.
    """
    if folder.is_file():
        return [folder]
    found = (p for p in folder.rglob("*") if p.suffix in (".yml", ".yaml") and p.is_file())
    return sorted(
        p
        for p in found
        if p.name not in (OWN_FILE, CORRECTIONS_FILE)
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )


def find_overlay(reports: Path, divisions: Source) -> Source:
    """Return one's own divisions: those given, else the file that lies beside the reports."""
    if divisions:
        return divisions
    path = own_file(reports, OVERLAY_FILE)
    # Beside the bundled reports lie the lists themselves.
    return None if path is None or path.resolve().is_relative_to(data_dir().resolve()) else path


def load_placed(path: str | Path) -> Report:
    """Read one structured report as :func:`load_reports` does: a zone has its local code."""
    path = Path(path)
    return _placed(load_report_file(path), table(find_overlay(path, None)))


def _placed(report: Report, known: Table) -> Report:
    """Return a report with the code of its place: a zone's local one, a government's by its name.

    Raises FormError where the list has the code and the name of a government as two places, and where a
    government without a code bears a name that is not one place: it would be in no panel.
    """
    place, code = report.place or "", report.place_code
    if report.level not in _GOVERNMENTS:
        return (
            report if code else replace(report, place_code=_zone_code(place, report.level, known))
        )
    found = find_place(place, None if code else report.year, known)
    if code is None:
        own = [d for d in found if d.level == report.level]
        if len(own) == 1:
            return replace(report, place_code=own[0].code)
        many = (
            ", ".join(f"{d.full_name} {d.code}" for d in own)
            or f"no {report.level} of {report.year}"
        )
        raise FormError(f"{report.source}: place_code: is missing, and {place} is {many}: give it")
    owner = known.with_code(code)
    if owner and code not in {d.code for d in found}:
        raise FormError(
            f"{report.source}: place_code: {code} is {owner[-1].full_name}, not {place}: correct one"
        )
    return report


def _placed_if_known(report: Report, known: Table) -> Report:
    """Return a stored report with the code of its place, as it is where that is not told.

    A document may bear no place, or one that several have: it says so in a finding, and stops no other.
    """
    try:
        return _placed(report, known)
    except FormError:
        return report


def _zone_code(place: str, level: str | None, known: Table) -> str | None:
    """Return the local code of a zone, the list's or one made of its name; None of anything else."""
    zones = [d.code for d in find_place(place, None, known) if d.level == "zone"]
    if len(zones) == 1:
        return zones[0]
    return local_code(None, "zone", place) if level == "zone" else None


def find_own(reports: Path, categories: str | Path | OwnCategories | None) -> OwnCategories | None:
    """Return one's own categories: those given, else those that lie beside the reports."""
    if isinstance(categories, OwnCategories):
        return categories
    path = categories or own_file(reports)
    return own_categories(path) if path else None


def wanted_years(years: Iterable[int] | None) -> frozenset[int] | None:
    """Return report years as a set, None for all; ParameterError where one is no number."""
    if years is None:
        return None
    out = list(years)
    for year in out:
        if isinstance(year, bool) or not isinstance(year, int):
            raise ParameterError(f"year {year!r} is not a whole number: give years such as 2024")
    return frozenset(out)


def wanted_places(
    places: Iterable[str] | None,
    years: frozenset[int] | None,
    heads: Sequence[Head],
    chain: str,
    known: Table,
) -> frozenset[str | None] | None:
    """Return codes (or the names of what has none) for names and codes of places, None for all.

    ``heads`` are those of the reports that there are; ParameterError for a place that is unknown or
    ambiguous.
    """
    if places is None:
        return None
    if isinstance(places, str):
        places = [places]
    # What has no official code goes by its own name, as its reports print it.
    local = {place: code for code, place, _ in heads if place and not _is_official(code)}
    bare = {place for code, place, _ in heads if place and not code}
    official = {place for code, place, _ in heads if _is_official(code)}
    out: set[str | None] = set()
    for name in places:
        codes = {d.code for y in years for d in find_place(name, y, known)} if years else set()
        if len(codes) > 1 and chain != "none":
            # Names that one unit bore in different years are one unit.
            units = {unit_of(d, chain, known) for c in codes for d in known.with_code(c)}
            codes = {u.code for u in units} if len({u.code for u in units}) == 1 else codes
        if len(codes) == 1:
            asked = codes.pop()
        elif name in local and name not in official:
            asked = local[name] or name
        elif name in local.values():
            asked = name
        else:
            asked = resolve_place(name, source=known).code
        out |= {asked, *_before(asked, chain, known), *({name} & bare)}
    return frozenset(out)


def _before(code: str, chain: str, known: Table) -> Iterable[str]:
    """Yield the codes of the units that are one with the place on request."""
    if chain == "none" or not known.with_code(code):
        return
    units = {unit_of(d, chain, known) for d in known.with_code(code)}
    for link in chain_of(code, known):
        if unit_of(link.division, chain, known) in units:
            yield link.division.code


def _is_official(code: str | None) -> bool:
    return bool(code) and not is_local(code)


def _head(file: Path, content: bytes, known: Table) -> Head:
    """Return code, place and year of a report, of its first lines where they are plain."""
    text = content[:2000].decode("utf-8", "replace")
    found: dict[str, str | None] = {}
    for key, value in (
        ("place_code", r"\d{6}\w*"),
        ("place", r"[^'\"\s#{}\[\]]+"),
        ("year", r"\d{4}"),
        ("level", r"\w+"),
    ):
        match = re.search(rf"^{key}: ['\"]?({value})['\"]?\s*$", text, re.MULTILINE)
        found[key] = match[1] if match else None
    if not all(found.values()):
        # A comment behind a value, or another order: what is not found here may stand there all the same.
        report = _placed(report_of(file, content), known)
        return report.place_code, report.place, report.year
    return found["place_code"], found["place"], int(found["year"] or 0)


def _nothing(
    folder: Path,
    places: Iterable[str] | None,
    years: frozenset[int] | None,
    wanted: frozenset[str | None] | None,
    heads: Sequence[Head],
) -> str:
    if not heads:
        return (
            f"no reports in {folder}: it holds no .yml file; read files of other kinds into a store: "
            f"gongkai ingest {folder} --store STORE"
        )
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
