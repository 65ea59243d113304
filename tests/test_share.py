"""The share of work updates: its two sides, denominators and bounds, worked out by hand from real reports."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from toolkit.brief import check_parameters, new_brief
from toolkit.brief.tables import add_tables
from toolkit.charts import plot_work_updates_share
from toolkit.codebook import category_of, label_of, metrics
from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.metrics import BASES, WORK_UPDATES_SHARE, work_updates_share
from toolkit.report import Report, figures_frame


def fig(indicator, value, label=None, **more):
    category = category_of(label) if label else None
    given = {"unit": "条", "method": "structured", "category": category} | more
    return Figure(indicator, value, label=label, **given)


def total(value, **more):
    return fig("disclosed_total", value, **more)


def parts(*listed, **more):
    return [fig("disclosed_by_category", value, label, **more) for label, value in listed]


def share(*figures, bases=("report", "portal")):
    report = Report(
        source="x", sha256="0", place="甲县", place_code="990101", level="county", year=2024,
        publisher="甲县人民政府", synthetic=True, figures=figures,
    )  # fmt: skip
    frame = work_updates_share(figures_frame([report]), bases=bases)
    return {row["basis"]: row for _, row in frame.iterrows()}


def none(row, *columns):
    return all(pd.isna(row[c]) for c in columns)


def test_two_parts_that_make_the_whole():
    # 乌恰县 2025: 政务公开类信息 3473 + 政务动态类信息 636 = 4109.
    row = share(total(4109), *parts(("政务公开类信息", 3473), ("政务动态类信息", 636)))["report"]
    assert row["value"] == row["lower"] == row["upper"] == pytest.approx(0.1547822, abs=1e-7)
    assert (row["numerator"], row["denominator"]) == (636, 4109)
    assert row["denominator_indicator"] == "disclosed_total"
    assert row["complete"]
    assert row["remainder"] == 0
    assert none(row, "relation", "missing", "wider", "beside")


def test_three_parts_that_make_the_whole():
    # 濂溪区 2024: 概况类 69 + 政务动态类 8043 + 信息公开目录类 10327 = 18439.
    row = share(
        total(18439), *parts(("概况类", 69), ("政务动态类", 8043), ("信息公开目录类", 10327))
    )["report"]  # fmt: skip
    assert row["value"] == pytest.approx(0.4361950, abs=1e-7)
    assert row["complete"]


def test_parts_that_fall_short_give_two_denominators_each_by_its_name():
    # 甘谷县 2024: 32 + 3129 + 4282 = 7443 of 10300.
    listed = parts(("概况类信息", 32), ("政务动态信息", 3129), ("信息公开目录", 4282))
    rows = share(total(10300), *listed, bases=BASES)
    report, of_parts = rows["report"], rows["parts"]
    assert report["value"] == pytest.approx(0.3037864, abs=1e-7)
    assert (report["parts_sum"], report["remainder"], bool(report["complete"])) == (
        7443,
        2857,
        False,
    )
    assert (of_parts["numerator"], of_parts["denominator"]) == (3129, 7443)
    assert of_parts["value"] == pytest.approx(0.4203950, abs=1e-7)
    assert of_parts["denominator_indicator"] == "disclosed_by_category"
    assert (of_parts["remainder"], bool(of_parts["complete"])) == (2857, False)
    # Never unasked.
    assert set(share(total(10300), *listed)) == {"report"}


def test_the_sum_of_the_parts_is_no_total():
    # Two rows of the website form retold without its total; the numbers are invented.
    listed = parts(("政务动态信息更新量", 300), ("信息公开目录信息更新量", 100))
    rows = share(*listed, bases=BASES)
    assert none(rows["report"], "value", "lower", "upper")
    assert rows["report"]["missing_what"] == "denominator"
    assert rows["parts"]["value"] == 0.75
    assert none(rows["parts"], "remainder", "complete")
    # One class alone makes no whole.
    assert none(share(*listed[:1], bases=BASES)["parts"], "value")


@pytest.mark.parametrize(
    ("label", "updates", "whole", "low", "high"),
    [
        ("政务新闻", 804, 449, 804 / 1253, 1.0),  # 沙依巴克区 2022
        ("政务要闻", 812, 779, 812 / 1591, 1.0),  # 沙依巴克区 2023
        ("工作动态", 1247, 15000, 1247 / 16247, 1247 / 15000),  # 乌鲁木齐市 2024, about
    ],
)
def test_updates_printed_beside_the_total_have_bounds_and_no_share(
    label, updates, whole, low, high
):
    row = share(total(whole), fig("disclosed_beside_total", updates, label))["report"]
    assert none(row, "value")
    assert (row["missing_what"], row["relation"], row["note"]) == ("share", "beside", "beside")
    assert (row["numerator"], row["beside"], row["denominator"]) == (updates, updates, whole)
    assert (row["lower"], row["upper"]) == (pytest.approx(low), pytest.approx(high))
    assert row["labels"] == label


@pytest.mark.parametrize(
    "listed",
    [
        # the others alone make the total, whether the updates come before or after them
        [("工作动态", 60), ("公文", 70), ("人事", 30)],
        [("公文", 70), ("人事", 30), ("工作动态", 60)],
    ],
)
def test_updates_beside_a_list_that_makes_the_total_alone(listed):
    row = share(total(100), *parts(*listed))["report"]
    assert none(row, "value")
    assert row["relation"] == "beside"
    assert (row["lower"], row["upper"]) == (pytest.approx(60 / 160), pytest.approx(0.6))


def test_parts_that_exceed_the_whole_bound_the_share():
    # 子长市 2023: 1740 of 3437, but the parts make 12 + 1740 + 225 + 110 + 1827 = 3914.
    listed = parts(
        ("人事信息", 12), ("政务动态", 1740), ("公告公示", 225), ("解读及回应信息", 110),
        ("其他类信息", 1827), scope="portal",
    )  # fmt: skip
    row = share(total(3437, scope="portal"), *listed)["portal"]
    assert row["value"] == row["upper"] == pytest.approx(0.5062554, abs=1e-7)
    assert row["lower"] == pytest.approx(1740 / 3914)
    assert (row["relation"], row["remainder"], bool(row["complete"])) == ("exceeds", -477, False)


def test_several_classes_of_updates_are_added_and_kept():
    # 吴起县 2023: 672 + 455 + 798 = 1925 of 4702; 259 videos of news are told as what could be more.
    row = share(
        total(4702),
        *parts(("政务要闻", 672), ("视频新闻", 259), ("镇街动态", 455), ("部门动态", 798)),
    )["report"]
    assert row["numerator"] == 1925
    assert row["parts"] == "政务要闻 672 + 镇街动态 455 + 部门动态 798"
    assert row["labels"] == "政务要闻、镇街动态、部门动态"
    assert row["value"] == row["lower"] == pytest.approx(0.4094002, abs=1e-7)
    assert (row["wider"], row["wider_labels"]) == (259, "视频新闻")
    assert row["upper"] == pytest.approx(2184 / 4702)


def test_a_wider_class_alone_gives_no_share_but_the_most_it_could_be():
    # An invented bureau with the five classes of Beijing: 6 + 11 + 4 + 9 + 58 = 88.
    row = share(
        total(88),
        *parts(("机构职能类", 6), ("法规文件类", 11), ("规划计划类", 4), ("行政职责类", 9), ("业务动态类", 58)),
    )["report"]  # fmt: skip
    assert none(row, "value", "lower", "numerator")
    assert row["missing_what"] == "numerator"
    assert row["upper"] == pytest.approx(58 / 88)
    # 流泗镇 2023: 政务公开专栏 485 + 工作信息类 93 = 578.
    row = share(total(578), *parts(("政务公开专栏", 485), ("工作信息类", 93)))["report"]
    assert row["upper"] == pytest.approx(0.1608997, abs=1e-7)
    # What a list leaves open could be updates as well: (93 + 22) / 600 if the total were larger by 22.
    row = share(total(600), *parts(("政务公开专栏", 485), ("工作信息类", 93)))["report"]
    assert row["upper"] == pytest.approx(115 / 600)


def test_classes_named_again_may_be_more_of_it():
    row = share(
        total(100), *parts(("公文", 60), ("工作动态", 40), ("审计动态", 10))
    )["report"]  # fmt: skip
    assert row["value"] == row["lower"] == 0.4
    assert row["upper"] == 0.5


def test_approximate_counts_say_so():
    # 江宁区 2023: 7400余 on a portal that carried 11000余.
    row = share(
        *parts(("工作动态", 7400), approximate=True),
        fig("disclosed_channel_website", 11000, approximate=True),
    )["portal"]
    assert row["value"] == pytest.approx(0.6727273, abs=1e-7)
    assert row["approximate"]


def test_a_cumulative_count_never_meets_one_of_the_year():
    updates = parts(("工作动态", 30))
    row = share(total(900, cumulative=True), *updates)["report"]
    assert row["missing_what"] == "denominator"
    row = share(total(90), *parts(("工作动态", 30), cumulative=True))["report"]
    assert row["missing_what"] == "numerator"
    # 截至年底…: the words do not say whether since the beginning or of the year.
    row = share(total(900, cumulative=None), *updates)["report"]
    assert none(row, "value", "lower", "upper")
    assert (row["missing_what"], row["relation"]) == ("share", "period")
    # Both in one sentence are of one period, whichever it is.
    row = share(total(900, cumulative=None), *parts(("工作动态", 30), cumulative=None))["report"]
    assert row["value"] == pytest.approx(30 / 900)


def test_the_portals_updates_are_no_share_of_the_countys_total():
    # County-wide and, of it, the portal; the numbers are invented.
    listed = parts(("政务动态", 120), ("公文", 120), scope="portal")
    rows = share(total(8600, scope="whole_county"), *listed)
    assert none(rows["report"], "value", "upper")
    assert rows["report"]["relation"] == "scope"
    assert rows["report"]["lower"] == pytest.approx(120 / 8600)
    assert "portal" not in rows
    rows = share(total(8600, scope="whole_county"), total(240, scope="portal"), *listed)
    assert (rows["portal"]["value"], rows["portal"]["denominator"]) == (0.5, 240)
    assert rows["portal"]["complete"]
    carried = fig("disclosed_channel_website", 240)
    rows = share(total(8600, scope="whole_county"), carried, *listed)
    assert rows["portal"]["value"] == 0.5
    assert rows["portal"]["denominator_indicator"] == "disclosed_channel_website"


def test_no_items_at_all():
    row = share(total(0), *parts(("工作动态", 0)))["report"]
    assert none(row, "value", "lower", "upper")
    assert row["relation"] == "no_items"


def test_labels_nobody_has_classed_enter_nothing():
    row = share(total(100), *parts(("星际旅行", 90), ("工作动态", 10)))["report"]
    assert (row["value"], row["upper"]) == (0.1, 0.1)


def test_an_unknown_basis_is_refused():
    with pytest.raises(
        ParameterError, match="basis 'sum' is unknown: use one of report, portal, parts"
    ):
        share(total(1), bases=["sum"])


def test_every_code_and_column_has_words_in_two_languages():
    words = metrics()["work_updates_share"]
    assert set(words["bases"]) == set(BASES)
    assert set(words["relations"]) == {"beside", "exceeds", "scope", "period", "no_items"}
    columns = set(work_updates_share(figures_frame([])).columns)
    assert set(words["columns"]) <= columns
    for group in ("bases", "relations", "columns"):
        assert all(set(entry) == {"zh", "en"} for entry in words[group].values())
    assert label_of("work_updates_share", "en") == "Share of work updates"
    assert set(WORK_UPDATES_SHARE) == {"zh", "en"}


def test_rivals_of_the_total_stay_named_beside_the_reason():
    figures = [total(75, method="prose"), total(74, method="table"), *parts(("工作动态", 80))]
    row = share(*figures)["report"]
    assert row["relation"] == "beside"
    assert row["note"] == "beside; 75 (prose); 74 (table)"
    assert share(*(replace(f, method="prose") for f in figures[:1]))["report"]["relation"] is pd.NA


# --- shown ----------------------------------------------------------------------------------------


def test_a_brief_shows_both_sides_the_bounds_and_why_there_is_no_share():
    # 沙依巴克区: 252 of 1050 on the portal in 2019, 804 beside 449 in 2022, 812 beside 779 in 2023.
    chosen = check_parameters(place="650103", years="2019-2023", language="en")
    frame = work_updates_share(figures_frame(chosen.reports), chosen.codes, chosen.years)
    brief = new_brief("county", chosen)
    add_tables(brief, "work_updates_share", frame)
    table = brief._blocks[-1]
    heads = [c["label"] for c in table["columns"]]
    assert heads == [
        "Year", "Denominator", "Updates", "Items in all", "Listed classes", "Share", "At least",
        "At most", "Remark",
    ]  # fmt: skip
    printed = [
        [c["whole"] + c["frac"] if isinstance(c, dict) else c for c in r] for r in table["rows"]
    ]
    beside = "updates stand beside the total"
    assert printed == [
        ["2019", "by the portal's total", "252", "1,050", "939", "24.0", "24.0", "24.0", ""],
        ["2022", "by the report's total", "804", "449", "434", "—", "64.2", "100.0", beside],
        ["2023", "by the report's total", "812", "779", "767", "—", "51.0", "100.0", beside],
    ]


def test_bounds_that_say_no_more_than_the_share_are_not_printed():
    chosen = check_parameters(place="乌恰县", years="2022-2025", language="zh")
    frame = work_updates_share(figures_frame(chosen.reports), chosen.codes, chosen.years)
    brief = new_brief("county", chosen)
    add_tables(brief, "work_updates_share", frame)
    heads = [c["label"] for c in brief._blocks[-1]["columns"]]
    assert heads == ["年份", "工作动态", "分母", "所列各类之和", "占比"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_chart_names_the_sum_of_the_parts_as_its_denominator(language):
    chosen = check_parameters(place="绥宁县", years="2019-2025", language=language)
    frame = work_updates_share(
        figures_frame(chosen.reports), chosen.codes, chosen.years, bases=("report", "parts")
    )
    assert frame["value"].notna().sum() == 4
    figure = plot_work_updates_share(frame, language=language)
    texts = " ".join(t.get_text() for t in figure.findobj(lambda o: hasattr(o, "get_text")))
    assert {"zh": "（所列各类）", "en": "(listed classes)"}[language] in texts
    assert {"zh": "分母为报告所列各类之和", "en": "by the sum of the listed classes"}[
        language
    ] in texts


@pytest.mark.parametrize("abstained", ["disclosed_total", None])
def test_a_side_that_was_not_read_gives_its_reason(abstained):
    finding = Finding("abstained", "warning", "not read", indicator=abstained, found="cut_off")
    report = Report(
        source="x", sha256="0", place="甲县", place_code="990101", level="county", year=2024,
        publisher="甲县人民政府", synthetic=True, figures=tuple(parts(("工作动态类", 12))),
        findings=(finding,) if abstained else (),
    )  # fmt: skip
    row = work_updates_share(figures_frame([report]), bases=("report",)).iloc[0]
    assert pd.isna(row["value"])
    assert row["missing"] == ("abstained: cut_off" if abstained else "not_stated")
    assert (row["missing_what"], row["numerator"]) == ("denominator", 12)
