"""Against: figures of the sentences beside those of the tables, some differences explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.checks.about import class_of
from toolkit.codebook import APPLICANTS, label_of
from toolkit.figure import About, Figure, Finding
from toolkit.report import Report

_UNCOMPARED = ("disclosed_by_category", "disclosed_by_body", "printed_share", "printed_change")
#: Requests in the words of the sentences: what they count is told by the table.
_REQUESTS = ("requests_received", "requests_handled", "requests_answered", "requests_by_applicant")
_HANDLED = ("requests_received", "requests_processed")
_LAWSUITS = ("litigation_direct_total", "litigation_after_reconsideration_total")
_COLUMNS = {label["zh"]: column for column, label in APPLICANTS.items() if column != "total"}
#: 其他 names a column only beside the others.
del _COLUMNS[APPLICANTS["other_organisation"]["zh"]]

#: What the table is asked for beside the quantity of a sentence itself.
_NAMED = frozenset((*_HANDLED, "requests_carried_over", *_LAWSUITS))

#: Values of a table by indicator and applicant.
_Table = Mapping[tuple[str, str], int | float]


def against_tables(report: Report, spoken: Sequence[Figure]) -> Iterator[Finding]:
    """Compare each figure of the sentences with what the tables state for the same quantity.

    Requests by applicant are compared with the columns of table 3, lawsuits with both blocks of
    table 4. A number of requests that differs from the new ones, and is those with the ones carried
    over or those processed, is ``requests_meaning``; any other difference is a
    ``prose_table_mismatch``. A cell without a number is compared with nothing and explains nothing.
    """
    asked = [
        f
        for f in spoken
        if f.method == "prose" and f.value is not None and f.cumulative is not True
        and not f.approximate and f.indicator not in _UNCOMPARED
    ]  # fmt: skip
    # What the office itself received stands beside the whole county's, which the table is of.
    whole = {f.indicator for f in asked if f.scope == "whole_county"}
    asked = [f for f in asked if f.scope != "agency" or f.indicator not in whole]
    if not asked:
        return
    table: dict[tuple[str, str], int | float] = {}
    named = _NAMED.union([f.indicator for f in asked])
    for f in report.figures:
        if (
            f.indicator in named and f.scope != "portal" and f.value is not None and f.cumulative is not True
            and (f.method == "table" or (f.method == "typed" and f.form))
        ):  # fmt: skip
            table.setdefault((f.indicator, f.applicant), f.value)
    for f in asked:
        column = "total"
        if f.indicator == "requests_by_applicant":
            column = _COLUMNS.get(f.label or "", "")
        stated = _stated(table, f, column)
        if stated is not None and stated != f.value:
            yield _finding(f, column, stated, _meaning(table, f, column))


def _about(spoken: Figure, column: str, meaning: str = "") -> About:
    """Return the figure of the sentences and those of the tables that it was held against."""
    name = spoken.indicator
    same = {
        "requests_by_applicant": ("requests_received",),
        "litigation_total": _LAWSUITS,
        "requests_handled": _HANDLED,
        "requests_answered": _HANDLED,
    }.get(name, ())
    more = {
        "new_and_carried_over": ("requests_received", "requests_carried_over"),
        "handled": ("requests_processed",),
    }.get(meaning, ())
    own = (name, spoken.applicant, None)
    tables = ((i, column, None) for i in (name, *same, *more))
    return tuple(dict.fromkeys((own, *tables)))


def _stated(table: _Table, spoken: Figure, column: str) -> int | float | None:
    """Return what the table states for the quantity, None for nothing or where one reading agrees."""
    if spoken.indicator == "requests_by_applicant":
        return table.get(("requests_received", column))
    same = table.get((spoken.indicator, column))
    if same is not None:
        return same
    if spoken.indicator == "litigation_total":
        blocks = [table.get((b, "total")) for b in _LAWSUITS]
        values = [b for b in blocks if b is not None]
        return sum(values) if len(values) == 2 else None
    if spoken.indicator in ("requests_handled", "requests_answered"):
        # 办理 and 答复 may mean new requests or requests processed: only neither is a mismatch.
        options = [table.get((n, "total")) for n in _HANDLED]
        values = [o for o in options if o is not None]
        if values and spoken.value not in values:
            return values[0]
    return None


def _meaning(table: _Table, spoken: Figure, column: str) -> tuple[str, str, str] | None:
    """Return what else 收到 and 办理 count, and the sum that shows it; None where nothing does."""
    if spoken.indicator not in _REQUESTS:
        return None
    new, over, done = (
        table.get((f"requests_{n}", column)) for n in ("received", "carried_over", "processed")
    )
    if new is not None and over and new + over == spoken.value:
        sums = f"{new} new + {over} carried over", f"新收{new}+上年结转{over}"
        return ("new_and_carried_over", *sums)
    if done and done == spoken.value:
        return "handled", f"{done} requests processed", f"办理结果总计{done}"
    return None


def _finding(
    spoken: Figure, column: str, stated: int | float, meaning: tuple[str, str, str] | None
) -> Finding:
    of_en = of_zh = ""
    if column != "total":
        of_en, of_zh = f" ({APPLICANTS[column]['en']})", f"（{APPLICANTS[column]['zh']}）"
    english = f"{label_of(spoken.indicator, 'en')}{of_en}: sentences {spoken.value}, table {stated}"
    chinese = f"{label_of(spoken.indicator)}{of_zh}：正文{spoken.value}，表格{stated}"
    if meaning is None:
        return Finding(
            "prose_table_mismatch", "warning", english, chinese, spoken.indicator, column, stated,
            spoken.value, spoken.where, about=_about(spoken, column), label=class_of(spoken),
        )  # fmt: skip
    name, sum_en, sum_zh = meaning
    return Finding(
        "requests_meaning", "note", f"{english} (explained: {spoken.value} = {sum_en})",
        f"{chinese}（可解释：{spoken.value}={sum_zh}）", spoken.indicator, column, stated, name,
        spoken.where, about=_about(spoken, column, name), label=class_of(spoken),
    )  # fmt: skip
