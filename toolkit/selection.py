"""Selection: what the command line asks for, as a table in CSV or one chart in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.brief.choice import Choice, check_parameters, data_folder
from toolkit.brief.parameters import declared_parameters, notebook_path
from toolkit.brief.run import run_notebook
from toolkit.codebook import series as series_table
from toolkit.divisions import Source
from toolkit.errors import ParameterError
from toolkit.structured import find_overlay

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The first report year there can be.
FIRST_YEAR = 2008
#: The kinds of charts by the word that asks for them.
KINDS = ("share", "categories", "requests", "outcomes", "appeals", "coverage", "items")


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
) -> Choice:
    """Check the words of the command line and load the reports that they ask for.

    ``tell`` is given a line for each correction that is to be used and is not taken.
    """
    span = years or f"{FIRST_YEAR}-{date.today().year}"
    chosen = check_parameters(
        places=split_names(places), years=span, language=language, data=data, categories=categories,
        corrections=corrections, values=values, chain=chain, divisions=divisions,
    )  # fmt: skip
    if chosen.corrections and values == "corrected":
        for finding in chosen.not_taken():
            tell(finding.message)
    return chosen


def panel_csv(indicator: str, chosen: Choice) -> str:
    """Return a series, an indicator or a metric as CSV: places by years, with form and break markers."""
    from toolkit.metrics import METRICS, metric
    from toolkit.panel import series

    make = metric if indicator in METRICS else series
    frame = make(chosen.figures(), indicator, chosen.codes, chosen.years or None, chosen.values)
    return str(frame.to_csv(index=False, lineterminator="\n"))


def draw(kind: str, chosen: Choice) -> Figure | None:
    """Return one chart of the chosen reports, None where there is nothing to draw."""
    from toolkit import charts, metrics, panel
    from toolkit.brief.notes import all_findings
    from toolkit.charts.sheet import Options

    frame = chosen.figures()
    where = (chosen.codes, chosen.years or None)
    values = chosen.values
    language = chosen.language
    look: Options = {"language": language, "findings": all_findings(chosen)}
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
        raise ParameterError(
            f"chart {kind!r} is unknown: use one of {', '.join((*KINDS, *series_table()))}"
        )
    return charts.plot_series(panel.series(frame, name, *where, values), **look)


def save_chart(kind: str, chosen: Choice, output: str) -> str:
    """Draw one chart into a file and return its path; that there is nothing to draw is an error."""
    figure = draw(kind, chosen)
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
        given |= {"data": data}
        if years:
            given["years"] = years
        if kind == "county":
            if len(names) > 1:
                raise ParameterError("a county brief is about one place: use 'compare' for several")
            given |= {"place": names[0]} if names else {}
        elif names:
            given["places"] = names
        elif data:
            given["places"] = []
    pdf, notebook = run_notebook(kind, given, output or "reports")
    return str(pdf), str(notebook)
