"""Figures: which published figure each correction is about, and whether it is still as expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.corrections.entry import Entry, same

if TYPE_CHECKING:
    import pandas as pd

#: What tells two published figures of one place and year apart.
_KEY = ("publisher", "category", "label", "scope", "cumulative", "method")
_READ = (
    "place_code",
    "place",
    "year",
    "level",
    "indicator",
    "applicant",
    "value",
    "missing",
    *_KEY,
)
#: Whoever publishes for the place as a whole; others have to be named.
_WHOLE = ("county", "zone", None)


@dataclass(frozen=True)
class Match:
    """What became of one entry.

    Attributes
    ----------
    entry : Entry
    why : str
        Empty where it applies; else ``differs``, ``no_figure``, ``no_report``, ``no_finding``,
        ``several`` or ``twice``.
    rows : tuple of int
        Positions of what it applies to.
    found : object
        What is published instead, or the place of the other entry.
    """

    entry: Entry
    why: str = ""
    rows: tuple[int, ...] = ()
    found: object = None


def match_figures(entries: Iterable[Entry], figures: pd.DataFrame) -> list[Match]:
    """Find the figure of each correction in a frame of published figures.

    Parameters
    ----------
    entries : iterable of Entry
        Verdicts among them are passed over.
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`.
    """
    wanted = [e for e in entries if e.use is not None]
    if not wanted:
        return []
    years = {e.year for e in wanted}
    near = figures["year"].isin(years).to_numpy(dtype=bool).nonzero()[0]
    kept = figures.iloc[near]
    columns = [kept[c].to_numpy(dtype=object, na_value=None) for c in _READ]
    rows = [
        dict(zip(_READ, values, strict=True)) | {"at": int(at)}
        for at, values in zip(near, zip(*columns, strict=True), strict=True)
    ]
    taken: dict[int, Entry] = {}
    return [_match(entry, rows, taken) for entry in wanted]


def _match(entry: Entry, rows: list[dict[str, Any]], taken: dict[int, Entry]) -> Match:
    here = [r for r in rows if _is_of(entry, r)]
    if not here:
        return Match(entry, "no_report")
    mine = [r for r in here if _is_asked(entry, r)]
    if not mine:
        return Match(entry, "no_figure")
    expected = [r for r in mine if same(entry.expect, _published(r))]
    if not expected:
        return Match(entry, "differs", found=_listed(_published(r) for r in mine))
    if len({tuple(r[k] for k in _KEY) for r in expected}) > 1:
        told = (" ".join(str(r[k]) for k in _KEY if r[k] is not None) for r in expected)
        return Match(entry, "several", found=_listed(told))
    other = next((taken[r["at"]] for r in expected if r["at"] in taken), None)
    if other is not None:
        return Match(entry, "twice", found=other.where)
    taken.update({r["at"]: entry for r in expected})
    return Match(entry, rows=tuple(r["at"] for r in expected))


def _is_of(entry: Entry, row: dict[str, Any]) -> bool:
    if entry.place_code and row["place_code"]:
        place = row["place_code"] == entry.place_code
    else:
        place = row["place"] == entry.place
    publisher = row["publisher"] == entry.publisher if entry.publisher else row["level"] in _WHOLE
    return bool(place and publisher and row["year"] == entry.year)


def _is_asked(entry: Entry, row: dict[str, Any]) -> bool:
    if (row["indicator"], row["applicant"] or "total") != (entry.indicator, entry.applicant):
        return False
    if (row["cumulative"] is True) != entry.cumulative:
        return False
    narrower = ("category", "label", "scope", "method")
    return all(getattr(entry, k) in (None, row[k]) for k in narrower)


def _published(row: dict[str, Any]) -> object:
    return row["missing"] if row["value"] is None else row["value"]


def _listed(values: Iterable[object]) -> object:
    """Return the only value as it is, several as one text."""
    once = list(dict.fromkeys(values))
    return once[0] if len(once) == 1 else "; ".join(shown(v) for v in once)


def shown(value: object) -> str:
    """Return a value as it is printed in a message.

    Examples
    --------
    >>> shown(1204.0), shown(0.5), shown("blank")
    ('1204', '0.5', 'blank')
    """
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)
