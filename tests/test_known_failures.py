"""Six pages on which a rule-based reader of these reports is known to fail without a word.

Each is read right here: every figure as printed, what is blank as blank, and no other figure.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import html
from made.damage import each_cell, grids, with_grid
from made.damages import spoil
from made.matrix import Matrix
from made.oracle import judge
from made.sample import Grid, Key, Sample, sample

from toolkit.readers import read_document
from toolkit.reading import assemble


def blanked(one: Sample, key: Key) -> Sample:
    out = each_cell(one, lambda c: replace(c, text="") if c.key == key else c)
    return replace(out, truth={**one.truth, key: "blank"})


def a_blank_total() -> Sample:
    return blanked(sample("form2021"), ("granted_full", "total", False))


def a_blank_in_table_4() -> Sample:
    return blanked(sample("form2021"), ("reconsideration_corrected", "total", False))


def full_width_digits() -> Sample:
    return spoil(sample("form2021"), "full_width_digits", 1)


def half_width_brackets() -> Sample:
    return spoil(sample("form2021"), "half_width_brackets", 1)


def a_split_table_3() -> Sample:
    one = sample("form2021")
    at = next(i for i in grids(one) if one.blocks[i].name == "requests")  # type: ignore[union-attr]
    grid = one.blocks[at]
    assert isinstance(grid, Grid)
    matrix = Matrix(grid)
    # Within (四)无法提供: its span and that of 三、本年度办理结果 are torn.
    return with_grid(one, at, matrix.grid(0, 16), matrix.grid(16))


def the_form_of_2019() -> Sample:
    return sample("form2019")


@pytest.mark.parametrize(
    "make",
    [a_blank_total, a_blank_in_table_4, full_width_digits, half_width_brackets, a_split_table_3,
     the_form_of_2019],
)  # fmt: skip
def test_a_known_failure_is_read_right(make) -> None:  # type: ignore[no-untyped-def]
    one = make()
    report = assemble(read_document(html.write(one), make.__name__))
    verdict = judge(one, report)
    assert (verdict.wrong, verdict.missed, verdict.flagged) == ([], [], [])
    assert verdict.right == len(one.truth) + len(one.said)
    assert report.form == one.form


@pytest.mark.parametrize(
    ("make", "indicator"),
    [(a_blank_total, "granted_full"), (a_blank_in_table_4, "reconsideration_corrected")],
)
def test_a_blank_is_no_zero(make, indicator: str) -> None:  # type: ignore[no-untyped-def]
    report = assemble(read_document(html.write(make()), "blank"))
    (figure,) = report.values(indicator, applicant="total")
    assert (figure.value, figure.missing) == (None, "blank")
