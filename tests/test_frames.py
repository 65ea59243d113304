"""Every public frame keeps pandas' own habits: types, index, order, empty input, CSV and back."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit import checks, metrics, panel
from toolkit.brief import one
from toolkit.checks.summary import findings_by_kind, findings_by_place
from toolkit.corrections import load_corrections
from toolkit.report import Report
from toolkit.review import review_frame
from toolkit.structured import load_reports

DATA = Path(__file__).resolve().parents[1] / "data"
#: The types that a column of a public frame may have; numbers that can be missing are never floats of numpy.
KINDS = {"string", "Int64", "Float64", "boolean", "category"}
WHOLE = {"year", "year_from", "year_to", "earlier_year", "rank", "reports", "figures", "errors"}


class Data:
    """The reports of three fictional counties, or none; in the order of the folder or another."""

    def __init__(self, *, empty: bool = False, seed: int | None = None) -> None:
        codes = ["990101", "990102", "990103"]
        self.reports = [] if empty else load_reports(DATA / "demo/reports", places=codes)
        if seed is not None:
            random.Random(seed).shuffle(self.reports)
        self.figures = toolkit.figures_frame(self.reports)
        self.findings = checks.check_reports(self.reports)
        self.said = load_corrections(DATA / "demo/corrections.yml")

    def series(self) -> pd.DataFrame:
        return panel.series(self.figures, "requests_received")


#: Frames whose rows come in the order of their input, which the caller decides.
AS_GIVEN: dict[str, Callable[[Data], pd.DataFrame]] = {
    "figures_frame": lambda d: d.figures,
    "findings_frame": lambda d: checks.findings_frame(d.findings),
    "identity_frame": lambda d: checks.identity_frame(d.figures),
    "Corrections.over": lambda d: d.said.over(d.figures),
    "review_frame": lambda d: review_frame(d.reports),
}
#: Frames whose rows come by place and year, whatever the order of their input.
ORDERED: dict[str, Callable[[Data], pd.DataFrame]] = {
    "panel.series": Data.series,
    "panel.series of corrected values": lambda d: panel.series(
        d.said.over(d.figures), "requests_received", values="corrected"
    ),
    "panel.appeals": lambda d: panel.appeals(d.figures),
    "panel.outcomes": lambda d: panel.outcomes(d.figures),
    "panel.composition": lambda d: panel.composition(d.figures),
    "panel.coverage": lambda d: panel.coverage(d.reports),
    "panel.carry_over": lambda d: panel.carry_over(d.reports),
    "panel.one_chain": lambda d: panel.one_chain(panel.carry_over(d.reports)),
    "panel.breaks": lambda d: panel.breaks(d.series()),
    "panel.form_changes": lambda d: panel.form_changes(d.series()),
    "metrics.work_updates_share": lambda d: metrics.work_updates_share(d.figures),
    "checks.chain": lambda d: checks.chain(d.reports),
    "findings_by_kind": lambda d: findings_by_kind(d.findings, d.reports),
    "findings_by_place": lambda d: findings_by_place(d.findings, d.reports),
}
FRAMES = AS_GIVEN | ORDERED


@pytest.fixture(scope="module")
def data() -> Data:
    return Data()


@pytest.fixture(scope="module")
def shuffled() -> Data:
    return Data(seed=7)


@pytest.fixture(scope="module")
def nothing() -> Data:
    return Data(empty=True)


@pytest.mark.parametrize("name", FRAMES)
def test_columns_have_proper_types_and_the_index_counts_rows(name, data):
    frame = FRAMES[name](data)
    assert len(frame) or name == "review_frame", "the frame that is looked at holds something"
    kinds = {c: str(kind) for c, kind in frame.dtypes.items()}
    assert set(kinds.values()) <= KINDS, {c: k for c, k in kinds.items() if k not in KINDS}
    if name != "review_frame":  # all text, as a person fills it in
        assert {c: k for c, k in kinds.items() if c in WHOLE and k != "Int64"} == {}
    assert isinstance(frame.index, pd.RangeIndex)
    assert (frame.index.start, frame.index.step) == (0, 1)
    assert frame.columns.is_unique
    assert all(isinstance(c, str) for c in frame.columns)


@pytest.mark.parametrize("name", FRAMES)
def test_nothing_in_gives_the_same_columns_and_types(name, data, nothing):
    full, empty = FRAMES[name](data), FRAMES[name](nothing)
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    plain = [{c: str(k) for c, k in f.dtypes.items()} for f in (full, empty)]
    assert plain[0] == plain[1]
    assert isinstance(empty.index, pd.RangeIndex)


@pytest.mark.parametrize("name", ORDERED)
def test_the_order_of_the_input_does_not_matter(name, data, shuffled):
    pd.testing.assert_frame_equal(
        ORDERED[name](data), ORDERED[name](shuffled), check_categorical=False
    )


@pytest.mark.parametrize("name", AS_GIVEN)
def test_in_another_order_the_rows_are_the_same(name, data, shuffled):
    one, other = (
        make.astype("string").fillna("") for make in map(AS_GIVEN[name], (data, shuffled))
    )
    columns = list(one.columns)
    one, other = (f.sort_values(columns, ignore_index=True) for f in (one, other))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("name", FRAMES)
def test_csv_and_back(name, data):
    frame = FRAMES[name](data)
    frame = frame.astype({c: "string" for c, k in frame.dtypes.items() if str(k) == "category"})
    read = pd.read_csv(
        io.StringIO(frame.to_csv(index=False)), dtype={c: str(k) for c, k in frame.dtypes.items()},
        keep_default_na=False, na_values=[""],
    )  # fmt: skip
    texts = [c for c, k in frame.dtypes.items() if str(k) == "string"]
    # CSV cannot tell an empty text from a missing one.
    expected = frame.assign(**{c: frame[c].replace("", pd.NA) for c in texts})
    pd.testing.assert_frame_equal(read, expected)


def test_a_figure_is_never_mended_into_the_frame_that_was_given(data):
    before = data.figures.copy(deep=True)
    for name, make in ORDERED.items():
        make(data)
        pd.testing.assert_frame_equal(data.figures, before, obj=name)


def test_the_wide_panel_has_places_in_rows_and_series_and_years_in_columns(data, shuffled, nothing):
    wide = panel.panel(data.figures, ["requests_received", "litigation"])
    assert wide.index.names == ["place_code", "place"]
    assert wide.columns.names == ["series", "year"]
    assert {str(k) for k in wide.dtypes} == {"Float64"}
    assert [c for c, _ in wide.index] == ["990101", "990102", "990103"]
    pd.testing.assert_frame_equal(
        wide, panel.panel(shuffled.figures, ["requests_received", "litigation"])
    )
    empty = panel.panel(nothing.figures, "requests_received")
    assert empty.shape == (0, 0)
    assert (empty.index.names, empty.columns.names) == (wide.index.names, wide.columns.names)


def test_the_figures_of_a_trace_are_a_frame_too(data):
    frame = panel.trace(data.reports, "990102", 2019, "requests_received").frame
    assert {str(k) for k in frame.dtypes} <= KINDS
    assert isinstance(frame.index, pd.RangeIndex)


@pytest.mark.parametrize("page", [True, False])
def test_the_tables_about_one_report_have_types_too(page, data):
    report = (
        toolkit.read_report(DATA / "demo/report_990103_2024.html") if page else Report("x", "0")
    )
    for make in (one.facts_frame, one.applicants_table, one.findings_frame, one.sections_frame):
        frame = make(report, "en")
        assert {str(k) for k in frame.dtypes} <= KINDS, make.__name__
        assert isinstance(frame.index, pd.RangeIndex)
    printed = one.figures_table(report, "en")  # its numbers are printed: 12 beside 0.5
    assert {str(k) for k in printed.drop(columns=printed.columns[1]).dtypes} == {"string"}


def test_methods_chain(data):
    counts = (
        data.series()
        .query("value > 0")
        .assign(decade=lambda f: f["year"] // 10 * 10)
        .groupby(["place_code", "decade"], as_index=False)["value"]
        .sum()
        .sort_values("value", ascending=False)
    )
    assert str(counts["decade"].dtype) == "Int64"
    assert str(counts["value"].dtype) == "Float64"


def test_there_is_no_accessor():
    # One way to the same thing: plain functions on frames.
    assert not {"gongkai", "toolkit", "panel"} & pd.DataFrame._accessors
