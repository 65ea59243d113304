"""Merged: the figures of several units that became one, added where every one of them states them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.codebook import indicators
from toolkit.divisions import Division, Table, succession_of
from toolkit.panel.cells import SHEET_FORM
from toolkit.panel.choice import METHODS
from toolkit.panel.money import MONEY
from toolkit.panel.touch import is_labelled

#: Units of measure of the codebook whose figures are no amounts, so that a sum of them says nothing.
_NO_AMOUNT = ("%", "天")
#: Kinds of missing of a sum; the first is followed by ``: `` and what is lacking.
INCOMPLETE, UNITS, NOT_ADDED = "merger_incomplete", "merger_units", "merger_not_added"
#: The method of a sum.
SUMMED = "summed"

_Row = dict[str, Any]
_Parts = Mapping[Division, list[_Row]]


def merged_rows(
    found: Sequence[tuple[Division, _Row]],
    unit: Division,
    parts: Sequence[Division],
    known: Table,
) -> list[_Row]:
    """Return the rows of one merged unit in one year: its own, and the sums of its parts.

    Parameters
    ----------
    found : sequence of (Division, dict)
        Rows of county governments with the division that each bears.
    unit : Division
        What the parts became.
    parts : sequence of Division
        What made it up in that year.
    known : Table
        Where successions are looked up.
    """
    own: list[_Row] = []
    by_part: dict[Division, list[_Row]] = {p: [] for p in parts}
    for division, row in found:
        part = _part_of(division, parts, known)
        (by_part[part] if part else own).append(row)
    if not any(by_part.values()):
        return own
    by_key: dict[tuple[Any, ...], dict[Division, list[_Row]]] = defaultdict(dict)
    for part, rows in by_part.items():
        for row in rows:
            if not is_labelled(row["indicator"]):
                by_key[_key(row)].setdefault(part, []).append(row)
    heads = _heads(unit, by_part)
    made = [r for key, stated in by_key.items() for r in _sums(key, stated, by_part, heads)]
    if not own:
        return made
    # The new unit may have published for the last year of its parts: its own figure goes first.
    said = {(_key(r), r["value"]) for r in own}
    return own + [r for r in made if r["value"] is not None and (_key(r), r["value"]) not in said]


def _part_of(division: Division, parts: Sequence[Division], known: Table) -> Division | None:
    """Return the part that a division is one with, before or after; None for the merged unit."""
    for start, goals in ((division, set(parts)), *((p, {division}) for p in parts)):
        at: Division | None = start
        while at is not None and at not in goals:
            end = succession_of(at, known)
            at = end.successor if end is not None and end.kind == "one_to_one" else None
        if at is not None:
            return at if at in parts else start
    return None


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        row["indicator"], row["applicant"] or "total", row["scope"] or "whole_county",
        row["cumulative"], row["form"] == SHEET_FORM,
    )  # fmt: skip


def _rank(row: Mapping[str, Any]) -> tuple[Any, ...]:
    method = METHODS.index(row["method"]) if row["method"] in METHODS else len(METHODS)
    return row["value"] is None, method, bool(row["approximate"])


def _heads(unit: Division, by_part: _Parts) -> _Row:
    """Return what every sum of the year bears: whose figures were added."""
    rows = [r for found in by_part.values() for r in found]
    publishers = dict.fromkeys(r["publisher"] for r in rows if r["publisher"])
    return {
        "publisher": " + ".join(publishers), "level": "county", "year": rows[0]["year"],
        "synthetic": any(bool(r["synthetic"]) for r in rows), "method": SUMMED,
        "published_code": "+".join(p.code for p in by_part),
        "published_place": "+".join(p.name for p in by_part), "place": unit.name,
    }  # fmt: skip


def _sums(
    key: tuple[Any, ...],
    stated: Mapping[Division, list[_Row]],
    by_part: _Parts,
    heads: _Row,
) -> list[_Row]:
    """Return the sum of one figure; a second one where a part states another value too."""
    ranked = {p: sorted(rows, key=_rank) for p, rows in stated.items()}
    lacking = []
    for part, rows in by_part.items():
        best = ranked.get(part, [None])[0]
        if best is None or best["value"] is None:
            why = "no_report" if not rows else best["missing"] if best else "not_stated"
            lacking.append(f"{part.name} {why}")
    chosen = [rows[0] for rows in ranked.values()]
    name = key[0]
    usual = indicators()[name].unit
    units = {r["unit"] or usual for r in chosen if r["value"] is not None}
    missing = None
    if usual in _NO_AMOUNT or units & set(_NO_AMOUNT):
        missing = NOT_ADDED
    elif lacking:
        missing = f"{INCOMPLETE}: {'; '.join(lacking)}"
    # Money is added only in one unit. What is counted is counted, by whatever word (名 or 人, 条 or 件).
    elif len(units) > 1 and units & set(MONEY):
        missing = UNITS
    if missing:
        return [_sum(name, key, ranked, chosen, heads, missing)]
    # What a part states besides enters a second sum, so that the conflict is not lost.
    others = [{**ranked[p][0]} for p in ranked]
    out = [_sum(name, key, ranked, chosen, heads, None)]
    for at, rows in enumerate(ranked.values()):
        rival = next((r for r in rows[1:] if r["value"] not in (None, rows[0]["value"])), None)
        if rival is not None:
            other = [*others[:at], rival, *others[at + 1 :]]
            out.append(_sum(name, key, ranked, other, heads, None))
    return out


def _sum(
    name: str, key: tuple[Any, ...], parts: Mapping[Division, Any], rows: Sequence[_Row],
    heads: _Row, missing: str | None,
) -> _Row:  # fmt: skip
    forms, units = ({r[c] for r in rows} for c in ("form", "unit"))

    def joined(column: str, by: str = " + ") -> str | None:
        return by.join(dict.fromkeys(str(r[column]) for r in rows if r[column])) or None

    out = dict(rows[0]) | heads
    out |= {
        "indicator": name, "applicant": key[1], "category": None, "label": None,
        "value": None if missing else sum(r["value"] for r in rows), "missing": missing,
        "approximate": any(bool(r["approximate"]) for r in rows),
        "form": forms.pop() if len(forms) == 1 else None,
        "unit": units.pop() if len(units) == 1 else indicators()[name].unit,
        "quote": " + ".join(
            f"{p.name} {p.code}: {r['missing'] if r['value'] is None else format(r['value'], 'g')}"
            for p, r in zip(parts, rows, strict=True)
        ),
    }  # fmt: skip
    out |= {c: joined(c) for c in ("source", "sha256", "address", "where")}
    if "corrected" in out:
        told = any(r["corrected"] is not None for r in rows)
        out["corrected"] = (
            sum(r["value"] if r["corrected"] is None else r["corrected"] for r in rows)
            if told and not missing
            else None
        )
        out["correction"] = joined("correction", "; ") if told and not missing else None
    return out
