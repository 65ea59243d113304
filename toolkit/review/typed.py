"""Typed: figures that a person typed into a review list, put into the report that left them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.checks import LeftOut, check_report, left_out
from toolkit.checks.left_out import table_of
from toolkit.codebook import APPLICANTS, category_of, indicators, label_of
from toolkit.figure import Figure, Finding
from toolkit.forms.labels import is_unit
from toolkit.report import Report
from toolkit.review.rows import Row, is_filled, row_key
from toolkit.values import MISSING_KINDS, Value, fold, parse_value

_Key = tuple[str, str, str]

#: The kinds of missing as a person may write them, besides their own names and printed marks.
_KINDS = {
    "not stated": "not_stated", "not in form": "not_in_form",
    "空白": "blank", "空": "blank", "斜杠": "slash", "横线": "dash", "看不清": "illegible",
    "不清": "illegible", "?": "illegible",
} | {kind: kind for kind in MISSING_KINDS}  # fmt: skip
_YES_NO = {
    "": None, "yes": True, "true": True, "1": True, "y": True, "是": True,
    "no": False, "false": False, "0": False, "n": False, "否": False,
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What became of one filled line: ``taken``, ``refused`` or ``stale``, and why."""

    row: Row
    state: str
    why: str = ""
    figure: Figure | None = None
    item: LeftOut | None = None

    @property
    def told(self) -> str:
        """The state as the list shows it."""
        return f"{self.state}: {self.why}" if self.why else self.state


def apply_review(report: Report, rows: Iterable[Row]) -> Report:
    """Put what a person typed into a report, and check it again.

    Parameters
    ----------
    report : Report
        As it was read.
    rows : iterable of mapping
        Lines of a review list (see :func:`toolkit.review.read_review`); those of other documents
        and those without a value are passed over.

    Returns
    -------
    Report
        With a figure of method ``typed`` for each value taken. Its finding ``abstained`` became a
        note ``typed``; a value that is no figure is a finding ``correction_refused``, and one that
        nothing in this document asks for ``correction_stale``: neither is applied.
    """
    return with_verdicts(report, judge(report, rows))


def judge(report: Report, rows: Iterable[Row]) -> list[Verdict]:
    """Return what becomes of each filled line that is about this document or its file."""
    items = {item.key: item for item in left_out(report)}
    bare = {item.finding.where: item for item in items.values() if item.indicator is None}
    out: list[Verdict] = []
    for row in rows:
        if not is_filled(row):
            continue
        if row.get("sha256", "").strip().lower() != report.sha256:
            if row.get("file") == report.source:
                out.append(Verdict(row, "stale", "the file has changed"))
            continue
        _, indicator, applicant, where = row_key(row)
        item = items.get((indicator, applicant, where))
        if item is None and where in bare and indicator:
            item = _named(report, bare[where], indicator, applicant)
        if item is None:
            out.append(Verdict(row, "stale", "nothing is left out there"))
            continue
        figure = _figure(item, row)
        if isinstance(figure, str):
            out.append(Verdict(row, "refused", figure, item=item))
        else:
            out.append(Verdict(row, "taken", figure=figure, item=item))
    return [_alone(v, out) for v in out]


def _named(report: Report, bare: LeftOut, indicator: str, applicant: str) -> LeftOut:
    """Return a figure without a label as what a person says that it is."""
    item = replace(bare, indicator=indicator, applicant=applicant)
    found = table_of(report, indicator)
    if found and (bare.finding.where.startswith("table:") or bare.reason == "picture"):
        form, table = found
        return replace(item, form=form, table=table.name, scope=table.scope)
    return item


def _alone(verdict: Verdict, others: Sequence[Verdict]) -> Verdict:
    """Refuse a value where another line gives another value for the same figure."""
    if verdict.figure is None or verdict.item is None:
        return verdict
    mine = (*verdict.item.key, verdict.figure.label)
    for other in others:
        if other.figure and other.item and (*other.item.key, other.figure.label) == mine:
            same = replace(other.figure, quote=verdict.figure.quote) == verdict.figure
            if not same:
                return replace(verdict, state="refused", figure=None,
                               why="two lines give different values for one figure")  # fmt: skip
    return verdict


def _figure(item: LeftOut, row: Row) -> Figure | str:
    """Return the figure that a line states, or why it states none."""
    entry = indicators().get(item.indicator or "")
    if entry is None:
        return "write the indicator's id into the column indicator"
    if item.applicant not in APPLICANTS:
        return f"applicant {item.applicant!r} is unknown"
    value = typed_value(row["value"])
    if value is None:
        return f"{row['value'].strip()!r} is neither a figure nor a kind of missing"
    if value.number is not None:
        if value.number < 0 and not entry.signed:
            return f"{value.number} is below 0"
        if value.number != int(value.number) and not entry.money and entry.unit != "%":
            return f"{value.number} is not a whole number"
    cumulative = _YES_NO.get(row.get("cumulative", "").strip().lower(), "?")
    if cumulative == "?":
        return "cumulative is neither yes nor no"
    label = row.get("label", "").strip() or None
    if entry.breakdown and not label:
        return "write the printed label into the column label"
    if item.table:
        cumulative = bool(cumulative)
    return Figure(
        entry.id, value.number, value.unit or (None if entry.money else entry.unit),
        item.applicant, category_of(label) if label and entry.breakdown == "category" else None,
        label if entry.breakdown else None, value.missing, value.approximate,
        cumulative,  # type: ignore[arg-type]
        item.scope, "typed", item.finding.quote, item.finding.where, item.form,
    )  # fmt: skip


def typed_value(text: str) -> Value | None:
    """Read what a person typed: a number, a printed mark, or the name of a kind of missing.

    Examples
    --------
    >>> typed_value("１２3 件").number, typed_value("slash").missing, typed_value("/").missing
    (123, 'slash', 'slash')
    >>> typed_value("12o") is None
    True
    """
    word = fold(text).strip().lower()
    if word in _KINDS:
        return Value(None, _KINDS[word])
    # A spreadsheet may save a whole number with decimals.
    value = parse_value(re.sub(r"^(-?\d+)\.0+$", r"\1", word))
    if value.missing == "illegible" or (value.unit and not is_unit(value.unit)):
        return None
    return value


def with_verdicts(report: Report, verdicts: Sequence[Verdict]) -> Report:
    """Return the report with what was taken, and a finding for every line."""
    if not verdicts:
        return report
    taken = [v for v in verdicts if v.figure is not None and v.item is not None]
    done = {v.item.key for v in taken if v.item}
    figures = [f for f in report.figures if not _is_replaced(f, taken)]
    figures += dict.fromkeys(v.figure for v in taken if v.figure)
    checked = {*map(repr, _placed(report, check_report(report)))}
    findings = [f for f in report.findings if repr(f) not in checked]
    findings = [g for f in findings for g in _remaining(report, f, done)]
    findings += _placed(report, [_note(v) for v in verdicts])
    findings += _placed(report, [f for v in taken for f in _contradictions(report, v)])
    out = replace(report, figures=tuple(figures), findings=tuple(findings))
    return replace(out, findings=(*out.findings, *_placed(out, check_report(out))))


def _placed(report: Report, findings: Iterable[Finding]) -> list[Finding]:
    return [replace(f, place=f.place or report.place, year=f.year or report.year) for f in findings]


def _is_replaced(figure: Figure, taken: Sequence[Verdict]) -> bool:
    """Tell whether a figure is a cell that was read as illegible and is typed now."""
    return figure.missing == "illegible" and any(
        v.item is not None
        and v.item.reason == "unreadable"
        and v.item.key == (figure.indicator, figure.applicant, figure.where)
        for v in taken
    )


def _remaining(report: Report, finding: Finding, done: set[_Key]) -> list[Finding]:
    """Return what is left of a finding: of a row, the applicants that nobody typed."""
    items = left_out(replace(report, findings=(finding,)))
    if not any(item.key in done for item in items):
        bare = finding.indicator is None and finding.code == "abstained"
        return [] if bare and any(k[2] == finding.where for k in done) else [finding]
    return [replace(finding, applicant=i.applicant) for i in items if i.key not in done]


def _note(verdict: Verdict) -> Finding:
    row = verdict.row
    _, indicator, applicant, where = row_key(row)
    value = row["value"].strip()
    known = indicator if indicator in indicators() else None
    name = label_of(known) if known else where
    who = row.get("by", "").strip()
    more = "; ".join(x for x in (f"by {who}" if who else "", row.get("note", "").strip()) if x)
    if verdict.state == "taken":
        code, severity = "typed", "note"
        english = f"{indicator} ({applicant}) was typed in as {value!r}" + (
            f" ({more})" if more else ""
        )
        chinese = f"“{name}”由人工录入：{value}" + (f"（{who}）" if who else "")
    else:
        stale = verdict.state == "stale"
        code, severity = ("correction_stale" if stale else "correction_refused"), "warning"
        english = (
            f"{indicator or 'figure'} ({applicant}) typed as {value!r} at {where} is not taken: "
            f"{verdict.why}"
        )
        chinese = f"“{name}”的录入值“{value}”未采用：{_why_zh(verdict.why)}"
    return Finding(
        code, severity, english, chinese, known, applicant, found=value, where=where,
        quote=row.get("quote", ""),
    )  # fmt: skip


_WHY_ZH = {
    "the file has changed": "文件已改变",
    "nothing is left out there": "该处没有未读取的数字",
    "two lines give different values for one figure": "同一数字录入了不同的值",
    "write the indicator's id into the column indicator": "请在indicator列填写指标代码",
    "cumulative is neither yes nor no": "cumulative列只能填yes或no",
    "write the printed label into the column label": "请在label列填写所印的类别名称",
    " is neither a figure nor a kind of missing": "既不是数字，也不是缺失的种类",
    " is below 0": "小于0",
    " is not a whole number": "不是整数",
    " is unknown": "不明",
}


def _why_zh(why: str) -> str:
    """Return the reason in Chinese; what was typed stands before it."""
    for english, chinese in _WHY_ZH.items():
        if why.endswith(english):
            return (
                why.removesuffix(english).replace("applicant ", "申请人").replace("'", "") + chinese
            )
    return why


def _contradictions(report: Report, verdict: Verdict) -> list[Finding]:
    """Return a finding for each figure that was read and says otherwise than what was typed."""
    mine, item = verdict.figure, verdict.item
    assert mine is not None
    assert item is not None
    return [
        Finding(
            "duplicate_figure", "warning",
            f"{mine.indicator} ({mine.applicant}): typed {mine.value}, but {known.value} was read at "
            f"{known.where or known.method}",
            f"“{label_of(mine.indicator)}”录入{mine.value}，而另处读出{known.value}",
            mine.indicator, mine.applicant, known.value, mine.value, mine.where,
        )
        for known in report.figures
        if (known.indicator, known.applicant, known.label) == (mine.indicator, mine.applicant, mine.label)
        and {known.cumulative, mine.cumulative} != {True, False}
        and known.scope in (None, mine.scope)
        and None not in (known.value, mine.value)
        and known.value != mine.value
    ]  # fmt: skip
