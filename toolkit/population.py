"""Population: the residents of counties by the census of 2020, and none where the land is another."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from toolkit.datadir import data_dir
from toolkit.divisions import Division, divisions
from toolkit.errors import FormError

#: The year of the only census that there are figures of.
CENSUS_YEAR = 2020


class Residents(NamedTuple):
    """The residents of one county, or None; ``note`` says why there are none, or of which code."""

    value: int | None
    note: str | None


class _Step(NamedTuple):
    source: str
    target: str
    year: int


@cache
def population() -> Mapping[str, int]:
    """Return the residents by code; those of the fictional counties are invented like all of them."""
    out: dict[str, int] = {}
    for part in ("population_2020.csv", "demo/population.csv"):
        path = data_dir() / part
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                rows = list(csv.DictReader(handle))
                out |= {row["code"]: int(row["population_2020"]) for row in rows}
        except FileNotFoundError:
            if part == "population_2020.csv":
                raise
        except (KeyError, ValueError) as error:
            raise FormError(
                f"{path}: {error}: the columns are those of data/population_2020.csv"
            ) from None
    return out


def residents(code: str, year: int) -> Residents:
    """Return the residents by the census of 2020 of the county that bears ``code`` in ``year``.

    A county that only changed its name or code is the same one. A county that was merged, split or
    given land between ``year`` and the census is another one, and has no residents here; one that
    whole counties were joined to, or that was made of them, after the census has theirs together.

    Parameters
    ----------
    code : str
        Division code.
    year : int
        Report year.

    Returns
    -------
    Residents
        People counted in functional zones are left out of the counties of the census.

    Examples
    --------
    >>> residents("350128", 2024).value
    385981
    >>> residents("140421", 2016).value == residents("140404", 2024).value
    True
    """
    first, last = sorted((year, CENSUS_YEAR))
    steps = [s for s in _steps().get(code, ()) if first < s.year <= last]
    # Whole counties that came in after the census are counted with those who were there.
    joined = [s for s in steps if s.target == code and s.year > CENSUS_YEAR and _ends(s)]
    made = [s for s in steps if s.target == code and s in _created(code)]
    changed = [s for s in steps if s not in joined and s not in made and not _renamed(s)]
    if changed:
        return Residents(None, f"{changed[0].source} → {changed[0].target} ({changed[0].year})")
    parts = [residents(s.source, s.year - 1).value for s in joined]
    if code in population():
        parts.insert(0, population()[code])
    elif not joined:
        return _renamed_residents(code, year)
    if None in parts:
        return Residents(None, None)
    codes = [c for c in (code,) if c in population()] + [s.source for s in joined]
    note = " + ".join(codes) if codes != [code] else None
    return Residents(sum(p for p in parts if p is not None), note)


def _renamed_residents(code: str, year: int) -> Residents:
    """Return those of the code that a county bears in the census."""
    ends = [s for s in _steps().get(code, ()) if s.source == code and s.year <= CENSUS_YEAR]
    if len(ends) == 1 and _renamed(ends[0]):
        return residents(ends[0].target, max(year, ends[0].year))
    made = [s for s in _created(code) if s.year > CENSUS_YEAR]
    if made:
        # A report of before under the code of after: units added up, or one under its newer name.
        return residents(code, max(s.year for s in made))
    return Residents(None, None)


@cache
def _records() -> Mapping[str, tuple[Division, ...]]:
    out: dict[str, list[Division]] = defaultdict(list)
    for item in divisions():
        out[item.code].append(item)
    return {code: tuple(items) for code, items in out.items()}


@cache
def _steps() -> Mapping[str, tuple[_Step, ...]]:
    """Return what became what, under both codes."""
    out: dict[str, list[_Step]] = defaultdict(list)
    for item in divisions():
        for successor in item.successors:
            target, _, year = successor.partition("@")
            step = _Step(item.code, target, int(year))
            out[step.source].append(step)
            out[step.target].append(step)
    return {code: tuple(steps) for code, steps in out.items()}


def _created(code: str) -> list[_Step]:
    """Return the steps that a county was put together by, none where one brought a part of another."""
    firsts = {d.first for d in _records().get(code, ())}
    steps = [s for s in _steps().get(code, ()) if s.target == code and s.year in firsts]
    return steps if steps and all(_ends(s) for s in steps) else []


def _ends(step: _Step) -> bool:
    """Return whether the whole of the source goes into the one target."""
    gone = any(d.last == step.year - 1 for d in _records().get(step.source, ()))
    return gone and [s for s in _steps()[step.source] if s.source == step.source] == [step]


def _renamed(step: _Step) -> bool:
    """Return whether a county only changed its name or code."""
    return len(_created(step.target)) == 1 and _created(step.target) == [step]
