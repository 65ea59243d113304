"""Words: everything that charts say, in two languages, and text laid out to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from toolkit.corrections.entry import JOINT

if TYPE_CHECKING:
    import pandas as pd


@cache
def table(name: str) -> dict[str, tuple[str, str]]:
    """Return one part of ``words.yml``: ``words``, ``charts``, ``forms`` or ``units``."""
    text = (files(__package__) / "words.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)[name])


def _said(part: str, key: str, language: str) -> str:
    return table(part).get(key, (key, key))[0 if language == "zh" else 1]


def word(key: str, language: str) -> str:
    """Return one phrase."""
    return table("words")[key][0 if language == "zh" else 1]


def form_label(form: str, language: str) -> str:
    """Return the short name of a form; a form that has none here keeps its id."""
    return _said("forms", form, language)


def unit_label(unit: str | None, language: str, of: str = "") -> str:
    """Return a unit's name, of some figures another; a unit that has none here stays as printed."""
    kind = next((k for k in table("units_of") if k in of), None) if unit == "件" else None
    return _said("units_of", kind, language) if kind else _said("units", unit or "", language)


def listed(items: Iterable[object], language: str) -> str:
    """Join ``items`` as a list in the language."""
    return word("comma", language).join(str(i) for i in items)


def stop(text: str, language: str) -> str:
    """End ``text`` as a sentence."""
    return text if text.endswith(("。", ".")) else text + word("stop", language)


def noted(key: str, items: Iterable[object], language: str, **more: object) -> list[str]:
    """Return a note that lists ``items``, each once, or none where there are none."""
    once = dict.fromkeys(items)
    head = word(key, language).format(**more) if more else word(key, language)
    return [stop(head + listed(once, language), language)] if once else []


#: So many places are named in a note of :func:`shortened`.
_NAMED = 15


def shortened(key: str, items: Iterable[object], language: str, **more: object) -> list[str]:
    """Return a note as :func:`noted` does; where there are many items, some are only counted."""
    once = list(dict.fromkeys(items))
    if len(once) > _NAMED + 1:
        others = word("and_others", language).format(n=len(once) - _NAMED)
        once = [*once[: _NAMED - 1], f"{once[_NAMED - 1]}{others}"]
    return noted(key, once, language, **more)


def used_note(frame: pd.DataFrame, language: str) -> str:
    """Return whether a frame's values are as published, or how many corrections they rest on.

    It is told by the columns ``used`` and ``corrected_by``; nothing is said of a frame without them.
    """
    if "used" not in frame:
        return ""
    if not (frame["used"] == "corrected").any():
        return word("as_published", language)
    told = frame.loc[frame["value"].notna(), "corrected_by"].dropna()
    n = len({text for by in told for text in by.split(JOINT)})
    if not n:
        return word("as_published", language)
    return word("corrected_one" if n == 1 else "corrected_used", language).format(n=n)


def year_span(years: Sequence[int]) -> str:
    """Return years as one or as first–last."""
    low, high = min(years), max(years)
    return str(low) if low == high else f"{low}–{high}"


def year_runs(years: Iterable[int]) -> list[str]:
    """Return years as runs, in order.

    Examples
    --------
    >>> year_runs([2013, 2011, 2012, 2015])
    ['2011–2013', '2015']
    """
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [year_span(run) for run in runs]


def ems(text: str) -> float:
    """Return the width of ``text`` in ems, near enough to lay text out: CJK 1, Latin by kind."""
    return sum(_em(c) for c in text)


def _em(c: str) -> float:
    if _wide(c) or c in "“”‘’…—†‡§":
        return 1.0
    if c in "iljtfrI.,;:'!|()[] ":
        return 0.34
    return 0.72 if c.isupper() or c in "mw%" else 0.56


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WF"


def wrap(text: str, width: float) -> list[str]:
    """Break ``text`` into lines of at most ``width`` ems: between CJK characters, or at blanks."""
    tokens: list[str] = []
    for c in text:
        if tokens and not (_wide(c) or _wide(tokens[-1][-1]) or tokens[-1].endswith(" ")):
            tokens[-1] += c
        else:
            tokens.append(c)
    lines, line = [], ""
    for token in tokens:
        if line and ems(line + token.rstrip()) > width and token not in "，。；：、）”,.;:)":
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()] if line.strip() else lines
