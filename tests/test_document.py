"""Document: offsets of paragraphs, dense grids, rows of distinct cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.document import MAX_SPAN, Document, DocumentBuilder, dense_grid

SPANS = st.integers(min_value=-1, max_value=5)
ROWS = st.lists(st.lists(st.tuples(st.just("x"), SPANS, SPANS), max_size=5), min_size=1, max_size=6)


def built() -> Document:
    """Return two paragraphs, a table, a blank line and a last paragraph."""
    builder = DocumentBuilder()
    builder.paragraph("  一、概述 ")
    builder.paragraph("公开2768条。")
    builder.table([[("指标", 1, 1), ("数", 1, 1)], [("公开", 1, 1), ("2768", 1, 1)]])
    builder.paragraph("   ")
    builder.paragraph("二、申请")
    return Document(tuple(builder), "0" * 64, "a.html", "html")


def test_offsets_point_into_the_text() -> None:
    document = built()
    assert document.text == "一、概述\n公开2768条。\n二、申请"
    assert [p.start for p in document.paragraphs] == [0, 5, 14]
    for p in document.paragraphs:
        assert document.text[p.start : p.start + len(p.text)] == p.text


def test_tables_stand_in_order_and_count_from_one() -> None:
    document = built()
    (table,) = document.tables
    # The table stands where the paragraph after it begins.
    assert (table.index, table.start, table.n_rows) == (1, 14, 2)
    assert table.text == "指标\t数\n公开\t2768"
    assert [type(b).__name__ for b in document.blocks] == [
        "Paragraph", "Paragraph", "Table", "Paragraph",
    ]  # fmt: skip


def test_empty_table_is_none() -> None:
    builder = DocumentBuilder()
    builder.table([])
    assert not tuple(builder)


def test_row_cells_lists_a_wide_cell_once_in_every_row_it_covers() -> None:
    builder = DocumentBuilder()
    builder.table([[("A", 2, 2), ("B", 1, 1)], [("C", 1, 1)]])
    (table,) = Document(tuple(builder), "", "", "html").tables
    assert [c.text for c in table.row_cells(0)] == ["A", "B"]
    assert [c.text for c in table.row_cells(1)] == ["A", "C"]
    assert table.text == "A\tB\nC"


def test_text_tables_keep_rows_as_long_as_printed() -> None:
    builder = DocumentBuilder()
    builder.table([[("a", 1, 1)], [("b", 1, 1), ("", 1, 1)]], spans=False)
    (table,) = Document(tuple(builder), "", "", "text").tables
    assert [len(row) for row in table.grid] == [1, 2]


def test_overlapping_spans_keep_the_earlier_cell() -> None:
    # B reaches down into the second row; D is wide and would cover it.
    grid = dense_grid([[("A", 1, 1), ("B", 2, 1)], [("D", 1, 2)]])
    assert [[c and c.text for c in row] for row in grid] == [["A", "B"], ["D", "B"]]


def test_row_span_of_zero_reaches_the_end() -> None:
    grid = dense_grid([[("A", 0, 1), ("1", 1, 1)], [("2", 1, 1)], [("3", 1, 1)]])
    assert [row[0].text for row in grid if row[0]] == ["A", "A", "A"]


@given(ROWS)
def test_grid_is_rectangular_and_every_cell_is_in_its_place(
    rows: list[list[tuple[str, int, int]]],
) -> None:
    grid = dense_grid(rows)
    assert len(grid) == len(rows)
    assert len({len(row) for row in grid}) == 1
    cells = {id(cell): cell for row in grid for cell in row if cell is not None}
    assert len(cells) == sum(map(len, rows))
    for cell in cells.values():
        assert grid[cell.row][cell.col] is cell
    for r, row in enumerate(grid):
        for c, found in enumerate(row):
            if found is not None:
                assert found.row <= r < found.row + found.rowspan <= len(rows)
                assert found.col <= c < found.col + found.colspan


@given(st.lists(st.lists(st.just(("x", 1, 1)), max_size=4), min_size=1, max_size=5))
def test_grid_without_spans_is_the_printed_rows(rows: list[list[tuple[str, int, int]]]) -> None:
    grid = dense_grid(rows)
    assert [[c for c in row if c] for row in grid] == [
        [grid[r][c] for c in range(len(row))] for r, row in enumerate(rows)
    ]


def test_spans_no_table_has_are_cut() -> None:
    grid = dense_grid([[("A", 10**6, 10**6)], [("B", 1, 1)]])
    assert len(grid) == 2
    assert len(grid[0]) == MAX_SPAN + 1


def test_words_stand_at_their_place():
    builder = DocumentBuilder()
    builder.paragraph("收到申请12件。")
    builder.paragraph("予以公开37")
    builder.table([[("项目", 1, 1), ("数量", 1, 1)], [("规章", 1, 1), ("3", 1, 1)]])
    document = Document(tuple(builder), "0" * 64, "x", "html")
    assert document.words("text:2-4") == "申请"
    assert document.words("text:9-13", more=60) == "予以公开37"
    assert document.words("text:0-4", more=2) == "收到申请12"
    assert document.words("table:1!r2") == document.words("table:1!r2c2") == "规章 3"
    for nowhere in ("", "table:1", "table:2!r1", "table:1!r0", "table:1!r9", "metadata:x"):
        assert document.words(nowhere) == ""
