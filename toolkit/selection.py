"""Selection: what the command line asks for, as a table in CSV or one chart in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.brief.choice import Choice, check_parameters
from toolkit.brief.parameters import declared_parameters, notebook_path
from toolkit.brief.run import run_notebook
from toolkit.codebook import series as series_table
from toolkit.compared import ALONE, COMPARED, Of, compared_chart, peers_of
from toolkit.errors import ParameterError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The first report year there can be.
FIRST_YEAR = 2008
#: The kinds of charts by the word that asks for them.
KINDS = ("share", "categories", "requests", "outcomes", "appeals", "coverage", "items", *COMPARED)


def split_names(places: str) -> list[str]:
    """Return the names of a list parted by commas of either width."""
    return [p for p in (part.strip() for part in places.replace("，", ",").split(",")) if p]


def choose(
    places: str,
    years: str,
    language: str,
    data: str,
    categories: str = "",
    corrections: str = "",
    values: str = "published",
    tell: Callable[[str], object] = str,
    peers: str = "",
) -> Choice:
    """Check the words of the command line and load the reports that they ask for.

    ``tell`` is given a line for each correction that is to be used and is not taken. With ``peers``,
    a rule or names, there is one place, and its peers beside it.
    """
    span = years or f"{FIRST_YEAR}-{date.today().year}"
    where = (
        peers_of(split_names(places), split_names(peers))
        if peers
        else {"places": split_names(places)}
    )
    chosen = check_parameters(
        **where, years=span, language=language, data=data, categories=categories,
        corrections=corrections, values=values,
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
        return charts.plot_coverage(panel.coverage(chosen.reports, *where), language=language)
    name = {"requests": "requests_received", "items": "disclosed_total"}.get(kind, kind)
    if name not in series_table():
        raise ParameterError(
            f"chart {kind!r} is unknown: use one of {', '.join((*KINDS, *series_table()))}"
        )
    return charts.plot_series(panel.series(frame, name, *where, values), **look)


def save_chart(kind: str, chosen: Choice, output: str, of: Of = ALONE) -> str:
    """Draw one chart into a file and return its path; that there is nothing to draw is an error."""
    figure = draw(kind, chosen, of)
    if figure is None and kind == "funnel":
        raise ParameterError(
            f"no funnel: fewer than three of {len(chosen.places)} places have a value of {of.name} "
            f"in {of.year}"
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
) -> tuple[str, str]:
    """Make the PDF and the notebook of one kind of brief from the words of the command line."""
    names = split_names(places)
    given: dict[str, object] = {"language": language}
    # Only what was asked for: a brief about one report knows neither corrections nor values.
    laid = {"categories": categories, "corrections": corrections}
    given |= {name: value for name, value in laid.items() if value}
    if values != "published":
        if "values" not in declared_parameters(notebook_path(kind)):
            raise ParameterError(
                f"a brief of kind {kind!r} is always of published values: leave out --values"
            )
        given["values"] = values
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
