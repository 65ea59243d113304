"""Quality: the chain of carried requests, findings by place and kind, what is not to be concluded."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from toolkit import charts
from toolkit.brief import cautions, check_parameters
from toolkit.brief.words import WORDS
from toolkit.charts.words import table
from toolkit.checks import check_reports, findings_by_kind, findings_by_place
from toolkit.codebook import APPLICANTS
from toolkit.datadir import data_dir
from toolkit.figure import FINDING_CODES, Figure, Finding
from toolkit.panel import carry_over, coverage, one_chain
from toolkit.report import Report, figures_frame
from toolkit.structured import load_reports

TOTAL = "total"


def report(year, *figures, code="990101", place="甲县", synthetic=True, **more):
    more = {"level": "county", "form": "form2021", "publisher": f"{place}人民政府"} | more
    return Report(
        source="x", sha256="0", place=place, place_code=code, year=year, figures=figures,
        synthetic=synthetic, **more,
    )  # fmt: skip


def row(name, value, applicant=TOTAL, missing=None, **more):
    more = {"method": "table"} | more
    if value is None:
        missing = missing or "blank"
    return Figure(f"requests_{name}", value, applicant=applicant, missing=missing, **more)


def chain(reports, **more):
    frame = carry_over(reports, **more)
    frame = frame[frame["applicant"] == TOTAL]
    return {
        (r.year_from, r.year_to): (
            *(None if pd.isna(v) else v for v in (r.carried_forward, r.carried_over)),
            r.outcome, None if pd.isna(r.missing) else r.missing,
        )
        for r in frame.itertuples()
    }  # fmt: skip


def test_a_chain_holds_breaks_is_unchecked_or_has_a_gap():
    reports = [
        report(2019, row("carried_forward", 3)),
        report(2020, row("carried_over", 3), row("carried_forward", 5)),
        report(2021, row("carried_over", 4), row("carried_forward", None)),
        report(2022, row("carried_over", 0)),
        # no report of 2023
        report(2024, row("carried_over", 2)),
    ]
    assert chain(reports) == {
        (2019, 2020): (3, 3, "holds", None),
        (2020, 2021): (5, 4, "broken", None),
        # a blank is no zero, although 0 follows
        (2021, 2022): (None, 0, "unchecked", "carried_forward: blank"),
        (2022, 2023): (
            None, None, "gap", "carried_forward: not_stated; carried_over: no_report",
        ),
        (2023, 2024): (None, 2, "gap", "carried_forward: no_report"),
    }  # fmt: skip


def test_years_that_are_asked_for_are_gaps_where_there_is_no_report():
    reports = [report(2021, row("carried_forward", 1)), report(2022, row("carried_over", 1))]
    assert [k for k, v in chain(reports, years=range(2018, 2025)).items() if v[2] == "gap"] == [
        (2019, 2020), (2020, 2021), (2022, 2023), (2023, 2024),
    ]  # fmt: skip
    assert list(chain(reports)) == [(2021, 2022)]


def test_sentences_and_years_before_2019_make_no_chain():
    reports = [
        report(2017, row("carried_forward", 1), form="stat2014"),
        report(2018, row("carried_over", 1), form="stat2014"),
        report(2020, row("carried_forward", 2, method="prose")),
        report(2021, row("carried_over", 3, method="prose")),
    ]
    assert chain(reports) == {
        (2020, 2021): (
            None, None, "unchecked", "carried_forward: not_stated; carried_over: not_stated",
        )
    }  # fmt: skip
    assert carry_over([]).empty


def test_a_report_without_any_figure_is_no_gap():
    reports = [report(2020, row("carried_forward", 1)), report(2021)]
    assert chain(reports) == {(2020, 2021): (1, None, "unchecked", "carried_over: not_stated")}
    assert chain(figures_frame(reports)) == {}


def test_each_applicant_has_a_link_of_its_own():
    reports = [
        report(2021, row("carried_forward", 2, "natural_person"), row("carried_forward", 2)),
        report(2022, row("carried_over", 1, "natural_person"), row("carried_over", 2)),
    ]
    frame = carry_over(figures_frame(reports))
    assert list(frame["applicant"]) == list(APPLICANTS)
    found = dict(zip(frame["applicant"], frame["outcome"], strict=True))
    assert (found["natural_person"], found[TOTAL]) == ("broken", "holds")
    assert set(found.values()) == {"broken", "holds", "unchecked"}


def test_one_chain_is_the_one_that_says_most():
    reports = [
        report(y, row("carried_over", 1), row("carried_forward", 1), code=code, place=place)
        for code, place, years in (
            ("990101", "甲县", (2020, 2021)),
            ("990102", "乙县", (2020, 2021, 2022)),
        )
        for y in years
    ]
    assert set(one_chain(carry_over(reports))["place"]) == {"乙县"}


@pytest.mark.parametrize("folder", ["reports", "demo/reports"])
def test_the_chain_breaks_where_the_checks_say_so(folder):
    reports = [r for r in load_reports(data_dir() / folder) if r.level == "county" and r.place_code]
    frame = carry_over(reports)
    broken = frame[frame["outcome"] == "broken"]
    told = {
        (f.place_code, f.year, f.applicant, f.expected, f.found)
        for f in check_reports(reports)
        if f.code == "continuity_broken" and f.indicator == "requests_carried_over"
    }
    assert told == {
        (r.place_code, r.year_to, r.applicant, r.carried_forward, r.carried_over)
        for r in broken.itertuples()
    }
    assert told


# --- by place and kind ----------------------------------------------------------------------------


def finding(code, severity, place_code="990101", **more):
    return Finding(code, severity, "said", place_code=place_code, **more)


REPORTS = [
    report(2020, *(row("received", 1, a) for a in APPLICANTS), row("carried_over", None)),
    report(2021, row("received", 1)),
    report(2021, row("received", 1), row("carried_over", 1), code="990102", place="乙县"),
    report(2021, code="990103", place="丙县"),
]
FOUND = [
    finding("identity_broken", "error"),
    finding("identity_broken", "warning"),
    finding("identity_unchecked", "note"),
    finding("unmapped_category", "note"),
    finding("duplicate_figure", "warning", "990102"),
]


def test_places_are_measured_by_what_was_read_of_them():
    frame = findings_by_place(FOUND, REPORTS).set_index("place")
    # 甲县: 8 figures with a value (a blank is none) in two reports; 乙县: 2 in one
    assert list(frame.index) == ["乙县", "甲县", "丙县"]
    assert frame.loc[
        "甲县", ["reports", "figures", "errors", "warnings", "unchecked"]
    ].to_list() == [2, 8, 1, 1, 1]
    assert (frame.loc["甲县", "per_report"], frame.loc["甲县", "per_100"]) == (1.0, 25.0)
    assert frame.loc["乙县", "per_100"] == 50.0
    assert pd.isna(frame.loc["丙县", "per_100"]) and pd.isna(frame.loc["丙县", "rank"])
    assert frame["rank"].dropna().to_list() == [1, 2]


def test_entries_of_corrections_that_do_not_fit_are_no_fault_of_a_place():
    stale = [
        finding("correction_stale", "error"),
        finding("correction_refused", "error", "990103"),
        finding("correction_refused", "warning"),
    ]
    for count in (findings_by_place, findings_by_kind):
        pd.testing.assert_frame_equal(count([*FOUND, *stale], REPORTS), count(FOUND, REPORTS))


def test_notes_are_not_counted_but_what_is_unchecked_is():
    frame = findings_by_kind(FOUND, REPORTS)
    rows = {
        (r["place"], None if pd.isna(r["code"]) else r["code"]): (
            r["errors"],
            r["warnings"],
            r["count"],
        )
        for r in frame.to_dict("records")
    }
    assert rows == {
        ("甲县", "identity_broken"): (1, 1, 2),
        ("甲县", "identity_unchecked"): (0, 0, 1),
        ("乙县", "duplicate_figure"): (0, 1, 1),
        ("丙县", None): (0, 0, 0),
    }


# --- charts ---------------------------------------------------------------------------------------


def words(figure):
    return [t.get_text() for t in figure.findobj(Text) if t.get_text().strip()]


def assert_no_overlap(figure):
    assert charts.check_glyphs(figure) == ""
    figure.draw_without_rendering()
    boxes = [
        (t.get_text(), t.get_window_extent().padded(-0.75))
        for t in figure.findobj(Text)
        if t.get_text().strip() and t.get_visible()
    ]
    for text, box in boxes:
        assert box.x0 >= -1 and box.x1 <= figure.bbox.x1 + 1, text
    for (a, one), (b, two) in itertools.combinations(boxes, 2):
        assert not one.overlaps(two), f"{a!r} covers {b!r}"
    assert figure.get_figheight() * 25.4 < 240


def test_the_four_marks_differ_in_shape_and_a_break_shows_both_numbers():
    reports = [
        report(2019, row("carried_forward", 3)),
        report(2020, row("carried_over", 3), row("carried_forward", 5)),
        report(2021, row("carried_over", 4), row("carried_forward", None)),
        report(2022, row("carried_over", 0)),
        report(2024, row("carried_over", 2)),
    ]
    other = [
        report(y, row("carried_over", 1), row("carried_forward", 1), code="990102", place="乙县")
        for y in (2020, 2021)
    ]
    figure = charts.plot_carry_over(carry_over([*reports, *other]), language="en")
    marks = [
        (a.get_gid(), a.get_marker(), a.get_markerfacecolor() == "white")
        for a in figure.axes[0].findobj(Line2D)
        if a.get_gid() in ("holds", "broken", "unchecked", "gap")
    ]
    assert {(m, hollow) for _, m, hollow in marks} == {
        ("o", False),
        ("X", False),
        ("o", True),
        ("_", False),
    }
    assert [g for g, _, _ in marks].count("gap") == 2
    assert {"5 ≠ 4", "? → 0"} <= set(words(figure))
    assert "synthetic demonstration data" in words(figure)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("folder", ["reports", "demo/reports"])
def test_the_charts_of_quality_are_readable(folder, language):
    reports = [r for r in load_reports(data_dir() / folder) if r.level == "county" and r.place_code]
    carried = carry_over(reports)
    kinds = findings_by_kind(check_reports(reports), reports)
    figures = [
        charts.plot_findings(kinds, language=language),
        charts.plot_carry_over(carried, language=language),
        charts.plot_carry_over(one_chain(carried), language=language),
    ]
    for figure in figures:
        assert_no_overlap(figure)
        said = {"zh": "合成演示数据", "en": "synthetic demonstration data"}[language]
        assert (said in words(figure)) is folder.startswith("demo")
    names = {APPLICANTS[a][language] for a in APPLICANTS}
    assert names <= set(words(figures[2]))


def test_an_error_frames_its_tile():
    figure = charts.plot_findings(findings_by_kind(FOUND, REPORTS))
    tiles = {p.get_gid(): p.get_linewidth() for p in figure.axes[0].patches}
    assert tiles["tile:identity_broken"] > tiles["tile:duplicate_figure"]
    assert any("另有1个地区没有这些发现" in w for w in words(figure))
    assert charts.plot_findings(findings_by_kind([], REPORTS)) is None
    assert charts.plot_carry_over(carry_over([report(2021)])) is None


def test_every_kind_that_is_counted_has_a_head_in_both_languages():
    for code, names in table("kinds").items():
        assert code in FINDING_CODES
        assert len(names) == 2 and all(names)


# --- what is not to be concluded -------------------------------------------------------------------


def said_of(reports, years, language="en"):
    chosen = check_parameters(places=["990101"], years=years, data="demo", language=language)
    names = {r.place_code: r.place for r in reports}
    chosen = replace(
        chosen, reports=tuple(reports), codes=tuple(names), places=tuple(names.values())
    )
    found = check_reports(reports)
    return cautions(
        chosen,
        coverage(reports, names, chosen.years),
        carry_over(reports, names, chosen.years),
        found,
    )


def test_cautions_are_made_from_the_data():
    said = said_of([report(2020, row("carried_forward", 1)), report(2021)], "2019-2022")
    text = "\n".join(said)
    # of 2019-2022 two reports are there, one without a figure; one figure, one year
    assert "2 of 4 places and years have no report at hand" in text
    assert "Reports at hand of which no figure was read: 1 (甲县 2021)" in text
    assert "fewer than 3 years: 1 (甲县)" in text
    assert "fewer than 50 figures: 1 (甲县)" in text
    assert "Of 3 links between years, 1 lack a figure and 2 lack a report" in text
    assert "1 of 1 places have neither error nor warning" in text
    assert "synthetic" in text
    # table 3 carries forward, and says neither what was received nor what was processed
    assert "Sums that could not be checked: 1" in text


def test_a_caution_that_does_not_hold_is_not_said():
    figures = [row("received", 0, a) for a in APPLICANTS] + [
        Figure("site_visits", i, label=str(i)) for i in range(50)
    ]
    reports = [
        report(y, *figures, row("carried_over", 0), row("carried_forward", 0), synthetic=False)
        for y in (2020, 2021, 2022)
    ]
    text = "\n".join(said_of(reports, "2020-2022"))
    for words_ in (
        "no report at hand",
        "no figure was read",
        "fewer than",
        "links between",
        "synthetic",
    ):
        assert words_ not in text


def test_the_sentences_stand_in_both_languages():
    for key in WORDS["en"]:
        if key.startswith(("caution", "quality_")):
            assert WORDS["zh"][key] != WORDS["en"][key]


def test_the_notebook_asks_for_the_same_parameters_as_the_comparison():
    cells = [
        json.loads((data_dir().parent / "notebooks" / f"{n}.ipynb").read_text("utf-8"))["cells"][1][
            "source"
        ]
        for n in ("03_compare_counties", "04_data_quality")
    ]
    # Checks are always of what is published, under the name that its place bore.
    left = ("values", "chain", "divisions")
    assert [line for line in cells[0] if not line.startswith(left)] == cells[1]
