"""Doubts: words at a table, and figures in it, that say it is not what its labels promise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.document import Document, Table
from toolkit.figure import Figure, Finding
from toolkit.forms.belonging import own_title
from toolkit.forms.labels import LONGEST, number_in, remembered
from toolkit.forms.notes import Reading
from toolkit.forms.units import Unit
from toolkit.values import fold

#: A line longer than this is a sentence, not a heading.
_HEADING = 40
#: Counts in tens or thousands: the figures of a form are none.
_SCALE = re.compile(
    r"[(:](?:单位:?)?[十百千万亿][件条个次人篇份项宗起]|单位:?[十百千万亿][件条个次人篇]"
)
#: A share in place of a count, below a head of the form.
_SHARE = re.compile(
    r"^(?:总计|合计|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|结果维持)"
    r"\((?:单位:?)?(?:%|‰|百分比)"
)
_BODY = re.compile(
    r"^(?:附件?\d*[:、]?|表[一二三四\d]*[:、]?|[(]?[一二三四五六七八九十\d]{1,2}[)、.])?(?:20\d\d年)?"
    r"(?P<body>[\u4e00-\u9fff]{1,14}(?:局|委员会|乡|镇|街道(?:办事处)?))"
    r"(?:20\d\d年|收到|受理|政府信息|信息公开|行政复议|主动公开|[:(]|$)"
)
_WHOLE = re.compile(r"各|和|及|、|县级|区级|我|本|信息公开|市场$")
_WIDER = re.compile(r"全[省国]|全市(?![县区])")
_COUNTY = re.compile(r"[县区旗](?:人民政府)?$")
_YEARS = re.compile(r"(20\d\d)年?(?:-|—|~|至|到)(20\d\d)年")
_YEAR = re.compile(r"(20\d\d)年")
_ORGANISATIONS = ("business", "research", "ngo", "legal_service")


def with_doubts(document: Document, readings: list[tuple[Unit, list[Reading]]]) -> list[Finding]:
    """Take figures out of ``readings`` that are of another body or scale, or out of their columns.

    Returns
    -------
    list of Finding
        What was left out, and which figures stand below the words of another year.
    """
    findings: list[Finding] = []
    for unit, alike in readings:
        if unit.role == "website" or not alike[0].figures:
            continue
        table = unit.parts[0]
        lines = _lines_above(document, table)
        told = [*lines, *filter(_tells, table.texts)]
        counted = unit.role in ("requests", "appeals", "proactive")
        scaled = counted and any(map(_is_scaled, told))
        reason = "scope_unclear" if scaled else _other_body(lines, document)
        if reason:
            findings += _left_out(alike, {f.indicator for f in alike[0].figures}, reason)
            continue
        if alike[0].blank and (shifted := _shifted(unit.role, alike[0].figures)):
            findings += _left_out(alike, shifted, "cells_do_not_match_columns")
        if any(_YEAR.search(_plain(text)) for text in told) and (
            year := _other_year([*lines, *_heads(table)], document)
        ):
            findings += [_of_year(f, year) for f in _first_of_each(alike[0].figures)]
    return findings


def _lines_above(document: Document, table: Table) -> list[str]:
    """Return the heading straight above a table, none where a sentence stands there."""
    text = "".join(fold(document.line_above(table)[: 2 * _HEADING]).split())
    return [text] if 0 < len(text) <= _HEADING and "。" not in text else []


def _heads(table: Table) -> list[str]:
    """Return the words above the first figures of a table."""
    words: list[str] = []
    for r in range(table.n_rows):
        cells = [c for c in table.row_cells(r) if c.row == r and c.text and len(c.text) <= LONGEST]
        if any(number_in(c.text) for c in cells):
            break
        words += [w for c in cells if (w := _plain(c.text)) and not w.isdigit()]
    return words


@remembered
def _plain(text: str) -> str:
    return "".join(fold(text).split())


@remembered
def _is_scaled(text: str) -> bool:
    """Tell whether a label says that figures are counted in tens or thousands, or are shares."""
    plain = _plain(text) if len(text) <= LONGEST else ""
    return bool(_SCALE.search(plain) or _SHARE.search(plain))


@remembered
def _tells(text: str) -> bool:
    """Tell whether a text in a table gives cause for doubt: most do not."""
    return _is_scaled(text) or bool(_YEAR.search(_plain(text)))


def _other_body(lines: Iterable[str], document: Document) -> str | None:
    for line in lines:
        found = _BODY.search(line)
        body = found["body"] if found and not _WHOLE.search(found["body"]) else ""
        wider = _WIDER.search(line)
        if body or wider:
            own = own_title(document).place
            if (body and body not in own) or (wider and _COUNTY.search(own)):
                return "scope_unclear"
    return None


def _other_year(words: list[str], document: Document) -> str | None:
    """Return the other year, or span of years, that words at a table name."""
    words = [text for text in words if _YEAR.search(text)]
    own = own_title(document) if words else None
    if own is None or own.year is None:
        return None
    for text in words:
        if (span := _YEARS.search(text)) and span[1] != span[2]:
            return span[0]
    named = {int(y) for text in words for y in _YEAR.findall(text)}
    return str(min(named)) if own.year not in named else None


def _number(figures: dict[str, Figure], applicant: str) -> float:
    figure = figures.get(applicant)
    return (figure.value or 0) if figure else 0


def _shifted(role: str, figures: list[Figure]) -> set[str]:
    """Return the indicators whose figures seem to stand one column too far to the left.

    Where a cell was lost, the last place of the row is blank and the total stands in the one before.
    """
    if role == "appeals":
        return _shifted_appeals(figures)
    if role != "requests" or not any(
        f.missing == "blank" and f.applicant == "total" for f in figures
    ):
        return set()
    rows: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.indicator, {}).setdefault(figure.applicant, figure)
    blank = [i for i, row in rows.items() if "total" in row and row["total"].missing == "blank"]
    exact, likely = set(), set()
    for indicator in blank:
        row = rows[indicator]
        rest = _number(row, "natural_person") + sum(_number(row, a) for a in _ORGANISATIONS)
        last = _number(row, "other_organisation")
        if last and last == rest:
            exact.add(indicator)
        if last and last >= rest:
            likely.add(indicator)
    if len(exact) > 1 and len(blank) == len(rows):
        return set(rows)
    # Where the other rows print their totals, one row without is a row that lost a cell.
    return likely if 2 * len(blank) < len(rows) else exact


def _shifted_appeals(figures: list[Figure]) -> set[str]:
    if len(figures) != 15 or figures[-1].missing != "blank":
        return set()
    numbers = [f.value or 0 for f in figures]
    sums = [sum(numbers[at : at + 4]) == numbers[at + 4] for at in (0, 5, 10)]
    return set() if all(sums[:2]) else {f.indicator for f in figures}


def _left_out(alike: list[Reading], ids: set[str], reason: str) -> list[Finding]:
    first = _first_of_each(f for f in alike[0].figures if f.indicator in ids)
    done: list[list[Figure]] = []
    for reading in alike:
        if not any(reading.figures is d for d in done):
            done.append(reading.figures)
            reading.figures[:] = [f for f in reading.figures if f.indicator not in ids]
    return [
        Finding(
            "abstained", "warning",
            f"{f.indicator} was not read at {f.where} ({reason}): words or figures at the table say "
            "that it holds something else",
            f"未读取（{reason}）：表格处的文字或数字与表式不符", f.indicator,
            found=reason, where=f.where, quote=f.quote,
        )
        for f in first
    ]  # fmt: skip


def _first_of_each(figures: Iterable[Figure]) -> list[Figure]:
    first: dict[str, Figure] = {}
    for figure in figures:
        first.setdefault(figure.indicator, figure)
    return list(first.values())


def _of_year(figure: Figure, year: str) -> Finding:
    return Finding(
        "period_unclear", "warning",
        f"{figure.indicator}: the table that holds it names {year}, the title another year",
        f"{figure.indicator}：表格标注为{year}，与标题年度不一致", figure.indicator,
        found=year, where=figure.where,
    )  # fmt: skip
