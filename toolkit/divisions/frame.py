"""Frame: divisions as a tidy frame, with their years, what became of them and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.divisions.lookup import find_place
from toolkit.divisions.register import Division, Source, Table, carried_forward, table
from toolkit.divisions.succession import sources_of, succession_of

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {
    "code": "string", "name": "string", "full_name": "string", "level": "category",
    "province": "string", "prefecture": "string", "first": "Int64", "last": "Int64",
    "official": "boolean", "synthetic": "boolean", "carried_forward": "boolean",
    "overlay": "string", "end": "category", "end_year": "Int64", "successors": "string",
    "sources": "string", "ceded_to": "string",
}  # fmt: skip


def places_frame(
    name: str | None = None, year: int | None = None, source: Source = None
) -> pd.DataFrame:
    """Return the candidates for a name, or all divisions there are, a row a division.

    Parameters
    ----------
    name : str, optional
        As in :func:`toolkit.divisions.find_place`; all divisions if not given.
    year : int, optional
        Report year; with it only those that exist in that year or the next.
    source : str, pathlib.Path or Table, optional
        A ``divisions.csv`` of one's own.

    Returns
    -------
    pandas.DataFrame
        ``code`` and ``name``, ``full_name`` with its parents, ``level`` (province, prefecture, county,
        zone), ``first`` and ``last`` year (missing where the list has no such end), ``official``
        (False for a local code), ``synthetic``, ``carried_forward`` (``year`` is after the newest
        list, and no overlay tells of it), ``overlay`` (the file that it comes from), ``end``
        (one_to_one, merger, split or ended) with ``end_year`` and ``successors``, the ``sources`` that
        it came from, and ``ceded_to``, what it only gave a part to. The order is that of the list.

    Examples
    --------
    >>> places_frame("长治县")[["code", "end", "end_year", "successors"]].values.tolist()
    [['140421', 'one_to_one', 2018, '140404 上党区']]
    """
    import pandas as pd

    known = table(source)
    found = list(known.divisions) if name is None else find_place(name, year, known)
    if name is None and year is not None:
        found = [d for d in found if d.exists(year) or d.exists(year + 1)]
    rows = [_row(d, year, known) for d in found]
    return pd.DataFrame(rows, columns=list(_KINDS)).astype(_KINDS)


def _row(item: Division, year: int | None, known: Table) -> dict[str, Any]:
    end = succession_of(item, known)
    heirs = end.successors if end else ()
    ceded = [
        f"{code} {there[0].name} {since}"
        for code, _, since in (s.partition("@") for s in item.successors)
        if (there := [d for d in known.with_code(code) if d.exists(int(since))])
        and (end is None or int(since) != end.year)
    ]
    came = [
        f"{s.division.code} {s.division.name} {s.kind} {s.year}" for s in sources_of(item, known)
    ]
    listed = item.official and not item.synthetic and item.overlay is None
    return {
        "code": item.code, "name": item.name, "full_name": item.full_name, "level": item.level,
        "province": item.province or None, "prefecture": item.prefecture or None,
        "first": item.first, "last": item.last, "official": item.official,
        "synthetic": item.synthetic,
        "carried_forward": listed and year is not None and carried_forward(year),
        "overlay": item.overlay, "end": end and end.kind, "end_year": end and end.year,
        "successors": "; ".join(f"{d.code} {d.name}" for d in heirs) or None,
        "sources": "; ".join(came) or None, "ceded_to": "; ".join(ceded) or None,
    }  # fmt: skip
