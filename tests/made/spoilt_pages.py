"""Damages of what stands around a report: other tables, other years, other reports."""

from __future__ import annotations

import random
from dataclasses import replace

from made.damage import chosen, damage, doubtful, grids, with_grid
from made.sample import Cell, Grid, Key, Sample, sample


def _insert(one: Sample, at: int, *blocks: str | Grid) -> Sample:
    return one.but((*one.blocks[:at], *blocks, *one.blocks[at:]))


def _grid(name: str, *rows: tuple[str, ...]) -> Grid:
    return Grid(name, tuple(tuple(Cell(t) for t in row) for row in rows), 1)


@damage("rows")
def a_contact_table(one: Sample, rng: random.Random) -> Sample:
    """Print a table of addresses before the first table."""
    table = _grid(
        "contact",
        ("机构名称", "办公地址", "邮编", "联系电话"),
        ("合成县政务公开办公室", "合成路12号", "990001", "0990-7654321"),
        ("合成县档案馆", "合成路14号", "990001", "0990-7654322"),
    )
    return _insert(one, grids(one)[0], table)


@damage("rows")
def a_table_of_statistics(one: Sample, rng: random.Random) -> Sample:
    """Print a table of other statistics before the first table."""
    table = _grid(
        "other",
        ("类别", "数量", "占比", "总计"),
        ("机构职能", "31", "12.5%", "248"),
        ("政策法规", "74", "29.8%", "248"),
        ("其他", "143", "57.7%", "248"),
    )
    return _insert(one, grids(one)[0], table)


@damage("rows")
def a_table_of_agencies(one: Sample, rng: random.Random) -> Sample:
    """Print how many requests each agency received, after the report's own tables."""
    rows = [(f"合成{n}局", str(rng.randint(1, 60)), str(rng.randint(1, 60))) for n in "甲乙丙丁戊"]
    table = _grid("other", ("单位", "收到申请数", "答复数"), *rows)
    return _insert(one, grids(one)[-1] + 1, "附：各部门受理申请情况", table)


@damage("rows")
def last_years_table(one: Sample, rng: random.Random) -> Sample:
    """Print the table of the year before as well, and say so above it."""
    at = chosen(one, rng, "requests", "appeals", "statistics", whole=True)
    if at is None:
        return one
    grid = one.blocks[at]
    assert isinstance(grid, Grid)
    changed: set[Key] = set()

    def older(cell: Cell) -> Cell:
        if cell.key is None:
            return cell
        text = str(int(cell.text) + rng.randint(1, 9)) if cell.text.isdecimal() else "3"
        changed.add(cell.key)
        return Cell(text, cell.rowspan, cell.colspan)

    cells = tuple(tuple(older(c) for c in row) for row in grid.cells)
    words = rng.choice((f"附：{one.year - 1}年数据", f"{one.year - 1}年度情况", "上年度情况如下："))
    before = rng.random() < 0.3
    order = (words, Grid(grid.name, cells, grid.heads), f"{one.year}年度情况", grid) if before \
        else (grid, words, Grid(grid.name, cells, grid.heads))  # fmt: skip
    return replace(with_grid(one, at, *order), truth=doubtful(one.truth, changed))


@damage("rows")
def two_reports(one: Sample, rng: random.Random) -> Sample:
    """Print the report of another place and year below: figures of both are in doubt."""
    other = sample(one.form, rng.randint(10_000, 20_000))
    place = "霁溪县"
    blocks = tuple(
        b.replace(other.place, place) if isinstance(b, str)
        else replace(b, cells=tuple(tuple(replace(c, key=None) for c in r) for r in b.cells))
        for b in other.blocks
    )  # fmt: skip
    truth = doubtful(one.truth, set(one.truth))
    said = doubtful(one.said, set(one.said))
    return replace(one, blocks=(*one.blocks, *blocks), truth=truth, said=said)


@damage("rows")
def sentences_between(one: Sample, rng: random.Random) -> Sample:
    """Print sentences without figures between the tables."""
    out = one
    for at in reversed(grids(one)):
        out = _insert(out, at, "有关情况见下表。", "单位：件")
    return out


@damage("rows")
def page_numbers(one: Sample, rng: random.Random) -> Sample:
    """Print the page's number after each block."""
    blocks = [x for i, b in enumerate(one.blocks) for x in (b, f"— {i + 1} —")]
    return one.but(tuple(blocks))
