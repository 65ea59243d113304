"""Damages of columns, of label cells, and of what stands around the figures of a table."""

from __future__ import annotations

import random
from dataclasses import replace

from made.damage import chosen, damage, doubtful, unreadable, with_grid, without
from made.sample import Cell, Grid, Sample
from made.spoilt_rows import column_keys, keys_of, taken_matrix


@damage("rows")
def subtotals(one: Sample, rng: random.Random) -> Sample:
    """Print 小计 of the organisations as one more column, inside their group or after it."""
    if not (taken := taken_matrix(one, rng, "requests", whole=True)):
        return one
    at, matrix = taken
    first = matrix.first_figure()
    place = first + rng.choice((1, 6))
    column = []
    for r, row in enumerate(matrix.rows):
        texts = [matrix.cells[n].text for n in row[first + 1 : first + 6]]
        whole = all(t.isdecimal() for t in texts)
        words = str(sum(map(int, texts))) if whole and r >= matrix.heads else ""
        column.append(Cell("小计" if r == matrix.heads - 1 else words))
    matrix.insert_column(place, column)
    group = matrix.rows[1][first + 1 if place == first + 6 else place + 1]
    if rng.random() < 0.7:
        matrix.rows[1][place] = group
    else:
        matrix.rows[1][place] = matrix.rows[2][place]
    keys = {k for k in one.truth if k[0] in {c.key[0] for c in matrix.cells if c.key}}
    return replace(with_grid(one, at, matrix.grid()), truth=doubtful(one.truth, keys))


@damage("rows")
def serial_numbers(one: Sample, rng: random.Random) -> Sample:
    """Print a column of serial numbers before all others."""
    if not (taken := taken_matrix(one, rng, "requests", "statistics", whole=True)):
        return one
    at, matrix = taken
    column = [Cell("序号" if r < matrix.heads else str(r - matrix.heads + 1))
              for r in range(len(matrix.rows))]  # fmt: skip
    matrix.insert_column(0, column)
    for r in range(1, matrix.heads):
        matrix.rows[r][0] = matrix.rows[0][0]
    return with_grid(one, at, matrix.grid())


@damage("rows")
def remarks(one: Sample, rng: random.Random) -> Sample:
    """Print a column 备注 after all others."""
    if not (taken := taken_matrix(one, rng, "requests", "statistics", "proactive", whole=True)):
        return one
    at, matrix = taken
    words = ("", "", "", "无", "含上年", "2")
    column = [Cell(rng.choice(words) if r >= matrix.heads else "备注" if r == 0 else "")
              for r in range(len(matrix.rows))]  # fmt: skip
    matrix.insert_column(matrix.width, column)
    for r in range(1, matrix.heads):
        matrix.rows[r][-1] = matrix.rows[0][-1]
    return with_grid(one, at, matrix.grid())


@damage("rows")
def empty_columns(one: Sample, rng: random.Random) -> Sample:
    """Put empty columns at the end of a table, or before its first."""
    if (taken := taken_matrix(one, rng, whole=True)) is None:
        return one
    at, matrix = taken
    for _ in range(rng.randint(1, 3)):
        matrix.insert_column(rng.choice((0, matrix.width)), [Cell("")] * len(matrix.rows))
    return with_grid(one, at, matrix.grid())


@damage("rows")
def an_empty_column_inside(one: Sample, rng: random.Random) -> Sample:
    """Put an empty column without a head between two columns of figures."""
    if not (taken := taken_matrix(one, rng, "requests", "appeals", whole=True)):
        return one
    at, matrix = taken
    place = rng.randrange(matrix.first_figure() + 1, matrix.width)
    matrix.insert_column(place, [Cell("")] * len(matrix.rows))
    return with_grid(one, at, matrix.grid())


@damage("rows")
def blank_rows(one: Sample, rng: random.Random) -> Sample:
    """Put blank rows at the end of a table, or between others."""
    if (taken := taken_matrix(one, rng, whole=True)) is None:
        return one
    at, matrix = taken
    for _ in range(rng.randint(1, 3)):
        place = rng.choice((len(matrix.rows), matrix.keyed()[-1] + 1))
        matrix.rows.insert(place, [matrix.add(Cell("")) for _ in range(matrix.width)])
    return with_grid(one, at, matrix.grid())


@damage("rows")
def a_missing_total_column(one: Sample, rng: random.Random) -> Sample:
    """Leave the column 总计 out."""
    if not (taken := taken_matrix(one, rng, "requests", whole=True)):
        return one
    at, matrix = taken
    gone = column_keys(matrix, matrix.width - 1)
    matrix.drop_column(matrix.width - 1)
    return replace(with_grid(one, at, matrix.grid()), truth=without(one.truth, gone))


@damage("rows")
def a_missing_column(one: Sample, rng: random.Random) -> Sample:
    """Leave one kind of applicant out: the heads of the others may then be in doubt."""
    if not (taken := taken_matrix(one, rng, "requests", whole=True)):
        return one
    at, matrix = taken
    place = matrix.width - rng.randint(2, 6)
    gone = column_keys(matrix, place)
    matrix.drop_column(place)
    left = {k for row in range(len(matrix.rows)) for k in keys_of(matrix, (row,))}
    truth = doubtful(without(one.truth, gone), left)
    return replace(with_grid(one, at, matrix.grid()), truth=truth)


@damage("rows")
def columns_in_another_order(one: Sample, rng: random.Random) -> Sample:
    """Print the columns in another order, heads and figures alike."""
    if not (taken := taken_matrix(one, rng, "requests", whole=True)):
        return one
    at, matrix = taken
    first = matrix.first_figure()
    if matrix.width != first + 7:
        return one
    organisations = list(range(first + 1, first + 6))
    rng.shuffle(organisations)
    blocks = [[first], organisations, [first + 6]]
    rng.shuffle(blocks)
    matrix.order_columns([*range(first), *(c for block in blocks for c in block)])
    return with_grid(one, at, matrix.grid())


@damage("cells")
def a_head_span_wrong(one: Sample, rng: random.Random) -> Sample:
    """Print a head with a span that is one column too short or too long."""
    at = chosen(one, rng, "requests", "appeals", whole=True)
    if at is None:
        return one
    grid = one.blocks[at]
    assert isinstance(grid, Grid)
    wide = [(r, c) for r in range(grid.heads) for c, cell in enumerate(grid.cells[r])
            if cell.colspan > 1]  # fmt: skip
    r, c = rng.choice(wide)
    row = list(grid.cells[r])
    row[c] = replace(row[c], colspan=row[c].colspan + rng.choice((-1, 1)))
    cells = (*grid.cells[:r], tuple(row), *grid.cells[r + 1 :])
    keys = {cell.key for line in grid.cells for cell in line if cell.key}
    return replace(
        with_grid(one, at, replace(grid, cells=cells)), truth=doubtful(one.truth, keys)
    )  # fmt: skip


@damage("rows")
def heads_lost(one: Sample, rng: random.Random) -> Sample:
    """Print a table without its heads."""
    if not (taken := taken_matrix(one, rng, "requests", "appeals", "statistics", whole=True)):
        return one
    at, matrix = taken
    keys = keys_of(matrix, range(len(matrix.rows)))
    return replace(
        with_grid(one, at, matrix.grid(matrix.heads)), truth=doubtful(one.truth, keys)
    )  # fmt: skip


@damage("rows")
def label_in_two_cells(one: Sample, rng: random.Random) -> Sample:
    """Part the number of a label from its words, or its words in the middle, by a cell's border."""
    middle = rng.random() < 0.4

    def part(cell: Cell) -> tuple[Cell, ...]:
        if cell.key or cell.colspan < 2 or len(cell.text) < 6 or "）" not in cell.text + "）":
            return (cell,)
        at = len(cell.text) // 2 if middle else cell.text.find("）") + 1 or 2
        if not 0 < at < len(cell.text):
            return (cell,)
        return (
            replace(cell, text=cell.text[:at], colspan=1),
            replace(cell, text=cell.text[at:], colspan=cell.colspan - 1),
        )

    at = chosen(one, rng, "requests", whole=True)
    if at is None:
        return one
    grid = one.blocks[at]
    assert isinstance(grid, Grid)
    body = tuple(tuple(x for c in row for x in part(c)) for row in grid.cells[grid.heads :])
    return with_grid(one, at, replace(grid, cells=(*grid.cells[: grid.heads], *body)))


@damage("rows")
def label_over_two_rows(one: Sample, rng: random.Random) -> Sample:
    """Print the end of a label in a row of its own, as a page break inside a row leaves it."""
    if not (taken := taken_matrix(one, rng, "requests", "statistics", whole=True)):
        return one
    at, matrix = taken
    r = rng.choice(matrix.keyed())
    c = matrix.label_place(r)
    cell = matrix.at(r, c)
    if cell.key or len(cell.text) < 6:
        return one
    half = rng.randint(3, len(cell.text) - 2)
    if cell.text[half - 1] in "、（，":
        return one
    own = matrix.rows[r][c]
    below = [n if not matrix.cells[n].key and n != own else -1 for n in matrix.rows[r]]
    rest = matrix.add(Cell(cell.text[half:]))
    matrix.cells[own] = replace(cell, text=cell.text[:half])
    row = [rest if n == own else matrix.add(Cell("")) if b < 0 else b
           for n, b in zip(matrix.rows[r], below, strict=True)]  # fmt: skip
    matrix.rows.insert(r + 1, row)
    keys = keys_of(matrix, (r,))
    return replace(with_grid(one, at, matrix.grid()), truth=doubtful(one.truth, keys))


@damage("rows")
def figures_a_row_below(one: Sample, rng: random.Random) -> Sample:
    """Print the figures of a row one row below its label."""
    if not (taken := taken_matrix(one, rng, "requests", "statistics", whole=True)):
        return one
    at, matrix = taken
    r = rng.choice(matrix.keyed())
    row = matrix.rows[r]
    own = row[matrix.label_place(r)]
    keys = {k for k in keys_of(matrix, (r,)) if one.truth.get(k) != "blank"}
    below = [matrix.add(Cell("")) if n == own else n for n in row]
    matrix.rows[r] = [matrix.add(Cell("")) if matrix.cells[n].key else n for n in row]
    matrix.rows.insert(r + 1, below)
    return replace(with_grid(one, at, matrix.grid()), truth=unreadable(one.truth, keys))


@damage("rows")
def a_caption_row(one: Sample, rng: random.Random) -> Sample:
    """Print the title of a table as its first row."""
    if (taken := taken_matrix(one, rng, whole=True)) is None:
        return one
    at, matrix = taken
    words = rng.choice((f"{one.title}附表", "（统计期间：1月1日至12月31日）", "单位：件", "表2"))
    caption = matrix.add(Cell(words))
    matrix.rows.insert(0, [caption] * matrix.width)
    matrix.heads += 1
    return with_grid(one, at, matrix.grid())


@damage("rows")
def a_note_row(one: Sample, rng: random.Random) -> Sample:
    """Print a remark with numbers in it as the last row of a table."""
    if (taken := taken_matrix(one, rng, whole=True)) is None:
        return one
    at, matrix = taken
    note = matrix.add(
        Cell(f"注：以上数据截至{one.year}年12月31日，其中网上申请12件，当面申请3件。")
    )
    matrix.rows.append([note] * matrix.width)
    return with_grid(one, at, matrix.grid())


@damage("rows")
def a_signature_row(one: Sample, rng: random.Random) -> Sample:
    """Print who filled the table in as its last row."""
    if not (taken := taken_matrix(one, rng, "statistics", "website", whole=True)):
        return one
    at, matrix = taken
    words = ("单位负责人：合成", "审核人：合成", "填报人：合成", "联系电话：0990-1234567")
    matrix.rows.append([matrix.add(Cell(words[min(c, 3)])) for c in range(matrix.width)])
    return with_grid(one, at, matrix.grid())
