"""Divisions: candidates by name, parents, year and code; refusals that list them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from toolkit.divisions import (
    LAST_LISTED_YEAR,
    carried_forward,
    division,
    divisions,
    find_place,
    publishers,
    resolve_place,
)
from toolkit.errors import ParameterError

DATA = Path(__file__).resolve().parents[1] / "data"


def codes(name: str, year: int | None = None) -> list[str]:
    return [d.code for d in find_place(name, year)]


def test_a_shared_name_gives_every_candidate():
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


def test_a_report_year_is_looked_up_in_the_next_year_as_well():
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


def test_2025_carries_the_newest_list_forward_and_says_so():
    assert LAST_LISTED_YEAR == 2024
    assert codes("江宁区", 2025) == codes("江宁区", 2024) == ["320115"]
    assert carried_forward(2025)
    assert not carried_forward(2024)


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
