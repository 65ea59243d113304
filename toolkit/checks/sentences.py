"""Checks of sentences: printed shares, parts and whole, dates; with sentences against tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from operator import attrgetter

from toolkit.checks.about import class_of, own
from toolkit.checks.against import against_tables
from toolkit.codebook import label_of
from toolkit.figure import Figure, Finding
from toolkit.forms import forms
from toolkit.prose.page import DATE_KEYS, find_dates
from toolkit.report import Report

_TOTALS = ("disclosed_total", "information_produced_total")
_PARTS = ("disclosed_by_category", "disclosed_by_body")
_BODIES = re.compile("各|乡镇|部门")
_SHARE = re.compile(r"(\d+)(?:\.(\d+))?\s*[%％]")
_SPOKEN = ("prose", "structured")
_key_of = attrgetter(
    "indicator", "applicant", "category", "label", "scope", "cumulative", "method", "form"
)


def sentence_findings(
    report: Report, doubtful: Sequence[Figure] | None = None
) -> tuple[Finding, ...]:
    """Return what the sentences of ``report`` say against themselves and against its tables.

    ``doubtful`` are the figures that may stand twice, where they are known; otherwise all may.
    Codes: ``printed_share_mismatch``, ``identity_broken`` (parts and whole), ``prose_table_mismatch``,
    ``requests_meaning`` (what 收到 counts, told by the table), ``date_implausible``,
    ``form_year_mismatch``, ``duplicate_figure``. What holds is no finding.
    """
    spoken = [f for f in report.figures if f.method in _SPOKEN]
    return (
        *_shares(spoken),
        *_parts(report, spoken),
        *_attributes(spoken),
        *against_tables(report, spoken),
        *_dates(report),
        *_form_year(report),
        *_duplicates(report, report.figures if doubtful is None else doubtful),
    )


def _en(indicator: str) -> str:
    return label_of(indicator, "en")


def _decimals(share: Figure) -> int:
    """How many decimals were printed: asked of the words, since 9.0 and 9 are one number."""
    printed = _SHARE.search(share.quote)
    if printed:
        return len(printed[2] or "")
    text = f"{share.value}"
    return len(text.split(".")[1]) if "." in text else 0


def _share(part: float, whole: float, decimals: int, *, cut: bool = False) -> float:
    """Return part ÷ whole as a percentage with so many decimals, rounded half up or cut off."""
    if isinstance(part, int) and isinstance(whole, int) and part >= 0 < whole:
        # The same in whole numbers, which takes a tenth of the time.
        half = 0 if cut else whole
        return (200 * 10**decimals * part + half) // (2 * whole) / 10**decimals
    exact = 100 * Decimal(str(part)) / Decimal(str(whole))
    rounding = ROUND_DOWN if cut else ROUND_HALF_UP
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding))


def _shares(spoken: Sequence[Figure]) -> Iterator[Finding]:
    totals: list[Figure] = []
    parts: dict[str | None, Figure] = {}
    for f in spoken:
        if f.value is None or f.cumulative is True:
            continue
        if f.indicator in _TOTALS:
            totals.append(f)
        elif f.indicator in _PARTS or f.indicator.startswith("disclosed_channel_"):
            parts[f.label] = f
        elif f.indicator == "printed_share" and f.label in parts:
            part = parts[f.label]
            usable = [t for t in totals if not t.approximate and t.value]
            if not usable or part.approximate or part.value is None:
                continue
            base = next(
                (t for t in reversed(usable) if t.indicator == "disclosed_total"), usable[-1]
            )
            assert base.value is not None
            # A printed percentage is part ÷ whole, rounded half up to its decimals.
            decimals = _decimals(f)
            due = _share(part.value, base.value, decimals)
            if f.value == due:
                continue
            cut = f.value == _share(part.value, base.value, decimals, cut=True)
            follows = (
                t for t in usable if t.value and f.value == _share(part.value, t.value, decimals)
            )
            other = next(follows, None)
            remark = f"; it follows from {_en(other.indicator)} {other.value}" if other else ""
            remark_zh = f"；与总数{other.value}相符" if other else ""
            if cut:
                remark, remark_zh = (
                    f", cut off and not rounded{remark}",
                    f"（截去尾数，未四舍五入）{remark_zh}",
                )
            yield Finding(
                "printed_share_mismatch", "warning",
                f"{f.label}: printed {f.value} %, but {part.value} of {base.value} is {due} %{remark}",
                f"{f.label}：印作{f.value}%，而{part.value}/{base.value}应为{due}%{remark_zh}",
                indicator="printed_share", expected=due, found=f.value, where=f.where,
                about=own("printed_share", part.indicator, base.indicator), label=f.label,
                scope=base.scope,
            )  # fmt: skip


def _parts(report: Report, spoken: Sequence[Figure]) -> Iterator[Finding]:
    """Compare the parts of a total with it; a list without a rest may be a selection."""
    totals = [f for f in spoken if f.indicator == "disclosed_total" and f.value is not None]
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in spoken:
        if f.indicator in _PARTS and f.value is not None:
            groups[f.indicator, f.cumulative, f.scope, f.method].append(f)
    for (indicator, cumulative, scope, method), parts in groups.items():
        units = {f.unit for f in parts}
        fitting = [
            t
            for t in totals
            if t.cumulative == cumulative and t.method == method and units in ({t.unit}, {None})
        ]
        # A part without a scope of its own belongs to the report's total, not to the portal's.
        fitting.sort(key=lambda t: (t.scope != scope, t.scope == "portal"))
        whole = fitting[0] if fitting else None
        if whole is None or len(parts) < 2 or (scope is not None and whole.scope != scope):
            continue
        assert whole.value is not None
        added = sum(f.value for f in parts if f.value is not None)
        if added == whole.value or any(f.approximate for f in (*parts, whole)):
            continue
        # What a person copied from the beginning of a page may end before the list does.
        all_bodies = any(_BODIES.search(f.label or "") for f in parts)
        has_rest = method == "prose" and (
            all_bodies
            if indicator == "disclosed_by_body"
            else any(f.category == "other" for f in parts)
        )
        short = added < whole.value and not has_rest
        other = next((f for f in report.figures if f.indicator == "information_produced_total"
                      and f.value == added), None)  # fmt: skip
        remark = "; the list may be a selection" if short else ""
        remark_zh = "；列举可能不完整" if short else ""
        if other:
            remark += f"; they add up to {_en(other.indicator).lower()} {other.value}"
            remark_zh += f"；与制作、获取信息总数{other.value}相符"
        yield Finding(
            "identity_broken", "note" if short else "warning",
            f"{_en(str(indicator))}: {len(parts)} parts add up to {added}, printed total "
            f"{whole.value}{remark}",
            f"主动公开信息{len(parts)}个分项合计{added}，总数印作{whole.value}{remark_zh}",
            indicator="disclosed_total", expected=added, found=whole.value, where=whole.where,
            cumulative=bool(cumulative), about=own("disclosed_total", str(indicator)),
            scope=whole.scope,
        )  # fmt: skip


def _first(figures: Iterable[Figure], indicator: str) -> Figure | None:
    return next(
        (f for f in figures if f.indicator == indicator and f.value is not None
         and f.applicant == "total" and f.cumulative is not True), None
    )  # fmt: skip


def _attributes(spoken: Sequence[Figure]) -> Iterator[Finding]:
    """Information produced = disclosed + open on request + not open, where all four are stated."""
    names = ("disclosed_total", "information_on_request", "information_not_open")
    whole = _first(spoken, "information_produced_total")
    found = [_first(spoken, n) for n in names]
    if whole is None or any(f is None for f in found):
        return
    added = sum(f.value for f in found if f is not None and f.value is not None)
    if added != whole.value:
        yield Finding(
            "identity_broken", "warning",
            f"disclosed, on request and not open add up to {added}, printed total of information "
            f"produced {whole.value}",
            f"主动公开、依申请公开、不予公开合计{added}，制作、获取信息总数印作{whole.value}",
            indicator="information_produced_total", expected=added, found=whole.value, where=whole.where,
            about=own("information_produced_total", *names),
        )  # fmt: skip


def _dates(report: Report) -> Iterator[Finding]:
    """Compare the dates of the page with the end of the period that it reports on."""
    end = report.period[1] if report.period else f"{report.year}-12-31" if report.year else None
    if end is None:
        return
    seen = set()
    for key in DATE_KEYS:
        printed = report.metadata.get(key)
        dates = find_dates(printed) if printed else []
        if dates and dates[0] < end and dates[0] not in seen:
            seen.add(dates[0])
            yield Finding(
                "date_implausible", "warning",
                f"the page's {key} {dates[0]} lies before the end of the period reported on ({end})",
                f"页面“{key}”{dates[0]}早于统计期限截止日{end}",
                indicator=None, expected=end, found=dates[0], where=f"metadata:{key}",
            )  # fmt: skip
    if report.published and report.published < end and report.published not in seen:
        yield Finding(
            "date_implausible", "warning",
            f"published {report.published}, before the end of the period reported on ({end})",
            f"发布日期{report.published}早于统计期限截止日{end}",
            expected=end, found=report.published, where="published",
        )  # fmt: skip


def _form_year(report: Report) -> Iterator[Finding]:
    form = forms().get(report.form or "")
    if form is None or report.year is None:
        return
    first, last = form.years
    if not first <= report.year <= last:
        yield Finding(
            "form_year_mismatch", "note",
            f"{form.id} is the form of {first}-{last}, this report is of {report.year}",
            f"表式{form.id}适用于{first}—{last}年，本报告为{report.year}年",
            expected=f"{first}-{last}", found=report.year,
        )  # fmt: skip


def _duplicates(report: Report, doubtful: Sequence[Figure]) -> Iterator[Finding]:
    if len(set(map(_key_of, doubtful))) == len(doubtful):
        return
    seen: dict[tuple[object, ...], Figure] = {}
    for f in report.figures:
        if f.indicator in ("printed_share", "printed_change"):
            continue
        known = seen.setdefault(_key_of(f), f)
        if known is not f and (known.value, known.missing) != (f.value, f.missing):
            yield Finding(
                "duplicate_figure", "warning",
                f"{_en(f.indicator)}: two values for one figure, {known.value} and {f.value}",
                f"同一指标有两个数值：{known.value}与{f.value}",
                indicator=f.indicator, applicant=f.applicant, expected=known.value, found=f.value,
                where=f.where, cumulative=bool(f.cumulative), label=class_of(f),
                about=((f.indicator, f.applicant, None),), scope=f.scope,
            )  # fmt: skip
