"""Plausibility: figures that the place's own years make doubtful; questions, never errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import exp, log, sqrt
from statistics import median

from toolkit.checks.about import own
from toolkit.checks.rules import year_rules
from toolkit.checks.series import cell, numbers, series_of
from toolkit.codebook import label_of
from toolkit.figure import Figure, Finding
from toolkit.report import Report

#: Other years that a history needs before one can be called unlike them.
HISTORY = 5
#: Below this a count jumps by chance alone: at 30 one standard deviation of a count is 18 %.
SMALL = 30
#: How many robust standard deviations are beyond a history; 5, since figures of a county are
#: many (11 indicators in 15 years) and their spread is guessed from few years.
DEVIATIONS = 5.0
#: No change below this factor is asked about, however quiet the other years were.
FACTOR = 4.0
#: The median absolute deviation of a normal distribution times this is its standard deviation.
_MAD = 1.4826
#: A digit lost or added makes about ten times: between these.
_TENFOLD = (5.0, 20.0)
#: How far beyond its neighbours the mended figure may lie.
_LEEWAY = 1.25
#: The neighbours of a figure are the nearest years with one, not further away than this.
_NEAR = 2


def plausibility_findings(reports: Iterable[Report]) -> list[Finding]:
    """Ask about figures that the other years of the same publisher make doubtful.

    A figure *x* of a year is asked about as ``change_implausible`` (note) where at least
    :data:`HISTORY` other years state one and ``|ln x − m|`` exceeds both ``ln`` :data:`FACTOR` and
    :data:`DEVIATIONS` × *s*: *m* is the median of the other years' logarithms, and
    ``s² = (1.4826 · MAD)² + 1/x + 1/eᵐ`` is their robust spread with the variance that counts have
    by chance (Poisson). Logarithms, since figures of disclosure grow by factors; median and
    MAD, since one wrong year must not hide another; years of steady growth widen the MAD and so
    ask less. Zeros take no part, and nothing is asked where both *x* and ``eᵐ`` are below
    :data:`SMALL`.

    A figure is ``digits_shifted`` (warning) where it is about ten times, or a tenth, of both its
    nearest years, and lies between them (a quarter beyond is allowed) once one of its digits is
    taken out, or one put in: 27680 between 2500 and 2900. It is then not asked about a second time.

    A printed change of a stock (``years.yml``, ``exceeds``) is asked about as
    ``change_implausible``: a decrease larger than the stock (warning), since nothing falls below
    0, and an increase that more than doubles it (note), where the change is :data:`SMALL` or more.
    """
    out: list[Finding] = []
    for years in series_of(reports).values():
        for indicator in year_rules().plausible:
            figures = {y: f for y, f in numbers(years, indicator).items() if f.value}
            for year, figure in figures.items():
                report = years[year][0]
                out += _shifted(report, figure, figures) or _jump(report, figure, figures)
        for mine in years.values():
            for change, stock in year_rules().exceeds:
                out += _exceeds(mine, change, stock)
    return out


def _jump(report: Report, figure: Figure, figures: Mapping[int, Figure]) -> list[Finding]:
    others = [log(f.value) for y, f in figures.items() if y != report.year and f.value]
    if len(others) < HISTORY or not figure.value:
        return []
    m = median(others)
    usual = exp(m)
    if max(figure.value, usual) < SMALL:
        return []
    spread = _MAD * median(abs(v - m) for v in others)
    s = sqrt(spread**2 + 1 / figure.value + 1 / usual)
    if abs(log(figure.value) - m) <= max(log(FACTOR), DEVIATIONS * s):
        return []
    first, last = (f(y for y in figures if y != report.year) for f in (min, max))
    times = max(figure.value / usual, usual / figure.value)
    way, way_zh = ("more", "高于") if figure.value > usual else ("less", "低于")
    return [
        _finding(
            report, figure, "change_implausible", "note", round(usual),
            f"{_en(figure)} {figure.value:,}: {times:.1f} times {way} than the median of the other "
            f"{len(others)} years {first}-{last} ({usual:,.0f}); is it right?",
            f"{label_of(figure.indicator)}{figure.value:,}：{way_zh}{first}—{last}年其余{len(others)}年的"
            f"中位数{usual:,.0f}，相差{times:.1f}倍，请核实",
        )
    ]  # fmt: skip


def _shifted(report: Report, figure: Figure, figures: Mapping[int, Figure]) -> list[Finding]:
    year = report.year or 0
    before = max((y for y in figures if year - _NEAR <= y < year), default=None)
    after = min((y for y in figures if year < y <= year + _NEAR), default=None)
    if before is None or after is None or not isinstance(figure.value, int):
        return []
    near = [float(figures[y].value or 0) for y in (before, after)]
    low, high = min(near) / _LEEWAY, max(near) * _LEEWAY
    if min(near) < SMALL:
        return []
    added = all(_TENFOLD[0] <= figure.value / n <= _TENFOLD[1] for n in near)
    lost = all(_TENFOLD[0] <= n / figure.value <= _TENFOLD[1] for n in near)
    if not (added or lost):
        return []
    mended = _without_a_digit(figure.value) if added else _with_a_digit(figure.value)
    fitting = sorted(v for v in mended if low <= v <= high)
    if not fitting:
        return []
    what, what_zh = ("added", "多一位") if added else ("lost", "少一位")
    nearest_en = f"{near[0]:,.0f} in {before} and {near[1]:,.0f} in {after}"
    return [
        _finding(
            report, figure, "digits_shifted", "warning", None,
            f"{_en(figure)} {figure.value:,} beside {nearest_en}: was a digit {what}?",
            f"{label_of(figure.indicator)}{figure.value:,}，而{before}年{near[0]:,.0f}、{after}年"
            f"{near[1]:,.0f}：数字疑{what_zh}，请核实",
        )
    ]  # fmt: skip


def _without_a_digit(value: int) -> set[int]:
    text = str(value)
    return {int(text[:i] + text[i + 1 :] or "0") for i in range(len(text))}


def _with_a_digit(value: int) -> set[int]:
    text = str(value)
    places = range(len(text) + 1)
    return {int(text[:i] + digit + text[i:]) for i in places for digit in "0123456789"}


def _exceeds(reports: list[Report], change: str, stock: str) -> Iterator[Finding]:
    changed, before = cell(reports, change), cell(reports, stock)
    if changed is None or before is None or changed.value is None or before.value is None:
        return
    impossible = changed.value < -before.value
    doubled = changed.value > before.value and changed.value >= SMALL
    if not (impossible or doubled):
        return
    why = "a decrease of more than there was" if impossible else "more than double; is it right?"
    why_zh = "减少数大于原有数" if impossible else "增加数大于原有数，请核实"
    yield _finding(
        reports[0], changed, "change_implausible", "warning" if impossible else "note", before.value,
        f"{_en(changed)} {changed.value:+,} beside {label_of(stock, 'en')} {before.value:,}: {why}",
        f"{label_of(change)}{changed.value:+,}，{label_of(stock)}{before.value:,}：{why_zh}", stock,
    )  # fmt: skip


def _en(figure: Figure) -> str:
    return label_of(figure.indicator, "en")


def _finding(
    report: Report, figure: Figure, code: str, severity: str, expected: object, message: str,
    message_zh: str, *beside: str,
) -> Finding:  # fmt: skip
    """Return a finding on a figure, and on those of the same year that it was held against."""
    return Finding(
        code, severity, message, message_zh, figure.indicator, "total", expected, figure.value,
        figure.where, report.place, report.year, figure.quote, report.place_code, report.publisher,
        about=own(figure.indicator, *beside),
    )  # fmt: skip
