"""Identities: what adds up, what does not, what cannot be told; within a report and across years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.checks import check_years, identity_findings
from toolkit.checks.identities import identity_outcomes
from toolkit.codebook import APPLICANTS
from toolkit.figure import Figure
from toolkit.forms import forms, read_tables
from toolkit.readers import read_document
from toolkit.report import Report

HERE = Path(__file__).parent
REAL = Path(__file__).resolve().parents[2] / "shared" / "real" / "pingtan"


def report(form: str | None, *figures: Figure, year: int = 2020, **more: object) -> Report:
    head = {"place": "青禾县", "place_code": "990101", "publisher": "青禾县人民政府"} | more
    return Report("sample", "0" * 64, form=form, year=year, figures=figures, **head)  # type: ignore[arg-type]


def totals(**values: int | float | str) -> list[Figure]:
    """Return figures of a table; a word instead of a number is a kind of missing."""
    return [
        Figure(
            i,
            None if isinstance(v, str) else v,
            missing=v if isinstance(v, str) else None,
            method="table",
        )
        for i, v in values.items()
    ]


def row(indicator: str, *values: int | None) -> list[Figure]:
    return [
        Figure(indicator, v, applicant=a, missing="blank" if v is None else None, method="table")
        for a, v in zip(APPLICANTS, values, strict=True)
    ]


def real(name: str) -> Report:
    if not REAL.is_dir():
        pytest.skip("the real pages are not here")
    reading = read_tables(read_document(REAL / name))
    return report(reading.form, *reading.figures)


def test_pingtan_2020_outcomes_do_not_add_up() -> None:
    found = [
        (f.code, f.severity, f.indicator, f.applicant, f.expected, f.found)
        for f in identity_findings(real("2020.html"))
    ]
    assert found == [
        ("identity_broken", "error", "requests_processed", "natural_person", 26, 20),
        ("identity_broken", "error", "requests_processed", "total", 27, 21),
    ]


def test_pingtan_2024_adds_up() -> None:
    assert identity_findings(real("2024.html")) == []


def test_pingtan_2012_channels_are_a_note() -> None:
    found = [
        (f.severity, f.indicator, f.expected, f.found) for f in identity_findings(real("2012.html"))
    ]
    assert found == [
        ("note", "disclosed_total", 1795, 2026),
        ("note", "disclosed_total", 3311, 3542),
    ]


@pytest.mark.parametrize(
    ("form", "values", "broken"),
    [
        ("form2021", {"requests_received": 3, "requests_carried_over": 1, "requests_processed": 3, "requests_carried_forward": 1}, None),
        ("form2021", {"requests_received": 3, "requests_carried_over": 1, "requests_processed": 3, "requests_carried_forward": 2}, ("requests_processed", 4, 5)),
        ("form2019", {"reconsideration_upheld": 1, "reconsideration_corrected": 1, "reconsideration_other": 0, "reconsideration_pending": 2, "reconsideration_total": 3}, ("reconsideration_total", 4, 3)),
        ("form2019", {"litigation_direct_upheld": 1, "litigation_direct_corrected": 1, "litigation_direct_other": 0, "litigation_direct_pending": 2, "litigation_direct_total": 4}, None),
        ("form2021", {"litigation_after_reconsideration_upheld": 1, "litigation_after_reconsideration_corrected": 0, "litigation_after_reconsideration_other": 0, "litigation_after_reconsideration_pending": 0, "litigation_after_reconsideration_total": 0}, ("litigation_after_reconsideration_total", 1, 0)),
        ("stat2014", {"requests_closed": 4, "requests_closed_on_time": 3, "requests_closed_extended": 2}, ("requests_closed", 5, 4)),
        ("stat2014", {"litigation_total": 4, "litigation_upheld": 1, "litigation_corrected": 1, "litigation_other": 2}, None),
        ("stat2014", {"capacity_staff": 9, "capacity_staff_full_time": 3, "capacity_staff_part_time": 5}, ("capacity_staff", 8, 9)),
        ("website2017", {"site_items_total": 10, "site_items_overview": 1, "site_items_work_updates": 4, "site_items_catalogue": 4}, ("site_items_total", 9, 10)),
        ("website2017", {"site_cases_total": 5, "site_cases_natural": 2, "site_cases_legal": 3}, None),
    ],
)  # fmt: skip
def test_sums(form: str, values: dict[str, int], broken: tuple[str, int, int] | None) -> None:
    found = [
        (f.indicator, f.expected, f.found)
        for f in identity_findings(report(form, *totals(**values)))
        if f.code == "identity_broken"
    ]
    assert found == ([broken] if broken else [])


def test_the_applicants_of_a_row_add_up_to_its_total() -> None:
    figures = row("granted_full", 1, 2, 3, 0, 0, 0, 6) + row("granted_partial", 1, 0, 0, 0, 0, 0, 2)
    broken = [
        f for f in identity_findings(report("form2021", *figures)) if f.code == "identity_broken"
    ]
    assert [(f.indicator, f.expected, f.found) for f in broken] == [("granted_partial", 1, 2)]


def test_blanks_are_unchecked_and_never_a_pass() -> None:
    blank = report("form2021", *row("granted_full", 5, None, None, None, None, None, 5))
    found = [f for f in identity_findings(blank) if f.message.startswith("Applicant columns")]
    assert [(f.code, f.severity) for f in found] == [("identity_unchecked", "note")]
    assert ": not checked for Granted in full: Businesses, " in found[0].message
    assert found[0].message.endswith(" missing, closes if these are 0")
    wrong = report("form2021", *row("granted_full", 4, None, 0, 0, 0, 0, 5))
    found = [f for f in identity_findings(wrong) if f.message.startswith("Applicant columns")]
    assert [f.code for f in found] == ["identity_unchecked"]
    assert "closes" not in found[0].message


@pytest.mark.parametrize("form", ["stat2014", "fujian", "form2019", "form2021", "website2017"])
@pytest.mark.parametrize("kind", ["blank", "slash", "illegible"])
def test_no_identity_holds_over_a_missing_cell(form: str, kind: str) -> None:
    ids = list(dict.fromkeys(i for table in forms()[form].tables.values() for i in table.ids))
    per_row = (
        set(forms()[form].tables["requests"].ids) if "requests" in forms()[form].tables else set()
    )
    cells = [
        Figure(i, 0, applicant=a, method="table")
        for i in ids
        for a in (APPLICANTS if i in per_row else ("total",))
    ]
    whole = identity_outcomes(report(form, *cells))
    assert {outcome for _, _, outcome in whole} == {"holds"}
    summed = {
        i for e in forms()[form].identities for i in (*e.left, *e.optional, *e.right)
    } | per_row
    for n, cell in enumerate(cells):
        lacking = replace(cell, value=None, missing=kind)
        made = report(form, *cells[:n], lacking, *cells[n + 1 :])
        outcomes = [outcome for _, _, outcome in identity_outcomes(made)]
        assert len(outcomes) == len(whole)
        assert ("unchecked" in outcomes) == (cell.indicator in summed), cell.indicator
        assert "broken" not in outcomes
        assert all(f.code == "identity_unchecked" for f in identity_findings(made))


def test_an_illegible_cell_does_not_close_as_0() -> None:
    figures = totals(site_cases_total=5, site_cases_natural=5, site_cases_legal="illegible")
    (found,) = identity_findings(report("website2017", *figures))
    assert found.code == "identity_unchecked"
    assert "closes" not in found.message


def test_channels_that_few_provinces_list_count_where_they_are_printed() -> None:
    two = {
        "disclosed_total": 2069,
        "disclosed_channel_website": 1992,
        "disclosed_channel_gazette": 0,
    }
    (found,) = identity_findings(report("fujian", *totals(**two)))
    assert (found.code, found.severity, found.expected, found.found) == (
        "identity_broken", "note", 1992, 2069,
    )  # fmt: skip
    listed = totals(**two, disclosed_channel_weibo=70, disclosed_channel_other=7)
    assert identity_findings(report("fujian", *listed)) == []
    assert identity_outcomes(report("fujian", *listed)) == [("fujian", "disclosed_total", "holds")]
    (found,) = identity_findings(report("fujian", *totals(**two, disclosed_channel_weibo="blank")))
    assert found.code == "identity_unchecked"
    assert found.message.endswith(": not checked: Items disclosed on Weibo missing")
    assert identity_findings(report("fujian", *totals(disclosed_total=2069))) == []


def test_a_row_that_is_not_printed_is_named() -> None:
    figures = totals(site_cases_total=5, site_cases_natural=5)
    (found,) = identity_findings(report("website2017", *figures))
    assert found.code == "identity_unchecked"
    assert "legal persons missing" in found.message
    assert "closes" not in found.message


def test_what_is_not_printed_at_all_is_no_finding() -> None:
    assert identity_findings(report("form2021", *totals(rules_issued=1))) == []
    assert identity_findings(report("prose", Figure("requests_received", 3))) == []
    assert (
        identity_findings(report("form2021", *totals(requests_received=3)))[0].code
        == "identity_unchecked"
    )
    assert len(identity_findings(report("form2021", *totals(requests_received=3)))) == 1


def test_sentences_take_no_part() -> None:
    figures = [*totals(site_cases_total=5, site_cases_natural=2, site_cases_legal=3)]
    figures += [replace(f, value=f.value + 1, method="prose") for f in figures if f.value]
    assert identity_findings(report("website2017", *figures)) == []


def year(number: int, *figures: Figure, **more: object) -> Report:
    return report("form2021", *figures, year=number, **more)


def test_requests_carried_forward_come_back_next_year() -> None:
    before = year(2021, *row("requests_carried_forward", 2, 1, 0, 0, 0, 0, 3))
    same = year(2022, *row("requests_carried_over", 2, 1, 0, 0, 0, 0, 3))
    assert check_years([same, before]) == []
    after = year(2022, *row("requests_carried_over", 2, 0, 0, 0, 0, 0, 2))
    found = check_years([before, after])
    assert [
        (f.code, f.severity, f.place, f.year, f.applicant, f.expected, f.found) for f in found
    ] == [
        ("continuity_broken", "error", "青禾县", 2022, "business", 1, 0),
        ("continuity_broken", "error", "青禾县", 2022, "total", 3, 2),
    ]


def test_gaps_and_other_publishers_are_not_compared() -> None:
    before = year(2020, *totals(requests_carried_forward=3))
    assert check_years([before, year(2022, *totals(requests_carried_over=9))]) == []
    zone = year(2021, *totals(requests_carried_over=9), publisher="青禾经济开发区管委会")
    assert check_years([before, zone]) == []


def test_documents_in_force_and_items_are_warnings() -> None:
    before = year(2021, *totals(rules_in_force=10, normative_documents_in_force=100))
    after = year(
        2022,
        *totals(
            rules_in_force=11, rules_issued=2, rules_repealed=1,
            normative_documents_in_force=100, normative_documents_issued=5,
            normative_documents_repealed=3,
        ),
    )  # fmt: skip
    found = check_years([before, after])
    assert [(f.severity, f.indicator, f.expected, f.found) for f in found] == [
        ("warning", "normative_documents_in_force", 102, 100)
    ]
    one = report(
        "form2019", *totals(licences_items_last_year=396, licences_items_change=-6), year=2019
    )
    two = report("form2019", *totals(licences_items_last_year=391), year=2020)
    assert [(f.severity, f.expected, f.found) for f in check_years([one, two])] == [
        ("warning", 390, 391)
    ]
