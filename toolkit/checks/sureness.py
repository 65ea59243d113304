"""Sureness: how sure the reading of each part of a report is, counted from what the checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.checks.identities import identity_outcomes
from toolkit.checks.left_out import left_out
from toolkit.checks.sentences import sentence_findings
from toolkit.codebook import APPLICANTS
from toolkit.figure import Figure
from toolkit.forms import forms
from toolkit.report import Report

#: What sentences are called among the parts.
SENTENCES = "sentences"
_CONTRADICTED = ("prose_table_mismatch", "printed_share_mismatch", "identity_broken")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report in numbers that can be checked; there is no probability among them.

    Attributes
    ----------
    name : str
        ``proactive`` (table 2), ``requests`` (table 3), ``appeals`` (table 4), ``statistics``,
        ``website``, or ``sentences``.
    form : str or None
        The form of the table.
    numbers, missing : int
        Figures that hold a number, and cells that were read as a kind of missing.
    expected : int or None
        Cells that the form has; None for sentences, which may state anything.
    left_out : int
        Figures that were seen and not read.
    holds, broken, unchecked : int
        Sums of the form with each outcome. For sentences: figures that the table states alike,
        contradictions, and figures that nothing else states.
    methods : tuple of str
        How the figures came: ``table``, ``prose``, ``structured``, ``typed``.
    """

    name: str
    form: str | None
    numbers: int
    missing: int
    expected: int | None
    left_out: int
    holds: int
    broken: int
    unchecked: int
    methods: tuple[str, ...]


def sureness(report: Report) -> list[Part]:
    """Return the parts of a report, tables in the order of their forms, sentences last."""
    figures: dict[tuple[str | None, str], list[Figure]] = {}
    for figure in report.figures:
        figures.setdefault(part_of(report, figure), []).append(figure)
    lacking = Counter(
        (item.form, item.table) if item.table else (None, SENTENCES)
        for item in left_out(report)
        if item.indicator
    )
    outcomes: Counter[tuple[tuple[str | None, str], str]] = Counter(
        ((form, table), outcome)
        for form, indicator, outcome in identity_outcomes(report)
        for table, entry in forms()[form].tables.items()
        if indicator in entry.ids
    )
    names = dict.fromkeys((*figures, *lacking))
    tables = [(form.id, table) for form in forms().values() for table in form.tables]
    order = {part: n for n, part in enumerate(tables)}
    out = []
    for part in sorted(names, key=lambda p: order.get((str(p[0]), str(p[1])), len(order))):
        form, name = part
        inside = figures.get((form, str(name)), [])
        holds, broken, open_ = (outcomes[part, o] for o in ("holds", "broken", "unchecked"))
        if name == SENTENCES:
            holds, broken, open_ = _sentences(report, inside)
        numbers = sum(f.value is not None for f in inside)
        out.append(
            Part(
                str(name), form, numbers, len(inside) - numbers,
                _expected(form, str(name), inside), lacking[part], holds, broken, open_,
                tuple(dict.fromkeys(f.method for f in inside)),
            )
        )  # fmt: skip
    return out


def part_of(report: Report, figure: Figure) -> tuple[str | None, str]:
    """Return the form and the table that a figure belongs to, or the sentences."""
    spoken = figure.method in ("prose", "structured", "typed") and figure.form is None
    # Table 4 alone stands alike in two forms.
    name = figure.form or report.form or "form2019"
    form = forms().get(name if name in forms() else "form2019")
    if not spoken and form is not None and not figure.label:
        for table, entry in form.tables.items():
            if figure.indicator in entry.ids:
                return form.id, table
    return None, SENTENCES


def _expected(form: str | None, name: str, figures: Iterable[Figure]) -> int | None:
    if form is None:
        return None
    table = forms()[form].tables[name]
    met = {f.indicator for f in figures}
    optional = {n.key for n in (*table.rows.nodes, *table.columns.nodes) if n.optional}
    rows = sum(i in met or i not in optional for i in table.ids)
    if table.cells == "applicant":
        return rows * len(APPLICANTS)
    return rows * len({bool(f.cumulative) for f in figures} or {False})


def _sentences(report: Report, figures: Iterable[Figure]) -> tuple[int, int, int]:
    """Count figures that the tables state alike, contradictions, and figures stated only once."""
    stated = {
        (f.indicator, f.applicant, f.value)
        for f in report.figures
        if part_of(report, f)[1] != SENTENCES and not f.cumulative
    }
    alike = alone = 0
    for f in figures:
        if f.value is not None:
            same = not f.cumulative and (f.indicator, f.applicant, f.value) in stated
            alike, alone = alike + same, alone + (not same)
    broken = sum(f.code in _CONTRADICTED for f in sentence_findings(report))
    return alike, broken, max(alone - broken, 0)
