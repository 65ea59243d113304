"""One report in every format gives the figures that were written into it, and no other figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made import drawn, html, markdown, pdf, sheet, text, word
from made.oracle import Verdict, judge
from made.sample import Sample, sample, samples

from toolkit.reading import read_report

#: Formats that keep their cells apart: every figure is read.
WRITERS: dict[str, Callable[[Sample], bytes]] = {
    "html": html.write,
    "html-gb18030": html.write_gb18030,
    "text": text.write,
    "xlsx": sheet.write,
    "xlsx-sheets": sheet.write_sheets,
    "ods": sheet.write_ods,
    "csv": sheet.write_csv,
    "csv-gb18030": sheet.write_csv_gb18030,
    "text-ruled": drawn.write_ruled,
    "markdown": markdown.write,
    "markdown-repeated": markdown.write_repeated,
    "markdown-open": markdown.write_open,
    "markdown-tags": markdown.write_tags,
    "word": word.write,
    "pdf": pdf.write,
    "pdf-repeated": pdf.write_repeated,
    "pdf-low": pdf.write_low,
    "pdf-unruled": pdf.write_unruled,
}
#: Formats that do not: a figure may be left unread, with a finding, but never be another one.
LOSSY: dict[str, Callable[[Sample], bytes]] = {
    "text-glued": text.write_glued,
    "pdf-unruled-right": pdf.write_unruled_right,
    "text-blanks": drawn.write,
}


def read(one: Sample, write: Callable[[Sample], bytes], folder: Path) -> Verdict:
    # Without a telling name: content decides.
    path = folder / "report"
    path.write_bytes(write(one))
    report = read_report(path)
    assert report.year == one.year
    return judge(one, report)


@pytest.mark.parametrize("one", samples(), ids=lambda s: s.form)
@pytest.mark.parametrize("name", WRITERS)
def test_every_figure_is_read(name: str, one: Sample, tmp_path: Path) -> None:
    verdict = read(one, WRITERS[name], tmp_path)
    assert verdict.wrong == []
    assert verdict.missed == []
    assert verdict.right == len(one.truth) + len(one.said) >= 28


@pytest.mark.parametrize("one", samples(), ids=lambda s: s.form)
@pytest.mark.parametrize("name", LOSSY)
def test_a_lossy_format_is_never_wrong(name: str, one: Sample, tmp_path: Path) -> None:
    assert read(one, LOSSY[name], tmp_path).wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("form", [s.form for s in samples()])
@pytest.mark.parametrize("name", [*WRITERS, *LOSSY])
def test_more_reports(name: str, form: str, seed: int, tmp_path: Path) -> None:
    one = sample(form, seed)
    verdict = read(one, (WRITERS | LOSSY)[name], tmp_path)
    assert verdict.wrong == []
    assert name in LOSSY or verdict.missed == []
