"""Told: the words of comparisons and peer groups, and how a value of a metric is printed in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from toolkit.codebook import LANGUAGES, label_of, metrics


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = (files(__package__) / "words.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def said(part: str, key: str, language: str, **more: object) -> str:
    """Return one phrase, filled in."""
    return _words()[part][key][language].format(**more)


def both(part: str, key: str, more: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Return one phrase in both languages, filled in with what ``more`` holds for each."""
    return {language: said(part, key, language, **more[language]) for language in LANGUAGES}


def what(row: Mapping[str, Any], language: str) -> str:
    """Return what a row of a metric or series frame is about."""
    name = row.get("metric") or row.get("series") or "work_updates_share"
    label = label_of(str(name), language)
    part, basis = row.get("part"), row.get("basis")
    spec = metrics().get(str(name), {})
    join = said("compare", "join", language)
    if part:
        own = spec.get("parts", {}).get(part)
        label += join + (str(own[language]) if own else label_of(str(part), language))
    if basis and len(spec.get("bases", {})) > 1:
        told = spec["bases"][basis][language]
        label += f"（{told}）" if language == "zh" else f" ({told})"
    return label


def number(row: Mapping[str, Any]) -> str:
    """Return the value of a row as it is printed: a fraction of 1 in per cent."""
    value = float(row["value"])
    if row.get("per") == 1 and row.get("interval"):
        return f"{100 * value:.1f}%"
    return f"{value:,.1f}" if abs(value) >= 1 else f"{value:.3g}"


def why(row: Mapping[str, Any] | None, language: str) -> str:
    """Return why a row has no value, as its metric words it; without a row there is no report."""
    kind = str(row["missing"]).partition(":")[0] if row else "no_report"
    own = metrics().get(str(row.get("metric")), {}).get("missing", {}).get(kind) if row else None
    found = own or _words()["missing"].get(kind)
    return str(found[language]) if found else kind
