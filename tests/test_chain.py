"""Chain: what follows from another year holds, is broken, cannot be checked, or falls into a gap."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from toolkit.checks import chain, check_report, check_reports, check_years
from toolkit.codebook import APPLICANTS
from toolkit.figure import Figure, Finding
from toolkit.readers import read_document
from toolkit.reading import assemble
from toolkit.report import Report

ROW = ("earlier_year", "year", "rule", "applicant", "earlier", "later", "expected", "outcome")


def report(year: int, *figures: Figure, form: str | None = None, **more: object) -> Report:
    forms = {2018: "fujian", 2019: "form2019", 2020: "form2019"}
    head = {"place": "青禾县", "place_code": "990101", "publisher": "青禾县人民政府", "level": "county"}  # fmt: skip
    form = form or ("fujian" if year < 2019 else forms.get(year, "form2021"))
    return Report("sample", "0" * 64, form=form, year=year, figures=figures, **(head | more))  # type: ignore[arg-type]


def cells(
    form: str | None = None, cumulative: bool = False, **values: int | str | None
) -> list[Figure]:
    """Return figures of a table; a word instead of a number is a kind of missing."""
    return [
        Figure(
            i, None if isinstance(v, str) else v, missing=v if isinstance(v, str) else None,
            method="table", form=form, cumulative=cumulative,
        )
        for i, v in values.items()
    ]  # fmt: skip


def row(indicator: str, *values: int | str) -> list[Figure]:
    return [
        replace(f, applicant=a)
        for a, v in zip(APPLICANTS, values, strict=True)
        for f in cells(**{indicator: v})
    ]


def rows(frame: pd.DataFrame, rule: str) -> list[tuple[object, ...]]:
    mine = frame[frame["rule"] == rule]
    return [tuple(None if pd.isna(v) else v for v in r) for r in mine[list(ROW)].values.tolist()]


def test_requests_are_carried_over_from_one_form_to_the_next() -> None:
    before = report(2020, *row("requests_carried_forward", 2, 1, 0, 0, 0, 0, 3))
    after = report(2021, *row("requests_carried_over", 2, 0, 0, 0, 0, 0, 2))
    frame = chain([after, before])
    found = {r[3]: r[4:] for r in rows(frame, "carried")}
    assert found["natural_person"] == (2, 2, 2, "holds")
    assert found["business"] == (1, 0, 1, "broken")
    assert found["ngo"] == (0, 0, 0, "holds")
    assert found["total"] == (3, 2, 3, "broken")
    assert len(found) == 7
    # Stocks are asked for in 2021 only, so this pair says nothing of them.
    assert set(frame["rule"]) == {"carried"}
    assert {(f.applicant, f.expected, f.found) for f in check_years([before, after])} == {
        ("business", 1, 0), ("total", 3, 2),
    }  # fmt: skip


def test_a_missing_year_is_a_gap_and_no_pass() -> None:
    first = report(2021, *row("requests_carried_forward", 0, 0, 0, 0, 0, 0, 0))
    last = report(2023, *row("requests_carried_over", 0, 0, 0, 0, 0, 0, 0))
    frame = chain([first, last])
    assert set(frame["outcome"]) == {"gap"}
    assert set(frame["missing"]) == {"report 2022"}
    assert {(r[0], r[1]) for r in rows(frame, "carried")} == {(2021, 2022), (2022, 2023)}
    assert {(r[0], r[1]) for r in rows(frame, "rules_in_force")} == {(2021, 2022), (2022, 2023)}
    assert check_years([first, last]) == []


@pytest.mark.parametrize("kind", ["blank", "slash", "dash", "illegible", "none", "not_stated"])
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"rules_in_force": None}, {"rules_issued": 2, "rules_repealed": 1, "rules_in_force": 11}),
        ({"rules_in_force": 10}, {"rules_issued": None, "rules_repealed": 1, "rules_in_force": 9}),
        ({"rules_in_force": 10}, {"rules_issued": 2, "rules_repealed": None, "rules_in_force": 12}),
        ({"rules_in_force": 10}, {"rules_issued": 2, "rules_repealed": 1, "rules_in_force": None}),
    ],
)
def test_nothing_holds_over_a_cell_that_is_missing(
    kind: str, earlier: dict[str, int | None], later: dict[str, int | None]
) -> None:
    given = [
        report(year, *cells(**{i: kind if v is None else v for i, v in values.items()}))
        for year, values in ((2022, earlier), (2023, later))
    ]
    (found,) = rows(chain(given), "rules_in_force")
    assert found[-1] == "unchecked"
    (lacking,) = chain(given).query("rule == 'rules_in_force'")["missing"]
    name, year = next(
        (i, y) for y, v in ((2022, earlier), (2023, later)) for i, n in v.items() if n is None
    )
    assert lacking == f"{name} {year}"
    assert check_years(given) == []


def test_a_blank_column_is_unchecked_while_the_others_are_judged() -> None:
    before = report(2022, *row("requests_carried_forward", 2, "blank", 0, 0, 0, 0, 2))
    after = report(2023, *row("requests_carried_over", 2, 0, 0, 0, 0, "slash", 2))
    outcomes = {r[3]: r[-1] for r in rows(chain([before, after]), "carried")}
    assert outcomes == dict.fromkeys(APPLICANTS, "holds") | {
        "business": "unchecked", "other_organisation": "unchecked",
    }  # fmt: skip


def test_a_row_that_is_not_printed_is_unchecked() -> None:
    found = rows(chain([report(2022), report(2023)]), "carried")
    assert [r[-1] for r in found] == ["unchecked"] * 7


def test_rules_are_asked_only_in_the_years_of_their_forms() -> None:
    frame = chain([report(y) for y in range(2016, 2024)])
    asked = {rule: set(mine["year"]) for rule, mine in frame.groupby("rule")}
    assert asked["carried"] == {2020, 2021, 2022, 2023}
    assert asked["licences_items"] == {2020}
    assert asked["normative_documents_in_force"] == {2022, 2023}


def since(year: int, **values: int | str) -> Report:
    return report(year, *cells("fujian", True, **values))


def test_figures_since_the_beginning_do_not_fall() -> None:
    given = [since(2016, disclosed_total=85376), since(2018, disclosed_total=12106),
             since(2014, disclosed_total=78967), since(2012, disclosed_total=3542)]  # fmt: skip
    (finding,) = check_years(given)
    assert (finding.code, finding.severity, finding.year) == ("continuity_broken", "warning", 2018)
    assert (finding.expected, finding.found) == (85376, 12106)
    for message in (finding.message, finding.message_zh):
        assert all(word in message for word in ("2016", "2018", "85,376", "12,106"))
    assert [r[0:2] + r[4:] for r in rows(chain(given), "cumulative")] == [
        (2012, 2014, 3542, 78967, 3542, "holds"),
        (2014, 2016, 78967, 85376, 78967, "holds"),
        (2016, 2018, 85376, 12106, 85376, "broken"),
    ]


def test_a_year_without_the_figure_since_the_beginning_hides_no_fall() -> None:
    given = [since(2014, disclosed_total=78967), since(2016, disclosed_total="illegible"),
             since(2018, disclosed_total=12106)]  # fmt: skip
    assert [(r[0], r[1], r[-1]) for r in rows(chain(given), "cumulative")] == [
        (2014, 2016, "unchecked"), (2014, 2018, "broken"),
    ]  # fmt: skip
    (finding,) = check_years(given)
    assert "2014" in finding.message


def test_only_what_a_form_counts_since_the_beginning_is_held_to_it() -> None:
    figures = [
        Figure("disclosed_total", v, cumulative=True, method="prose") for v in (85376, 12106)
    ]
    assert check_years([report(2016, figures[0]), report(2018, figures[1])]) == []
    typed = [replace(f, method="structured", form="fujian") for f in figures]
    assert len(check_years([report(2016, typed[0]), report(2018, typed[1])])) == 1
    elsewhere = [replace(f, form="form2021") for f in typed]
    assert check_years([report(2016, elsewhere[0]), report(2018, elsewhere[1])]) == []
    of_year = [report(y, *cells("fujian", disclosed_total=v)) for y, v in ((2016, 9), (2017, 2))]
    assert check_years(of_year) == []


def test_money_of_two_units_is_not_compared() -> None:
    one, two = cells("fujian", True, request_fees_waived=500), cells("fujian", True, request_fees_waived=1)  # fmt: skip
    given = [report(2015, replace(one[0], unit="元")), report(2016, replace(two[0], unit="万元"))]
    assert [r[-1] for r in rows(chain(given), "cumulative")] == ["unchecked"]


def test_the_government_of_a_place_is_one_series_under_any_name() -> None:
    before = report(2022, *row("requests_carried_forward", 1, 0, 0, 0, 0, 0, 1))
    after = report(2023, *row("requests_carried_over", 0, 0, 0, 0, 0, 0, 0), publisher="青禾县政府")
    assert len(check_years([before, after])) == 2
    office = replace(after, level="department")
    assert check_years([before, office]) == []
    # Where two of them report for one year, each goes its own way.
    assert check_years([before, replace(before, publisher="青禾县政府", figures=()), after]) == []


def change(value: float, unit: str, label: str, quote: str = "", **more: object) -> Figure:
    return Figure("printed_change", value, unit=unit, label=label, quote=quote, **more)  # type: ignore[arg-type]


def received(value: float, **more: object) -> Figure:
    return Figure("requests_received", value, unit="件", **more)  # type: ignore[arg-type]


LABEL = "收到政府信息公开申请数"


@pytest.mark.parametrize(
    ("printed", "unit", "quote", "due"),
    [
        (-25, "%", "下降25%", None),  # 45 after 60
        (-10, "%", "下降10%", -25),
        (-25.0, "%", "下降25.0%", None),
        (-15, "件", "减少15件", None),
        (15, "件", "增加15件", -15),
        (-15, "人次", "减少15人次", None),  # of something else
        (-10, "%", "环比下降10%", None),  # not on the year
    ],
)
def test_a_printed_change_follows_from_both_years(
    printed: float, unit: str, quote: str, due: float | None
) -> None:
    after = report(2023, received(45), change(printed, unit, LABEL, quote))
    found = check_reports([report(2022, received(60)), after])
    assert [(f.code, f.severity, f.expected, f.found) for f in found] == (
        [] if due is None else [("continuity_broken", "warning", due, printed)]
    )
    # Without the year before nothing is said, and a year further back is not the year before.
    assert check_reports([after]) == check_reports([report(2021, received(60)), after]) == []


def test_a_change_holds_to_its_printed_precision() -> None:
    def said(value: float, quote: str) -> list[object]:
        after = report(2023, received(70), change(value, "%", LABEL, quote))
        return [f.expected for f in check_reports([report(2022, received(60)), after])]

    # 10 more than 60 are 16.67 %.
    assert said(16.7, "增长16.7%") == said(17, "增长17%") == said(16.67, "增长16.67%") == []
    assert said(16.6, "增长16.6%") == [16.7]
    assert said(16, "增长16%") == [17]


def test_the_table_of_the_year_before_will_do() -> None:
    after = report(2023, received(45), change(-25, "%", LABEL, "下降25%"))
    before = report(2022, *row("requests_received", 60, 0, 0, 0, 0, 0, 60), received(50))
    codes = [f.code for f in check_reports([before, after]) if f.code != "identity_unchecked"]
    assert codes == ["prose_table_mismatch"]


def test_a_change_from_nothing_has_no_percentage() -> None:
    after = report(2023, received(45), change(100, "%", LABEL, "增长100%"))
    assert check_reports([report(2022, received(0)), after]) == []


def test_a_share_between_a_figure_and_its_change_is_no_owner() -> None:
    part = Figure("disclosed_by_category", 45, unit="条", label="甲")
    share = Figure("printed_share", 9.0, unit="%", label="甲")
    after = report(2023, part, share, change(-10, "%", "甲", "下降10%"))
    before = report(2022, replace(part, value=60), replace(share, value=10.0))
    (finding,) = check_years_and_changes(before, after)
    assert (finding.expected, finding.found) == (-25, -10)


def check_years_and_changes(*reports: Report) -> list[Finding]:
    return [f for f in check_reports(reports) if f.indicator == "printed_change"]


def printed(sentence: str) -> Report:
    text = f"砚溪县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n2023年，{sentence}\n"
    return assemble(read_document(text.encode(), "report"))


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("收到政府信息公开申请45件，比上年的60件减少25%。", None),
        ("收到政府信息公开申请45件，比上年的60件减少20%。", -25),
        ("收到政府信息公开申请45件，比2022年的60件减少20%。", -25),
        ("收到政府信息公开申请45件，比2022年的60件减少15件。", None),
        ("收到政府信息公开申请45件，比2022年的60件减少25件。", -15),
        # 2300 less 420 are 1880, and 420 of them 22.3 %; of 2300 they are 18.3 %.
        ("主动公开政府信息2300条，同比增加420条，增长22.3%。", None),
        ("主动公开政府信息2300条，同比增加420条，增长18.3%。", 22.3),
    ],
)
def test_a_sentence_that_names_both_years(sentence: str, due: float | None) -> None:
    made = printed(sentence)
    assert made.values("printed_change"), sentence
    found = [f for f in check_report(made) if f.indicator == "printed_change"]
    assert [(f.code, f.severity, f.expected) for f in found] == (
        [] if due is None else [("identity_broken", "warning", due)]
    )


def test_the_sentence_goes_before_the_report_of_the_year_before() -> None:
    made = replace(
        printed("收到政府信息公开申请45件，比上年的60件减少25%。"), place="青禾县",
        place_code="990101", publisher="青禾县人民政府", level="county",
    )  # fmt: skip
    assert check_years_and_changes(report(2022, received(50)), made) == []
