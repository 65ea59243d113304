"""Divisions: candidates by name, parents, year and code; refusals that list them."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from toolkit.divisions import (
    LAST_LISTED_YEAR,
    carried_forward,
    chain_of,
    changes_of,
    division,
    divisions,
    find_place,
    parts_in,
    publishers,
    resolve_place,
    succession_of,
    successions,
    unit_of,
)
from toolkit.errors import ParameterError

DATA = Path(__file__).resolve().parents[1] / "data"


def codes(name: str, year: int | None = None) -> list[str]:
    return [d.code for d in find_place(name, year)]


def test_trap_gulou_a_shared_name_gives_every_candidate():
    assert codes("鼓楼区", 2024) == ["320106", "320302", "350102", "410204"]


def test_an_ambiguous_name_is_refused_in_one_line_with_codes_and_parents():
    with pytest.raises(ParameterError) as caught:
        resolve_place("鼓楼区", 2024)
    line = str(caught.value)
    assert "\n" not in line
    assert "南京市鼓楼区 320106" in line
    assert "河南省开封市鼓楼区 410204" in line


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("南京市鼓楼区", 2024, "320106"),
        ("江苏省 南京市 江宁区", 2022, "320115"),
        ("福建省福州市平潭县", 2012, "350128"),
        ("北京市朝阳区", 2010, "110105"),
        ("平潭", 2012, "350128"),
        ("江宁", None, "320115"),
        ("南京江宁", 2020, "320115"),
        ("三都", 2022, "522732"),
        ("350128", 2025, "350128"),
        ("平潭综合实验区", 2012, "350128"),
        ("平潭综合实验区管委会", 2020, "350128"),
        ("襄垣县", 2017, "140423"),
    ],
)
def test_one_place(name, year, code):
    assert codes(name, year) == [code]
    assert resolve_place(name, year).code == code


def test_trap_tongzhou_2008_a_report_year_is_looked_up_in_the_next_year_as_well():
    # Nantong's district was made in 2009; a report for 2008 came out in that year.
    assert codes("通州区", 2007) == ["110112"]
    assert codes("通州区", 2008) == ["110112", "320612"]
    with pytest.raises(ParameterError, match="320612"):
        resolve_place("通州区", 2008)


def test_a_renamed_county_names_its_successor():
    old = resolve_place("长治县", 2017)
    assert (old.code, old.last, old.successors) == ("140421", 2017, ("140404@2018",))
    assert codes("上党区", 2017) == ["140404"]  # published in 2018
    assert codes("上党区", 2016) == []
    with pytest.raises(ParameterError, match="上党区 140404"):
        resolve_place("长治县", 2019)


def test_trap_2025_carries_the_newest_list_forward_and_says_so():
    assert LAST_LISTED_YEAR == 2024
    assert codes("江宁区", 2025) == codes("江宁区", 2024) == ["320115"]
    assert carried_forward(2025)
    assert not carried_forward(2024)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("新疆乌恰县", "653024"), ("恩施州恩施市", "422801"), ("延边延吉市", "222401"),
        ("黔东南州凯里市", "522601"), ("广西青秀区", "450103"), ("内蒙古阿拉善左旗", "152921"),
        ("新疆巴音郭楞库尔勒市", "652801"),
    ],
)  # fmt: skip
def test_short_parents_in_front_of_autonomous_places(name, code):
    assert [d.code for d in find_place(name, 2024)] == [code]


def test_every_code_is_one_place_whatever_names_it_has_borne():
    """襄城区 lay in 襄樊市 and lies in 襄阳市 under one code: naming either is no question."""
    assert resolve_place("襄城区").prefecture == "襄阳市"
    for code in sorted({d.code for d in divisions()}):
        assert resolve_place(code).code == code


def test_an_unknown_name_is_refused_with_close_names():
    with pytest.raises(ParameterError, match="江山市"):
        resolve_place("江山巿")  # the last character is another one
    assert find_place("") == []


def test_an_exact_name_keeps_short_names_out():
    # 南昌 is short for a prefecture and for a county; 南昌县 is one of them.
    assert codes("南昌县", 2020) == ["360121"]
    assert set(codes("南昌", 2020)) == {"360100", "360121"}


def test_division_by_code():
    assert division("320115").name == "江宁区"
    assert division("320115").full_name == "江苏省南京市江宁区"
    # Renamed in 2020 under the same code: the year decides.
    assert {division("130502", 2015).name, division("130502", 2022).name} == {"桥东区", "襄都区"}
    with pytest.raises(ParameterError, match="000000"):
        division("000000")


def test_names_are_unique_below_their_prefecture_in_every_year():
    for year in range(2008, 2025):
        seen = [(d.province, d.prefecture, d.name, d.level) for d in divisions() if d.exists(year)]
        assert len(seen) == len(set(seen)), year


def test_fictional_divisions_are_marked_and_bear_no_real_name():
    with (DATA / "divisions.csv").open(encoding="utf-8") as handle:
        real = {row["name"] for row in csv.DictReader(handle)}
    fictional = [d for d in divisions() if d.synthetic]
    assert sum(d.level == "county" for d in fictional) == 12
    assert sum(d.level == "prefecture" for d in fictional) == 2
    assert not {d.name for d in fictional} & real
    assert not any(d.name.startswith(r) for d in fictional for r in real)


def test_publishers_that_are_no_division():
    zone = next(p for p in publishers() if p.name == "平潭综合实验区")
    assert (zone.code, zone.level, zone.first, zone.last, zone.joined) == (
        "350128",
        "zone",
        2011,
        2013,
        2014,
    )
    assert set(zone.note) == {"zh", "en"}


# --- traps of names -----------------------------------------------------------------------------


def _listed() -> list[dict[str, str]]:
    """Return the counties of the list as rows, read without the toolkit."""
    with (DATA / "divisions.csv").open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["level"] == "3"]


def _there(row: dict[str, str], year: int) -> bool:
    return int(row["from"] or 0) <= year < int(row["to"] or 9999)


@pytest.mark.parametrize(
    "name",
    ["南京市鼓楼区", "江苏省南京市鼓楼区", "江苏南京鼓楼区", "南京鼓楼区", "江苏省 南京市 鼓楼区"],
)
def test_trap_a_prefecture_in_front_makes_the_name_one_place(name):
    assert codes(name, 2024) == ["320106"]


def test_trap_a_province_in_front_is_not_enough_where_it_has_two_of_the_name():
    # Nanjing and Xuzhou each have one.
    assert codes("江苏鼓楼区", 2021) == codes("江苏省鼓楼区", 2021) == ["320106", "320302"]
    with pytest.raises(ParameterError, match="320302"):
        resolve_place("江苏鼓楼区", 2021)


#: The counties that a province and a name do not tell apart in 2021, found in the file by eye.
COLLISIONS = {
    ("河北省", "桥西区"): {"130104": "石家庄市", "130703": "张家口市"},
    ("河北省", "新华区"): {"130105": "石家庄市", "130902": "沧州市"},
    ("山西省", "城区"): {"140302": "阳泉市", "140502": "晋城市"},
    ("辽宁省", "铁西区"): {"210106": "沈阳市", "210303": "鞍山市"},
    ("黑龙江省", "向阳区"): {"230402": "鹤岗市", "230803": "佳木斯市"},
    ("江苏省", "鼓楼区"): {"320106": "南京市", "320302": "徐州市"},
    ("山东省", "市中区"): {"370103": "济南市", "370402": "枣庄市"},
    ("四川省", "市中区"): {"511002": "内江市", "511102": "乐山市"},
}


@pytest.mark.parametrize(("province", "name"), COLLISIONS)
def test_trap_eight_collisions_of_province_and_name_in_2021(province, name):
    found = COLLISIONS[province, name]
    assert codes(province + name, 2021) == sorted(found)
    with pytest.raises(ParameterError, match="ambiguous"):
        resolve_place(province + name, 2021)
    for code, prefecture in found.items():
        assert codes(prefecture + name, 2021) == [code]
        assert codes(province + prefecture + name, 2021) == [code]


def test_trap_the_collisions_are_all_there_are():
    seen = Counter((r["province"], r["name"]) for r in _listed() if _there(r, 2021))
    assert {key for key, n in seen.items() if n > 1} == set(COLLISIONS)


def test_trap_29_names_are_shared_by_66_counties_in_2024():
    by_name = defaultdict(list)
    for row in _listed():
        if _there(row, 2024):
            by_name[row["name"]].append(row["code"])
    shared = {name: sorted(found) for name, found in by_name.items() if len(found) > 1}
    assert (len(shared), sum(map(len, shared.values()))) == (29, 66)
    for name, found in shared.items():
        assert sorted(codes(name, 2024)) == found
        with pytest.raises(ParameterError, match="ambiguous"):
            resolve_place(name, 2024)


def test_trap_ready_made_tables_fail_silently_and_this_one_asks():
    # One of them maps 鼓楼区 to Kaifeng and 朝阳区 to Changchun, and knows no 上党区.
    assert codes("朝阳区", 2024) == ["110105", "220104"]
    assert codes("上党区", 2024) == ["140404"]


def test_trap_a_name_below_its_prefecture_is_one_county_in_every_year():
    for year in range(2008, 2025):
        seen = Counter(
            (r["province"], r["prefecture"], r["name"]) for r in _listed() if _there(r, year)
        )
        assert max(seen.values()) == 1, year


@pytest.mark.parametrize(
    ("name", "code"), [("东莞市", "441900"), ("中山市", "442000"), ("嘉峪关市", "620200")]
)
def test_trap_a_city_without_counties_is_a_prefecture_and_no_county(name, code):
    assert [(d.code, d.level) for d in find_place(name, 2024)] == [(code, "prefecture")]


def test_trap_danzhou_was_a_county_level_city_until_2014():
    assert [(d.code, d.level) for d in find_place("儋州市", 2012)] == [("469003", "county")]
    assert [(d.code, d.level) for d in find_place("儋州市", 2024)] == [("460400", "prefecture")]
    # A report for 2014 came out in 2015: both are asked for.
    assert codes("儋州市", 2014) == ["460400", "469003"]


@pytest.mark.parametrize("name", ["高新区", "经济开发区", "西安高新区"])
def test_trap_a_zone_has_no_county_code_and_is_never_taken_for_another(name):
    assert find_place(name, 2023) == []
    with pytest.raises(ParameterError, match="functional zones have no county code"):
        resolve_place(name, 2023)


# --- what became of the divisions that ended ------------------------------------------------------


def _ends() -> dict[str, list[tuple[str, str]]]:
    """Return the ended counties by kind, as (code, name), read off the file without the toolkit.

    The successors of the year of the end count, not those that got a part before. What several
    records lead to in that year, living ones that cede a part included, is a merger.
    """
    rows = _listed()
    fed = Counter(s for r in rows for s in r["successors"].split())
    kinds = defaultdict(list)
    for row in rows:
        if row["to"]:
            heirs = [s for s in row["successors"].split() if s.endswith(f"@{row['to']}")]
            kind = "split" if len(heirs) > 1 else "merger" if fed[heirs[0]] > 1 else "one_to_one"
            kinds[kind].append((row["code"], row["name"]))
    return kinds


def test_trap_390_records_ended_308_alone_57_in_mergers_25_in_splits():
    counted = {kind: len(found) for kind, found in _ends().items()}
    assert counted == {"one_to_one": 308, "merger": 57, "split": 25}
    assert len(successions()) == 390


def test_successions_agree_with_the_file_and_tell_an_absorbed_county_from_a_renamed_one():
    kinds = _ends()
    found = defaultdict(list)
    for end in successions():
        found[end.kind].append((end.division.code, end.division.name))
    assert sorted(found["split"]) == sorted(kinds["split"])
    # A county that went alone into a living one is no renaming: 崇文区 went into 东城区 in 2010.
    alone = {row for row in found["merger"] if row not in kinds["merger"]}
    assert len(alone) == 21
    assert ("110103", "崇文区") in alone
    assert sorted(found["one_to_one"]) == sorted(set(kinds["one_to_one"]) - alone)
    assert {s.absorbed for s in successions() if (s.division.code, s.division.name) in alone} == {
        True
    }


def test_trap_changzhi_county_and_shangdang_district_are_one_chain():
    chain = chain_of("140404")
    assert chain == chain_of("140421")
    assert [(k.division.code, k.division.name) for k in chain] == [
        ("140421", "长治县"),
        ("140404", "上党区"),
    ]
    end = chain[0].end
    assert (end.kind, end.year, [d.name for d in end.successors]) == (
        "one_to_one",
        2018,
        ["上党区"],
    )
    assert chain[1].end is None
    assert unit_of(division("140421"), "one_to_one").name == "上党区"
    assert unit_of(division("140421"), "none").name == "长治县"


def test_a_merger_is_followed_on_request_only():
    # 崇安区, 南长区 and 北塘区 became 梁溪区 in 2015.
    old, new = division("320202"), division("320213")
    assert (old.name, new.name) == ("崇安区", "梁溪区")
    assert unit_of(old, "one_to_one") == old
    assert unit_of(old, "merged") == new
    assert [d.name for d in parts_in(new, 2014)] == ["崇安区", "南长区", "北塘区"]
    assert parts_in(new, 2015) == (new,)


def test_a_merger_with_a_part_of_a_split_county_is_never_added_up():
    # 邢台县 was parted between 襄都区 and 信都区 in 2020; 桥东区 went into 襄都区 whole.
    old = division("130502", 2015)
    assert (old.name, succession_of(old).kind, succession_of(old).whole) == (
        "桥东区",
        "merger",
        False,
    )
    assert unit_of(old, "merged") == old
    # Both records bear one code: the series under it has a break.
    assert [(c.year, c.kind) for c in changes_of("130502")] == [(2020, "break"), (2020, "break")]


def test_a_split_is_told_and_never_followed():
    # 庐山区 was parted in 2016; 濂溪区 kept its code.
    chain = chain_of("360402")
    assert [(k.division.name, k.end and k.end.kind) for k in chain] == [
        ("庐山区", "split"),
        ("濂溪区", None),
    ]
    assert unit_of(chain[0].division, "merged") == chain[0].division
    (change,) = changes_of("360402")
    assert (change.year, change.kind) == (2016, "break")
    assert "庐山市" in change.zh and "360483" in change.en


def test_what_a_county_gave_away_before_its_end_is_no_successor():
    # 无为县 ceded a part to 鸠江区 in 2014 and became 无为市 in 2019: a renaming.
    end = succession_of(division("340225"))
    assert (end.kind, end.year, [d.name for d in end.successors]) == (
        "one_to_one",
        2019,
        ["无为市"],
    )
    assert [(c.year, c.kind) for c in changes_of("340225")] == [(2014, "similar")]
