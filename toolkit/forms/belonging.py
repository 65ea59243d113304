"""Belonging: which tables are the page's own report, where it prints those of another one too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.document import Document, Table
from toolkit.figure import Finding
from toolkit.forms.lost import LEAST, LostRow, is_contradicted
from toolkit.forms.notes import Reading
from toolkit.forms.units import Unit
from toolkit.values import fold

_TITLE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,24})(?P<year>20\d\d)年?度?[\u4e00-\u9fff]{0,12}"
    r"信息公开(?:工作)?(?:年度)?(?:情况)?(?:的)?(?:报告|年报)"
)
_SITE_TITLE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,24})网站(?:工作年度|年度工作)报表\((?P<year>20\d\d)年?度?\)"
)
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:门户)?$")
_YEAR = re.compile(r"(20\d\d)年")
_BEFORE = re.compile(r"上一?年度?(?:的?情况|的?数据|的?统计|同期|[:(])")
#: A line longer than this is a sentence, not a heading.
_HEADING = 40
_LINES = 400
_OTHER_YEAR = ("its caption names another year", "表题所示为其他年度")
_FOREIGN = ("it stands below the title of another report", "位于另一份报告的标题之下")
_LOST = (
    "the text prints its rows too, with other figures: one of the two is of another year or place",
    "正文中另有同类栏目且数字不同，其中之一属于其他年度或地区",
)

#: What a caption says that names the year before the report's without a number.
YEAR_BEFORE = -1


@dataclass(frozen=True)
class Setting:
    """What stands above a table: the last title of a report, and the year that its caption names.

    ``at`` is the number of the block that is the title.
    """

    place: str = ""
    year: int | None = None
    caption: int | None = None
    near: bool = False
    at: int = 0

    def is_foreign(self, own: Setting) -> bool:
        """Tell whether the table stands below the title of another report than the page's own."""
        if self.year is None or own.year is None:
            return False
        alike = not self.place or not own.place or _same_place(self.place, own.place)
        return self.year != own.year or not alike

    def is_older(self, own: Setting) -> bool:
        """Tell whether the table's caption names another year than the report's."""
        if self.caption is None or self.caption == YEAR_BEFORE:
            return self.caption is not None
        return own.year is not None and self.caption != own.year

    def is_year_before(self, own: Setting) -> bool:
        """Tell whether the line right above the table says that it is of the year before."""
        before = own.year is not None and self.caption == own.year - 1
        return self.near and (before or self.caption == YEAR_BEFORE)


def _same_place(one: str, other: str) -> bool:
    one, other = _GOVERNMENT.sub("", one), _GOVERNMENT.sub("", other)
    return one.endswith(other) or other.endswith(one)


def _title(text: str) -> re.Match[str] | None:
    return _TITLE.search(text) or _SITE_TITLE.search(text)


def settings(document: Document) -> dict[int, Setting]:
    """Return what stands above each table, by the table's number."""
    out: dict[int, Setting] = {}
    title = Setting()
    caption: int | None = None
    near = False
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            out[block.index] = Setting(title.place, title.year, caption, near, title.at)
            caption, near = None, False
            continue
        near = False
        text = "".join(fold(block.text[: 2 * _HEADING]).split())
        if len(text) > _HEADING or "。" in text:
            continue
        if found := _title(text):
            title, caption = Setting(found["place"], int(found["year"]), at=at), None
        elif _BEFORE.search(text):
            caption, near = YEAR_BEFORE, True
        elif found := _YEAR.search(text):
            caption, near = int(found[1]), True
    return out


def own_title(document: Document) -> Setting:
    """Return the title of the page's own report: as the page declares it, or the first printed."""
    lines = [document.title or "", *[p.text for p in document.paragraphs[:_LINES]]]
    for text in lines:
        # All titles end in 报告, 年报 or 报表.
        if ("报" in text or "報" in text) and (
            found := _title("".join(fold(text[: 4 * _HEADING]).split()))
        ):
            return Setting(found["place"], int(found["year"]))
    return Setting()


def left_out(table: Table, why: str, why_zh: str) -> Finding:
    """Say that a table was not read since it is not of this report."""
    return Finding(
        "abstained", "warning", f"table:{table.index} was not read: {why}",
        f"表{table.index}未读取：{why_zh}", found="two_candidates", where=f"table:{table.index}",
    )  # fmt: skip


def own_units(
    document: Document, units: list[Unit], lost: Sequence[LostRow]
) -> tuple[list[Unit], list[Finding]]:
    """Leave out tables that stand below the title of another report than the page's own."""
    mine = [u for u in units if u.role != "website"]
    shared = set.intersection(*({f.id for f, _ in u.candidates} for u in mine)) if mine else set()
    once = len({u.role for u in mine}) == len(mine) and (shared or len(mine) < 2)
    if once and len(lost) < LEAST:
        return units, []
    own, above = own_title(document), settings(document)
    foreign = [u for u in units if above[u.parts[0].index].is_foreign(own)]
    if once or len(foreign) == len(units):
        # The tables of the page's own report may be those that could not be read.
        foreign = [u for u in foreign if _lost_above(lost, above[u.parts[0].index].at)]
    found = [left_out(t, *_FOREIGN) for u in foreign for t in u.parts]
    return [u for u in units if u not in foreign], found


def _lost_above(lost: Sequence[LostRow], at: int) -> bool:
    return sum(row.block < at for row in lost) >= LEAST


def without_other_years(
    document: Document, readings: list[tuple[Unit, list[Reading]]], lost: Sequence[LostRow]
) -> tuple[list[tuple[Unit, list[Reading]]], list[Finding]]:
    """Leave out tables that contradict another of their kind and are not of the report's year.

    Where captions do not tell which of the two is the report's, the first is kept, and of the
    second what contradicts it is flagged as duplicate; what only the second holds is left. Where the
    running text prints the rows of one with other figures, all of its kind are left out.
    """
    own, above = own_title(document), settings(document)
    kept: list[tuple[Unit, list[Reading]]] = []
    findings: list[Finding] = []
    doubted = {u.role for u, alike in readings if is_contradicted(alike[0], lost)}
    for unit, alike in readings:
        if unit.role in doubted:
            findings += [left_out(t, *_LOST) for t in unit.parts]
            continue
        rivals = [
            (other, theirs)
            for other, theirs in kept
            if other.role == unit.role and _contradict(theirs[0], alike[0])
        ]
        if not rivals:
            # The report's own table may be one that could not be read.
            if above[unit.parts[0].index].is_year_before(own):
                findings += [left_out(t, *_OTHER_YEAR) for t in unit.parts]
            else:
                kept.append((unit, alike))
            continue
        if not above[unit.parts[0].index].is_older(own):
            older = [r for r in rivals if above[r[0].parts[0].index].is_older(own)]
            if len(older) == len(rivals):
                kept = [k for k in kept if k not in older]
                kept.append((unit, alike))
                findings += [left_out(t, *_OTHER_YEAR) for o, _ in older for t in o.parts]
                continue
            first = {f.key for f in rivals[0][1][0].figures}
            for reading in alike:
                only = [f for f in reading.figures if f.key not in first]
                reading.figures = [f for f in reading.figures if f.key in first]
                if reading is alike[0] or reading.findings is not alike[0].findings:
                    for figure in only:
                        reading.two_reports(figure)
            kept.append((unit, alike))
            continue
        findings += [left_out(t, *_OTHER_YEAR) for t in unit.parts]
    return kept, findings


def _contradict(one: Reading, other: Reading) -> bool:
    """Tell whether two tables state different figures of the same kind, more than by a slip."""
    first = {f.key: (f.value, f.missing) for f in one.figures}
    both = [f for f in other.figures if f.key in first]
    return sum((f.value, f.missing) != first[f.key] for f in both) > 1
