"""Peers: the sections of a brief about one place among its peers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.table import MISSING
from toolkit.brief.words import listed, words, year_ranges
from toolkit.charts import alt_text, no_data_sentence
from toolkit.charts.measure import Measure, first_measure
from toolkit.codebook import metrics as metric_table
from toolkit.divisions import division
from toolkit.errors import ParameterError
from toolkit.metrics import compare, metric

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Chart

#: The metrics that a place is compared in: name, denominator and part.
MAIN: tuple[tuple[str, str | None, str | None], ...] = (
    ("requests_per_100k", None, None),
    ("outcome_shares", "processed", "granted_any"),
    ("outcome_shares", "processed", "denied"),
    ("carry_forward_rate", None, None),
    ("appeals_per_100", None, "appeals"),
    ("work_updates_share", "report", None),
)
#: So many peers without reports are named, and so many that a comparison shows the same of.
MOST_NAMED, MOST_SAID = 40, 12
_KINDS = ["metric", "basis", "part"]


def main_metrics(chosen: Choice) -> pd.DataFrame:
    """Return the main metrics of a place and its peers as one metric frame.

    Rows of metrics of which the place itself has no row are kept: that is told, too.
    """
    figures = chosen.figures()
    frames = []
    for name, basis, part in MAIN:
        frame = metric(figures, name, chosen.codes, chosen.years, chosen.values, basis=basis)
        frames.append(frame if part is None else frame[frame["part"] == part])
    return pd.concat(frames, ignore_index=True)


def of_metric(frame: pd.DataFrame, name: str, part: str | None = None) -> pd.DataFrame:
    """Return the rows of one metric of :func:`main_metrics`, and of one of its parts."""
    rows = frame[frame["metric"] == name]
    return rows if part is None else rows[rows["part"] == part]


def latest_year(frame: pd.DataFrame, chosen: Choice) -> int:
    """Return the last year in which the place has a value; without any, the last year of ``frame``."""
    own = _own(frame, chosen)
    stated = own.loc[own["value"].notna(), "year"]
    years = stated if len(stated) else frame["year"]
    return int(years.max()) if len(years) else chosen.years[-1]


def two_years(frame: pd.DataFrame, chosen: Choice) -> tuple[int, int]:
    """Return the last year in which the place has a value, and the first with no marker in between.

    Without two such years the two are the ends of the years chosen, of which a chart shows none.
    """
    own = _own(frame, chosen)
    stated = own[own["value"].notna()].sort_values("year")
    if len(stated):
        marked = own.loc[own["break_before"] != "none", "year"]
        same = stated[stated["year"] >= (marked.max() if len(marked) else 0)]
        if len(same) > 1:
            return int(same["year"].min()), int(same["year"].max())
    return chosen.years[0], chosen.years[-1]


def add_group(brief: Brief, chosen: Choice) -> None:
    """Add who the peers are, which of them have reports and which have none."""
    w = words(brief.language)
    group = _group(chosen)
    brief.heading(w["heading_group"])
    peers = [c for c in chosen.codes if c != group.place_code]
    absent = [c for c in group.codes if c not in chosen.codes]
    told = group.zh if brief.language == "zh" else group.en
    brief.text(
        w["peers_group"].format(group=told, with_data=len(peers), without=len(absent))
        + ("" if peers else "\n" + w["peers_none"])
    )
    years = defaultdict(set)
    for code, year in chosen.figures()[["place_code", "year"]].itertuples(index=False):
        years[code].add(int(year))
    rows = [
        (
            name, w["peers_focus"] if code == group.place_code else w["peers_peer"],
            year_ranges(years[code], brief.language),
        )
        for code, name in zip(chosen.codes, chosen.places, strict=True)
    ]  # fmt: skip
    names = [division(c).name for c in absent]
    note = w["peers_absent"].format(listed(names, brief.language, most=MOST_NAMED))
    brief.table(
        pd.DataFrame(rows, columns=[w["place"], w["peers_role"], w["peers_years"]]),
        caption=w["table_group"], wide=[w["peers_years"]], note=note if names else "",
    )  # fmt: skip


def add_standing(
    brief: Brief, chosen: Choice, frame: pd.DataFrame, bands: pd.DataFrame, chart: Chart | None
) -> None:
    """Add the chart of :func:`toolkit.charts.plot_peers`, and a table of the latest figures.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`main_metrics`.
    bands : pandas.DataFrame
        As made by :func:`toolkit.metrics.peer_band`.
    chart : matplotlib.figure.Figure or None
    """
    w = words(brief.language)
    own = _own(frame, chosen)
    _figure(brief, chosen, "peers", own, chart, w["caption_peers"].format(chosen.places[0]))
    heads = (
        "peers_metric", "year", "peers_value", "peers_interval", "peers_n", "peers_median",
        "peers_quartiles", "peers_data",
    )  # fmt: skip
    rows = []
    for key, mine in own[own["value"].notna()].groupby(_KINDS, sort=False, dropna=False):
        row = mine.loc[mine["year"].idxmax()]
        measure = first_measure(mine, brief.language)
        band = bands[_is(bands, key) & (bands["year"] == row["year"])].iloc[0]
        rows.append(
            (
                measure.label, str(row["year"]), _said(row["value"], measure),
                _pair(row["lower"], row["upper"], measure), f"{row['n']:,.0f}",
                _said(band["median"], measure),
                _pair(band["lower_quartile"], band["upper_quartile"], measure),
                w["peers_of"].format(n=band["n_data"], all=band["n_group"]),
            )
        )  # fmt: skip
    if rows:
        columns = [w[h] for h in heads]
        brief.table(
            pd.DataFrame(rows, columns=columns), caption=w["table_peers"], wide=[columns[0]],
            note=w["peers_note"],
        )  # fmt: skip


def add_comparison(
    brief: Brief, chosen: Choice, kind: str, frame: pd.DataFrame, chart: Chart | None,
    years: Iterable[int] = (),
) -> None:  # fmt: skip
    """Add a chart of one metric of the place and its peers: ``funnel``, ``slope`` or ``heatmap``."""
    w = words(brief.language)
    what = first_measure(frame, brief.language).label if len(frame) else ""
    named = dict(zip(("a", "b"), years, strict=False))
    caption = w[f"caption_{kind}"].format(what=what, year=named.get("a"), **named)
    otherwise = w.get(f"no_{kind}", "")
    _figure(brief, chosen, kind, frame, chart, caption, otherwise)


def add_words(brief: Brief, chosen: Choice, frame: pd.DataFrame) -> None:
    """Add what the intervals show of the place against each peer, counted and in words."""
    w = words(brief.language)
    group = _group(chosen)
    brief.heading(w["heading_words"])
    peers = [c for c in chosen.codes if c != group.place_code]
    if not peers:
        brief.text(w["no_words"])
        return
    brief.text(w["words_text"])
    rows, spelled = [], {}
    names = dict(zip(chosen.codes, chosen.places, strict=True))
    for _, part in frame.groupby(_KINDS, sort=False, dropna=False):
        own = _own(part, chosen)
        if own["value"].isna().all():
            continue
        year = latest_year(part, chosen)
        measure = first_measure(part, brief.language)
        row = own[own["year"] == year].iloc[0]
        there = set(part["place_code"])
        found: dict[str, list[str]] = defaultdict(list)
        for code in peers:
            result = compare(part, group.place_code, code, year).iloc[0] if code in there else None
            if result is None or result["outcome"] not in _SHOWN:
                found["none"].append(names[code])
                continue
            told = _with_n(result["value_other"], result["n_other"], measure, w)
            found[str(result["outcome"])].append(names[code] + told)
        rows.append((measure.label, str(year), *(len(found[k]) for k in (*_SHOWN, "none"))))
        head = w["words_head"].format(
            what=measure.label, year=year, place=names[group.place_code],
            own=_with_n(row["value"], row["n"], measure, w).strip(),
        )  # fmt: skip
        spelled[head] = [
            w[f"said_{k}"] + listed(found[k], brief.language, most=MOST_SAID)
            for k in (*_SHOWN, "none")
            if found[k]
        ]
    if not rows:
        brief.text(w["no_words"])
        return
    heads = ("peers_metric", "year", *(f"words_{k}" for k in (*_SHOWN, "none")))
    columns = [w[h] for h in heads]
    brief.table(pd.DataFrame(rows, columns=columns), caption=w["table_words"], wide=[columns[0]])
    brief.notes(spelled)


#: What a comparison may show.
_SHOWN = ("higher", "lower", "not_shown")


def _with_n(value: Any, n: Any, measure: Measure, w: dict[str, str]) -> str:
    return w["words_n"].format(value=_said(value, measure), n=f"{n:,.0f}")


def add_definitions(brief: Brief, names: Iterable[str]) -> None:
    """Add what metrics mean: definition, denominators, what n counts, how blanks are treated."""
    w = words(brief.language)
    x = brief.language
    brief.heading(w["heading_definitions"])
    told = {}
    for name in dict.fromkeys(names):
        spec = metric_table()[name]
        bases = w["semicolon"].join(str(b[x]) for b in spec["bases"].values())
        lines = [" ".join(str(spec["definition"][x]).split()), w["definition_bases"] + bases]
        lines += [w["definition_n"] + str(spec["n"][x])] if "n" in spec else []
        if "blanks" in spec:
            lines.append(w["definition_blanks"] + " ".join(str(spec["blanks"][x]).split()))
        told[str(spec[x])] = lines
    brief.notes(told)


def _group(chosen: Choice) -> Any:
    if chosen.group is None:
        raise ParameterError(
            "the choice has no peers: give 'place' and 'peers' to check_parameters"
        )
    return chosen.group


def _own(frame: pd.DataFrame, chosen: Choice) -> pd.DataFrame:
    code = _group(chosen).place_code
    return frame[(frame["place_code"] == code) & (frame["line"] == "main")]


def _figure(
    brief: Brief, chosen: Choice, kind: str, frame: pd.DataFrame, chart: Chart | None, caption: str,
    otherwise: str = "",
) -> None:  # fmt: skip
    w = words(brief.language)
    brief.heading(w[f"heading_{kind}"])
    if not otherwise:
        otherwise = no_data_sentence(kind, chosen.places[:1], chosen.years, brief.language)
    alt = alt_text(frame, kind, brief.language) if len(frame) else ""
    brief.figure(chart, caption=caption, alt=alt, otherwise=otherwise)


def _is(frame: pd.DataFrame, key: tuple[Any, ...]) -> pd.Series:
    mask = pd.Series(True, index=frame.index)
    for column, value in zip(_KINDS, key, strict=True):
        same = frame[column] == value if isinstance(value, str) else frame[column].isna()
        mask &= same.fillna(False)
    return mask


def _said(value: Any, measure: Measure) -> str:
    if pd.isna(value):
        return MISSING
    return measure.text(float(value)) + ("%" if measure.unit == "%" else "")


def _pair(low: Any, high: Any, measure: Measure) -> str:
    if pd.isna(low) or pd.isna(high):
        return MISSING
    return f"{_said(low, measure)} – {_said(high, measure)}"
