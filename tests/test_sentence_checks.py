"""Checks of sentences on reports made by hand: what is broken is found, what holds is silent."""

from __future__ import annotations

import pytest

from toolkit.checks.sentences import sentence_findings
from toolkit.figure import Figure
from toolkit.report import Report


def report(*figures: Figure, **more: object) -> Report:
    base = {
        "source": "hand",
        "sha256": "0" * 64,
        "year": 2022,
        "period": ("2022-01-01", "2022-12-31"),
    }
    return Report(**(base | more), figures=figures)  # type: ignore[arg-type]


def prose(indicator: str, value: float, **more: object) -> Figure:
    return Figure(indicator, value, method="prose", **more)  # type: ignore[arg-type]


def table(indicator: str, value: float, **more: object) -> Figure:
    return Figure(indicator, value, method="table", form="form2021", **more)  # type: ignore[arg-type]


def codes(made: Report) -> list[tuple[str, str]]:
    return [(f.code, f.severity) for f in sentence_findings(made)]


def part(label: str, value: float, share: float, printed: str) -> tuple[Figure, Figure]:
    return (
        prose("disclosed_by_category", value, label=label),
        prose("printed_share", share, label=label, unit="%", quote=f"占{printed}%"),
    )


@pytest.mark.parametrize(
    ("value", "share", "printed", "due"),
    [
        (177, 6.3, "6.3", 6.4),  # 177/2768 = 6.394 …
        (177, 6.4, "6.4", None),
        (177, 6, "6", None),  # a whole percentage holds to half a point
        (177, 6.39, "6.39", None),
        (177, 6.0, "6.0", 6.4),  # the zero is printed, so it counts
        (252, 9.1, "9.1", None),
    ],
)
def test_a_printed_share_holds_to_its_printed_precision(
    value: float, share: float, printed: str, due: float | None
) -> None:
    made = report(prose("disclosed_total", 2768), *part("甲", value, share, printed))
    found = [f for f in sentence_findings(made) if f.code == "printed_share_mismatch"]
    assert [f.expected for f in found] == ([] if due is None else [due])


@pytest.mark.parametrize(
    ("value", "whole", "share", "printed", "due", "cut"),
    [
        (60, 2026, 2.9, "2.9", 3.0, True),  # 2.9615 … cut off
        (60, 2026, 3.0, "3.0", None, False),
        (60, 2026, 3.1, "3.1", 3.0, False),  # neither rounded nor cut off
        (1, 8, 13, "13", None, False),  # 12.5, half up
        (1, 8, 12, "12", 13, True),  # 12.5 to the even number is cut off here
        (1, 16, 6.3, "6.3", None, False),  # 6.25, half up
    ],
)
def test_rounded_half_up_is_told_from_cut_off(
    value: float, whole: float, share: float, printed: str, due: float | None, cut: bool
) -> None:
    made = report(prose("disclosed_total", whole), *part("甲", value, share, printed))
    found = [f for f in sentence_findings(made) if f.code == "printed_share_mismatch"]
    assert [f.expected for f in found] == ([] if due is None else [due])
    assert any("cut off" in f.message and "截去" in f.message_zh for f in found) == cut


def test_a_share_of_another_total_says_so() -> None:
    made = report(
        prose("information_produced_total", 3978),
        prose("disclosed_total", 2026),
        *part("乙", 2475, 62.2, "62.2"),
    )
    (finding,) = (f for f in sentence_findings(made) if f.code == "printed_share_mismatch")
    assert "3978" in finding.message


def test_parts_that_make_the_total_are_silent_and_others_are_not() -> None:
    total = prose("disclosed_total", 100)
    first, rest = (prose("disclosed_by_category", v, label=w) for v, w in ((60, "甲"), (40, "乙")))
    assert codes(report(total, first, rest)) == []
    assert codes(report(prose("disclosed_total", 90), first, rest)) == [
        ("identity_broken", "warning")
    ]
    assert codes(report(prose("disclosed_total", 120), first, rest)) == [
        ("identity_broken", "note")
    ]
    with_rest = prose("disclosed_by_category", 40, label="其他", category="other")
    assert codes(report(prose("disclosed_total", 120), first, with_rest)) == [
        ("identity_broken", "warning")
    ]


def test_parts_of_the_portal_are_not_held_against_the_county() -> None:
    county = prose("disclosed_total", 500, scope="whole_county")
    parts = [prose("disclosed_by_category", 30, label=w, scope="portal") for w in "甲乙"]
    assert codes(report(county, *parts)) == []


def test_seventy_five_received_is_explained_by_seventy_four_and_one() -> None:
    made = report(
        table("requests_received", 74),
        table("requests_carried_over", 1),
        prose("requests_received", 75),
    )
    (finding,) = sentence_findings(made)
    assert (finding.code, finding.severity, finding.found) == (
        "requests_meaning", "note", "new_and_carried_over",
    )  # fmt: skip
    assert "75 = 74 new + 1 carried over" in finding.message
    assert "75=新收74+上年结转1" in finding.message_zh
    made = report(
        table("requests_received", 74),
        table("requests_carried_over", 2),
        prose("requests_received", 75),
    )
    assert codes(made) == [("prose_table_mismatch", "warning")]


def test_received_may_count_what_was_handled() -> None:
    cells = [table("requests_received", 74), table("requests_carried_over", 4),
             table("requests_processed", 76)]  # fmt: skip
    (finding,) = sentence_findings(report(*cells, prose("requests_received", 76)))
    assert (finding.code, finding.severity, finding.found) == (
        "requests_meaning",
        "note",
        "handled",
    )
    assert codes(report(*cells, prose("requests_received", 78))) == [("requests_meaning", "note")]
    for said in (73, 75, 77, 79):
        assert codes(report(*cells, prose("requests_received", said))) == [
            ("prose_table_mismatch", "warning")
        ]


def test_a_blank_row_explains_nothing() -> None:
    blank = Figure("requests_carried_over", None, missing="blank", method="table", form="form2021")
    made = report(table("requests_received", 74), blank, prose("requests_received", 75))
    assert codes(made) == [("prose_table_mismatch", "warning")]


def test_requests_by_applicant_are_a_column_of_the_table() -> None:
    cells = [
        table(f"requests_{name}", value, applicant="natural_person")
        for name, value in (("received", 71), ("carried_over", 1), ("processed", 72))
    ] + [
        table("requests_received", 3, applicant="business"),
        table("requests_received", 1, applicant="other_organisation"),
    ]

    def said(label: str, value: float) -> list[tuple[str, str | None, object]]:
        made = report(*cells, prose("requests_by_applicant", value, label=label))
        return [(f.code, f.applicant, f.found) for f in sentence_findings(made)]

    assert said("自然人", 71) == said("商业企业", 3) == said("科研机构", 9) == said("其他", 9) == []
    assert said("自然人", 72) == [("requests_meaning", "natural_person", "new_and_carried_over")]
    assert said("自然人", 73) == [("prose_table_mismatch", "natural_person", 73)]
    assert said("商业企业", 4) == [("prose_table_mismatch", "business", 4)]


def test_answered_is_processed_or_new() -> None:
    cells = (table("requests_received", 80), table("requests_processed", 78))
    assert codes(report(*cells, prose("requests_answered", 78))) == []
    assert codes(report(*cells, prose("requests_answered", 80))) == []
    assert codes(report(*cells, prose("requests_answered", 77))) == [
        ("prose_table_mismatch", "warning")
    ]


def test_handled_may_mean_received_or_processed() -> None:
    cells = (table("requests_received", 80), table("requests_processed", 78))
    assert codes(report(*cells, prose("requests_handled", 78))) == []
    assert codes(report(*cells, prose("requests_handled", 80))) == []
    assert codes(report(*cells, prose("requests_handled", 79))) == [
        ("prose_table_mismatch", "warning")
    ]


def test_litigation_in_words_is_both_blocks_of_the_table() -> None:
    cells = (
        table("litigation_direct_total", 1),
        table("litigation_after_reconsideration_total", 2),
    )
    assert codes(report(*cells, prose("litigation_total", 3))) == []
    assert codes(report(*cells, prose("litigation_total", 1))) == [
        ("prose_table_mismatch", "warning")
    ]


def test_a_blank_cell_is_no_zero_to_hold_sentences_against() -> None:
    blank = Figure("reconsideration_total", None, missing="blank", method="table", form="form2021")
    assert codes(report(blank, prose("reconsideration_total", 3))) == []


def test_dates_before_the_end_of_the_period() -> None:
    made = report(metadata={"时间": "2022-08-20", "发布日期": "2023-01-15"}, published="2023-01-15")
    (finding,) = sentence_findings(made)
    assert (finding.code, finding.found, finding.expected) == (
        "date_implausible",
        "2022-08-20",
        "2022-12-31",
    )


def test_form_of_another_year() -> None:
    assert codes(report(year=2016, period=None, form="form2021")) == [
        ("form_year_mismatch", "note")
    ]
    assert codes(report(form="form2021")) == []


def test_two_values_for_one_figure() -> None:
    made = report(prose("complaints", 2), prose("complaints", 3))
    assert codes(made) == [("duplicate_figure", "warning")]
