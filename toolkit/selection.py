"""Selection: what the command line asks for, as a table in CSV or one chart in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.brief.choice import Choice, check_parameters
from toolkit.brief.parameters import declared_parameters, notebook_path
from toolkit.brief.run import run_notebook
from toolkit.codebook import indicators
from toolkit.codebook import series as series_table
from toolkit.errors import ParameterError
from toolkit.metrics import GROUPS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from toolkit.charts.sheet import Options

#: The first report year there can be.
FIRST_YEAR = 2008
#: The kinds of charts by the word that asks for them.
KINDS = ("share", "categories", "requests", "outcomes", "appeals", "coverage", "items")
#: Those of any one metric or series, which ``--of`` names.
COMPARED = ("peers", "funnel", "slope", "heatmap", "parts")


@dataclass(frozen=True)
class Of:
    """Of what a chart is: a metric or series, one of its denominators and parts, a year, the peers."""

    name: str = ""
    basis: str = ""
    part: str = ""
    year: int | None = None
    peers: str = ""

    def check(self, kind: str) -> None:
        """Raise ParameterError where a kind of chart needs what is not given, or does not take it."""
        if kind not in COMPARED:
            given = [
                k
                for k in ("of", "basis", "part", "year", "peers")
                if getattr(self, _FIELD.get(k, k))
            ]
            if given:
                raise ParameterError(
                    f"chart {kind!r} takes no --{given[0]}: it goes with {', '.join(COMPARED)}"
                )
            return
        if not self.name:
            raise ParameterError(
                f"chart {kind!r} needs a metric or a series: add --of requests_per_100k, or another"
            )
        if kind == "funnel" and self.year is None:
            raise ParameterError("chart 'funnel' shows one year: add --year 2024, or another")
        if self.year is not None and kind not in ("funnel", "parts"):
            more = "; the two years are the ends of --years" if kind == "slope" else ""
            raise ParameterError(f"chart {kind!r} takes no --year{more}")
        if kind == "peers" and not self.peers:
            raise ParameterError(
                "chart 'peers' needs --peers: prefecture, province, kind, nearest, or names of your own"
            )
        if self.peers and kind != "peers":
            raise ParameterError(f"chart {kind!r} takes no --peers: name the places with --places")


_FIELD = {"of": "name"}


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
    where = peers_of(split_names(places), peers) if peers else {"places": split_names(places)}
    chosen = check_parameters(
        **where, years=span, language=language, data=data, categories=categories,
        corrections=corrections, values=values,
    )  # fmt: skip
    if chosen.corrections and values == "corrected":
        for finding in chosen.not_taken():
            tell(finding.message)
    return chosen


def peers_of(places: list[str], peers: str) -> dict[str, Any]:
    """Return the parameters that say who is compared with whom; ``peers`` is a rule or names."""
    if len(places) != 1:
        raise ParameterError("peers are those of one place: name it with --places")
    if peers == "own":
        raise ParameterError("peers of your own are named: --peers NAME,NAME")
    if peers in GROUPS:
        return {"place": places[0], "peers": peers}
    names = split_names(peers)
    if len(names) == 1 and names[0].isascii() and not names[0].isdigit():
        raise ParameterError(
            f"peers {peers!r} are unknown: use one of {', '.join(GROUPS[:-1])}, or names of your own"
        )
    return {"place": places[0], "peers": "own", "peer_places": names}


def panel_csv(indicator: str, chosen: Choice) -> str:
    """Return a series, an indicator or a metric as CSV: places by years, with form and break markers."""
    from toolkit.metrics import METRICS, metric
    from toolkit.panel import series

    make = metric if indicator in METRICS else series
    frame = make(chosen.figures(), indicator, chosen.codes, chosen.years or None, chosen.values)
    return str(frame.to_csv(index=False, lineterminator="\n"))


def draw(kind: str, chosen: Choice, of: Of = Of()) -> Figure | None:
    """Return one chart of the chosen reports, None where there is nothing to draw."""
    from toolkit import charts, metrics, panel
    from toolkit.brief.notes import all_findings

    frame = chosen.figures()
    where = (chosen.codes, chosen.years or None)
    values = chosen.values
    language = chosen.language
    look: Options = {"language": language, "findings": all_findings(chosen)}
    if kind in COMPARED:
        return _compared(kind, chosen, of, frame, look)
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
            f"chart {kind!r} is unknown: use one of {', '.join((*KINDS, *COMPARED, *series_table()))}"
        )
    return charts.plot_series(panel.series(frame, name, *where, values), **look)


def _compared(
    kind: str, chosen: Choice, of: Of, figures: pd.DataFrame, look: Options
) -> Figure | None:  # fmt: skip
    """Return a chart that compares places in one metric or series."""
    from toolkit import charts, metrics

    frame = _frame_of(kind, chosen, of, figures)
    if kind == "heatmap":
        return charts.plot_heatmap(frame, **look)
    if kind == "slope":
        return charts.plot_slope(frame, (chosen.years[0], chosen.years[-1]), **look)
    if kind == "parts":
        return charts.plot_parts(frame, of.year, **look)
    if kind == "funnel":
        assert of.year is not None
        return charts.plot_funnel(frame, of.year, **look)
    assert chosen.group is not None
    return charts.plot_peers(frame, metrics.peer_band(frame, chosen.group), **look)


def _frame_of(kind: str, chosen: Choice, of: Of, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of a metric or series, of one denominator and, where need be, one part."""
    from toolkit import metrics, panel

    where = (chosen.codes, chosen.years or None, chosen.values)
    if of.name not in metrics.METRICS:
        if of.name not in series_table() and of.name not in indicators():
            known = ", ".join((*metrics.METRICS, *series_table()))
            raise ParameterError(
                f"--of {of.name!r} is unknown: use one of {known}, or an indicator"
            )
        if of.basis or of.part or kind in ("funnel", "parts"):
            needed = f"chart {kind!r}" if kind in ("funnel", "parts") else "--basis or --part"
            raise ParameterError(f"{of.name} is a series of counts: {needed} needs a metric")
        return panel.series(figures, of.name, *where)
    frame = metrics.metric(figures, of.name, *where, basis=of.basis or None)
    for column, value in (("basis", of.basis), ("part", of.part)):
        there = [str(v) for v in frame[column].dropna().unique()]
        if value and there and value not in there:
            raise ParameterError(
                f"--{column} {value!r} of {of.name} is unknown: use one of {', '.join(there)}"
            )
        if value and there:
            frame = frame[frame[column] == value]
        elif value:
            raise ParameterError(f"{of.name} has no {column}: leave out --{column}")
        elif len(there) > 1 and not (column == "part" and kind in ("parts", "peers")):
            raise ParameterError(
                f"{of.name} has more than one {column}: add --{column} with one of {', '.join(there)}"
            )
    return frame


def save_chart(kind: str, chosen: Choice, output: str, of: Of = Of()) -> str:
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
            given |= peers_of(names, peers or "prefecture") if names or peers else {}
        elif names:
            given["places"] = names
        elif data:
            given["places"] = []
    pdf, notebook = run_notebook(kind, given, output or "reports")
    return str(pdf), str(notebook)
