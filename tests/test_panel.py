"""Panel and metrics: selection by rule, kinds of missing, lines, markers, the share's two sides."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.metrics import work_updates_share
from toolkit.panel import breaks, composition, coverage, form_changes, outcomes, panel, series
from toolkit.report import Report, figures_frame


def make(year, *figures, code="990101", place="甲县", level="county", form=None, **more):
    more = {"publisher": f"{place}人民政府", "synthetic": True} | more
    return Report(
        source="x", sha256="0", place=place, place_code=code, level=level, year=year, form=form,
        figures=tuple(figures), **more,
    )  # fmt: skip


def fig(indicator, value, missing=None, **more):
    return Figure(indicator, value, missing=missing, **({"method": "structured"} | more))


def part(label, value, category=None, **more):
    return fig("disclosed_by_category", value, label=label, category=category, **more)


def one(frame: pd.DataFrame):
    assert len(frame) == 1
    return frame.iloc[0]


def test_blank_is_carried_and_never_zero():
    reports = [
        make(2021, fig("requests_received", None, "blank"), form="form2021"),
        make(2022, fig("requests_received", 0), form="form2021"),
        make(2023, fig("disclosed_total", 5), form="form2021"),
    ]
    frame = series(figures_frame(reports), "requests_received").set_index("year")
    assert pd.isna(frame.loc[2021, "value"])
    assert frame.loc[2021, "missing"] == "blank"
    assert frame.loc[2022, "value"] == 0
    assert pd.isna(frame.loc[2022, "missing"])
    assert frame.loc[2023, "missing"] == "not_stated"
    assert list(frame.index) == [2021, 2022, 2023]


def left(indicator, reason, **more):
    return Finding("abstained", "warning", "not read", indicator=indicator, found=reason, **more)


def test_a_figure_that_was_abstained_from_is_missing_with_its_reason():
    unsure = left("requests_received", "two_candidates", where="text:3-9", quote="增加3件")
    reports = [
        make(2020, fig("disclosed_total", 5), findings=(unsure,)),
        make(2021, findings=(unsure,)),
        make(2022, fig("requests_received", 7), findings=(unsure,)),
        make(2023, fig("requests_received", None, "blank"), findings=(unsure,)),
    ]
    figures = figures_frame(reports)
    row = figures[(figures["year"] == 2020) & (figures["indicator"] == "requests_received")].iloc[0]
    assert (row["method"], row["where"], row["quote"]) == ("prose", "text:3-9", "增加3件")
    frame = series(figures, "requests_received").set_index("year")
    # A report without any figure is in the panel as well; a printed figure or blank goes before.
    assert frame["missing"].fillna("").tolist() == [
        "abstained: two_candidates", "abstained: two_candidates", "", "blank",
    ]  # fmt: skip
    assert frame["value"].isna().tolist() == [True, True, False, True]
    assert frame.loc[2022, "value"] == 7 and not frame["conflict"].any()
    totals = series(figures, "disclosed_total").set_index("year")
    assert totals["missing"].fillna("").tolist() == ["", "not_stated", "not_stated", "not_stated"]


def test_every_column_of_a_row_that_was_not_read_is_missing_and_no_sum_is_made_of_it():
    whole = left("unable_not_held", "cells_do_not_match_columns", where="table:2!r9")
    rows = [fig("granted_full", 8), *(fig(i, 0) for i in UNABLE[1:])]
    figures = figures_frame([make(2022, *rows, form="form2021", findings=(whole,))])
    assert figures["method"].tolist()[-1] == "table" and pd.isna(figures["applicant"].iloc[-1])
    row = outcomes(figures).set_index("outcome").loc["unable"]
    assert pd.isna(row["value"]) and row["missing"] == "abstained: cells_do_not_match_columns"


def test_a_sum_tells_first_what_can_be_looked_up():
    found = left("litigation_after_reconsideration_total", "digits_run_together")
    rows = [fig("disclosed_total", 1)]
    figures = figures_frame([make(2022, *rows, form="form2021", findings=(found,))])
    assert one(series(figures, "litigation"))["missing"] == "abstained: digits_run_together"


def test_abstentions_leave_charts_and_coverage_as_they_are():
    from toolkit import charts

    unsure = left("requests_received", "scope_unclear")
    reports = [make(y, fig("requests_received", y - 2000), form="form2021") for y in (2021, 2022)]
    reports.append(make(2023, findings=(unsure,), form="form2021"))
    frame = series(figures_frame(reports), "requests_received")
    assert charts.plot_requests(frame) is not None
    tiles = coverage(reports)
    assert tiles["form"].tolist() == ["form2021", "form2021", "no_figures"]
    assert charts.plot_coverage(tiles) is not None
    assert pd.isna(panel(figures_frame(reports), "requests_received").iloc[0, 2])


def test_departments_and_townships_never_fill_a_county():
    reports = [
        make(2021, fig("requests_received", 7), level="department"),
        make(2021, fig("requests_received", 8), level="township"),
        make(2020, fig("requests_received", 3), publisher="甲县人民政府办公室"),
    ]
    frame = series(figures_frame(reports), "requests_received")
    assert one(frame)["year"] == 2020


def test_cumulative_figures_and_applicants_never_enter():
    reports = [
        make(
            2014, fig("disclosed_total", 900, cumulative=True), fig("disclosed_total", 30),
            fig("requests_received", 4, applicant="natural_person"),
        )
    ]  # fmt: skip
    figures = figures_frame(reports)
    assert one(series(figures, "disclosed_total"))["value"] == 30
    assert one(series(figures, "requests_received"))["missing"] == "not_stated"


@pytest.mark.parametrize(
    ("name", "indicator", "expected"),
    [
        ("requests_received", "requests_received", 74),  # the table is first
        ("disclosed_total", "disclosed_total", 75),  # but not for the total of items
    ],
)
def test_two_values_are_a_conflict_and_both_are_named(name, indicator, expected):
    figures = figures_frame(
        [make(2022, fig(indicator, 75, method="prose"), fig(indicator, 74, method="table"))]
    )
    row = one(series(figures, name))
    assert row["value"] == expected
    assert row["conflict"]
    assert "75 (prose)" in row["note"]
    assert "74 (table)" in row["note"]


def test_a_rounding_does_not_contradict_the_exact_count():
    figures = figures_frame(
        [
            make(
                2022,
                fig("requests_received", 7400, method="prose", approximate=True),
                fig("requests_received", 7412, method="table"),
            )
        ]
    )
    row = one(series(figures, "requests_received"))
    assert (row["value"], bool(row["conflict"]), bool(row["approximate"])) == (7412, False, False)


def test_litigation_adds_two_blocks_and_is_missing_with_one_of_them():
    direct, after = "litigation_direct_total", "litigation_after_reconsideration_total"
    reports = [
        make(2018, fig("litigation_total", 5), form="stat2014"),
        make(2019, fig(direct, 2), fig(after, 1), form="form2019"),
        make(2020, fig(direct, 2), fig(after, None, "blank"), form="form2019"),
        make(2021, fig("litigation_total", 9), form="form2021"),
    ]
    frame = series(figures_frame(reports), "litigation").set_index("year")
    assert frame["value"].tolist()[:2] == [5, 3]
    assert pd.isna(frame.loc[2020, "value"])
    assert frame.loc[2020, "missing"] == "blank"
    assert frame.loc[2021, "value"] == 9
    assert frame.loc[2021, "indicators"] == "litigation_total"
    assert frame["break_before"].tolist() == ["none", "similar", "none", "none"]


def test_refusals_break_in_2019_and_the_form_not_the_year_decides():
    denied = [
        "denied_state_secret", "denied_other_law", "denied_security_stability",
        "denied_third_party_rights", "denied_internal_affairs", "denied_deliberative",
        "denied_enforcement_file", "denied_administrative_query",
    ]  # fmt: skip
    late = make(2019, fig("answers_refused", 4), form="stat2014")
    new = make(2020, *(fig(d, 1) for d in denied), form="form2019")
    frame = series(figures_frame([late, new]), "refusals")
    assert frame["value"].tolist() == [4, 8]
    assert frame["group"].tolist() == ["stat2014", "form2019"]
    row = one(breaks(frame))
    assert (row["year"], row["kind"], row["cause"]) == (2020, "break", "form")
    assert not row["assumed"]


def test_an_unknown_form_is_not_invented():
    reports = [make(y, fig("requests_received", y - 2000)) for y in (2018, 2019)]
    frame = series(figures_frame(reports), "requests_received")
    assert frame["form"].isna().all()
    assert frame["form_assumed"].all()
    assert one(breaks(frame))["assumed"]
    assert form_changes(frame).empty


def test_form_changes():
    forms = {2017: "stat2014", 2018: None, 2019: "form2019", 2020: "form2019", 2021: "form2021"}
    reports = [make(y, fig("requests_received", 1), form=f) for y, f in forms.items()]
    changes = form_changes(series(figures_frame(reports), "requests_received"))
    assert changes[["year", "from_form", "to_form"]].values.tolist() == [
        [2019, "stat2014", "form2019"], [2021, "form2019", "form2021"],
    ]  # fmt: skip


def pingtan():
    """Totals of the county and of the zone as their reports of 2011 - 2014 state them."""
    more = {"code": "350128", "place": "平潭县", "synthetic": False, "form": "fujian"}
    zone = {**more, "publisher": "平潭综合实验区管委会"}
    county = {2012: 2026, 2013: 1853}
    return [
        *(make(y, fig("disclosed_total", v), **more) for y, v in county.items()),
        make(2012, fig("disclosed_total", 1913), level="zone", **zone),
        make(2013, fig("disclosed_total", 4970), level="county", **zone),
        make(2014, fig("disclosed_total", 2543), level="county", **zone),
    ]


def test_two_publishers_are_two_lines_joined_at_2014_with_a_marker():
    frame = series(figures_frame(pingtan()), "disclosed_total")
    main, zone = frame[frame["line"] == "main"], frame[frame["line"] == "zone"]
    assert main["value"].tolist() == [2026, 1853, 2543]
    assert zone["value"].tolist() == [1913, 4970]
    assert not frame["conflict"].any()
    mark = one(breaks(frame))
    assert (mark["year"], mark["line"], mark["cause"]) == (2014, "main", "publisher")
    assert set(zone["line_label"]) == {"平潭综合实验区"}


def test_the_zones_years_stay_apart_even_where_the_county_is_not_in_the_data():
    zone = [r for r in pingtan() if r.publisher == "平潭综合实验区管委会"]
    frame = series(figures_frame(zone), "disclosed_total")
    assert frame["line"].tolist() == ["main", "zone", "zone"]


def test_a_zone_that_no_file_knows_is_kept_apart_too():
    reports = [
        make(2012, fig("disclosed_total", 10)),
        make(2012, fig("disclosed_total", 90), publisher="甲新区管理委员会", level="zone"),
        make(2013, fig("disclosed_total", 95), publisher="甲新区管理委员会", level="county"),
    ]
    frame = series(figures_frame(reports), "disclosed_total")
    assert frame[["line", "value"]].values.tolist() == [["main", 10], ["main", 95], ["zone", 90]]
    assert one(breaks(frame))["year"] == 2013


def test_a_zone_never_fills_a_year_of_its_county_and_nobody_says_that_they_became_one():
    # the county's report for 2013 is not in the data, nor that of the zone for 2014
    zone = {"publisher": "甲县经济开发区管委会", "level": "zone"}
    reports = [
        make(2012, fig("disclosed_total", 10)),
        make(2012, fig("disclosed_total", 90), **zone),
        make(2013, fig("disclosed_total", 95), **zone),
        make(2014, fig("disclosed_total", 12)),
    ]
    frame = series(figures_frame(reports), "disclosed_total")
    assert frame[["line", "year", "value"]].values.tolist() == [
        ["main", 2012, 10], ["main", 2014, 12], ["zone", 2012, 90], ["zone", 2013, 95],
    ]  # fmt: skip
    assert breaks(frame).empty
    alone = series(figures_frame([r for r in reports if r.level == "zone"]), "disclosed_total")
    assert set(alone["line"]) == {"zone"} and set(alone["place"]) == {"甲县"}


def test_panel_is_wide_with_gaps():
    wide = panel(figures_frame(pingtan()), "disclosed_total", years=[2012, 2013, 2014, 2015])
    assert wide.shape == (1, 4)
    assert wide.loc[("350128", "平潭县"), ("disclosed_total", 2014)] == 2543
    assert pd.isna(wide.loc[("350128", "平潭县"), ("disclosed_total", 2015)])


def test_unknown_series():
    with pytest.raises(ParameterError, match="requests_received"):
        series(figures_frame([]), "requests_recieved")


def test_places_keep_the_order_asked_for():
    reports = [
        make(2020, fig("disclosed_total", 1), code=c, place=p)
        for c, p in (("990101", "甲县"), ("990102", "乙县"), ("990103", "丙县"))
    ]
    frame = series(figures_frame(reports), "disclosed_total", places=["丙县", "990101"])
    assert frame["place_code"].tolist() == ["990103", "990101"]


# --- the share of work updates ------------------------------------------------------------------


def test_share_of_a_report_with_the_rest_not_listed():
    # 绥宁县 2019: 4792 of 10220; 5403 in the catalogue; 25 are not printed.
    figures = figures_frame(
        [
            make(
                2019, fig("disclosed_total", 10220),
                part("政务动态信息", 4792, "work_updates"), part("信息公开目录信息", 5403, "catalogue"),
            )
        ]
    )  # fmt: skip
    row = one(work_updates_share(figures))
    assert row["value"] == pytest.approx(0.46888, abs=1e-5)
    assert row["basis"] == "report"
    assert row["parts_sum"] == 10195
    assert not row["complete"]
    assert row["labels"] == "政务动态信息"


def test_no_share_where_one_side_is_not_stated():
    figures = figures_frame(
        [
            make(2020, fig("disclosed_total", 100), part("工作信息", 60, "work_information")),
            make(2021, part("工作动态", 60, "work_updates"), part("其他", 40, "other")),
        ]
    )
    frame = work_updates_share(figures).set_index("year")
    assert frame["value"].isna().all()
    assert frame["missing_what"].tolist() == ["numerator", "denominator"]
    assert frame.loc[2020, "wider_labels"] == "工作信息"


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (449, [("工作动态", 804, "work_updates")]),  # more updates than items
        (100, [("工作动态", 60, "work_updates"), ("公文", 70, "rules"), ("人事", 30, "personnel")]),
    ],
)
def test_updates_beside_the_total_give_no_share(total, parts):
    figures = figures_frame([make(2022, fig("disclosed_total", total), *(part(*p) for p in parts))])
    row = one(work_updates_share(figures))
    assert pd.isna(row["value"])
    assert row["note"] == "beside"


def test_portal_count_serves_only_as_a_portal_basis():
    # 江宁区 2023: 7400余 work updates, no total, 11000余 items on the portal.
    figures = figures_frame(
        [
            make(
                2023, part("工作动态", 7400, "work_updates", approximate=True),
                fig("disclosed_channel_website", 11000, approximate=True),
            )
        ]
    )  # fmt: skip
    frame = work_updates_share(figures).set_index("basis")
    assert pd.isna(frame.loc["report", "value"])
    assert frame.loc["portal", "value"] == pytest.approx(7400 / 11000)
    assert frame.loc["portal", "denominator_indicator"] == "disclosed_channel_website"
    assert frame.loc["portal", "approximate"]


def test_a_total_of_the_portal_only_is_a_portal_basis():
    portal = {"scope": "portal"}
    figures = figures_frame(
        [
            make(
                2021,
                fig("disclosed_total", 80, **portal),
                part("动态", 20, "work_updates", **portal),
            )
        ]
    )
    row = one(work_updates_share(figures))
    assert (row["basis"], row["value"]) == ("portal", 0.25)


def test_the_websites_sheet_is_a_second_basis():
    sheet = {"form": "website2017", "scope": "portal", "method": "table"}
    report = make(
        2020, fig("disclosed_total", 200), part("工作动态", 50, "work_updates"),
        fig("site_items_total", 4300, **sheet), fig("site_items_work_updates", 1290, **sheet),
        form="form2019",
    )  # fmt: skip
    frame = work_updates_share(figures_frame([report])).set_index("basis")
    assert frame["value"].to_dict() == {"report": 0.25, "portal": pytest.approx(0.3)}
    assert frame.loc["portal", "scope"] == "portal"
    assert frame.loc["report", "form"] == "form2019"


def test_classes_printed_again_inside_the_parts_do_not_count_twice():
    # 乌恰县 2022: 2463 + 496 = 2959; 19 items on personnel are named again afterwards.
    figures = figures_frame(
        [
            make(
                2022, fig("disclosed_total", 2959), part("政务公开信息", 2463, "catalogue"),
                part("政务动态信息", 496, "work_updates"), part("人事任免", 19, "personnel"),
            )
        ]
    )  # fmt: skip
    frame = composition(figures)
    assert frame["nested"].tolist() == [False, False, True]
    assert frame["complete"].all()
    row = one(work_updates_share(figures))
    assert row["complete"]
    assert row["value"] == pytest.approx(0.16762, abs=1e-5)


def test_one_account_of_two_is_not_the_whole_without_a_word():
    # 正蓝旗 2021 lists two accounts and no sum: data/reports/15/152530-2021-ser_082.yml
    from toolkit.structured import load_reports

    found = series(figures_frame(load_reports(places=["152530"])), "disclosed_channel_wechat")
    row = found.set_index("year").loc[2021]
    assert bool(row["conflict"])
    assert row["note"] == "812 (蒙文微信); 370 (旗政府微信)"


def test_composition_keeps_labels_that_nobody_has_classed():
    figures = figures_frame(
        [make(2025, fig("disclosed_total", 129), part("旅游资讯", 46), part("公文", 4, "rules"))]
    )
    frame = composition(figures).set_index("label")
    assert pd.isna(frame.loc["旅游资讯", "category"])
    assert frame.loc["公文", "remainder"] == 79


# --- outcomes and coverage ------------------------------------------------------------------------


UNABLE = ("unable_not_held", "unable_not_compiled", "unable_unclear")


def test_outcomes_add_groups():
    # 平潭 2019, table 3: 23 processed; its three duplicates are left out here.
    rows = [fig("granted_full", 7), fig("granted_partial", 1), fig("requests_processed", 23)]
    rows += [fig(i, v) for i, v in zip(UNABLE, (7, 0, 5), strict=True)]
    frame = outcomes(figures_frame([make(2019, *rows, form="form2019")])).set_index("outcome")
    assert frame["value"].to_dict() == {"granted": 7, "granted_partial": 1, "unable": 12}
    assert frame["remainder"].tolist() == [3] * 3
    assert not frame["complete"].any()


def test_a_report_without_outcomes_or_parts_is_kept_as_not_stated():
    figures = figures_frame([make(2019, fig("site_visits", 3), fig("disclosed_total", 8))])
    row = one(outcomes(figures))
    assert (row["missing"], pd.isna(row["value"]), pd.isna(row["outcome"])) == (
        "not_stated",
        True,
        True,
    )
    row = one(composition(figures))
    assert (row["total"], pd.isna(row["label"]), pd.isna(row["value"])) == (8, True, True)


@pytest.mark.parametrize(("total", "expected"), [(12, 4), (13, None)])
def test_a_blank_outcome_row_is_harmless_only_where_the_rest_makes_the_total(total, expected):
    rows = [fig("granted_full", 8), fig("requests_processed", total), fig(UNABLE[0], 4)]
    rows += [fig(i, None, "blank") for i in UNABLE[1:]]
    frame = outcomes(figures_frame([make(2022, *rows, form="form2021")])).set_index("outcome")
    value = frame.loc["unable", "value"]
    assert pd.isna(value) if expected is None else value == expected


def test_coverage_tells_form_unknown_and_none_apart():
    stated = fig("requests_received", 0)
    reports = [
        make(2019, stated, form="form2019"),
        make(2021, stated),
        make(2020, stated, level="department", form="form2019"),
        make(2021, form="website2017"),
        make(2022, form="form2021"),
    ]
    frame = coverage(reports, places=["甲县", "乙县"], years=range(2019, 2023))
    mine = frame[frame["place"] == "甲县"]
    # A report that states nothing is there, but it is no data in any form.
    assert mine["form"].fillna("none").tolist() == ["form2019", "none", "unknown", "no_figures"]
    assert mine["sheet"].tolist() == [False, False, True, False]
    assert frame[frame["place"] == "乙县"]["form"].isna().all()
