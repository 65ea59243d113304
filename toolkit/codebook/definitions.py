"""Definitions: what each series and metric counts, from which figures, and how far its sides compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.codebook.files import check_language, load_yaml
from toolkit.codebook.indicator import indicators
from toolkit.codebook.joins import comparability_label, series
from toolkit.codebook.near import did_you_mean
from toolkit.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("name", "kind", "label", "unit", "definition", "figures", "joins", "blanks")


def definitions(names: str | Iterable[str] | None = None, language: str = "zh") -> pd.DataFrame:
    """Return what series, metrics and indicators mean, one row a name.

    Parameters
    ----------
    names : str or iterable of str, optional
        Series, metrics or indicators; without them every series and metric of the codebook.
    language : {"zh", "en"}

    Returns
    -------
    pandas.DataFrame
        ``name``; ``kind``: ``series``, ``metric`` or ``indicator``; ``label``; ``unit``;
        ``definition`` (missing for an indicator: its label is all there is); ``figures``: for each form
        what is taken, a sum (+), or where that is not stated the next (|); ``joins``: from each form on
        how it compares with the one before, and why, after ``|`` how the ways of one form compare where
        they count something else; ``blanks``: how a metric treats blanks.

    Raises
    ------
    ParameterError
        A name is unknown; the line gives names like it.

    Examples
    --------
    >>> definitions("refusals", "en")["definition"][0][:20]
    'Requests refused in '
    """
    import pandas as pd

    check_language(language)
    metrics = load_yaml("metrics.yml")
    if names is None:
        names = (*series(), *metrics)
    asked = [names] if isinstance(names, str) else list(names)
    rows = [_row(name, metrics, language) for name in dict.fromkeys(asked)]
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype="string")


def _row(name: str, metrics: Mapping[str, Any], language: str) -> dict[str, str | None]:
    if name in metrics:
        entry = metrics[name]
        said = {key: entry.get(key, {}).get(language) for key in ("unit", "definition", "blanks")}
        return said | {"name": name, "kind": "metric", "label": entry[language]}
    if name in series():
        entry = series()[name]
        joins = dict(zip((g["id"] for g in entry["groups"][1:]), entry["joins"], strict=True))
        joins |= {"|": entry["ways"]} if entry["ways"] else {}
        return {
            "name": name, "kind": "series", "label": entry[language], "unit": entry["unit"],
            "definition": entry["definition"][language],
            "figures": "\n".join(f"{g['id']}: {figures_of(g)}" for g in entry["groups"]),
            "joins": "\n".join(
                f"{side}: {comparability_label(j['comparability'], language)}: {j[language]}"
                for side, j in joins.items()
            ) or None,
        }  # fmt: skip
    if name in indicators():
        own = indicators()[name]
        said = {"label": own.label(language), "unit": own.unit, "figures": ", ".join(own.forms)}
        return {"name": name, "kind": "indicator"} | said
    known = (*series(), *metrics, *indicators())
    hint = did_you_mean(name, known, "use a name of docs/definitions.md")
    raise ParameterError(f"{name!r} stands nowhere in the codebook: {hint}")


def figures_of(group: Mapping[str, Any]) -> str:
    """Return what a group of a series takes, as ``series.yml`` writes it."""
    if "category" in group:
        return f"{group['of']} ({group['category']})"
    return " | ".join(" + ".join(way) for way in (group["sum"], *group["otherwise"]))
