"""PlaceYear: what the county-level publishers of one place say for one year, sorted into lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.divisions import is_local, publishers
from toolkit.panel.divided import division_marks
from toolkit.panel.frames import HEAD

if TYPE_CHECKING:
    import pandas as pd

#: Said where two publishers of one place became one and no file of publishers tells more.
MERGED = {
    "zh": "区、县分别发布的报告自此合为一份",
    "en": "from here on zone and county publish one report together",
}
#: Publishers of these levels speak for the whole place; departments and townships never do.
COUNTY_LEVELS = ("county", "zone")
#: The yearly sheet of the website: a second document beside the report, about the portal only.
SHEET_FORM = "website2017"

_ZONE = re.compile(r"管委会|管理委员会|实验区|试验区|开发区")

Row = Mapping[str, Any]

_COLUMNS = (
    "place_code", "place", "publisher", "level", "year", "indicator", "applicant", "category",
    "label", "value", "unit", "missing", "approximate", "cumulative", "scope", "method", "form",
    "address", "synthetic", "source", "sha256", "where", "quote",
)  # fmt: skip
#: Those of :meth:`toolkit.corrections.Corrections.over`.
_CORRECTED = ("corrected", "correction")
#: Those of :func:`toolkit.panel.chained`.
_PUBLISHED = ("published_code", "published_place")


@dataclass(frozen=True)
class PlaceYear:
    """The rows of one line of one place in one year.

    Attributes
    ----------
    head : mapping
        What every row of every frame begins with. ``line`` is ``main``, or ``zone`` for a zone that
        reported beside the county in the same years; ``form`` is None where nothing says it, or
        where only the website's sheet is there. Beside that stand ``published_code`` and
        ``published_place``, and in ``division`` the marks of :mod:`toolkit.panel.divided` up to here.
    has_report, has_sheet : bool
        Which documents the figures come from.
    merger : mapping of str to str or None
        In the first year in which the zone that had a line of its own speaks for the place: a note
        on it in ``zh`` and ``en``.
    rows : mapping of str to list of Row
        The figures by indicator.
    """

    head: dict[str, Any]
    has_report: bool
    has_sheet: bool
    merger: Mapping[str, str] | None
    rows: Mapping[str, list[Row]]

    @property
    def series(self) -> tuple[str, str]:
        """Code and line: what a series of years belongs to."""
        return self.head["place_code"], self.head["line"]


def place_years(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    corrected: bool = False,
    told: bool = False,
) -> list[PlaceYear]:
    """Sort a figures frame into one record a place, line and year.

    With ``corrected``, the values of corrections stand in place of the published ones, and their rows
    say so in ``correction``; it is None in all others. With ``told`` the values stay as published,
    and rows say in ``told`` what stands beside them: the corrected value and why.

    They come by place in the order of ``places`` (else by code), then line (main first), then year.
    Figures of a zone (level ``zone``) that bear the code of a county make a line of their own. So do
    those that a zone's committee publishes for the whole place (level ``county``) in years in which the
    county reports as well, or did as ``data/publishers.yml`` says; in others they continue its main line.
    """
    span = None if years is None else set(years)
    by_place: dict[str, list[Row]] = defaultdict(list)
    kept = figures[figures["level"].isin(COUNTY_LEVELS).to_numpy(dtype=bool)]
    # Column by column, as a frame is quick that way only.
    beside = told and "corrected" in figures
    more = (*(_CORRECTED if corrected or beside else ()), *(c for c in _PUBLISHED if c in figures))
    heads = (*_COLUMNS, *more)
    columns = [kept[c].to_numpy(dtype=object, na_value=None) for c in heads]
    for values in zip(*columns, strict=True):
        row = dict(zip(heads, values, strict=True))
        if beside:
            row["told"] = (row.pop("corrected"), row.pop("correction"))
        row.setdefault("correction", None)
        if row.get("corrected") is not None:
            row |= {"value": row["corrected"], "missing": None}
        if row["place_code"] and row["year"] is not None:
            by_place[row["place_code"]].append(row)
    codes = sorted(by_place)
    if places is not None:
        # Of a unit that was renamed the published code and name will do too.
        given = [c for c in ("place", *_PUBLISHED) if c in heads]
        names = {c: {c, *(r[k] for r in by_place[c] for k in given)} for c in codes}
        codes = [c for wanted in dict.fromkeys(places) for c in codes if wanted in names[c]]
    cells = [cell for code in dict.fromkeys(codes) for cell in _lines(code, by_place[code])]
    division_marks(cells, figures.attrs.get("divisions"))
    return [c for c in cells if span is None or c.head["year"] in span]


def is_zone(level: str | None, publisher: str | None) -> bool:
    """Return whether a publisher is the committee of a zone rather than a county government."""
    return level == "zone" or bool(_ZONE.search(publisher or ""))


def _lines(code: str, rows: list[Row]) -> list[PlaceYear]:
    known = next((p for p in publishers() if p.code == code), None)
    kinds: dict[int, set[bool]] = defaultdict(set)
    for r in rows:
        kinds[r["year"]].add(_by_zone(r))
    apart = {y for y, found in kinds.items() if len(found) == 2}
    if known is not None:
        apart |= {y for y in kinds if (known.first or 0) <= y <= (known.last or 0)}
    note = known.note if known is not None else MERGED
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for r in rows:
        # A report that is of a zone is never its county's, also where the county has none that year.
        own = r["level"] == "zone" and not is_local(code)
        side = own or (r["year"] in apart and _by_zone(r))
        groups["zone" if side else "main", r["year"]].append(r)
    # The marker stands in the first year after them in which the zone's committee speaks for the whole
    # place: that its own report is not in the data does not tell that there was none.
    joined = min(
        (
            y
            for (line, y), rs in groups.items()
            if line == "main" and apart and y > max(apart)
            if (y >= (known.joined or 0) if known else any(map(_by_zone, rs)))
        ),
        default=None,
    )
    # The name that the place bears last on its main line names its lines.
    named = [(line == "main", y, r) for (line, y), rs in groups.items() for r in rs if r["place"]]
    name = max(named, key=lambda n: n[:2])[2]["place"] if named else code
    out = []
    for (line, year), rs in sorted(groups.items(), key=lambda kv: kv[0]):
        report = [r for r in rs if r["form"] != SHEET_FORM]
        first = (report or rs)[0]
        label = (known.name if known else None) or first["publisher"] or f"{name} (zone)"
        head = (
            code, name, line, name if line == "main" else label, first["publisher"], first["level"],
            year, _form(report), any(bool(r["synthetic"]) for r in rs),
        )  # fmt: skip
        by_indicator: dict[str, list[Row]] = defaultdict(list)
        for r in rs:
            by_indicator[r["indicator"]].append(r)
        merger = note if line == "main" and year == joined else None
        sheet = len(report) < len(rs)
        out.append(
            PlaceYear(
                dict(zip(HEAD, head, strict=True))
                | {"published_code": first.get("published_code", code)}
                | {"published_place": first.get("published_place", first["place"])},
                bool(report),
                sheet,
                merger,
                dict(by_indicator),
            )
        )
    return out


def _by_zone(row: Row) -> bool:
    return is_zone(row["level"], row["publisher"])


def _form(report: list[Row]) -> str | None:
    """Return the form of the report; a table's form says more than ``prose`` beside it."""
    forms = [r["form"] for r in report if r["form"]]
    return max(set(forms), key=lambda f: (f != "prose", forms.count(f), f)) if forms else None
