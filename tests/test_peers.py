"""Peers and population: who is compared with whom, and whose residents a county has in a year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import toolkit
from toolkit.codebook import metrics
from toolkit.datadir import data_dir
from toolkit.divisions import division, divisions
from toolkit.errors import ParameterError
from toolkit.figure import Figure
from toolkit.metrics import PeerGroup, growth, metric, peer_band, peer_group
from toolkit.metrics.peers import kind_of
from toolkit.panel import series
from toolkit.population import residents
from toolkit.report import Report, figures_frame

# --- population: rows of data/population_2020.csv and data/divisions.csv, read by hand --------------


@pytest.mark.parametrize(
    ("code", "year", "people"),
    [
        ("350128", 2011, 385981),  # 平潭县, the same all the time
        ("350128", 2025, 385981),
        ("140421", 2016, 319660),  # 长治县, which became 上党区 140404 in 2018
        ("140404", 2016, 319660),  # the same under its newer code
        ("140404", 2024, 319660),
        ("140403", 2019, 895280),  # 潞州区, made of two whole districts in 2018
        ("140403", 2016, 895280),  # their reports added up under the newer code
        ("330102", 2019, 357657),  # 上城区 as the census counted it
        # 拱墅区 330105 (635136) and 下城区 330103 (485849), which went into it in 2021
        ("330105", 2020, 635136),
        ("330105", 2022, 1120985),
        # 三元区 350404, made in 2021 of 梅列区 (201514) and 三元区 350403 (206537)
        ("350404", 2023, None),
    ],
)
def test_residents_of_the_same_land(code, year, people):
    if people is None:
        rows = pd.read_csv(data_dir() / "population_2020.csv", dtype={"code": str}).set_index(
            "code"
        )
        people = rows.loc[["350402", "350403"], "population_2020"].sum()
    assert residents(code, year).value == people


@pytest.mark.parametrize(
    ("code", "year", "why"),
    [
        ("330102", 2022, "330104 → 330102 (2021)"),  # 上城区 with what was 江干区
        ("330110", 2022, "330110 → 330113 (2021)"),  # 余杭区 without 临平区
        ("330113", 2022, "330110 → 330113 (2021)"),  # 临平区 itself
        ("140402", 2016, "140402 → 140403 (2018)"),  # 城区, merged before the census
        ("320104", 2011, "320103 → 320104 (2013)"),  # 秦淮区 before it took 白下区 in
        ("130502", 2018, "130502 → 130502 (2020)"),  # 桥东区, which became 襄都区 with more land
        ("350527", 2020, None),  # 金门县: the census has no figure
        ("990000", 2020, None),
        ("no code", 2020, None),
    ],
)
def test_no_residents_where_the_land_is_another(code, year, why):
    assert residents(code, year) == (None, why)


def test_every_county_of_the_census_year_has_its_residents():
    counties = [d for d in divisions() if d.level == "county" and d.exists(2020)]
    without = {d.name for d in counties if residents(d.code, 2020).value is None}
    assert without == {"金门县", "西沙区", "南沙区"}


# --- groups -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("350128", "county"), ("320115", "district"), ("152221", "banner"), ("429004", "city"),
        ("429021", "other"), ("520203", "other"), ("610103", "district"), ("620721", "county"),
        ("150723", "banner"),
    ],
)  # fmt: skip
def test_kinds_by_the_end_of_the_name(code, kind):
    # 平潭县, 江宁区, 科尔沁右翼前旗, 仙桃市, 神农架林区, 六枝特区, 碑林区, 肃南裕固族自治县, 鄂伦春自治旗
    assert kind_of(division(code)) == kind


def test_peers_of_the_same_prefecture_exist_in_the_year():
    # 长治市 had 长治县 until 2017 and 上党区 since 2018.
    before = peer_group("140423", "prefecture", year=2016)
    after = peer_group("140423", "prefecture", year=2019)
    assert "140421" in before.codes
    assert "140404" not in before.codes
    assert "140404" in after.codes
    assert "140421" not in after.codes
    assert "140423" not in after.codes
    assert {division(c, 2019).prefecture for c in after.codes} == {"长治市"}
    assert f"长治市的{len(after.codes)}个县级单位（2019年区划）" in after.zh
    assert f"the {len(after.codes)} county-level units of 长治市" in after.en


def test_a_district_directly_below_its_province_has_those_beside_it():
    group = peer_group("110105", "prefecture")
    assert len(group.codes) == 15  # Beijing has 16 districts
    assert "北京市直辖" in group.zh


def test_peers_of_one_kind():
    group = peer_group("990103", "kind")
    # The ten 县 of the fictional province without 松烟县; its two 区 are none.
    assert group.codes == (
        "990102", "990104", "990105", "990106", "990202", "990203", "990204", "990205", "990206",
    )  # fmt: skip
    nation = peer_group("350128", "kind", area="nation")
    province = peer_group("350128", "kind")
    assert set(province.codes) < set(nation.codes)
    assert not any(c.startswith("99") for c in nation.codes)
    assert ("全国" in nation.zh, "福建省" in province.zh) == (True, True)


def test_the_nearest_by_residents():
    # data/demo/population.csv: 松烟县 275959; 鹿鸣县 275546 (413 off), 砚池县 255941 (20018),
    # 雁洲县 297226 (21267), 枫亭县 234538 (41421), 稻香县 177795 …
    group = peer_group("990103", "nearest", k=3)
    assert group.codes == ("990202", "990204", "990105")
    assert "11个单位中11个有人口数" in group.zh
    assert "11 of 11 units have a figure" in group.en
    # 福建省 has 84 county-level units in 2024, 金门县 without a figure.
    assert "83个单位中82个有人口数" in peer_group("350128", "nearest").zh


def test_an_own_list_keeps_its_order_and_leaves_the_place_out():
    group = peer_group("990103", "own", codes=["990202", "990103", "990101", "990202"])
    assert group.codes == ("990202", "990101")


def test_a_year_after_the_last_list_says_so():
    assert "2025年，沿用2024年区划" in peer_group("350128", "province", year=2025).zh
    assert "2025, by the list of 2024" in peer_group("350128", "province", year=2025).en


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "size"}, "peers 'size' are unknown: use one of prefecture, province, kind"),
        ({"kind": "kind", "area": "world"}, "area 'world' is unknown: use one of province, nation"),
        ({"kind": "own"}, "own peers need codes"),
        ({"kind": "own", "codes": ["350128"]}, "own peers need codes"),
        ({"kind": "nearest", "place": "350527"}, "金门县 has no residents of the 2020 census"),
        ({"kind": "kind", "place": "000000"}, "division code '000000' is unknown"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(given, message):
    with pytest.raises(ParameterError, match=message) as caught:
        peer_group(**{"place": "350128"} | given)
    assert "\n" not in str(caught.value)


# --- bands ------------------------------------------------------------------------------------------


def fig(indicator, value, missing=None):
    return Figure(indicator, value, missing=missing, method="structured")


def county(i, received, year=2023, form="form2021", missing=None):
    return Report(
        source="x", sha256=str(i), place=f"县{i}", place_code=f"9901{i:02}", level="county", year=year,
        synthetic=True, publisher=f"县{i}人民政府", form=form,
        figures=(fig("requests_received", received, missing),),
    )  # fmt: skip


GROUP = PeerGroup("own", "990101", ("990102", "990103", "990104", "990105", "990106"), "甲", "a")


def band(*reports, group=GROUP):
    return peer_band(series(figures_frame(list(reports)), "requests_received"), group)


def test_a_band_is_of_the_peers_and_not_of_the_place():
    # 2, 4, 8, 20: median 6; quartiles linear, 3.5 and 11; the place itself has 1000.
    found = band(county(1, 1000), county(2, 8), county(3, 2), county(4, 20), county(5, 4))
    row = found.iloc[0]
    assert len(found) == 1
    assert (row["n_group"], row["n_data"]) == (5, 4)
    assert (row["median"], row["lower_quartile"], row["upper_quartile"]) == (6, 3.5, 11)
    assert (row["least"], row["most"], row["focus"]) == (2, 20, 1000)
    assert (row["place_code"], row["group_zh"], row["series"]) == (
        "990101",
        "甲",
        "requests_received",
    )
    assert pd.isna(row["focus_missing"])
    assert str(found["n_data"].dtype) == "Int64"


def test_two_peers_with_data_make_no_band_and_a_blank_is_none():
    found = band(
        county(1, None, missing="blank"),
        county(2, 8),
        county(3, 2),
        county(4, None, missing="blank"),
    )
    row = found.iloc[0]
    assert row["n_data"] == 2
    assert (
        found[["median", "lower_quartile", "upper_quartile", "least", "most"]].isna().all(axis=None)
    )
    assert (pd.isna(row["focus"]), row["focus_missing"]) == (True, "blank")


def test_years_without_the_place_still_have_a_band():
    found = band(county(1, 5), *(county(i, i, year=2022) for i in (2, 3, 4))).set_index("year")
    assert found.loc[2022, "median"] == 3
    assert found.loc[2022, "focus_missing"] == "no_report"
    assert found.loc[2023, "n_data"] == 0


def test_peers_on_another_side_of_a_break_do_not_enter():
    # Refusals break in 2019: three peers and the place report by the form of 2021, one still by that of 2014.
    grounds = metrics()["refusal_grounds"]["parts"]

    def refused(i, n, form="form2021"):
        figures = [fig(g, n if g == "denied_deliberative" else 0) for g in grounds]
        if form == "stat2014":
            figures = [fig("answers_refused", n)]
        return replace(county(i, 0), form=form, figures=tuple(figures))

    reports = [
        refused(1, 5),
        refused(2, 8),
        refused(3, 2),
        refused(4, 20, "stat2014"),
        refused(5, 4),
    ]
    row = peer_band(series(figures_frame(reports), "refusals"), GROUP).iloc[0]
    assert (row["n_data"], row["n_other_form"], row["median"], row["most"]) == (3, 1, 4, 8)
    # Requests received are only similar on both sides, and enter.
    row = band(county(1, 5), county(2, 8), county(3, 2), county(4, 20, form="stat2014")).iloc[0]
    assert (row["n_data"], row["n_other_form"], row["most"]) == (3, 0, 20)


def test_a_row_for_each_year_and_number_of_a_metric():
    figures = figures_frame(
        toolkit.load_reports(data_dir() / "demo" / "reports", years=[2022, 2023])
    )
    frame = metric(figures, "outcome_shares")
    found = peer_band(frame, peer_group("990103", "province"))
    assert not found.duplicated(["basis", "part", "year"]).any()
    assert set(found["year"]) == {2022, 2023}
    assert len(found) == len(frame[["basis", "part", "year"]].drop_duplicates())
    assert set(found["n_group"]) == {11}
    assert found["n_data"].max() <= 11
    assert bool(found["synthetic"].all())
    # The largest value of the band is one of a peer.
    one = found[
        (found["basis"] == "processed") & (found["part"] == "denied") & (found["year"] == 2022)
    ].iloc[0]
    mine = frame[
        (frame["basis"] == "processed") & (frame["part"] == "denied") & (frame["year"] == 2022)
    ].set_index("place_code")["value"]
    assert one["most"] == mine.drop("990103").max()
    assert one["focus"] == mine["990103"]
    assert one["n_data"] == mine.drop("990103").notna().sum()
    assert (
        peer_band(growth(figures, "requests_received"), peer_group("990103", "province")).shape[0]
        == 2
    )


def test_other_frames_are_refused():
    with pytest.raises(ParameterError, match="the frame is of no metric or series"):
        peer_band(pd.DataFrame({"place_code": ["990101"]}), GROUP)
    assert peer_band(series(figures_frame([]), "requests_received"), GROUP).empty
