"""Tables: the codebook as rows of plain text, for those who read it without this toolkit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from toolkit.codebook import categories, indicators, load_yaml, metrics, series
from toolkit.codebook.definitions import figures_of

Rows = list[dict[str, Any]]

#: The kinds of missing of a figure and of a value of a panel, with what each says.
MISSING_FILE, COLUMNS_FILE = "missing.yml", "columns.yml"


@cache
def missing_kinds() -> Mapping[str, Mapping[str, str]]:
    """Return what every kind of missing says, in ``zh`` and ``en``."""
    return load_yaml(MISSING_FILE)


def column(name: str, table: str = "") -> Mapping[str, Any]:
    """Return what a column of a published table means: ``zh``, ``en``, and unit and constraints.

    A column that stands nowhere has neither meaning nor constraints.

    Examples
    --------
    >>> column("year")["unit"], column("no_such_column")
    ('year', {})
    """
    known = _columns()
    return known["tables"].get(table, {}).get(name) or known["common"].get(name) or {}


@cache
def _columns() -> Mapping[str, Any]:
    return load_yaml(COLUMNS_FILE)


def indicator_rows() -> Rows:
    """Return the indicators: id, labels, unit, group, parent and the forms that have them."""
    return [
        {
            "id": i.id, "zh": i.zh, "en": i.en, "unit": i.unit, "group": i.group, "parent": i.parent,
            "forms": " ".join(i.forms),
        }
        for i in indicators().values()
    ]  # fmt: skip


def category_rows() -> Rows:
    """Return the harmonised categories, one's own among them."""
    return [
        {"id": c.id, "zh": c.zh, "en": c.en, "wider_than": c.wider_than}
        for c in categories().values()
    ]


def missing_rows() -> Rows:
    """Return the kinds of missing and what each says."""
    return [{"id": id_, **said} for id_, said in missing_kinds().items()]


def series_rows(names: list[str] | None = None) -> Rows:
    """Return the series, a row a group of forms, with how it compares with the group before and why.

    ``names`` may hold indicators too: an indicator is a series of one group, without a join.
    """
    out: Rows = []
    for name in series() if names is None else names:
        spec = series().get(name)
        if spec is None:
            item = indicators()[name]
            row = {"series": name, "zh": item.zh, "en": item.en, "unit": item.unit, "group": "all"}
            out.append(row | {"forms": " ".join(item.forms), "indicators": name})
            continue
        joins: list[Mapping[str, Any]] = [{}, *spec["joins"]]
        for group, join in zip(spec["groups"], joins, strict=True):
            first, last = group["regime"]
            out.append(
                {
                    "series": name, "zh": spec["zh"], "en": spec["en"], "unit": spec["unit"],
                    "definition_zh": spec["definition"]["zh"],
                    "definition_en": spec["definition"]["en"],
                    "group": group["id"], "forms": " ".join(group["forms"]),
                    "indicators": figures_of(group), "years": f"{first}-{'' if last > 2090 else last}",
                    "join_before": join.get("comparability"), "why_zh": join.get("zh"),
                    "why_en": join.get("en"),
                }
            )  # fmt: skip
    return out


def metric_rows() -> Rows:
    """Return the metrics in two languages: labels, definition, unit, denominators, n, blanks, reasons."""
    out: Rows = []
    for id_, spec in metrics().items():
        row: dict[str, Any] = {"id": id_, "zh": spec["zh"], "en": spec["en"]}
        for key in ("definition", "blanks"):
            said = spec.get(key) or {}
            row |= {f"{key}_{x}": said.get(x) for x in ("zh", "en")}
        # The words for ids that stand in the columns of a metric's frame.
        reasons = spec.get("missing", {}) | spec.get("relations", {})
        listed = {"bases": spec["bases"], "parts": spec.get("parts", {}), "reasons": reasons}
        for x in ("zh", "en"):
            row |= {f"unit_{x}": spec["unit"][x], f"n_{x}": spec["n"][x]}
            for key, words in listed.items():
                row[f"{key}_{x}"] = "; ".join(f"{i}: {w[x]}" for i, w in words.items()) or None
        out.append(row)
    return out
