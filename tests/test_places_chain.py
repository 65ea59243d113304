"""Places in a panel: renamed ones as one unit, mergers added up, splits that break, levels apart."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.brief.choice import check_parameters
from toolkit.divisions import chain_of, table
from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.panel import breaks, chained, composition, coverage, series, trace
from toolkit.report import Report, figures_frame
from toolkit.structured import load_reports

#: A fictional prefecture with one of each: no such place is there, and none of its figures is real.
FICTIONAL = """\
code,name,level,province,prefecture,from,to,successors
990300,银杉市,2,星野省,银杉市,,,
990301,禾甲县,3,星野省,银杉市,,2018,990311@2018
990311,禾甲区,3,星野省,银杉市,2018,,
990302,麦乙区,3,星野省,银杉市,,,
990303,麦丙区,3,星野省,银杉市,,2012,990302@2012
990304,粟丁县,3,星野省,银杉市,,2015,990305@2015
990306,粟戊县,3,星野省,银杉市,,2015,990305@2015
990305,粟己区,3,星野省,银杉市,2015,,
990307,豆庚县,3,星野省,银杉市,,2016,990307@2016 990308@2016
990307,豆庚区,3,星野省,银杉市,2016,,
990308,豆辛县,3,星野省,银杉市,2016,,
990309,黍壬县,3,星野省,银杉市,,2014,990309@2014
990309,黍壬市,3,星野省,银杉市,2014,,
"""
NAMES = {
    line.split(",")[0]: line.split(",")[1] for line in reversed(FICTIONAL.splitlines()[1:])
}  # the older name of a code that had two


@pytest.fixture
def overlay(tmp_path) -> Path:
    path = tmp_path / "divisions.csv"
    path.write_text(FICTIONAL, encoding="utf-8")
    return path


def fig(indicator, value, missing=None, **more):
    more = {"method": "table", "unit": "件"} | more
    return Figure(indicator, value, missing=missing, **more)


def make(code, year, *figures, place=None, level="county", **more):
    place = place or NAMES[code]
    more = {
        "publisher": f"{place}人民政府",
        "form": "form2019" if year >= 2019 else "stat2014",
    } | more
    return Report(
        source=f"{code}-{year}.yml", sha256=code, address=f"https://x/{code}/{year}", place=place,
        place_code=code, level=level, year=year, figures=tuple(figures), synthetic=True, **more,
    )  # fmt: skip


def requests(code, year, value, **more):
    return make(
        code, year, fig("requests_received", value, None if value is not None else "blank"), **more
    )


def line(reports, chain, overlay, name="requests_received", places=None):
    return series(chained(figures_frame(reports), chain, overlay), name, places)


# --- renamed -------------------------------------------------------------------------------------


RENAMED = [(2015, 10), (2016, 11), (2017, 12)], [(2018, 20), (2020, 22)]


def renamed():
    before, after = RENAMED
    return [requests("990301", y, v) for y, v in before] + [
        requests("990311", y, v) for y, v in after
    ]


def test_a_renamed_place_is_two_places_unless_asked_for(overlay):
    frame = line(renamed(), "none", overlay)
    assert frame["place_code"].tolist() == ["990301"] * 3 + ["990311"] * 2
    assert frame["published_code"].tolist() == frame["place_code"].tolist()
    assert "division" not in "".join(frame["break_cause"].dropna())


def test_a_renamed_place_is_one_on_request_and_the_renaming_is_marked(overlay):
    frame = line(renamed(), "one_to_one", overlay)
    assert set(frame["place_code"]) == {"990311"}
    assert set(frame["place"]) == {"禾甲区"}
    assert frame["published_code"].tolist() == ["990301"] * 3 + ["990311"] * 2
    assert frame["published_place"].tolist() == ["禾甲县"] * 3 + ["禾甲区"] * 2
    assert frame["value"].tolist() == [10, 11, 12, 20, 22]
    marks = breaks(frame)
    (mark,) = marks[marks["cause"].str.contains("division")].to_dict("records")
    assert (mark["year"], mark["kind"]) == (2018, "similar")
    for note in (mark["zh"], mark["en"]):
        assert "禾甲县" in note and "禾甲区" in note and "2018" in note


def test_a_renaming_is_marked_after_a_gap_too(overlay):
    frame = line([renamed()[0], renamed()[-1]], "one_to_one", overlay)
    # The form changed in 2019 as well: 2015 and 2020 are on either side of both.
    assert frame["break_cause"].fillna("").tolist() == ["", "division+form"]


def test_the_report_for_the_last_year_may_bear_the_new_name_already(overlay):
    reports = [requests("990301", 2016, 11), requests("990311", 2017, 12)]
    frame = line(reports, "one_to_one", overlay)
    assert frame["value"].tolist() == [11, 12]
    assert breaks(frame)["year"].tolist() == [2017]


def test_two_reports_of_one_year_that_agree_are_one_figure(overlay):
    reports = [requests("990301", 2017, 12), requests("990311", 2017, 12)]
    figures = chained(figures_frame(reports), "one_to_one", overlay)
    assert figures["value"].tolist() == [12]
    (row,) = series(figures, "requests_received").to_dict("records")
    assert (row["value"], row["conflict"]) == (12, False)


def test_two_reports_of_one_year_that_differ_are_a_conflict(overlay):
    reports = [requests("990301", 2017, 12), requests("990311", 2017, 13)]
    (row,) = line(reports, "one_to_one", overlay).to_dict("records")
    assert row["conflict"]
    assert (row["value"], row["note"]) == (13, "13 (table); 12 (table)")


def test_a_list_of_classes_that_both_names_print_is_not_counted_twice(overlay):
    def listed(code, *labels):
        parts = [fig("disclosed_by_category", 5, label=x, unit="条") for x in labels]
        return make(code, 2017, fig("disclosed_total", 10, unit="条"), *parts)

    reports = [listed("990301", "工作动态", "公告"), listed("990311", "动态信息", "公告")]
    frame = composition(chained(figures_frame(reports), "one_to_one", overlay))
    assert frame["label"].tolist() == ["动态信息", "公告"]
    assert frame["parts_sum"].tolist() == [10, 10]


def test_a_new_name_under_the_same_code_is_marked_without_being_asked_for(overlay):
    reports = [requests("990309", 2013, 3), requests("990309", 2014, 4, place="黍壬市")]
    for chain in ("none", "one_to_one"):
        (mark,) = breaks(line(reports, chain, overlay)).to_dict("records")
        assert (mark["year"], mark["kind"], mark["cause"]) == (2014, "similar", "division")
        assert "黍壬县" in mark["zh"] and "黍壬市" in mark["zh"]


def test_a_county_that_the_committee_of_a_zone_speaks_for_bears_its_new_name_too(overlay):
    figure = fig("requests_received", 3)
    reports = [
        make("990309", 2012, figure, publisher="黍壬经济开发区管委会"),
        requests("990309", 2013, 4),
    ]
    frame = chained(figures_frame(reports), "one_to_one", overlay)
    assert set(frame["place"]) == {"黍壬市"}


# --- merged --------------------------------------------------------------------------------------


def merging(*values, name="requests_received", **more):
    """Return reports of the two counties before 2015 and of the district after."""
    codes = ("990304", "990306")
    out = [make(c, 2014, fig(name, v, **more)) for c, v in zip(codes, values, strict=False)]
    return [*out, make("990305", 2015, fig(name, 30, **more))]


def test_a_merger_is_not_followed_by_renaming(overlay):
    frame = line(merging(7, 8), "one_to_one", overlay)
    assert sorted(set(frame["place_code"])) == ["990304", "990305", "990306"]


def test_a_merger_is_summed_on_request_with_its_parts_named(overlay):
    figures = chained(figures_frame(merging(7, 8)), "merged", overlay)
    frame = series(figures, "requests_received")
    assert frame[["place", "year", "value"]].values.tolist() == [
        ["粟己区", 2014, 15],
        ["粟己区", 2015, 30],
    ]
    assert frame["published_code"].tolist() == ["990304+990306", "990305"]
    assert frame["method"].tolist() == ["summed", "table"]
    (mark,) = breaks(frame).to_dict("records")
    assert (mark["year"], mark["kind"], mark["cause"]) == (2015, "similar", "division")
    assert "粟丁县" in mark["zh"] and "粟戊县" in mark["en"]
    summed = figures[figures["method"] == "summed"].iloc[0]
    assert summed["quote"] == "粟丁县 990304: 7 + 粟戊县 990306: 8"
    assert summed["source"] == "990304-2014.yml + 990306-2014.yml"
    shown = trace(figures, "粟己区", 2014, "requests_received", findings=[])
    assert "粟丁县 990304: 7" in str(shown)


@pytest.mark.parametrize(
    ("reports", "lacking"),
    [
        ([("990304", 7)], "粟戊县 no_report"),
        ([("990304", 7), ("990306", None)], "粟戊县 blank"),
        ([("990304", None), ("990306", 8)], "粟丁县 blank"),
    ],
)
def test_a_merger_is_missing_where_one_part_has_no_figure(overlay, reports, lacking):
    made = [requests(c, 2014, v) for c, v in reports] + [requests("990305", 2015, 30)]
    first = line(made, "merged", overlay).iloc[0]
    assert pd.isna(first["value"])
    assert first["missing"] == f"merger_incomplete: {lacking}"


def test_a_part_that_reports_but_states_no_such_figure_is_told(overlay):
    made = [requests("990304", 2014, 7), make("990306", 2014, fig("disclosed_total", 9, unit="条"))]
    frame = line(made, "merged", overlay)
    assert frame["missing"].tolist() == ["merger_incomplete: 粟戊县 not_stated"]


def test_shares_and_figures_in_other_units_are_not_added(overlay):
    days = [make(c, 2014, fig("site_messages_days", 5, unit="天")) for c in ("990304", "990306")]
    out = chained(figures_frame(days), "merged", overlay)
    assert out["missing"].tolist() == ["merger_not_added"]
    # A share printed for a class is of one report, and is in no sum at all.
    share = [make(c, 2014, fig("printed_share", 40, unit="%")) for c in ("990304", "990306")]
    assert chained(figures_frame(share), "merged", overlay).empty
    money = [
        make(c, 2014, fig("request_fees", 5, unit=u))
        for c, u in (("990304", "元"), ("990306", "万元"))
    ]
    assert line(money, "merged", overlay, "request_fees")["missing"].tolist() == ["merger_units"]


def test_what_is_counted_may_be_counted_by_another_word(overlay):
    # 名 and 人 are both words for counted people.
    staff = [
        make(c, 2014, fig("capacity_staff_full_time", 2, unit=u))
        for c, u in (("990304", "名"), ("990306", "人"))
    ]
    out = chained(figures_frame(staff), "merged", overlay)
    assert out[["value", "unit"]].values.tolist() == [[4, "人"]]


def test_a_sum_may_bear_words_that_no_figure_has(overlay):
    seen = Finding(
        "abstained", "warning", "not read", indicator="complaints", found="scope_unclear"
    )
    reports = [make(code, 2014, findings=(seen,)) for code in ("990304", "990306")]
    figures = figures_frame(reports)
    assert figures["applicant"].isna().all()
    out = chained(figures, "merged", overlay)
    assert out["applicant"].tolist() == ["total"]
    assert out["missing"].str.startswith("merger_incomplete").all()
    assert out[list(figures)].dtypes.astype(str).tolist() == figures.dtypes.astype(str).tolist()


def test_trap_real_counties_that_merged_are_missing_where_one_has_no_report():
    # Huangpu stated one full-time clerk for 2008; Luwan, which went into it in 2011, has no report.
    reports = load_reports(places=["310101"], chain="merged")
    assert {(r.place, r.year) for r in reports} >= {("黄浦区", 2008), ("卢湾区", 2009)}
    frame = line(reports, "merged", None, "capacity_staff_full_time").set_index("year")
    assert frame.loc[2008, "missing"] == "merger_incomplete: 卢湾区 no_report"


def test_the_portal_of_one_part_is_not_added_to_the_whole_of_another(overlay):
    made = [
        make("990304", 2014, fig("disclosed_total", 7, unit="条", scope="portal")),
        make("990306", 2014, fig("disclosed_total", 8, unit="条")),
    ]
    (row,) = line(made, "merged", overlay, "disclosed_total").to_dict("records")
    assert pd.isna(row["value"])
    assert row["missing"].startswith("merger_incomplete")


def test_what_a_part_states_twice_stays_a_conflict_of_the_sum(overlay):
    twice = make(
        "990304", 2014, fig("requests_received", 7), fig("requests_received", 9, method="prose")
    )
    (row,) = line([twice, requests("990306", 2014, 8)], "merged", overlay).to_dict("records")
    assert row["conflict"]
    assert (row["value"], row["note"]) == (15, "15 (summed); 17 (summed)")


def test_the_new_units_own_report_for_the_last_year_goes_before_the_sum(overlay):
    own = requests("990305", 2014, 15)
    frame = line([*merging(7, 8), own], "merged", overlay)
    first = frame.iloc[0]
    assert (first["value"], first["published_code"], first["conflict"]) == (15, "990305", False)
    other = requests("990305", 2014, 16)
    first = line([*merging(7, 8), other], "merged", overlay).iloc[0]
    assert (first["value"], first["conflict"]) == (16, True)


def test_a_living_county_that_took_another_in_breaks_unless_both_are_added(overlay):
    reports = [
        requests("990302", 2011, 100), requests("990303", 2011, 50), requests("990302", 2012, 160),
    ]  # fmt: skip
    plain = line(reports, "one_to_one", overlay, places=["麦乙区"])
    assert plain["value"].tolist() == [100, 160]
    (mark,) = breaks(plain).to_dict("records")
    assert (mark["year"], mark["kind"], mark["cause"]) == (2012, "break", "division")
    added = line(reports, "merged", overlay)
    assert added["value"].tolist() == [150, 160]
    assert breaks(added)["kind"].tolist() == ["similar"]
    # Without its neighbour's report nothing may stand for both.
    alone = line([reports[0], reports[2]], "merged", overlay)
    assert alone["missing"].tolist()[0] == "merger_incomplete: 麦丙区 no_report"


# --- split ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("chain", ["none", "one_to_one", "merged"])
def test_a_split_always_breaks_where_a_part_keeps_the_code(overlay, chain):
    reports = [
        requests("990307", 2015, 90), requests("990307", 2016, 60, place="豆庚区"),
        requests("990308", 2016, 40),
    ]  # fmt: skip
    frame = line(reports, chain, overlay)
    assert frame[["place_code", "value"]].values.tolist() == [
        ["990307", 90], ["990307", 60], ["990308", 40],
    ]  # fmt: skip
    (mark,) = breaks(frame).to_dict("records")
    assert (mark["year"], mark["kind"], mark["cause"]) == (2016, "break", "division")
    assert "豆辛县" in mark["zh"]


#: By code: the report years for which it may be printed, as a report comes out in the next year, and
#: the year in which what bears the code is another unit than before.
SPANS = {
    "990301": (2010, 2017, None), "990311": (2017, 2020, None),
    "990302": (2010, 2020, 2012), "990303": (2010, 2011, None),
    "990304": (2010, 2014, None), "990306": (2010, 2014, None), "990305": (2014, 2020, None),
    "990307": (2010, 2020, 2016), "990308": (2015, 2020, None), "990309": (2010, 2020, 2014),
}  # fmt: skip
ASKED = [(code, y) for code, (first, last, _) in SPANS.items() for y in range(first, last + 1)]


@given(
    st.lists(st.sampled_from(ASKED), min_size=1, max_size=30, unique=True),
    st.sampled_from(["none", "one_to_one", "merged"]),
)
def test_no_line_joins_two_units_without_a_mark_and_no_mark_stands_elsewhere(
    tmp_path_factory, asked, chain
):
    path = tmp_path_factory.getbasetemp() / "divisions.csv"
    path.write_text(FICTIONAL, encoding="utf-8")
    frame = line([requests(c, y, 1) for c, y in asked], chain, path)
    # One figure a place and year, whatever names it came under.
    assert not frame.duplicated(["place_code", "line", "year"]).any()
    for _, rows in frame.groupby(["place_code", "line"]):
        before = None
        for row in rows.itertuples():
            if before is not None:
                changed = SPANS[row.published_code.split("+")[0]][2]
                moved = before.published_code != row.published_code
                other = changed is not None and before.year < changed <= row.year
                assert ("division" in str(row.break_cause)) == (moved or other), (before, row)
                # Only what is one unit by renaming or by sums is joined; all else is cut.
                joined = row.break_before != "break"
                asked_for = row.place_code in ("990311", "990309") or chain == "merged"
                if moved or other:
                    assert joined == (asked_for and row.place_code != "990307"), (before, row)
            before = row


# --- loading, briefs ---------------------------------------------------------------------------


YAML = """\
place: {place}
place_code: '{code}'
publisher: {place}人民政府
level: county
year: {year}
form: {form}
synthetic: true
table:
  requests_received: {value}
"""


@pytest.fixture
def folder(tmp_path, overlay) -> Path:
    """Return a folder of fictional reports with its own list of divisions beside them."""
    for report in (*renamed(), *merging(7, 8)):
        path = tmp_path / f"{report.place_code}-{report.year}.yml"
        text = YAML.format(
            place=report.place, code=report.place_code, year=report.year, form=report.form,
            value=int(report.figures[0].value),
        )  # fmt: skip
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_loading_a_renamed_place_loads_its_old_reports_on_request(folder):
    def years(place, chain):
        found = load_reports(folder, places=[place], chain=chain)
        return {(r.place_code, r.year) for r in found}

    new = {("990311", 2018), ("990311", 2020)}
    old = {("990301", 2015), ("990301", 2016), ("990301", 2017)}
    assert years("禾甲区", "none") == new
    assert years("禾甲区", "one_to_one") == years("禾甲县", "one_to_one") == new | old
    assert years("990311", "merged") == new | old
    assert years("粟己区", "one_to_one") == {("990305", 2015)}
    assert years("粟己区", "merged") == {("990305", 2015), ("990304", 2014), ("990306", 2014)}
    with pytest.raises(ParameterError, match="'always' is unknown: use one of none"):
        load_reports(folder, chain="always")


def test_trap_changzhi_county_and_shangdang_district_load_as_one(tmp_path):
    # Reports without a figure: a real county never gets an invented one.
    for code, place, year in (("140421", "长治县", 2016), ("140404", "上党区", 2019)):
        (tmp_path / f"{code}.yml").write_text(
            f"place: {place}\nplace_code: '{code}'\npublisher: {place}人民政府\nlevel: county\n"
            f"year: {year}\naddress: https://example.invalid/\n",
            encoding="utf-8",
        )
    assert [r.place for r in load_reports(tmp_path, places=["上党区"])] == ["上党区"]
    for name in ("上党区", "长治县", "140404", "140421"):
        found = load_reports(tmp_path, places=[name], chain="one_to_one")
        assert [r.place for r in found] == ["上党区", "长治县"], name
    chosen = check_parameters(
        places=["长治县"], years="2015-2020", data=str(tmp_path), chain="one_to_one"
    )
    assert (chosen.codes, chosen.places) == (("140404",), ("上党区",))
    covered = coverage(chosen.of_units(), chosen.codes, chosen.years)
    there = covered.dropna(subset="form")
    assert there[["place", "year"]].values.tolist() == [["上党区", 2016], ["上党区", 2019]]


def test_a_choice_chains_its_figures(folder):
    chosen = check_parameters(
        places=["禾甲区"], years="2014-2020", data=str(folder), chain="one_to_one"
    )
    frame = series(chosen.figures(), "requests_received", chosen.codes, chosen.years)
    assert frame["value"].tolist() == [10, 11, 12, 20, 22]
    every = check_parameters(places=[], years="2014-2020", data=str(folder), chain="merged")
    assert sorted(every.places) == ["禾甲区", "粟己区"]
    shown = trace(chosen.figures(), "禾甲县", 2016, "requests_received", findings=[])
    assert shown.frame["value"].tolist() == [11]


CORRECTIONS = """\
- place: {place}
  year: {year}
  indicator: requests_received
  expect: {expect}
  use: {use}
  reason: printed twice
  source: https://example.invalid/
  by: A. Person
"""


@pytest.mark.parametrize(
    ("place", "asked", "year", "expect", "use", "found"),
    [
        ("禾甲县", "禾甲区", 2016, 11, 14, {2015: 10, 2016: 14, 2017: 12, 2018: 20, 2020: 22}),
        ("粟丁县", "粟己区", 2014, 7, 2, {2014: 10, 2015: 30}),  # 2 and the 8 of the other county
    ],
)
def test_corrections_name_the_place_as_published(folder, place, asked, year, expect, use, found):
    text = CORRECTIONS.format(place=place, year=year, expect=expect, use=use)
    (folder / "corrections.yml").write_text(text, encoding="utf-8")
    chosen = check_parameters(
        places=[asked], years="2014-2020", data=str(folder), chain="merged", values="corrected"
    )
    assert chosen.not_taken() == []
    where = (chosen.codes, chosen.years, chosen.values)
    frame = series(chosen.figures(), "requests_received", *where).set_index("year")
    assert frame["value"].to_dict() == found
    assert "printed twice" in frame.loc[year, "corrected_by"]
    assert frame.loc[year, "published"] == {2016: 11, 2014: 15}[year]


def test_chained_frames_keep_columns_types_and_other_places(overlay):
    other = requests("990101", 2017, 5, place="星湖区")
    figures = figures_frame([*renamed(), other])
    for chain in ("none", "one_to_one", "merged"):
        out = chained(figures, chain, overlay)
        assert out.dtypes.drop(["published_code", "published_place"]).to_dict() == (
            figures.dtypes.to_dict()
        )
        assert len(out) == len(figures)
        assert out.index.tolist() == list(range(len(figures)))
        assert out.loc[out["place_code"] == "990101", "value"].tolist() == [5]
    assert "published_code" not in figures
    with pytest.raises(ParameterError, match="use one of none, one_to_one, merged"):
        chained(figures, "all")


def test_the_chain_of_the_fictional_places(overlay):
    known = table(overlay)
    assert [(k.division.name, k.end and k.end.kind) for k in chain_of("990305", known)] == [
        ("粟丁县", "merger"), ("粟戊县", "merger"), ("粟己区", None),
    ]  # fmt: skip


# --- publisher levels ------------------------------------------------------------------------------


def test_trap_a_countys_series_is_never_filled_from_a_department():
    # Xingyi: the county reported for 2022 (7,392 items) and 2023 (12,187); for 2020 and 2024 only its
    # office is in the data, which states 12,176 items and 52 requests for 2024.
    reports = load_reports(places=["兴义市"])
    assert {(r.year, r.level) for r in reports} == {
        (2020, "department"), (2022, "county"), (2023, "county"), (2024, "department"),
    }  # fmt: skip
    for chain in ("none", "one_to_one", "merged"):
        figures = chained(figures_frame(reports), chain)
        frame = series(figures, "disclosed_total")
        assert frame[["year", "value"]].values.tolist() == [[2022, 7392], [2023, 12187]]
        assert series(figures, "requests_received")["value"].isna().all()


def test_trap_a_township_enters_neither_a_countys_value_nor_its_conflicts():
    # Yunxian 2022: the county received 11 requests, its town Dazhai none.
    frame = series(figures_frame(load_reports(places=["云县"], years=[2022])), "requests_received")
    assert frame[["value", "conflict"]].values.tolist() == [[11, False]]
