"""Selection: what the command line asks for, as a table in CSV or one chart in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.brief.choice import Choice, check_parameters, data_folder
from toolkit.brief.parameters import declared_parameters, notebook_path
from toolkit.brief.run import run_notebook
from toolkit.codebook import indicators
from toolkit.codebook import series as series_table
from toolkit.codebook.near import did_you_mean
from toolkit.codebook.tables import column, metric_rows, missing_rows, series_rows
from toolkit.compared import ALONE, COMPARED, Of, compared_chart, peers_of
from toolkit.divisions import Source
from toolkit.errors import ParameterError
from toolkit.output import write_bytes
from toolkit.spreadsheet import book_bytes, csv_bytes
from toolkit.store import is_store, open_store
from toolkit.structured import find_overlay

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

#: The first report year there can be.
FIRST_YEAR = 2008
#: The kinds of charts by the word that asks for them.
KINDS = ("share", "categories", "requests", "outcomes", "appeals", "coverage", "items", *COMPARED)


def split_names(places: str) -> list[str]:
    """Return the names of a list parted by commas of either width."""
    return [p for p in (part.strip() for part in places.replace("，", ",").split(",")) if p]


def overlay_of(divisions: str, data: str) -> Source:
    """Return the list of one's own divisions that the words of the command line name, if any."""
    return find_overlay(data_folder(data), divisions or None)


def choose(
    places: str,
    years: str,
    language: str,
    data: str,
    categories: str = "",
    corrections: str = "",
    values: str = "published",
    chain: str = "none",
    divisions: str = "",
    tell: Callable[[str], object] = str,
    peers: str = "",
) -> Choice:
    """Check the words of the command line and load the reports that they ask for.

    ``tell`` is given a line for each correction that is to be used and is not taken, and one where
    reports of a store have no year. With ``peers``, a rule or names, there is one place, and its peers
    beside it.
    """
    span = years or f"{FIRST_YEAR}-{date.today().year}"
    where = (
        peers_of(split_names(places), split_names(peers))
        if peers
        else {"places": split_names(places)}
    )
    chosen = check_parameters(
        **where, years=span, language=language, data=data, categories=categories,
        corrections=corrections, values=values, chain=chain, divisions=divisions,
    )  # fmt: skip
    if chosen.corrections and values == "corrected":
        for finding in chosen.not_taken():
            tell(finding.message)
    if is_store(folder := data_folder(data)):
        heads = open_store(folder).heads()
        lost = sum(y is None and (not places or c in chosen.codes) for c, _, y in heads)
        if lost:
            tell(f"{lost} reports of {folder} are left out: the year of a report is not known")
    return chosen


def panel_csv(indicator: str, chosen: Choice) -> str:
    """Return a series, an indicator or a metric as CSV: places by years, with form and break markers."""
    return csv_bytes(_series(indicator, chosen)).decode("utf-8-sig").replace("\r\n", "\n")


def save_panel(indicator: str, chosen: Choice, output: str, kind: str = "") -> str:
    """Write a series, an indicator or a metric to a file and return its path.

    ``kind`` is ``csv`` (with a byte-order mark) or ``xlsx``; without it the suffix decides. A book has
    the series, what its columns and the series mean, and the kinds of missing, a sheet each.
    """
    path = Path(output)
    if panel_format(output, kind) == "csv":
        write_bytes(path, csv_bytes(_series(indicator, chosen)))
        return output
    frame = _series(indicator, chosen)
    synthetic = "synthetic " if frame["synthetic"].any() else ""
    sheets = {f"{synthetic}panel": frame} | definition_sheets([indicator], frame.columns)
    write_bytes(path, book_bytes(sheets, f"{synthetic}{indicator}"))
    return output


def panel_format(output: str, kind: str = "") -> str:
    """Return ``csv`` or ``xlsx``, or raise ParameterError where format and file do not agree."""
    suffix = Path(output).suffix.lower().removeprefix(".")
    kind = kind or (suffix if suffix == "xlsx" else "csv")
    if kind not in ("csv", "xlsx"):
        raise ParameterError(f"format {kind!r} is unknown: use csv or xlsx")
    if kind == "xlsx" and not output:
        raise ParameterError("xlsx is no text for the screen: name a file with --output FILE.xlsx")
    if kind != suffix and suffix in ("csv", "xlsx"):
        raise ParameterError(
            f"{output} is not the name of a file of format {kind}: change one of them"
        )
    return kind


def definition_sheets(names: list[str], columns: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return what series, metrics and columns mean and the kinds of missing, as sheets by their names."""
    import pandas as pd

    from toolkit.metrics import METRICS

    known = [n for n in names if n not in METRICS]
    said = [{"column": c, **column(c, "panel" if known else "metric")} for c in columns]
    sheets = {"series": pd.DataFrame(series_rows(known))} if known else {}
    if len(known) < len(names):
        metrics = pd.DataFrame(metric_rows())
        sheets["metrics"] = metrics[metrics["id"].isin(names)]
    sheets |= {
        "columns": pd.DataFrame(said).reindex(columns=["column", "zh", "en", "unit"]),
        "missing": pd.DataFrame(missing_rows()),
    }
    return {name: sheet.astype("string") for name, sheet in sheets.items()}


def _series(indicator: str, chosen: Choice) -> pd.DataFrame:
    from toolkit.metrics import METRICS, metric
    from toolkit.panel import series

    if indicator not in (*METRICS, *series_table(), *indicators()):
        use = "use a name of docs/definitions.md or of toolkit/codebook/indicators.yml"
        hint = did_you_mean(indicator, (*METRICS, *series_table(), *indicators()), use)
        raise ParameterError(f"series {indicator!r} is unknown: {hint}")
    make = metric if indicator in METRICS else series
    return make(chosen.figures(), indicator, chosen.codes, chosen.years or None, chosen.values)


def draw(kind: str, chosen: Choice, of: Of = ALONE) -> Figure | None:
    """Return one chart of the chosen reports, None where there is nothing to draw."""
    from toolkit import charts, metrics, panel
    from toolkit.brief.notes import all_findings
    from toolkit.charts.sheet import Options

    frame = chosen.figures()
    where = (chosen.codes, chosen.years or None)
    values = chosen.values
    language = chosen.language
    look: Options = {"language": language, "findings": all_findings(chosen)}
    if kind in COMPARED:
        return compared_chart(kind, chosen, of, look)
    if kind == "share":
        shares = metrics.work_updates_share(frame, *where, values=values)
        return charts.plot_work_updates_share(shares, **look)
    if kind == "categories":
        return charts.plot_categories(panel.composition(frame, *where, values), **look)
    if kind == "outcomes":
        return charts.plot_outcomes(panel.outcomes(frame, *where, values), **look)
    if kind == "appeals":
        return charts.plot_appeals(panel.appeals(frame, *where, values), **look)
    if kind == "coverage":
        return charts.plot_coverage(panel.coverage(chosen.of_units(), *where), language=language)
    name = {"requests": "requests_received", "items": "disclosed_total"}.get(kind, kind)
    if name not in series_table():
        use = f"use one of {', '.join(KINDS)}, or a series of docs/definitions.md"
        hint = did_you_mean(kind, (*KINDS, *series_table()), use)
        raise ParameterError(f"chart {kind!r} is unknown: {hint}")
    return charts.plot_series(panel.series(frame, name, *where, values), **look)


def save_chart(kind: str, chosen: Choice, output: str, of: Of = ALONE) -> str:
    """Draw one chart into a file and return its path; that there is nothing to draw is an error."""
    figure = draw(kind, chosen, of)
    if figure is None and kind == "funnel":
        raise ParameterError(
            f"no funnel: fewer than three of {len(chosen.places)} places have a value of {of.name} "
            f"in {of.year}"
        )
    if figure is None and kind == "slope":
        first, last = chosen.years[0], chosen.years[-1]
        raise ParameterError(
            f"no slope: none of {len(chosen.places)} places has a value of {of.name} in both {first} and "
            f"{last}: the two are the ends of --years, such as 2019-2024"
        )
    if figure is None:
        raise ParameterError(
            f"nothing to draw: no figures for {kind!r} of {', '.join(chosen.places)} in the years asked for"
        )
    from toolkit.charts import save

    return str(save(figure, Path(output or f"{kind}.png"), chosen.language))


def make_brief(
    kind: str,
    *,
    places: str,
    years: str,
    language: str,
    data: str,
    report: str,
    output: str,
    peers: str = "",
    categories: str = "",
    corrections: str = "",
    values: str = "published",
    chain: str = "none",
    divisions: str = "",
) -> tuple[str, str]:
    """Make the PDF and the notebook of one kind of brief from the words of the command line."""
    names = split_names(places)
    given: dict[str, object] = {"language": language}
    # Only what was asked for: a brief about one report knows neither corrections nor values.
    laid = {"categories": categories, "corrections": corrections}
    given |= {name: value for name, value in laid.items() if value}
    chosen = {
        "values": ("" if values == "published" else values, "is always of published values"),
        "chain": ("" if chain == "none" else chain, "is of each place as its reports name it"),
        "divisions": (divisions, "knows no list of divisions but the one beside its data"),
    }
    for name, (value, why) in chosen.items():
        if value and name not in declared_parameters(notebook_path(kind)):
            raise ParameterError(f"a brief of kind {kind!r} {why}: leave out --{name}")
        given |= {name: value} if value else {}
    if kind == "report":
        given |= {"report": str(Path(report).resolve()) if report else ""}
    else:
        # Without places and data, the notebook's own.
        given |= {"data": data} if data or names or kind != "peers" else {}
        if years:
            given["years"] = years
        if peers and kind != "peers":
            raise ParameterError(f"a brief of kind {kind!r} takes no --peers: use kind 'peers'")
        if kind == "county":
            if len(names) > 1:
                raise ParameterError("a county brief is about one place: use 'compare' for several")
            given |= {"place": names[0]} if names else {}
        elif kind == "peers":
            if data and not names:
                raise ParameterError(
                    "a brief of kind 'peers' is about one place: add --places NAME"
                )
            given |= peers_of(names, split_names(peers) or ["prefecture"]) if names or peers else {}
        elif names:
            given["places"] = names
        elif data:
            given["places"] = []
    pdf, notebook = run_notebook(kind, given, output or "reports")
    return str(pdf), str(notebook)
