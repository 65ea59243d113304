"""Tables whose surroundings, or own figures, say that they are not what their labels promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from made import html, sheet, text
from made.damage import each_cell, grids, with_grid
from made.oracle import is_flagged, judge
from made.sample import UNREADABLE, Cell, Grid, Sample, sample

from toolkit.readers import read_document
from toolkit.reading import assemble
from toolkit.report import Report


def table(one: Sample, name: str) -> tuple[int, Grid]:
    for at in grids(one):
        grid = one.blocks[at]
        if isinstance(grid, Grid) and grid.name == name:
            return at, grid
    raise AssertionError(name)


def below(one: Sample, name: str, caption: str) -> Sample:
    at, _ = table(one, name)
    return one.but((*one.blocks[:at], caption, *one.blocks[at:]))


def without(one: Sample, key: tuple[str, str, bool]) -> Sample:
    """Leave out one cell of a row, so that those behind it stand one place to the left."""
    name = "requests" if key[1] != "total" else "appeals"
    at, grid = table(one, name)
    rows = tuple(tuple(c for c in row if c.key != key) for row in grid.cells)
    return with_grid(one, at, replace(grid, cells=rows))


def read(one: Sample, write: Callable[[Sample], bytes] = html.write) -> Report:
    return assemble(read_document(write(one), "doubtful"))


def table_values(report: Report, indicator: str) -> list[object]:
    return [f.value for f in report.figures if f.indicator == indicator and f.method == "table"]


@pytest.mark.parametrize("caption", ["单位：万件", "（单位：百件）", "县公安局", "附：全市汇总表"])
def test_a_table_of_another_body_or_scale_is_left_out(caption: str) -> None:
    report = read(below(sample("form2021"), "requests", caption))
    assert table_values(report, "requests_received") == []
    assert is_flagged(("requests_received", "total", False), report)
    assert table_values(report, "reconsideration_total") != []


@pytest.mark.parametrize("head", ["总计（万件）", "总计（%）"])
def test_a_head_that_counts_otherwise_is_not_read(head: str) -> None:
    one = each_cell(sample("form2021"), lambda c: replace(c, text=head) if c.text == "总计" else c)
    assert table_values(read(one), "requests_received") == []


def test_a_table_of_another_year_is_flagged() -> None:
    one = sample("form2021")
    report = read(below(one, "appeals", f"{one.year - 2}年数据"))
    assert is_flagged(("litigation_direct_total", "total", False), report)
    assert not is_flagged(("requests_received", "total", False), report)


@pytest.mark.parametrize(
    "caption", ["单位：件", "收到和处理政府信息公开申请情况", "（单位：万元）"]
)
def test_a_caption_of_the_form_changes_nothing(caption: str) -> None:
    one = sample("form2021")
    verdict = judge(one, read(below(one, "requests", caption)))
    assert (verdict.wrong, verdict.missed) == ([], [])


@pytest.mark.parametrize("write", [text.write, sheet.write, sheet.write_csv])
def test_a_row_moved_to_the_left_is_not_read(write: Callable[[Sample], bytes]) -> None:
    one = sample("form2021", 1)
    key = ("granted_full", "research", False)
    row = {k: UNREADABLE for k in one.truth if k[0] == key[0]}
    moved = replace(without(one, key), truth={**one.truth, **row})
    verdict = judge(moved, read(moved, write))
    assert verdict.wrong == []
    assert verdict.right == len(one.truth) - 7 + len(one.said)


@pytest.mark.parametrize("write", [text.write, sheet.write, sheet.write_csv])
def test_figures_of_table_4_moved_to_the_left_are_not_read(
    write: Callable[[Sample], bytes],
) -> None:
    one = sample("form2021", 1)
    moved = without(one, ("reconsideration_pending", "total", False))
    assert table_values(read(moved, write), "litigation_direct_upheld") == []


def test_a_blank_total_beside_figures_in_their_places_stays() -> None:
    one = each_cell(
        sample("form2021", 1),
        lambda c: Cell("", c.rowspan, c.colspan, c.key) if c.key and c.key[1] == "total"
        and c.key[0].startswith("denied") else c,
    )  # fmt: skip
    report = read(one)
    (figure,) = report.values("denied_other_law", applicant="natural_person")
    assert figure.value == one.truth["denied_other_law", "natural_person", False]
