"""Trace: the figures behind a number, for a terminal and a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import click

from toolkit.codebook import APPLICANTS, indicators, label_of
from toolkit.display.blocks import number_text
from toolkit.display.text import hanging, terminal
from toolkit.display.width import plain
from toolkit.display.words import say
from toolkit.panel import OUTCOMES
from toolkit.panel.trace import Number, Trace, Used

_QUIET = "color: var(--jp-ui-font-color2, inherit)"


def trace_text(shown: Trace, columns: int = 0, colour: bool | None = None) -> str:
    """Return a trace for a terminal: each number, then its figures with words, place and findings.

    Without ``columns`` and ``colour`` they are those of the terminal.
    """
    here = terminal()
    columns = max(columns or here[0], 40)
    colour = here[1] if colour is None else colour
    out: list[str] = []
    for number in shown.numbers:
        title = plain(_title(number, shown.language))
        lines = hanging("", title, columns)
        out += ["", *(click.style(x, bold=True) for x in lines)] if colour else ["", *lines]
        for used in number.used:
            first, *rest = _lines(used, shown.language)
            out += hanging("  ", plain(first), columns)
            for line in rest:
                out += hanging("    ", plain(line), columns)
    return "\n".join(out).lstrip("\n")


def trace_html(shown: Trace) -> str:
    """Return a trace for a notebook; all that was printed is escaped."""
    lang = "zh-CN" if shown.language == "zh" else "en"
    out = [f'<div lang="{lang}" style="max-width: 1100px; overflow-x: auto">']
    for number in shown.numbers:
        title = escape(_title(number, shown.language))
        out.append(f"<p style='margin: 12px 0 2px; font-size: 115%'><b>{title}</b></p>")
        for used in number.used:
            first, *rest = (escape(x) for x in _lines(used, shown.language))
            more = "".join(f"<br><span style='{_QUIET}'>{x}</span>" for x in rest)
            out.append(f"<p style='margin: 2px 0 6px 16px'>{first}{more}</p>")
    return "".join([*out, "</div>"])


def _title(number: Number, language: str) -> str:
    head = number.head
    detail = _detail(number, language)
    if number.name == "outcomes":
        name = detail[0] if detail else say("trace", "outcomes", language)
    else:
        name = " ".join([label_of(number.name, language), *detail])
    marks = [say("facts", "synthetic", language)] if head["synthetic"] else []
    notes = [f"{say('trace', 'rivals', language)}: {number.note}"] if number.note else []
    where = f"{head['line_label']} {head['year']}"
    return " · ".join([where, f"{name} = {_value(number, language)}", *marks, *notes])


def _detail(number: Number, language: str) -> list[str]:
    if number.detail is None:
        return []
    if number.name == "outcomes":
        return [OUTCOMES[number.detail][language]]
    if number.name in indicators() and indicators()[number.name].breakdown:
        return [f"({number.detail})"]
    if number.detail in APPLICANTS:
        return [f"({APPLICANTS[number.detail][language]})"]
    return [f"({say('trace', number.detail, language)})"]


def _value(number: Number, language: str) -> str:
    if number.value is None:
        return _missing(number.missing, language)
    if number.name == "work_updates_share":
        return f"{number.value * 100:.2f} %"
    return number_text(number.value)


def _missing(kind: str | None, language: str) -> str:
    name, _, reason = (kind or "not_stated").partition(": ")
    if name.startswith("merger_"):
        return ": ".join(x for x in (say("trace", name, language), reason) if x)
    if reason:
        return f"{say('findings', 'abstained', language)}: {say('reasons', reason, language)}"
    return say("marks", name, language)


def _lines(used: Used, language: str) -> Iterator[str]:
    """Yield a figure, its words, its source and its findings, one line each."""
    row = used.figure
    name = label_of(row["indicator"], language)
    if row["applicant"] not in (None, "total"):
        name += f" ({APPLICANTS[row['applicant']][language]})"
    if row["label"]:
        name += f": {row['label']}"
    stated = row["value"] is not None
    value = number_text(row["value"]) if stated else _missing(row["missing"], language)
    unit = [row["unit"]] if stated and row["unit"] else []
    near = [say("marks", "approximate", language)] if row["approximate"] else []
    role = [say("trace", used.role, language)] if used.role != "value" else []
    scope = [say("scopes", row["scope"], language)] if row["scope"] else []
    how = [say("methods", row["method"], language)] if row["method"] else []
    form = [row["form"]] if row["form"] else []
    yield " · ".join([*role, f"{name} {' '.join([value, *unit])}", *near, *scope, *how, *form])
    if row["quote"]:
        yield f"«{row['quote']}»"
    yield " · ".join(x for x in (row["source"], row["where"]) if x)
    if row["address"]:
        yield row["address"]
    yield f"SHA-256 {row['sha256']}"
    if used.corrected is not None:
        why = f" · {used.correction}" if used.correction else ""
        yield f"{say('trace', 'corrected', language)}: {number_text(used.corrected)}{why}"
    for f in used.findings:
        said = f.message_zh if language == "zh" and f.message_zh else f.message
        verdict = f" — {say('check', f.verdict, language)}{f.reason}" if f.verdict else ""
        yield f"{say('severities', f.severity, language)}: {said}{verdict} [{f.code}]"
