"""Quality: the sections of a brief about how far the figures of a choice can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.words import listed, words, year_ranges
from toolkit.charts import no_data_sentence
from toolkit.checks import findings_by_place
from toolkit.codebook import APPLICANTS
from toolkit.figure import Finding

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Chart

#: So many places and findings are printed; the others are counted.
MOST_PLACES, MOST_FINDINGS = 25, 60
#: With fewer figures than this a rate by 100 swings with each finding; with fewer years there is no trend.
FEW_FIGURES, FEW_YEARS = 50, 3
#: Places are named up to this many.
_NAMED = 8


def add_findings(
    brief: Brief, chosen: Choice, findings: Sequence[Finding], chart: Chart | None
) -> None:
    """Add how many findings there are, and the chart of :func:`toolkit.charts.plot_findings`."""
    w = words(brief.language)
    counts = Counter(f.severity for f in findings if not f.is_of_corrections)
    unchecked = sum(f.code == "identity_unchecked" for f in findings)
    said = w["quality_findings"].format(
        reports=len(chosen.reports), errors=counts["error"], warnings=counts["warning"],
        unchecked=unchecked,
    )  # fmt: skip
    brief.heading(w["heading_findings"])
    brief.text(said)
    brief.figure(chart, caption=w["caption_findings"], alt=said, otherwise=w["quality_no_findings"])


def add_carry_over(
    brief: Brief, chosen: Choice, frame: pd.DataFrame, charts: Sequence[Chart | None]
) -> None:
    """Add the chain of carried requests: of all places, and of one by applicant."""
    w = words(brief.language)
    totals = frame[frame["applicant"] == "total"]
    counts = Counter(totals["outcome"])
    said = w["quality_carry"].format(**{o: counts[o] for o in _OUTCOMES})
    brief.used += ["requests_carried_forward", "requests_carried_over"]
    brief.heading(w["heading_carry_over"])
    brief.text(said)
    otherwise = no_data_sentence("carry_over", chosen.places, chosen.years, brief.language)
    for chart, part in zip(charts, ("caption_carry_over", "caption_carry_one"), strict=False):
        if chart is not None or part == "caption_carry_over":
            brief.figure(chart, caption=w[part], alt=said, otherwise=otherwise)
    broken = frame[frame["outcome"] == "broken"]
    if broken.empty:
        return
    table = pd.DataFrame(
        {
            w["place"]: list(broken["line_label"]),
            w["quality_pair"]: [f"{r.year_from} → {r.year_to}" for r in broken.itertuples()],
            w["quality_applicant"]: [APPLICANTS[a][brief.language] for a in broken["applicant"]],
            w["quality_forward"]: pd.array(broken["carried_forward"], dtype="Float64"),
            w["quality_over"]: pd.array(broken["carried_over"], dtype="Float64"),
        }
    )
    brief.table(table.head(MOST_FINDINGS), caption=w["table_carry_over"])


_OUTCOMES = ("holds", "broken", "unchecked", "gap")


def add_places(brief: Brief, chosen: Choice, findings: Sequence[Finding]) -> None:
    """Add the table of places, the worst first, each measured by what was read of it."""
    w = words(brief.language)
    frame = findings_by_place(findings, chosen.reports)
    some = frame[(frame["errors"] > 0) | (frame["warnings"] > 0) | (frame["unchecked"] > 0)]
    brief.heading(w["heading_places"])
    if some.empty:
        brief.text(w["quality_no_findings"])
        return
    rest = len(frame) - len(some.head(MOST_PLACES))
    columns = (
        "rank", "place", "reports", "figures", "errors", "warnings", "unchecked", "per_report",
        "per_100",
    )  # fmt: skip
    names = {c: w[f"quality_{c}"] for c in columns}
    printed = some.head(MOST_PLACES)[list(columns)].rename(columns=names)
    brief.table(
        printed, caption=w["table_places"],
        decimals={names["per_report"]: 2, names["per_100"]: 2},
        note=w["quality_rank_note"] + (w["quality_rest"].format(rest) if rest else ""),
    )  # fmt: skip


def cautions(
    chosen: Choice, covered: pd.DataFrame, carried: pd.DataFrame, findings: Sequence[Finding]
) -> list[str]:
    """Return what the data at hand do not bear out, one sentence a reason that holds here.

    Parameters
    ----------
    chosen : Choice
    covered : pandas.DataFrame
        As made by :func:`toolkit.panel.coverage`.
    carried : pandas.DataFrame
        As made by :func:`toolkit.panel.carry_over`.
    findings : sequence of Finding
    """
    w = words(chosen.language)
    places = findings_by_place(findings, chosen.reports)
    empty = covered[covered["form"] == "no_figures"]
    read = covered[covered["form"].notna() & (covered["form"] != "no_figures")]
    years = read.groupby("place")["year"].nunique()
    few_years = [p for p in dict.fromkeys(covered["place"]) if 0 < years.get(p, 0) < FEW_YEARS]
    absent = [p for p in dict.fromkeys(covered["place"]) if p not in set(years.index)]
    thin = list(places.loc[places["figures"] < FEW_FIGURES, "place"])
    clean = int(((places["errors"] == 0) & (places["warnings"] == 0)).sum())
    unchecked = sum(f.code == "identity_unchecked" for f in findings)
    totals = carried[carried["applicant"] == "total"]
    links = Counter(totals["outcome"])
    gaps = int(covered["form"].isna().sum())
    reasons: list[tuple[str, bool, dict[str, object]]] = [
        ("gaps", bool(gaps), {"n": gaps, "all": len(covered)}),
        ("absent", bool(absent), {"n": len(absent), "names": _names(absent, chosen.language)}),
        ("empty", len(empty) > 0, {"n": len(empty), "names": _place_years(empty, chosen.language)}),
        ("few_years", bool(few_years), {"n": len(few_years), "years": FEW_YEARS,
                                        "names": _names(few_years, chosen.language)}),
        ("thin", bool(thin), {"n": len(thin), "figures": FEW_FIGURES,
                              "names": _names(thin, chosen.language)}),
        ("unchecked", bool(unchecked), {"n": unchecked}),
        ("links", bool(links["unchecked"] or links["gap"]),
         {"unchecked": links["unchecked"], "gap": links["gap"], "all": len(totals)}),
        ("clean", bool(clean), {"n": clean, "all": len(places)}),
        ("broken", clean < len(places), {"n": len(places) - clean}),
        ("synthetic", any(r.synthetic for r in chosen.reports), {}),
    ]  # fmt: skip
    return [w[f"caution_{key}"].format(**values) for key, holds, values in reasons if holds]


def add_cautions(brief: Brief, said: Iterable[str]) -> None:
    """Add what a reader should not conclude."""
    w = words(brief.language)
    brief.heading(w["heading_cautions"])
    brief.notes({w["cautions"]: list(said)})


def add_errors(brief: Brief, findings: Iterable[Finding]) -> None:
    """Add every error and every warning with its message, errors first, by place and year."""
    w = words(brief.language)
    # A line of corrections that does not fit is no fault of a report; the notes tell of it.
    found = (f for f in findings if not f.code.startswith("correction_"))
    errors = [f for f in found if f.severity in ("error", "warning")]
    errors.sort(key=lambda f: (f.severity, f.place_code or "", f.year or 0))
    brief.heading(w["heading_errors"])
    if not errors:
        brief.text(w["quality_no_errors"])
        return
    zh = brief.language == "zh"
    rows = [
        (
            f.place,
            str(f.year or ""),
            w[f.severity],
            f.message_zh if zh and f.message_zh else f.message,
        )
        for f in errors[:MOST_FINDINGS]
    ]
    rest = len(errors) - len(rows)
    message = w["quality_message"]
    brief.table(
        pd.DataFrame(rows, columns=[w["place"], w["year"], w["quality_severity"], message]),
        caption=w["table_errors"], wide=[message], whole=False,
        note=w["notes_more"].format(rest) if rest else w["quality_published"],
    )  # fmt: skip


def _names(places: Sequence[str], language: str) -> str:
    return listed(list(places), language, most=_NAMED)


def _place_years(frame: pd.DataFrame, language: str) -> str:
    each = [
        f"{place} {year_ranges([int(y) for y in rows['year']], language)}"
        for place, rows in frame.groupby("place", sort=False)
    ]
    return _names(each, language)
