"""Summary: how many findings each place has, by kind, and measured by what was read of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.figure import Finding
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

#: A note that is counted beside errors and warnings: what could not be checked did not hold.
UNCHECKED = "identity_unchecked"


def findings_by_kind(findings: Iterable[Finding], reports: Iterable[Report]) -> pd.DataFrame:
    """Return how many errors, warnings and unchecked sums each place has, by their code.

    Returns
    -------
    pandas.DataFrame
        Columns ``place_code, place, code, errors, warnings, count, synthetic``, a row a place and
        code, in the order of :func:`findings_by_place`. Places without any have one row without a
        code. Other notes are not counted, nor are entries of one's own corrections that do not fit.
    """
    import pandas as pd

    places = findings_by_place(kept := list(findings), list(reports))
    counts: Counter[tuple[str | None, str, str]] = Counter()
    for f in kept:
        if (f.severity != "note" or f.code == UNCHECKED) and not f.is_of_corrections:
            counts[f.place_code, f.code, f.severity] += 1
    rows: list[tuple[object, ...]] = []
    for p in places.itertuples():
        own = {code: 0 for place, code, _ in sorted(counts, key=str) if place == p.place_code}
        for code in own:
            error, warning, note = (
                counts[p.place_code, code, s] for s in ("error", "warning", "note")
            )
            count = error + warning + note
            rows.append((p.place_code, p.place, code, error, warning, count, p.synthetic))
        if not own:
            rows.append((p.place_code, p.place, None, 0, 0, 0, p.synthetic))
    columns = ["place_code", "place", "code", "errors", "warnings", "count", "synthetic"]
    kinds = {"errors": "Int64", "warnings": "Int64", "count": "Int64", "synthetic": "boolean"}
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({c: kinds.get(c, "string") for c in columns})


def findings_by_place(findings: Iterable[Finding], reports: Iterable[Report]) -> pd.DataFrame:
    """Return what the checks say of each place, the worst first.

    Returns
    -------
    pandas.DataFrame
        Columns ``rank, place_code, place, reports, figures, errors, warnings, unchecked, per_report,
        per_100, synthetic``. ``figures`` counts those with a value. ``per_report`` and ``per_100`` are
        errors and warnings by reports and by 100 figures, without those about entries of one's own
        corrections; a place without a figure has neither
        ``per_100`` nor ``rank``. Places of one rate share a rank.
    """
    import pandas as pd

    kept = [r for r in reports if r.place_code]
    counts = Counter(
        (f.place_code, "unchecked" if f.code == UNCHECKED else f.severity)
        for f in findings
        if not f.is_of_corrections
    )
    # The name that a place bears last names it.
    names = {str(r.place_code): r.place for r in sorted(kept, key=lambda r: r.year or 0)}
    rows = []
    for code in sorted(names):
        own = [r for r in kept if r.place_code == code]
        figures = sum(f.value is not None for r in own for f in r.figures)
        errors, warnings = counts[code, "error"], counts[code, "warning"]
        both = errors + warnings
        rows.append(
            {
                "place_code": code, "place": names[code], "reports": len(own), "figures": figures,
                "errors": errors, "warnings": warnings, "unchecked": counts[code, "unchecked"],
                "per_report": both / len(own), "per_100": 100 * both / figures if figures else None,
                "synthetic": any(r.synthetic for r in own),
            }
        )  # fmt: skip
    columns = [
        "place_code", "place", "reports", "figures", "errors", "warnings", "unchecked",
        "per_report", "per_100", "synthetic",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"place_code": "string", "place": "string", "synthetic": "boolean"}
        | dict.fromkeys(columns[2:7], "Int64")
        | {"per_report": "Float64", "per_100": "Float64"}
    )
    frame.insert(0, "rank", frame["per_100"].rank(method="min", ascending=False).astype("Int64"))
    order = ["per_100", "errors", "unchecked"]
    return frame.sort_values(order, ascending=False, kind="stable", ignore_index=True)
