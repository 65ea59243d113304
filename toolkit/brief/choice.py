"""Choice: the checked parameters of one brief, with the places found and the reports loaded."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.brief.brief import brief_date
from toolkit.brief.group import among, group_of
from toolkit.brief.parameters import SHORT_NAMES, fits, injected_names, parse_years
from toolkit.brief.words import year_ranges
from toolkit.codebook import check_language
from toolkit.codebook.own import OwnCategories, own_categories
from toolkit.corrections import Corrections, find_corrections
from toolkit.datadir import data_dir
from toolkit.divisions import (
    Division,
    Source,
    Table,
    check_chain,
    division,
    division_of,
    find_place,
    is_local,
    resolve_place,
    table,
    unit_of,
)
from toolkit.errors import ParameterError, SourceError
from toolkit.figure import Finding
from toolkit.panel import chained
from toolkit.panel.beside import check_values
from toolkit.panel.cells import COUNTY_LEVELS
from toolkit.report import Report, figures_frame
from toolkit.structured import find_overlay, find_own, load_reports

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.metrics import PeerGroup

#: More places than this make a file name too long; they become a number and a hash.
MOST_NAMED = 6


@dataclass(frozen=True)
class Choice:
    """What a brief is asked for; every part has been checked.

    ``codes`` and ``places`` are the codes and the printed names, in the order asked for; ``years``
    every report year asked for; ``group`` the peers of the first place, of which only those with reports
    are among ``places``; ``reports`` what there is of them, ``below`` what their departments
    and townships published, which is checked and never speaks for a county; ``report`` the file of a brief
    about one report; ``own`` the categories of one's own that were laid over the codebook;
    ``corrections`` those of the places and years asked for, and ``values`` whether they are used.
    ``chain`` says how far a place is followed back through renamings and mergers, ``divisions`` which
    list of one's own is laid over the official one.
    """

    language: str
    years: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    report: Path | None = None
    group: PeerGroup | None = None
    date: str = ""
    own: OwnCategories | None = None
    corrections: Corrections | None = None
    values: str = "published"
    below: tuple[Report, ...] = ()
    chain: str = "none"
    divisions: Source = None

    def figures(self) -> pd.DataFrame:
        """Return the figures of the reports, with the corrections beside the published values.

        Units that one place has been are one as far as ``chain`` says (:func:`toolkit.panel.chained`).
        """
        frame = figures_frame(self.reports)
        frame = self.corrections.over(frame) if self.corrections else frame
        return chained(frame, self.chain, self.divisions)

    def of_units(self) -> tuple[Report, ...]:
        """Return the reports under the newest code and name of their place, as far as ``chain`` says."""
        out = []
        for r in self.reports:
            unit = _unit(r, self.chain, self.divisions)
            out.append(replace(r, place_code=unit.code, place=unit.name) if unit else r)
        return tuple(out)

    def in_units(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings under the newest code of their place; they keep the name in their words."""
        codes = {
            r.place_code: u.place_code for r, u in zip(self.reports, self.of_units(), strict=True)
        }
        return [
            replace(f, place_code=codes[f.place_code])
            if codes.get(f.place_code, f.place_code) != f.place_code
            else f
            for f in findings
        ]

    def not_taken(self) -> list[Finding]:
        """Return a finding for each correction of figures that is not taken."""
        if self.corrections is None:
            return []
        return self.corrections.findings(figures_frame((*self.reports, *self.below)))


def check_parameters(
    *,
    places: list[str] | None = None,
    place: str | None = None,
    years: str | int | list[int] | list[str] = "",
    language: str = "zh",
    data: str = "",
    date: str = "",
    output: str = "",
    report: str | None = None,
    peers: str | None = None,
    peer_places: list[str] | None = None,
    categories: str | None = None,
    corrections: str | None = None,
    values: str | None = None,
    chain: str | None = None,
    divisions: str | None = None,
    **unknown: object,
) -> Choice:
    """Check the parameters of a notebook and load the reports that they ask for.

    Used in the notebook itself, so that a value changed by hand fails in one clear line, and before
    a run, so that nothing starts in vain.

    Parameters
    ----------
    places : list of str, optional
        Names or codes of counties; an empty list stands for all places of ``data``.
    place : str, optional
        One name or code, for a brief about one county.
    years : str, int or list
        ``"2011-2025"``, ``"2011,2014"``, a year or a list of years.
    language : {"zh", "en"}
    data : str
        Folder of structured reports; ``""`` for those that come with the toolkit, ``"demo"`` for the
        synthetic ones.
    date : str
        ISO date printed on the brief; today if empty.
    output : str
        Where the PDF goes; nothing is written if empty.
    report : str, optional
        File of one report, for a brief about it.
    peers : {"prefecture", "province", "kind", "nearest", "own"}, optional
        The rule by which the peers of ``place`` are chosen (:func:`toolkit.metrics.peer_group`).
    peer_places : list of str, optional
        Names or codes of the peers, for ``"own"``.
    categories : str, optional
        File of one's own categories; if empty, ``categories.yml`` beside the reports of ``data``.
    corrections : str, optional
        File of corrections and verdicts; if empty, ``corrections.yml`` beside the reports of ``data``.
    values : {"published", "corrected"}, optional
        Whether corrected values are used in place of the published ones.
    chain : {"none", "one_to_one", "merged"}, optional
        Whether a renamed place is one with what it was before, and merged ones are added as well.
    divisions : str, optional
        File of one's own divisions; if empty, ``divisions.csv`` beside the reports of ``data``.

    Returns
    -------
    Choice

    Raises
    ------
    ParameterError
        A value does not fit, a place is unknown or ambiguous, or there is no report in range.
    SourceError
        A file or folder is not there.
    """
    given = {name: value for name, value in locals().items() if name != "unknown"}
    # What the notebook does not pass on, it does not know, whatever other notebooks do.
    known = [name for name, value in given.items() if value is not None]
    wrong = [name for name in (*unknown, *injected_names()) if name not in known]
    if wrong:
        raise ParameterError(
            f"parameter {wrong[0]!r} is unknown: this notebook takes {', '.join(known)}"
        )
    for name, value in given.items():
        # the types as they are written above
        kind = check_parameters.__annotations__[name]
        if not fits(value, kind):
            raise ParameterError(f"parameter {name!r} is {value!r}, not {kind}")
    check_language(language)
    brief_date(date)
    used = check_values("published" if values is None else values)
    linked = check_chain(chain or "none")
    if report is not None:
        file = Path(report) if report else data_dir() / "demo" / "report_990103_2024.html"
        if not file.is_file():
            raise SourceError(f"{file} is not a file: give the path of one report")
        own = own_categories(categories) if categories else None
        return Choice(language, report=file, date=date, own=own)
    if place is not None and not place.strip():
        raise ParameterError("parameter 'place' is empty: give the name or the code of a county")
    folder = data_folder(data)
    chosen = parse_years(years)
    listed = table(find_overlay(folder, divisions or None))
    group = None
    if peers is not None and place is not None:
        group = group_of(place, peers, peer_places or [], chosen, linked, listed)
        place, places = None, [group.place_code, *group.codes]
    own = find_own(folder, categories)
    said = find_corrections(folder, corrections)
    names, loaded = _load(
        folder, (places or []) if place is None else [place], chosen, own, linked, listed
    )
    # Departments and townships speak for themselves, never for a county.
    reports = tuple(r for r in loaded if r.level in COUNTY_LEVELS and r.place_code)
    if not reports:
        raise ParameterError(
            f"no reports of {', '.join(names.values()) or 'any county'} in range "
            f"{year_ranges(chosen, 'en')}: {folder} has only reports of departments and townships"
        )
    some = bool(places or place)
    kept = {id(r) for r in reports}
    # What the place was called before is asked for as well.
    asked = {*names, *(r.place_code for r in reports if r.place_code)} if some else set(names)
    below = tuple(r for r in loaded if id(r) not in kept and (not some or r.place_code in asked))
    if said is not None:
        # Of some places only their own entries are judged; of all, one that fits none is told.
        # An entry knows a place of one's own list by its name only.
        bare = {r.place for r in reports if r.place and not table().with_code(r.place_code or "")}
        said = said.within(asked | bare if some else None, chosen)
    made = Choice(
        language, chosen, tuple(names), tuple(names.values()), reports, date=date, own=own,
        corrections=said, values=used, below=below, chain=linked, divisions=listed.overlay,
    )  # fmt: skip
    return among(made, group) if group else made


def data_folder(data: str) -> Path:
    """Return the folder of reports that the word or path of ``data`` stands for, or raise."""
    if data in ("", "demo"):
        return data_dir() / data / "reports"
    path = Path(data)
    if not path.is_dir():
        raise SourceError(
            f"data folder {data} is not there: give a folder of structured reports, or 'demo'"
        )
    return path / "reports" if (path / "reports").is_dir() else path


def _load(
    folder: Path,
    places: list[str],
    years: tuple[int, ...],
    own: OwnCategories | None,
    chain: str,
    known: Table,
) -> tuple[dict[str, str], tuple[Report, ...]]:
    """Return the printed names by code, and the reports of every level."""
    found = {d.code: d for p in places for d in _divisions(p.strip(), years, folder, chain, known)}
    loaded = load_reports(folder, list(found) or None, years, own, chain, known)
    same = Counter(d.name for d in found.values())
    names = {d.code: d.name if same[d.name] == 1 else d.full_name for d in found.values()}
    if not places:
        for r in (r for r in loaded if r.level in COUNTY_LEVELS):
            unit = _unit(r, chain, known)
            code, name = (unit.code, unit.name) if unit else (r.place_code, r.place)
            if code and name:
                names[code] = name
    return names, tuple(loaded)


def _divisions(
    place: str, years: Sequence[int], folder: Path, chain: str, known: Table
) -> list[Division]:
    """Return the one division that bears the name in the years asked for, or raise."""
    found = {d.code: d for y in years for d in find_place(place, y, known)}
    units = {u.code: u for u in (unit_of(d, chain, known) for d in found.values())}
    if len(units) == 1:
        return (
            [units.popitem()[1]]
            if chain != "none"
            else [division(found.popitem()[0], source=known)]
        )
    if not found:
        # A zone that no list knows goes by the name that its reports print.
        own = {
            (r.place_code, r.place)
            for r in load_reports(folder, None, years, divisions=known)
            if is_local(r.place_code) and place in (r.place_code, r.place)
        }
        if own:
            return [Division(c or "", n or "", "zone", "", "") for c, n in sorted(own)]
    return [resolve_place(place, source=known)]


def _unit(report: Report, chain: str, source: Source) -> Division | None:
    """Return the newest unit of a report's place; None where it is the place that the report names."""
    if chain == "none" or report.place_code is None or report.year is None:
        return None
    own = division_of(report.place_code, report.place, report.year, source)
    unit = unit_of(own, chain, source)
    return unit if unit != own else None


def slug(notebook: str, choice: Choice) -> str:
    """Return the file name of a brief without its ending: ASCII, short, the same for the same ask.

    Examples
    --------
    >>> slug("03_compare_counties", Choice("zh", (2011, 2012), ("350128", "430527")))
    'compare-350128-430527-2011-2012-zh'
    """
    kinds = {stem: kind for kind, stem in SHORT_NAMES.items()}
    parts = [kinds.get(notebook) or _ascii(re.sub(r"^\d+_", "", notebook))]
    if choice.report is not None:
        digest = hashlib.sha256(choice.report.read_bytes()).hexdigest()
        parts += [_ascii(choice.report.stem), digest[:8]]
    if choice.group is not None:
        own = _short("-".join(choice.group.codes)) if choice.group.kind == "own" else ""
        parts += [choice.group.place_code, choice.group.kind, *([own] if own else [])]
    elif len(choice.codes) > MOST_NAMED:
        parts += [f"{len(choice.codes)}-places", _short("-".join(choice.codes))]
    else:
        parts += choice.codes
    years = year_ranges(choice.years, "en").replace("–", "-").replace(", ", "_")
    used = "" if choice.values == "published" else choice.values
    chain = "" if choice.chain == "none" else choice.chain
    return "-".join(p for p in (*parts, years, used, chain, choice.language) if p)


def _ascii(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()[:40] or _short(text)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
