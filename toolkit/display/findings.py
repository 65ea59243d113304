"""Findings: what the checks say about many reports, grouped by place, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import click

from toolkit.checks import worst_first
from toolkit.codebook import check_language
from toolkit.display.text import hanging
from toolkit.display.width import plain, width
from toolkit.display.words import say
from toolkit.figure import SEVERITIES, Finding
from toolkit.report import Report

_COLOURS = {"error": "red", "warning": "yellow"}


def findings_text(
    findings: Iterable[Finding],
    reports: Sequence[Report] = (),
    language: str = "zh",
    columns: int = 100,
    colour: bool = False,
) -> str:
    """Return findings for a terminal of a width: worst first, grouped by place, counted at the end.

    ``reports`` are those that were checked: they tell how many there are and which are synthetic.
    """
    check_language(language)
    columns = max(columns, 40)
    kept = list(findings)
    synthetic = {r.place_code for r in reports if r.synthetic}
    names = {s: say("severities", s, language) for s in SEVERITIES}
    out: list[str] = []
    for some in worst_first(kept).values():
        code = some[0].place_code
        marks = [say("facts", "synthetic", language)] if code in synthetic else []
        # A line of corrections that does not fit is no fault of the place.
        counts = Counter(f.severity for f in some if not f.code.startswith("correction_"))
        told = [f"{names[s]} {counts[s]}" for s in SEVERITIES if counts[s]]
        # Where a year has several publishers, a finding names its own; the place's name is shorter.
        name = min((f.place for f in some if f.place), key=len, default="")
        head = " ".join(x for x in (name or say("facts", "unknown", language), code) if x)
        title = plain(" · ".join([head, *marks, *told]))
        out += [click.style(title, bold=True) if colour else title]
        widest = max(width(names[f.severity]) for f in some)
        for f in some:
            head = names[f.severity] + " " * (widest - width(names[f.severity]))
            said = f.message_zh if language == "zh" and f.message_zh else f.message
            said = f"{f.place} · {said}" if f.place and f.place != name else said
            verdict = say("check", f.verdict, language) if f.verdict else ""
            said = f"{said} — {verdict}{f.reason}" if verdict else said
            column = f"  {head}  {f.year or '    '}  "
            lines = hanging(" " * width(column), plain(f"{said} [{f.code}]"), columns)
            if colour and f.severity in _COLOURS:
                column = column.replace(
                    names[f.severity], click.style(names[f.severity], fg=_COLOURS[f.severity]), 1
                )
            out += [column + lines[0].lstrip(), *lines[1:]]
        out.append("")
    counts = Counter(f.severity for f in kept)
    each = {s: counts[s] for s in SEVERITIES}
    return "\n".join([*out, say("check", "all", language, reports=len(reports), **each)])
