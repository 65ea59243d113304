"""Damages of rows and columns: split, repeated, moved, merged and lost ones."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from made.damage import chosen, damage, doubtful, unreadable, with_grid, without
from made.matrix import Matrix
from made.sample import UNREADABLE, Cell, Grid, Key, Sample, Truth

_TALL = ("requests", "statistics", "website", "proactive")


def taken_matrix(
    one: Sample, rng: random.Random, *names: str, whole: bool = False
) -> tuple[int, Matrix] | None:
    """Return the place of a table with figures, and the table (see :func:`made.damage.chosen`)."""
    at = chosen(one, rng, *names, whole=whole)
    return None if at is None else (at, Matrix(one.blocks[at]))  # type: ignore[arg-type]


def keys_of(matrix: Matrix, rows: Iterable[int]) -> set[Key]:
    """Return the figures of some rows."""
    return {k for r in rows for i in matrix.rows[r] if (k := matrix.cells[i].key)}


def column_keys(matrix: Matrix, column: int) -> set[Key]:
    """Return the figures of one column."""
    return {k for row in matrix.rows if (k := matrix.cells[row[column]].key)}


def _other(text: str, rng: random.Random) -> str:
    """Return another number than the printed one."""
    return str(int(text) + rng.randint(1, 9)) if text.isdecimal() else str(rng.randint(1, 99))


def _cut_row(matrix: Matrix, rng: random.Random) -> int:
    rows = [r for r in matrix.keyed() if r > matrix.heads + 1]
    return rng.choice(rows) if rows else len(matrix.rows) // 2


@damage("rows")
def split_at_a_page_break(one: Sample, rng: random.Random) -> Sample:
    """Print a table in two parts, the second without heads, its spans torn."""
    if not (taken := taken_matrix(one, rng, *_TALL)):
        return one
    at, matrix = taken
    row = _cut_row(matrix, rng)
    between = rng.choice(([], ["- 4 -"], ["（续表）"]))
    return with_grid(one, at, matrix.grid(0, row), *between, matrix.grid(row))


@damage("rows")
def split_with_heads_again(one: Sample, rng: random.Random) -> Sample:
    """Print a table in two parts, each below its heads."""
    if not (taken := taken_matrix(one, rng, "requests", "statistics")):
        return one
    at, matrix = taken
    row = _cut_row(matrix, rng)
    second = matrix.grid(0, matrix.heads).cells + matrix.grid(row).cells
    return with_grid(
        one, at, matrix.grid(0, row), Grid(matrix.name, second, matrix.heads)
    )  # fmt: skip


@damage("rows")
def split_with_blank_groups(one: Sample, rng: random.Random) -> Sample:
    """Print a table in two parts; the torn group's words are not printed again."""
    if not (taken := taken_matrix(one, rng, "requests", "website")):
        return one
    at, matrix = taken
    row = _cut_row(matrix, rng)
    first = matrix.grid(0, row)
    for place, number in enumerate(matrix.rows[row]):
        if number == matrix.rows[row - 1][place] and matrix.cells[number].key is None:
            for below in matrix.rows[row:]:
                below[place] = matrix.add(replace(matrix.cells[number], text="")) \
                    if below[place] == number else below[place]  # fmt: skip
    return with_grid(one, at, first, matrix.grid(row))


@damage("rows")
def each_article_a_table(one: Sample, rng: random.Random) -> Sample:
    """Print table 2 as one table for each article."""
    if not (taken := taken_matrix(one, rng, "proactive")):
        return one
    at, matrix = taken
    starts = [r for r in range(len(matrix.rows)) if matrix.at(r, 0).text.startswith("第二十条")]
    starts[:1] = [0] if starts else []
    stops = [*starts[1:], len(matrix.rows)]
    if not starts:
        return one
    return with_grid(one, at, *(matrix.grid(a, b) for a, b in zip(starts, stops, strict=True)))


@damage("rows")
def span_printed_twice(one: Sample, rng: random.Random) -> Sample:
    """Print a tall group twice, each with half of its span (三、本年度办理结果, ten and ten)."""
    if not (taken := taken_matrix(one, rng, "requests", "website")):
        return one
    at, matrix = taken
    column = [row[0] for row in matrix.rows]
    tall = max(set(column), key=column.count)
    half = [r for r, number in enumerate(column) if number == tall][column.count(tall) // 2 :]
    again = matrix.add(matrix.cells[tall])
    for r in half:
        matrix.rows[r] = [again if n == tall else n for n in matrix.rows[r]]
    return with_grid(one, at, matrix.grid())


@damage("rows")
def groups_in_every_row(one: Sample, rng: random.Random) -> Sample:
    """Repeat the words of each group in each of its rows."""
    if not (taken := taken_matrix(one, rng, "requests", "website")):
        return one
    at, matrix = taken
    for r in range(matrix.heads, len(matrix.rows)):
        row, above = matrix.rows[r], matrix.rows[r - 1]
        if r > matrix.heads and any(row[c] == above[c] for c in range(len(row))):
            again = {n: matrix.add(matrix.cells[n]) for n in row
                     if n in above and not matrix.cells[n].key}  # fmt: skip
            for below in matrix.rows[r:]:
                below[:] = [again.get(n, n) for n in below]
    return with_grid(one, at, matrix.grid())


@damage("rows")
def groups_left_out(one: Sample, rng: random.Random) -> Sample:
    """Leave a blank where the words of a group were, in all rows but its first."""
    if not (taken := taken_matrix(one, rng, "requests", "website")):
        return one
    at, matrix = taken
    seen: set[int] = set()
    for r in range(matrix.heads, len(matrix.rows)):
        row = matrix.rows[r]
        new = [matrix.add(Cell("")) if n in seen and not matrix.cells[n].key else n for n in row]
        seen |= set(row)
        matrix.rows[r] = new
    return with_grid(one, at, matrix.grid())


@damage("rows")
def groups_as_rows(one: Sample, rng: random.Random) -> Sample:
    """Print each group in a row of its own with blank cells, as spreadsheets do."""
    if not (taken := taken_matrix(one, rng, "requests")):
        return one
    at, matrix = taken
    first = matrix.first_figure()
    rows, seen = [], set(matrix.rows[matrix.heads])
    rows += matrix.rows[: matrix.heads]
    for row in matrix.rows[matrix.heads :]:
        for c in range(first - 1):
            if row[c] not in seen and row[c] != row[first - 1]:
                blank = [matrix.add(Cell("")) for _ in range(len(row) - 1)]
                rows.append([matrix.add(matrix.cells[row[c]]), *blank])
                seen.add(row[c])
        rows.append([row[first - 1], *row[first:]])
    matrix.rows = [[*row[first - 1 :]] if k < matrix.heads else row for k, row in enumerate(rows)]
    return with_grid(one, at, matrix.grid())


@damage("rows")
def merged_figures(one: Sample, rng: random.Random) -> Sample:
    """Print one figure for two rows: whose it is, is not said."""
    if not (taken := taken_matrix(one, rng, "requests", "statistics")):
        return one
    at, matrix = taken
    rows = matrix.keyed()
    r = rng.choice([r for r in rows if r + 1 in rows])
    columns = [c for c, n in enumerate(matrix.rows[r]) if matrix.cells[n].key]
    lost = keys_of(matrix, (r, r + 1))
    for c in columns:
        matrix.rows[r + 1][c] = matrix.rows[r][c]
    return replace(with_grid(one, at, matrix.grid()), truth=unreadable(one.truth, lost))


@damage("rows")
def merged_columns(one: Sample, rng: random.Random) -> Sample:
    """Print one figure for two columns of one row."""
    if not (taken := taken_matrix(one, rng, "requests", "appeals")):
        return one
    at, matrix = taken
    r = rng.choice(matrix.keyed())
    c = rng.randrange(matrix.first_figure(), matrix.width - 1)
    lost = {matrix.at(r, c).key, matrix.at(r, c + 1).key} - {None}
    matrix.rows[r][c + 1] = matrix.rows[r][c]
    return replace(with_grid(one, at, matrix.grid()), truth=unreadable(one.truth, lost))  # type: ignore[arg-type]


@damage("cells")
def a_cell_lost(one: Sample, rng: random.Random) -> Sample:
    """Leave one cell of a row out, so that those after it move to the left."""
    return _shifted(one, rng, lambda row, at: row[:at] + row[at + 1 :])


@damage("cells")
def a_cell_too_many(one: Sample, rng: random.Random) -> Sample:
    """Print one more number in a row, so that those after it move to the right."""
    return _shifted(one, rng, lambda row, at: (*row[:at], Cell("7"), *row[at:]))


@damage("cells")
def digits_run_together(one: Sample, rng: random.Random) -> Sample:
    """Print two figures of a row in one cell, and none in the next."""

    def glue(row: tuple[Cell, ...], at: int) -> tuple[Cell, ...]:
        follower = row[at + 1].text if at + 1 < len(row) else ""
        return (*row[:at], Cell(row[at].text + follower), *row[at + 2 :])

    return _shifted(one, rng, glue)


def _shifted(one: Sample, rng: random.Random, change) -> Sample:  # type: ignore[no-untyped-def]
    at = chosen(one, rng, "requests", "appeals", "statistics")
    if at is None:
        return one
    grid = one.blocks[at]
    assert isinstance(grid, Grid)
    rows = [r for r, row in enumerate(grid.cells) if sum(c.key is not None for c in row) > 1]
    if not rows:
        return one
    r = rng.choice(rows)
    row = grid.cells[r]
    c = rng.choice([i for i, cell in enumerate(row) if cell.key])
    keys = {cell.key for cell in row if cell.key}
    cells = (*grid.cells[:r], change(row, c), *grid.cells[r + 1 :])
    return replace(
        with_grid(one, at, replace(grid, cells=cells)), truth=doubtful(one.truth, keys)
    )  # fmt: skip


@damage("rows")
def rows_out_of_order(one: Sample, rng: random.Random) -> Sample:
    """Print the rows of one group in another order."""
    if not (taken := taken_matrix(one, rng, "requests", "proactive")):
        return one
    at, matrix = taken
    first = matrix.first_figure()
    groups: dict[tuple[int, ...], list[int]] = {}
    for r in matrix.keyed():
        if first > 1:
            groups.setdefault(tuple(matrix.rows[r][: first - 1]), []).append(r)
    several = [rows for rows in groups.values() if len(rows) > 1 and len({
        tuple(matrix.rows[r][: first]) for r in rows}) > 1]  # fmt: skip
    if not several:
        return one
    rows = rng.choice(several)
    order = rng.sample(rows, len(rows))
    new = [matrix.rows[r] for r in order]
    for r, row in zip(rows, new, strict=True):
        matrix.rows[r] = row
    return with_grid(one, at, matrix.grid())


@damage("rows")
def last_rows_first(one: Sample, rng: random.Random) -> Sample:
    """Print 结转下年度 right after the two rows of what came in."""
    if not (taken := taken_matrix(one, rng, "requests")):
        return one
    at, matrix = taken
    matrix.rows.insert(matrix.heads + 2, matrix.rows.pop())
    return with_grid(one, at, matrix.grid())


@damage("rows")
def a_row_missing(one: Sample, rng: random.Random) -> Sample:
    """Leave one row out."""
    if not (taken := taken_matrix(one, rng, *_TALL)):
        return one
    at, matrix = taken
    r = rng.choice(matrix.keyed())
    gone = keys_of(matrix, (r,))
    del matrix.rows[r]
    return replace(with_grid(one, at, matrix.grid()), truth=without(one.truth, gone))


@damage("rows")
def rows_twice(one: Sample, rng: random.Random) -> Sample:
    """Print one row twice with the same figures."""
    return _twice(one, rng, same=True)


@damage("rows")
def rows_twice_otherwise(one: Sample, rng: random.Random) -> Sample:
    """Print one row twice, with other figures the second time: both are in doubt."""
    return _twice(one, rng, same=False)


def _twice(one: Sample, rng: random.Random, *, same: bool) -> Sample:
    if not (taken := taken_matrix(one, rng, "requests", "statistics")):
        return one
    at, matrix = taken
    r = rng.choice(matrix.keyed())
    again, disputed = [], set()
    for number in matrix.rows[r]:
        cell = matrix.cells[number]
        if cell.key is None:
            again.append(number)
            continue
        text = cell.text if same else _other(cell.text, rng)
        if not same:
            disputed.add(cell.key)
        again.append(matrix.add(Cell(text)))
    # The label is printed again as well, or the two rows would share one cell.
    label = matrix.label_place(r)
    old = again[label]
    fresh = matrix.add(matrix.cells[old])
    matrix.rows.insert(r + 1, [fresh if n == old else n for n in again])
    out = with_grid(one, at, matrix.grid())
    return replace(out, truth=disputed_truth(one.truth, disputed))


def disputed_truth(truth: dict[Key, Truth] | object, keys: set[Key]) -> dict[Key, Truth]:
    """Return the truth with figures that the report prints twice, differently: to be flagged."""
    return {k: UNREADABLE if k in keys else v for k, v in dict(truth).items()}  # type: ignore[call-overload]
