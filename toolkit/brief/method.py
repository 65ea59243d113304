"""Method: what a brief counts, how far the sides of its series compare, and what a blank means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.words import listed, words
from toolkit.charts.words import form_label, unit_label
from toolkit.codebook import definitions, metrics, series
from toolkit.codebook.joins import comparability_label

#: Charts whose subject is no single series or metric: said in words of the brief.
_IN_WORDS = ("categories", "outcomes")


def names_used(kind: str, frame: pd.DataFrame) -> list[str]:
    """Return the series and metrics that a frame holds, by their names in the codebook."""
    if kind in _IN_WORDS:
        return [kind]
    for column in ("metric", "series"):
        if column in frame:
            return [str(name) for name in frame[column].dropna().unique()]
    return [kind] if kind in metrics() else []


def add_method(brief: Brief) -> None:
    """Add the definitions of all that the sections of a brief have shown; nothing if they showed none."""
    w = words(brief.language)
    names = list(dict.fromkeys(brief.used))
    known = [n for n in names if n not in _IN_WORDS]
    if not names:
        return
    frame = definitions(known, brief.language).set_index("name")
    meaning, blanks = [], [w["method_blank"]]
    for name in names:
        if name in _IN_WORDS:
            meaning.append(w[f"method_{name}"])
            continue
        row = frame.loc[name]
        unit = "" if pd.isna(row["unit"]) else unit_label(row["unit"], brief.language, name)
        label = row["label"] + (w["bracketed"].format(unit) if unit else "")
        if pd.notna(row["definition"]):
            said = row["definition"].strip()
            # The definition of a metric begins with its name.
            named = said.startswith(row["label"])
            meaning.append(said if named else f"{label}{w['colon']}{said}")
        if pd.notna(row["blanks"]):
            blanks.append(f"{row['label']}{w['colon']}{row['blanks'].strip()}")
    brief.heading(w["method"])
    brief.notes(
        {
            w["method_meaning"]: meaning,
            w["method_joins"]: _joins(known, brief.language),
            w["method_blanks"]: blanks,
        }
    )


def _joins(names: Iterable[str], language: str) -> list[str]:
    """Return each join that is not the same once, with the series that it holds for."""
    w = words(language)
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    several = [n for n in names if n in series()]
    for name in several:
        entry = series()[name]
        for group, join in zip(entry["groups"][1:], entry["joins"], strict=True):
            if join["comparability"] != "same":
                found[group["id"], join["comparability"], join[language]].append(entry[language])
    out = [
        w["method_join"].format(
            names=listed(labels, language), form=form_label(form, language),
            comparable=comparability_label(comparability, language), why=why,
        )
        for (form, comparability, why), labels in found.items()
    ]  # fmt: skip
    out += [
        w["method_ways"].format(
            names=series()[name][language], why=ways[language],
            comparable=comparability_label(ways["comparability"], language),
        )
        for name in several
        if (ways := series()[name]["ways"])
    ]  # fmt: skip
    return [*out, w["method_same"]] if several else []
