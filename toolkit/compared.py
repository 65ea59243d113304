"""Compared: the charts of one metric or series that the command line asks for by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.brief.choice import Choice
from toolkit.codebook import indicators
from toolkit.codebook import series as series_table
from toolkit.errors import ParameterError
from toolkit.metrics import GROUPS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from toolkit.charts.sheet import Options

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
            said = {"of": self.name, "basis": self.basis, "part": self.part, "year": self.year}
            given = [name for name, value in (said | {"peers": self.peers}).items() if value]
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


#: Of a chart that is of nothing else.
ALONE = Of()


def peers_of(places: list[str], peers: list[str]) -> dict[str, Any]:
    """Return the parameters that say who is compared with whom; ``peers`` is a rule or names."""
    if len(places) != 1:
        raise ParameterError("peers are those of one place: name it with --places")
    if peers == ["own"]:
        raise ParameterError("peers of your own are named: --peers NAME,NAME")
    if len(peers) == 1 and peers[0] in GROUPS:
        return {"place": places[0], "peers": peers[0]}
    if len(peers) == 1 and peers[0].isascii() and not peers[0].isdigit():
        raise ParameterError(
            f"peers {peers[0]!r} are unknown: use one of {', '.join(GROUPS[:-1])}, or names of your own"
        )
    return {"place": places[0], "peers": "own", "peer_places": peers}


def compared_chart(kind: str, chosen: Choice, of: Of, look: Options) -> Figure | None:
    """Return a chart that compares places in one metric or series."""
    from toolkit import charts, metrics

    frame = _frame_of(kind, chosen, of)
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


def _frame_of(kind: str, chosen: Choice, of: Of) -> pd.DataFrame:
    """Return the frame of a metric or series, of one denominator and, where need be, one part."""
    from toolkit import metrics, panel

    figures = chosen.figures()
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
