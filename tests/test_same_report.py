"""The same report as HTML and as plain text that keeps its cells apart gives equal figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.document import Document, Table
from toolkit.figure import Figure
from toolkit.readers import read_document
from toolkit.reading import read_report

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "data" / "demo").glob("*.html"))
PINGTAN = (2012, 2014, 2018, 2020, 2024)


def as_text(document: Document, between: str, spans: str) -> str:
    """Write a document as text: a row a line, cells parted by ``between``.

    ``spans`` says what becomes of the places that a spanning cell covers: its words repeated, left
    blank, or left out.
    """
    lines: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            lines.append(block.text)
            continue
        for r in range(block.n_rows):
            cells = []
            for c, cell in enumerate(block.grid[r]):
                first = cell is not None and (cell.row, cell.col) == (r, c)
                text = "" if cell is None else cell.text.replace("\n", "")
                if spans == "repeated" or first:
                    cells.append(text)
                elif spans == "blank":
                    cells.append("")
            lines.append(f"| {' | '.join(cells)} |" if between == "|" else between.join(cells))
    return "\n".join(lines) + "\n"


def essence(figures: tuple[Figure, ...]) -> list[str]:
    return sorted(
        repr((f.indicator, f.applicant, f.category, f.label, f.value, f.missing, f.unit,
              f.approximate, f.cumulative, f.scope, f.method, f.form)) for f in figures
    )  # fmt: skip


def check(page: Path, tmp_path: Path, between: str, spans: str, *, whole: bool = True) -> None:
    wanted = essence(read_report(page).figures)
    path = tmp_path / "page.txt"
    path.write_text(as_text(read_document(page), between, spans), encoding="utf-8")
    found = essence(read_report(path).figures)
    assert len(wanted) > 40
    if whole:
        assert found == wanted
    else:
        assert set(found) <= set(wanted)


@pytest.mark.parametrize("spans", ["repeated", "blank", "left out"])
@pytest.mark.parametrize("between", ["\t", "|"])
@pytest.mark.parametrize("page", SAMPLES, ids=lambda p: p.stem)
def test_sample_as_text(tmp_path: Path, page: Path, between: str, spans: str) -> None:
    check(page, tmp_path, between, spans)


@pytest.mark.parametrize("spans", ["repeated", "blank", "left out"])
@pytest.mark.parametrize("between", ["\t", "|"])
@pytest.mark.parametrize("year", PINGTAN)
def test_real_page_as_text(
    shared: Path, tmp_path: Path, year: int, between: str, spans: str
) -> None:
    check(shared / "real" / "pingtan" / f"{year}.html", tmp_path, between, spans)


@pytest.mark.parametrize("year", PINGTAN)
def test_real_page_with_each_cell_on_a_line(shared: Path, tmp_path: Path, year: int) -> None:
    check(shared / "real" / "pingtan" / f"{year}.html", tmp_path, "\n", "left out")


@pytest.mark.parametrize("between", ["  ", " ", " / ", ""])
@pytest.mark.parametrize("year", PINGTAN)
def test_text_that_blurs_its_cells_never_differs(
    shared: Path, tmp_path: Path, year: int, between: str
) -> None:
    page = shared / "real" / "pingtan" / f"{year}.html"
    check(page, tmp_path, between, "left out", whole=False)
